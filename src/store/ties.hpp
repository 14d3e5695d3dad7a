// Ties and where each pair stands in its conversations. See relationship/tie.hpp.
#pragma once

namespace kith::store {

class Ties {
public:
    virtual ~Ties() = default;
};

} // namespace kith::store
