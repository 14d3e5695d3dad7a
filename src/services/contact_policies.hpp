// What members decide about who may reach them with what: contact policy (published), boundaries, wanted offers (both
// known to them alone), and whether their own drafts come back once.
#pragma once

#include "relationship/policy.hpp"
#include "services/events.hpp"
#include "store/contact_rules.hpp"
#include "store/store.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

// The policy in sentences for the profile page, about "them"; for each of message, ask, pitch and invite one.
std::vector<std::string> policy_sentences(const relationship::ReceiverPolicy& policy);
// The same in one line, for a field of the profile: "Hellos and questions: anyone · Asks: people they know · …".
std::string policy_line(const relationship::ReceiverPolicy& policy);
// Polite words that a member may send to somebody to whom they set a boundary. Never sent by themselves.
std::string boundary_words(const relationship::Boundaries& boundaries, std::string_view acct);

// Thread-safe; each function is one transaction.
class ContactPolicies {
public:
    ContactPolicies(store::Store& store, IdMaker& ids, Events& events) : store_(store), ids_(ids), events_(events) {}

    // The default, if the account never set one.
    static Result<relationship::ReceiverPolicy> policy(const store::ReadTx& tx, AccountId account);
    // Gives the policy as changed. `change` may refuse.
    Result<relationship::ReceiverPolicy>
    change_policy(AccountId account, const std::function<Result<void>(relationship::ReceiverPolicy&)>& change);

    // Replaces what was there; none: the boundary is taken back. The target is not told. Errors: not_found, invalid
    // (oneself).
    Result<store::ContactRule> set_boundaries(AccountId account, AccountId target,
                                              const relationship::Boundaries& boundaries);
    // Whether the author's offers come to the account's home. Errors: not_found, invalid (oneself).
    Result<void> want_offers(AccountId account, AccountId author, bool wanted);

    Result<bool> nudges(AccountId account);
    Result<void> set_nudges(AccountId account, bool wanted);

private:
    Result<store::ContactRule> change_rule(AccountId account, AccountId target,
                                           const std::function<void(store::ContactRule&)>& change);

    store::Store& store_;
    IdMaker& ids_;
    Events& events_;
};

} // namespace kith::services
