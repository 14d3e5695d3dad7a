#include "relationship/reason.hpp"

#include <algorithm>
#include <array>

namespace kith::relationship {
namespace {

struct Template {
    std::string_view code;
    std::string_view text;
};

// {name} is a parameter; {count|day|days} is "day" if the parameter count is 1, else "days".
constexpr std::array templates{
    // Stages
    Template{"stage_no_exchange", "You have not had an exchange yet: neither has answered the other."},
    Template{"stage_exchange", "You have answered each other in {exchanges} {exchanges|exchange|exchanges}."},
    Template{"stage_met", "You both say that you met in person."},
    Template{"stage_met_one_side", "One of you says that you met; it counts when both do."},
    Template{"stage_friend_days", "You had exchanges on {days} {days|day|days} over {span} days."},
    Template{"stage_friend_needs_days",
             "A friend takes exchanges on {needed} days; so far there {days|is|are} {days}."},
    Template{"stage_friend_needs_span", "A friend takes exchanges over {needed} days; so far they span {span}."},
    Template{"stage_owner_silent", "You spoke in fewer than {percent} % of the turns."},
    Template{"stage_other_silent", "They spoke in fewer than {percent} % of the turns."},
    Template{"stage_owner_takes", "Your asks and pitches outnumber what you gave them."},
    Template{"stage_other_takes", "Their asks and pitches outnumber what they gave you."},
    Template{"stage_trusted_days", "You kept it up: exchanges on {days} days over {span} days."},
    Template{"stage_trusted_vouched", "You both vouched for each other."},
    Template{"stage_trusted_needs_days",
             "Trust takes exchanges on {needed} days, or that you both vouch; so far there are {days}."},
    Template{"stage_trusted_needs_span",
             "Trust takes exchanges over {needed} days, or that you both vouch; so far they span {span}."},
    Template{"stage_quiet", "You have had no contact for {days} days."},
    Template{"stage_fell", "Without contact for {days} days it fell from {from} to {to}."},
    Template{"stage_set_by_hand", "You set this stage yourself; Kith would have said {engine}."},

    // Strength
    Template{"strength_both_ways", "You wrote to them {sent} {sent|time|times} and they to you {received}."},
    Template{"strength_recent_exchanges",
             "You answered each other in {count} {count|exchange|exchanges}; by now they weigh as {recent}."},
    Template{"strength_freshness", "Your last contact was {days} {days|day|days} ago."},
    Template{"strength_activity",
             "You last spoke to anybody {owner_days} {owner_days|day|days} ago, they {other_days}."},
    Template{"strength_closeness", "You know {owner_people} {owner_people|person|people}, they {other_people}, and you "
                                   "share {shared} of them."},

    // Delivery
    Template{"boundary_all", "You asked them to stop writing to you."},
    Template{"boundary_direct", "You asked them to stop sending direct messages."},
    Template{"boundary_pitch", "You asked them to stop pitching, and this is a pitch."},
    Template{"boundary_ask", "You asked them to stop asking for things, and this asks {what}."},
    Template{"stranger_pitches", "You have never spoken with them, and this promotes something of theirs."},
    Template{"stranger_asks", "You have never spoken with them, and this asks you {what}."},
    Template{"pitch_not_admitted", "This promotes something of theirs, and you accept pitches from {audience} only."},
    Template{"ask_not_admitted", "This asks you {what}, and you accept asks from {audience} only."},
    Template{"pitch_refused", "This promotes something of theirs, and you accept pitches from nobody."},
    Template{"ask_refused", "This asks you {what}, and you accept asks from nobody."},
    Template{"message_not_admitted", "You accept messages from {audience} only."},
    Template{"message_refused", "You accept messages from nobody."},
    Template{"stranger_template", "Nearly the same first message went to several people."},
    Template{"stranger_autopilot", "This account sends automated messages and hardly ever answers the answers."},
    Template{"stranger_unanswered", "You have never spoken with them, and {count} earlier {count|message|messages} of "
                                    "theirs {count|waits|wait} for your answer."},
    Template{"links_closed", "Links and attachments of people you have not spoken with are shown closed."},
    Template{"not_judged", "The language of this message could not be judged."},
    Template{"automated_hello", "This is an automated hello; it says so, asks a question and has no link."},
    Template{"accepted_before", "You accepted messages like this from them before."},
    Template{"held_before_edit", "This waits because of what it said before it was edited."},
    Template{"notification_policy", "Your notification settings let this wait."},
    Template{"first_hello", "A first hello from somebody you have not spoken with."},

    // Nudge and budget
    Template{"nudge_pitch_to_strangers", "This promotes something of yours to {count} {count|person|people} you have "
                                         "never spoken with: {names}."},
    Template{"nudge_ask_to_strangers",
             "This asks {count} {count|person|people} you have never spoken with {what}: {names}."},
    Template{"nudge_many_strangers", "This mentions {count} people you have never spoken with: {names}."},
    Template{"nudge_template", "You sent nearly the same words to several other people."},
    Template{
        "nudge_budget",
        "More than 1 in 5 of your recent posts were pitches. This one reaches only those who asked for your offers."},
    Template{"suggest_hello", "Say hello to {name} first, or ask about something they wrote."},
    Template{"suggest_introduction", "Ask {friend} to introduce you to {name}."},
    Template{"suggest_offers", "Post it as an offer, with the hashtag #offer: those who are interested will see it."},
    Template{"suggest_own_words", "Write to each of them in words of their own."},
    Template{"suggest_fewer", "Mention only those it concerns."},
    Template{"budget_within", "{pitches} of the last {posts} posts {pitches|was a pitch|were pitches}."},
    Template{"budget_spent", "{pitches} of the last {posts} posts were pitches, more than 1 in 5."},

    // Permissions
    Template{"invite_not_admitted", "They accept invitations from {audience} only."},
    Template{"invite_refused", "They accept invitations from nobody."},
    Template{"may_ask_not_admitted", "They accept asks from {audience} only."},
    Template{"may_ask_refused", "They accept asks from nobody."},
    Template{"boundary_to_sender", "They asked you to stop this."},
    Template{"ask_for_introduction", "A friend you share can introduce you."},

    // The door
    Template{"door_bio", "They say who they are."},
    Template{"door_no_bio", "They say nothing about who they are."},
    Template{"door_shared_interests", "You share interests: {names}."},
    Template{"door_shared_tags", "You both write about {names}."},
    Template{"door_shared_groups", "You are both in {names}."},
    Template{"door_shared_languages", "You both write in {names}."},
    Template{"door_no_shared_language", "You write in no language in common."},
    Template{"door_known_by", "{names} {count|knows|know} them ({stage} of yours)."},
    Template{"door_follow_ratio",
             "They follow {follows} {follows|account|accounts} and {followers} {followers|follows|follow} them."},
    Template{"door_followed_by_nobody", "They follow {follows} {follows|account|accounts} and nobody follows them."},
    Template{"door_talks", "{percent} % of their recent posts are replies to others."},
    Template{"door_broadcasts", "Only {percent} % of their recent posts are replies to others."},
    Template{"door_answers_nobody", "None of their recent posts is a reply to somebody else."},
    Template{"door_pitches", "{percent} % of their recent posts are pitches."},
    Template{"door_only_pitches", "All of their recent posts are pitches."},
    Template{"door_asks", "{percent} % of their recent posts ask for something."},
    Template{"door_only_asks", "All of their recent posts ask for something."},
    Template{"door_no_posts", "They have not posted anything yet."},
    Template{"door_answers", "They answered {answered} of {received} messages they received."},
    Template{"door_seldom_answers", "They answered only {answered} of {received} messages they received."},
    Template{"door_automated", "The account says that it is automated."},
    Template{"door_looks_automated", "The account behaves like an automated one, and does not say so."},
    Template{"door_profile_asks", "Their profile asks to be followed, liked or shared."},
    Template{"door_adult", "Their profile or posts use adult words: {names}."},
    Template{"door_marketing", "Their profile or posts use the words of multi-level marketing: {names}."},
    Template{"door_new", "The account is {days} {days|day|days} old."},
    Template{"door_old", "The account has been there for {years} {years|year|years}."},
    Template{"door_bridge", "They know {count} {count|person|people} whom nobody you know knows."},
    Template{"starter_question", "{name} asked: “{question}” You could answer."},
    Template{"starter_tag", "Ask {name} how they came to #{tag}."},
    Template{"starter_shared_tag", "You both write about #{tag}. Ask {name} what they are working on."},
    Template{"starter_hello", "Say hello to {name} and ask what brought them here."},
    Template{"starter_again", "Ask how they are."},
    Template{"starter_date", "Say that you think of them."},
    Template{"starter_introduction", "Tell both what they share: {topic}."},

    // Today
    Template{"today_unanswered", "{name} has waited {days} {days|day|days} for your answer."},
    Template{"today_unanswered_today", "{name} wrote to you and waits for an answer."},
    Template{"today_quiet", "You and {name} usually speak every {usual} {usual|day|days}; it has been {days}."},
    Template{"today_newcomer", "{name} joined {days} {days|day|days} ago and nobody has greeted them."},
    Template{"today_newcomer_today", "{name} joined today and nobody has greeted them."},
    Template{"today_question", "{name} asked a question about {topic}, which you write about."},
    Template{"today_share", "{name} posted something about {topic} that few have shared."},
    Template{"today_share_plain", "{name} posted something that few have shared."},
    Template{"today_date", "{what} of {name}, which you noted, is today."},
    Template{"today_date_soon", "{what} of {name}, which you noted, is in {days} {days|day|days}."},
    Template{"today_introduction", "{name} and {second} share {topic} and don’t know each other."},

    // Mirror
    Template{"mirror_nothing", "There is nothing to show for this time."},
    Template{"mirror_listens",
             "{percent} % of your {posts} {posts|post|posts} listened to others or shared their work."},
    Template{"mirror_announces",
             "{percent} % of your {posts} {posts|post|posts} listened to others or shared their work; "
             "most told of yourself."},
    Template{"mirror_pitches",
             "{count} of your {posts} {posts|post|posts} {count|was a pitch or an ask|were pitches or "
             "asks}."},
    Template{"mirror_answered",
             "You answered {answered} of {messages} {messages|message|messages} that wanted an answer."},
    Template{"mirror_answer_time", "Half of your answers came within {time}."},
    Template{"mirror_connecting", "{conversations} of the {follows} {follows|account|accounts} you followed became a "
                                  "conversation."},
    Template{"mirror_collecting", "You followed {follows} {follows|account|accounts}, and none became a conversation."},
    Template{"mirror_new_exchanges", "You had a first exchange with {count} {count|person|people}."},
    Template{"mirror_even", "You gave about as much as you took: {given} to {taken}."},
    Template{"mirror_gives_more", "You gave more than you took: {given} to {taken}."},
    Template{"mirror_takes_more", "You took more than you gave: {taken} to {given}."},
};

} // namespace

std::string_view Reason::parameter(std::string_view name) const {
    for (const auto& [key, value] : parameters)
        if (key == name) return value;
    return {};
}

std::string in_english(const Reason& reason) {
    auto found = std::ranges::find(templates, reason.code, &Template::code);
    if (found == templates.end()) return reason.code;
    std::string out;
    std::string_view text = found->text;
    while (!text.empty()) {
        auto open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) break;
        auto close = text.find('}', open);
        std::string_view slot = text.substr(open + 1, close - open - 1);
        if (auto bar = slot.find('|'); bar != std::string_view::npos) {
            auto second = slot.find('|', bar + 1);
            bool one = reason.parameter(slot.substr(0, bar)) == "1";
            out += one ? slot.substr(bar + 1, second - bar - 1) : slot.substr(second + 1);
        } else {
            out += reason.parameter(slot);
        }
        text.remove_prefix(close + 1);
    }
    return out;
}

bool has_reason(const Reasons& reasons, std::string_view code) {
    return std::ranges::any_of(reasons, [&](const Reason& reason) { return reason.code == code; });
}

std::vector<std::string_view> reason_codes() {
    std::vector<std::string_view> codes;
    for (const auto& each : templates)
        codes.push_back(each.code);
    return codes;
}

} // namespace kith::relationship
