// One-time codes by which two people confirm that they met.
#pragma once

namespace kith::store {

class Meetings {
public:
    virtual ~Meetings() = default;
};

} // namespace kith::store
