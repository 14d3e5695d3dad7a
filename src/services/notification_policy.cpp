#include "services/notification_policy.hpp"

#include "json/value.hpp"
#include "json/write.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kith::services {
namespace {

constexpr std::string_view member = "notification_policy";

struct Entry {
    std::string_view name;
    PolicyAnswer NotificationPolicy::* answer;
};
constexpr std::array<Entry, 5> entries{{{"for_not_following", &NotificationPolicy::for_not_following},
                                        {"for_not_followers", &NotificationPolicy::for_not_followers},
                                        {"for_new_accounts", &NotificationPolicy::for_new_accounts},
                                        {"for_private_mentions", &NotificationPolicy::for_private_mentions},
                                        {"for_limited_accounts", &NotificationPolicy::for_limited_accounts}}};

} // namespace

std::string_view to_string(PolicyAnswer answer) {
    switch (answer) {
    case PolicyAnswer::accept:
        return "accept";
    case PolicyAnswer::filter:
        return "filter";
    case PolicyAnswer::drop:
        return "drop";
    }
    std::unreachable();
}

std::optional<PolicyAnswer> parse_policy_answer(std::string_view text) {
    for (auto answer : {PolicyAnswer::accept, PolicyAnswer::filter, PolicyAnswer::drop})
        if (text == to_string(answer)) return answer;
    return std::nullopt;
}

NotificationPolicy read_notification_policy(std::string_view settings) {
    NotificationPolicy policy;
    if (settings.find(member) == std::string_view::npos) return policy;
    auto parsed = json::Value::parse(settings);
    if (!parsed) return policy;
    const auto& kept = (*parsed)[member];
    for (const auto& entry : entries)
        if (auto answer = parse_policy_answer(kept[entry.name].str().value_or(""))) policy.*entry.answer = *answer;
    return policy;
}

std::string write_notification_policy(const NotificationPolicy& policy, std::string_view settings) {
    auto value = json::Value::parse(settings).value_or(json::Value(json::Value::Object{}));
    json::Value kept(json::Value::Object{});
    for (const auto& entry : entries)
        kept.set(entry.name, json::Value(std::string(to_string(policy.*entry.answer))));
    value.set(member, std::move(kept));
    return json::write(value);
}

bool policy_applies(NotificationKind kind) {
    switch (kind) {
    case NotificationKind::status: // asked for, person by person
    case NotificationKind::poll:
    case NotificationKind::update:
    case NotificationKind::quoted_update:
    case NotificationKind::admin_sign_up:
    case NotificationKind::admin_report:
        return false;
    default:
        return true;
    }
}

PolicyAnswer judge(const NotificationPolicy& policy, const SenderFacts& sender) {
    auto answer = PolicyAnswer::accept;
    auto apply = [&](bool applies, PolicyAnswer wanted) {
        if (applies) answer = std::max(answer, wanted);
    };
    apply(!sender.follows, policy.for_not_followers);
    if (sender.followed) return answer;
    apply(true, policy.for_not_following);
    apply(sender.is_new, policy.for_new_accounts);
    apply(sender.limited, policy.for_limited_accounts);
    apply(sender.unasked_mention, policy.for_private_mentions);
    return answer;
}

} // namespace kith::services
