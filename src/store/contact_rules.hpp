// Who may do what to a member: contact policy, boundaries, what was accepted, whose offers are wanted. See
// relationship/policy.hpp.
#pragma once

namespace kith::store {

class ContactRules {
public:
    virtual ~ContactRules() = default;
};

} // namespace kith::store
