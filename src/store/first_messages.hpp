// Signatures of first messages, to know form letters and autopilots by. See relationship/etiquette/templates.hpp.
#pragma once

namespace kith::store {

class FirstMessages {
public:
    virtual ~FirstMessages() = default;
};

} // namespace kith::store
