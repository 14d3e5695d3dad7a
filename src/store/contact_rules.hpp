// Who may do what to a member: contact policy, boundaries, what was accepted, whose offers are wanted. See
// relationship/policy.hpp.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "relationship/policy.hpp"
#include "store/page.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kith::store {

// What `account_id` decided about one other. Known to it alone.
struct ContactRule {
    AccountId account_id;
    AccountId target_id;
    relationship::Boundaries boundaries;
    std::int64_t bounded = 0; // a snowflake: when the boundaries were first set; 0: there are none
    relationship::Accepted accepted;
    bool offers = false; // wants the target's offers at home

    friend bool operator==(const ContactRule&, const ContactRule&) = default;
};

class ContactRules {
public:
    virtual ~ContactRules() = default;

    // Only of those who set one; in no order.
    virtual Result<std::vector<std::pair<AccountId, relationship::ReceiverPolicy>>>
    policies(std::span<const AccountId> accounts) const = 0;
    // Empty if nothing was decided.
    virtual Result<ContactRule> rule(AccountId account, AccountId target) const = 0;
    // Those that exist of `accounts` about `target`.
    virtual Result<std::vector<ContactRule>> towards(AccountId target, std::span<const AccountId> accounts) const = 0;
    // With boundaries; newest first by `bounded`, which the page's ids are.
    virtual Result<std::vector<ContactRule>> boundaries(AccountId account, const Page& page) const = 0;
    // Whose offers the account wants; the page's ids are those of the accounts.
    virtual Result<std::vector<AccountId>> offers_wanted(AccountId account, const Page& page) const = 0;
    // Of `readers`, those who want the author's offers.
    virtual Result<std::vector<AccountId>> wanting_offers(AccountId author,
                                                          std::span<const AccountId> readers) const = 0;

    virtual Result<void> put_policy(AccountId account, const relationship::ReceiverPolicy& policy) = 0;
    // Inserts or replaces; an empty rule goes. `bounded` is set or cleared as there are boundaries: an earlier one
    // stays, else it is `id_if_new`.
    virtual Result<void> put(const ContactRule& rule, std::int64_t id_if_new) = 0;
};

} // namespace kith::store
