#include "services/contact_policies.hpp"

#include "services/user_settings.hpp"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace kith::services {
namespace {

using relationship::Audience;
using relationship::Boundaries;
using relationship::ReceiverPolicy;

std::string_view who(Audience audience) {
    switch (audience) {
    case Audience::anyone:
        return "anyone";
    case Audience::followed:
        return "people they follow or know";
    case Audience::acquaintance:
        return "people they have spoken with";
    case Audience::friend_:
        return "friends";
    case Audience::nobody:
        return "nobody";
    }
    std::unreachable();
}

std::string join(const std::vector<std::string_view>& parts) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += i + 1 == parts.size() ? " or " : ", ";
        out += parts[i];
    }
    return out;
}

} // namespace

std::vector<std::string> policy_sentences(const ReceiverPolicy& policy) {
    auto sentence = [](std::string_view what, Audience audience) {
        return fmt::format("{} from {}.", what, who(audience));
    };
    std::string messages = sentence("Takes hellos and questions", policy.message);
    if (policy.message == Audience::anyone) messages += " Of strangers one at a time, until there is an answer.";
    return {std::move(messages), sentence("Takes requests to share, follow, vote or help", policy.ask),
            sentence("Takes offers and other promotion", policy.pitch),
            sentence("Takes invitations to events", policy.invite)};
}

std::string policy_line(const ReceiverPolicy& policy) {
    return fmt::format("Hellos: {} · Asks: {} · Offers: {} · Invitations: {}", who(policy.message), who(policy.ask),
                       who(policy.pitch), who(policy.invite));
}

std::string boundary_words(const Boundaries& boundaries, std::string_view acct) {
    if (!boundaries.any()) return fmt::format("@{} You are welcome to write to me again as you like.", acct);
    if (boundaries.all)
        return fmt::format("@{} Thank you for your interest. I would rather not be written to at the moment; please "
                           "respect that. All the best to you.",
                           acct);
    std::vector<std::string_view> kinds;
    if (boundaries.asks) kinds.emplace_back("ask me to do things for you");
    if (boundaries.pitches) kinds.emplace_back("send me offers or promotion");
    if (boundaries.direct_messages) kinds.emplace_back("send me direct messages");
    return fmt::format("@{} Thank you for thinking of me. Please don’t {} any more{}. No hard feelings!", acct,
                       join(kinds), boundaries.direct_messages ? "" : "; I am happy to hear from you otherwise");
}

Result<ReceiverPolicy> ContactPolicies::policy(const store::ReadTx& tx, AccountId account) {
    auto found = TRY(tx.contact_rules().policies(std::array{account}));
    return found.empty() ? ReceiverPolicy{} : found.front().second;
}

Result<ReceiverPolicy> ContactPolicies::change_policy(AccountId account,
                                                      const std::function<Result<void>(ReceiverPolicy&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<ReceiverPolicy> {
        auto changed = TRY(policy(tx, account));
        TRY(change(changed));
        TRY(tx.contact_rules().put_policy(account, changed));
        tx.after_commit([this, account] { events_.publish(AccountChanged{account}); });
        return changed;
    });
}

Result<store::ContactRule> ContactPolicies::change_rule(AccountId account, AccountId target,
                                                        const std::function<void(store::ContactRule&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<store::ContactRule> {
        if (!TRY(tx.accounts().by_id(target))) return not_found();
        if (account == target) return invalid("oneself", "Validation failed: This is yourself");
        auto rule = TRY(tx.contact_rules().rule(account, target));
        change(rule);
        TRY(tx.contact_rules().put(rule, ids_.next()));
        return tx.contact_rules().rule(account, target);
    });
}

Result<store::ContactRule> ContactPolicies::set_boundaries(AccountId account, AccountId target,
                                                           const Boundaries& boundaries) {
    return change_rule(account, target, [&](store::ContactRule& rule) { rule.boundaries = boundaries; });
}

Result<void> ContactPolicies::want_offers(AccountId account, AccountId author, bool wanted) {
    TRY(change_rule(account, author, [&](store::ContactRule& rule) { rule.offers = wanted; }));
    return {};
}

Result<bool> ContactPolicies::nudges(AccountId account) {
    return store_.read([&](store::ReadTx& tx) -> Result<bool> {
        auto user = TRY(tx.users().by_account(account));
        return user && read_user_settings(user->settings).nudges;
    });
}

Result<void> ContactPolicies::set_nudges(AccountId account, bool wanted) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto user = TRY(tx.users().by_account(account));
        if (!user) return not_found();
        auto settings = read_user_settings(user->settings);
        settings.nudges = wanted;
        user->settings = write_user_settings(settings, user->settings);
        return tx.users().update(*user);
    });
}

} // namespace kith::services
