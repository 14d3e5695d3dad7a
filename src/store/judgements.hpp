// What statuses were judged to be. See relationship/judgement.hpp.
#pragma once

namespace kith::store {

class Judgements {
public:
    virtual ~Judgements() = default;
};

} // namespace kith::store
