// Good things that a member noted as having come of a tie. See relationship/mirror.hpp.
#pragma once

namespace kith::store {

class Outcomes {
public:
    virtual ~Outcomes() = default;
};

} // namespace kith::store
