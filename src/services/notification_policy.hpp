// Whose notifications a member wants at once, whose wait in requests, and whose not at all: the member's policy as a
// type, and the rule. Pure. https://docs.joinmastodon.org/entities/NotificationPolicy/
#pragma once

#include "domain/notification.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

enum class PolicyAnswer { accept, filter, drop }; // from mild to strict
std::string_view to_string(PolicyAnswer answer);
std::optional<PolicyAnswer> parse_policy_answer(std::string_view text);

struct NotificationPolicy {
    PolicyAnswer for_not_following = PolicyAnswer::accept;
    PolicyAnswer for_not_followers = PolicyAnswer::accept;
    PolicyAnswer for_new_accounts = PolicyAnswer::accept;
    PolicyAnswer for_private_mentions = PolicyAnswer::accept;
    PolicyAnswer for_limited_accounts = PolicyAnswer::filter;

    friend bool operator==(const NotificationPolicy&, const NotificationPolicy&) = default;
};

// Of User::settings; what the JSON lacks or has in a wrong form is as above.
NotificationPolicy read_notification_policy(std::string_view settings);
// The settings with the policy in them; the rest of them stays.
std::string write_notification_policy(const NotificationPolicy& policy, std::string_view settings);

// What a sender is to the receiver.
struct SenderFacts {
    bool followed = false;        // by the receiver
    bool follows = false;         // the receiver
    bool is_new = false;          // made less than 30 days ago
    bool limited = false;         // by a moderator
    bool unasked_mention = false; // a private mention that answers none of the receiver's
};

// Whether the policy looks at notifications of this kind at all: not at those about one's own doing or duties.
bool policy_applies(NotificationKind kind);
// The strictest of the answers that apply. Whom one follows is judged by for_not_followers alone.
PolicyAnswer judge(const NotificationPolicy& policy, const SenderFacts& sender);

} // namespace kith::services
