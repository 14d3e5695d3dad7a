// Entries of Today that a member did, snoozed or never wants again. See relationship/today.hpp.
#pragma once

namespace kith::store {

class PutOffs {
public:
    virtual ~PutOffs() = default;
};

} // namespace kith::store
