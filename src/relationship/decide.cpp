#include "relationship/decide.hpp"

#include <algorithm>

namespace kith::relationship {
namespace {

constexpr std::size_t budget_posts = 20;
constexpr std::chrono::days budget_days{30};
constexpr unsigned budget_share = 5; // 1 in 5
constexpr unsigned budget_least_posts = 5;
constexpr std::size_t most_strangers = 5; // mentioned at once without a nudge
constexpr std::chrono::minutes consent_time{10};
constexpr std::size_t most_names = 8; // in one sentence

std::string words_for(Audience audience) {
    switch (audience) {
    case Audience::anyone:
        return "anyone";
    case Audience::followed:
        return "people you follow or know";
    case Audience::acquaintance:
        return "people you have spoken with";
    case Audience::friend_:
        return "friends";
    case Audience::nobody:
        return "nobody";
    }
    return "nobody";
}

// The same towards the sender, whose reasons speak of "they".
std::string words_for_sender(Audience audience) {
    if (audience == Audience::followed) return "people they follow or know";
    if (audience == Audience::acquaintance) return "people they have spoken with";
    return words_for(audience);
}

bool is_stranger(const Standing& sender) { return sender.stage == Stage::stranger; }

// One automated hello to somebody who follows the sender is welcome if it is a question, has no link and says so.
bool is_honest_automated_hello(const Arrival& message) {
    return message.says_automated && message.judgement.question && !message.has_links && message.unanswered == 0 &&
           message.sender.follows && !message.judgement.autopilot && !message.judgement.pitch && !message.judgement.ask;
}

void hold_for_words(const Arrival& message, Reasons& held, Reasons& noticed) {
    const Judgement& words = message.judgement;
    auto what = in_english(words.asks);
    bool stranger = is_stranger(message.sender);
    if (words.pitch && !admits(message.policy.pitch, message.sender)) {
        if (message.accepted.pitches)
            noticed.emplace_back("accepted_before");
        else if (message.policy.pitch == Audience::nobody)
            held.emplace_back("pitch_refused");
        else if (stranger)
            held.emplace_back("stranger_pitches");
        else
            held.push_back(Reason("pitch_not_admitted", {{"audience", words_for(message.policy.pitch)}}));
    }
    if (words.ask && !admits(message.policy.ask, message.sender)) {
        if (message.accepted.asks)
            noticed.emplace_back("accepted_before");
        else if (message.policy.ask == Audience::nobody)
            held.push_back(Reason("ask_refused", {{"what", what}}));
        else if (stranger)
            held.push_back(Reason("stranger_asks", {{"what", what}}));
        else
            held.push_back(Reason("ask_not_admitted", {{"audience", words_for(message.policy.ask)}, {"what", what}}));
    }
}

void hold_for_manner(const Arrival& message, bool direct, Reasons& held, Reasons& noticed) {
    if (!is_stranger(message.sender)) return;
    bool mechanical = message.judgement.is_template || message.judgement.autopilot;
    if (mechanical && message.accepted.templates) {
        noticed.emplace_back("accepted_before");
    } else if (mechanical && is_honest_automated_hello(message)) {
        noticed.emplace_back("automated_hello");
    } else {
        if (message.judgement.is_template) held.emplace_back("stranger_template");
        if (message.judgement.autopilot) held.emplace_back("stranger_autopilot");
    }
    bool may_go_on = message.accepted.messages || (!direct && message.answers_receiver);
    if (message.unanswered > 0 && !may_go_on)
        held.push_back(Reason("stranger_unanswered", {{"count", fmt::format("{}", message.unanswered)}}));
}

DeliveryDecision deliver(const Arrival& message, bool direct) {
    DeliveryDecision decision;
    Reasons held = crossed(message.boundaries, message.judgement, direct);
    Reasons noticed;
    if (held.empty()) {
        if (direct && !message.accepted.messages && !admits(message.policy.message, message.sender)) {
            if (message.policy.message == Audience::nobody)
                held.emplace_back("message_refused");
            else
                held.push_back(Reason("message_not_admitted", {{"audience", words_for(message.policy.message)}}));
        }
        hold_for_words(message, held, noticed);
        hold_for_manner(message, direct, held, noticed);
    }
    if (held.empty() && is_stranger(message.sender) && direct && !message.accepted.messages)
        noticed.emplace_back("first_hello");
    if (!message.judgement.judged) noticed.emplace_back("not_judged");
    decision.open_links = !is_stranger(message.sender);
    if (!decision.open_links && message.has_links) noticed.emplace_back("links_closed");
    decision.verdict = held.empty() ? Delivery::inbox : Delivery::requests;
    decision.reasons = std::move(held);
    for (auto& reason : noticed)
        if (!has_reason(decision.reasons, reason.code)) decision.reasons.push_back(std::move(reason));
    return decision;
}

std::string names_of(const std::vector<const DraftReceiver*>& receivers) {
    std::string names;
    for (std::size_t i = 0; i < receivers.size() && i < most_names; ++i) {
        if (i > 0) names += ", ";
        names += receivers[i]->name;
    }
    if (receivers.size() > most_names) names += fmt::format(" and {} more", receivers.size() - most_names);
    return names;
}

Reasons suggestions_for(const Draft& draft, const std::vector<const DraftReceiver*>& strangers, bool many) {
    Reasons suggestions;
    bool wants = draft.judgement.pitch || draft.judgement.ask;
    if (many) suggestions.emplace_back("suggest_fewer");
    if (wants && !strangers.empty()) {
        for (const auto* receiver : strangers) {
            if (receiver->mutual_friends.empty()) continue;
            suggestions.push_back(Reason("suggest_introduction",
                                         {{"friend", receiver->mutual_friends.front()}, {"name", receiver->name}}));
            if (suggestions.size() >= 3) break;
        }
        suggestions.push_back(Reason("suggest_hello", {{"name", strangers.front()->name}}));
    }
    if (draft.judgement.is_template) suggestions.emplace_back("suggest_own_words");
    if (draft.judgement.pitch) suggestions.emplace_back("suggest_offers");
    return suggestions;
}

PermissionDecision permit(Audience audience, bool boundary, const Standing& sender, std::string_view refused,
                          std::string_view not_admitted) {
    PermissionDecision decision;
    if (boundary) {
        decision.verdict = Permission::refused;
        decision.reasons.emplace_back("boundary_to_sender");
        return decision;
    }
    if (admits(audience, sender)) return decision;
    decision.verdict = Permission::refused;
    if (audience == Audience::nobody) {
        decision.reasons.emplace_back(refused);
    } else {
        decision.reasons.push_back(Reason(not_admitted, {{"audience", words_for_sender(audience)}}));
        decision.reasons.emplace_back("ask_for_introduction");
    }
    return decision;
}

} // namespace

DeliveryDecision deliver_direct(const Arrival& message) { return deliver(message, true); }

DeliveryDecision deliver_mention(const Arrival& mention) { return deliver(mention, false); }

BudgetDecision pitch_budget(std::span<const OwnPost> posts, Time now) {
    BudgetDecision decision;
    for (const OwnPost& post : posts) {
        if (decision.posts >= budget_posts && now - post.at > budget_days) break;
        ++decision.posts;
        if (post.pitch) ++decision.pitches;
    }
    unsigned of = std::max(decision.posts, budget_least_posts);
    bool spent = decision.pitches * budget_share > of;
    decision.verdict = spent ? Budget::spent : Budget::within;
    decision.reasons.push_back(
        Reason(spent ? "budget_spent" : "budget_within",
               {{"pitches", fmt::format("{}", decision.pitches)}, {"posts", fmt::format("{}", decision.posts)}}));
    return decision;
}

NudgeDecision nudge_before_send(const Draft& draft, Time now) {
    NudgeDecision decision;
    std::vector<const DraftReceiver*> strangers;
    for (const auto& receiver : draft.receivers)
        if (receiver.stage == Stage::stranger) strangers.push_back(&receiver);

    auto count = fmt::format("{}", strangers.size());
    auto names = names_of(strangers);
    if (draft.judgement.pitch && !strangers.empty())
        decision.reasons.push_back(Reason("nudge_pitch_to_strangers", {{"count", count}, {"names", names}}));
    if (draft.judgement.ask && !strangers.empty())
        decision.reasons.push_back(
            Reason("nudge_ask_to_strangers",
                   {{"count", count}, {"names", names}, {"what", in_english(draft.judgement.asks)}}));
    bool many = strangers.size() > most_strangers;
    if (many) decision.reasons.push_back(Reason("nudge_many_strangers", {{"count", count}, {"names", names}}));
    if (draft.judgement.is_template) decision.reasons.emplace_back("nudge_template");
    if (draft.judgement.pitch && draft.is_public && draft.budget == Budget::spent)
        decision.reasons.emplace_back("nudge_budget");
    if (decision.reasons.empty()) return decision;

    for (const auto* receiver : strangers)
        decision.strangers.push_back(receiver->account);
    decision.suggestions = suggestions_for(draft, strangers, many);
    bool consents = draft.nudged_at && now >= *draft.nudged_at && now - *draft.nudged_at <= consent_time;
    decision.verdict = consents ? Nudge::send : Nudge::nudge;
    return decision;
}

PermissionDecision may_invite(const Standing& sender, const ReceiverPolicy& policy, const Boundaries& boundaries) {
    return permit(policy.invite, boundaries.all || boundaries.asks, sender, "invite_refused", "invite_not_admitted");
}

PermissionDecision may_ask(const Standing& sender, const ReceiverPolicy& policy, const Boundaries& boundaries) {
    return permit(policy.ask, boundaries.all || boundaries.asks, sender, "may_ask_refused", "may_ask_not_admitted");
}

} // namespace kith::relationship
