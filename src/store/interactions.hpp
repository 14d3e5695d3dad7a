// Interactions: what somebody did towards somebody, append-only. See relationship/interaction.hpp.
#pragma once

namespace kith::store {

class Interactions {
public:
    virtual ~Interactions() = default;
};

} // namespace kith::store
