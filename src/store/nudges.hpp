// Texts that came back to their author once.
#pragma once

namespace kith::store {

class Nudges {
public:
    virtual ~Nudges() = default;
};

} // namespace kith::store
