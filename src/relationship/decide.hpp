// Decisions: what happens to a message, a draft, a pitch, an invitation or an ask. Pure functions of what was judged,
// how the two stand to each other, what the receiver allows, and a little recent history. Nothing is ever dropped:
// what is held waits in the receiver's requests, with the reasons given here.
#pragma once

#include "relationship/judgement.hpp"
#include "relationship/policy.hpp"
#include "relationship/reason.hpp"
#include "relationship/stage.hpp"

#include <span>
#include <string>
#include <vector>

namespace kith::relationship {

enum class Delivery : std::uint8_t { inbox, requests };

struct DeliveryDecision {
    Delivery verdict = Delivery::inbox;
    Reasons reasons;        // why it is held; for the inbox: what was noticed and let through
    bool open_links = true; // false: links and attachments are shown closed
};

// A message that arrives, as its receiver stands to its sender.
struct Arrival {
    Judgement judgement;
    Standing sender;
    ReceiverPolicy policy;
    Boundaries boundaries;
    Accepted accepted;
    unsigned unanswered = 0;     // messages from the sender since the receiver last spoke to them, this one not counted
    bool has_links = false;      // links or attachments
    bool says_automated = false; // the sender's account or the message declares itself automated
    bool answers_receiver = false; // a mention: it replies to a post of the receiver, or in a conversation they are in
};

// A direct message.
DeliveryDecision deliver_direct(const Arrival& message);

// A public mention: decides on the notification alone, the post stays where it is. `policy.message` does not apply, and
// whoever answers the receiver's own words need not wait for an answer first.
DeliveryDecision deliver_mention(const Arrival& mention);

// One of the people a draft is addressed to, as its author stands to them.
struct DraftReceiver {
    AccountId account;
    std::string name;                        // as shown to the author: "@ann"
    Stage stage = Stage::stranger;           // the author's view
    std::vector<std::string> mutual_friends; // who could introduce them; names as shown to the author
};

struct OwnPost {
    Time at;
    bool pitch = false;
};

enum class Budget : std::uint8_t { within, spent };

struct BudgetDecision {
    Budget verdict = Budget::within;
    Reasons reasons;
    unsigned pitches = 0;
    unsigned posts = 0;
};

// The share of pitches among an author's recent public posts: the last 20, or those of 30 days if they are more.
// `posts`: own public posts before this one, newest first, as many as that needs. Spent: over 1 in 5, counting a
// history shorter than 5 posts as 5 (one pitch is always welcome). A further pitch then reaches only those who asked
// for the author's offers, and the Offers list of the other followers.
BudgetDecision pitch_budget(std::span<const OwnPost> posts, Time now);

struct Draft {
    Judgement judgement;
    std::vector<DraftReceiver> receivers;
    bool is_public = false;
    Budget budget = Budget::within;
    // When the author was last nudged about exactly this text; sending it again within 10 minutes is consent.
    std::optional<Time> nudged_at;
};

enum class Nudge : std::uint8_t { send, nudge };

struct NudgeDecision {
    Nudge verdict = Nudge::send;
    Reasons reasons;
    std::vector<AccountId> strangers; // whom the author has never spoken with
    Reasons suggestions;              // what to do instead, best first
};

// For authors on this server. The text is never changed or lost.
NudgeDecision nudge_before_send(const Draft& draft, Time now);

enum class Permission : std::uint8_t { granted, refused };

struct PermissionDecision {
    Permission verdict = Permission::granted;
    Reasons reasons;
};

// To an event; to give or do something. By how the receiver stands to the sender.
PermissionDecision may_invite(const Standing& sender, const ReceiverPolicy& policy, const Boundaries& boundaries);
PermissionDecision may_ask(const Standing& sender, const ReceiverPolicy& policy, const Boundaries& boundaries);

} // namespace kith::relationship
