// Why a notification waits in requests. See relationship/decide.hpp.
#pragma once

namespace kith::store {

class HeldMessages {
public:
    virtual ~HeldMessages() = default;
};

} // namespace kith::store
