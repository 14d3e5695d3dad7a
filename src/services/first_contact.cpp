#include "services/first_contact.hpp"

#include "core/text.hpp"
#include "domain/text_entities.hpp"
#include "services/direct_conversations.hpp"
#include "services/held.hpp"
#include "services/judging.hpp"
#include "services/ties.hpp"
#include "store/contact_rules.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

using relationship::Delivery;
using relationship::Stage;

constexpr std::chrono::days autopilot_memory{90};
constexpr int earlier_at_most = 500; // first messages looked at for copies

bool has(std::span<const AccountId> ids, AccountId id) { return std::ranges::find(ids, id) != ids.end(); }

bool has_links(const Message& message) {
    return message.has_media || message.status.text.find("://") != std::string::npos ||
           std::ranges::any_of(find_entities(message.status.text),
                               [](const auto& entity) { return entity.kind == EntityKind::link; });
}

} // namespace

bool says_automated(std::string_view text) {
    auto lower = to_lower_ascii(text);
    for (std::string_view phrase :
         {"automated message", "automatic message", "automated hello", "automated reply", "automated welcome",
          "sent automatically", "i am a bot", "i'm a bot", "this is a bot", "#automated", "#bot"}) {
        auto at = lower.find(phrase);
        if (at == std::string::npos) continue;
        auto end = at + phrase.size();
        bool whole = end == lower.size() || !(lower[end] >= 'a' && lower[end] <= 'z');
        if (whole) return true;
    }
    return false;
}

Result<std::vector<AccountId>> on_autopilot(const store::ReadTx& tx, std::span<const AccountId> accounts, Time now) {
    std::vector<AccountId> found;
    for (const auto& [account, contacts] : TRY(tx.first_messages().automated(accounts, now - autopilot_memory)))
        if (relationship::decide_autopilot(contacts).autopilot) found.push_back(account);
    return found;
}

Result<std::vector<ReceiverFacts>> receiver_facts(const store::ReadTx& tx, AccountId author,
                                                  std::span<const AccountId> receivers, Time now) {
    std::vector<ReceiverFacts> facts;
    auto following = TRY(tx.relations().followers_among(author, receivers));
    auto policies = TRY(tx.contact_rules().policies(receivers));
    auto rules = TRY(tx.contact_rules().towards(author, receivers));
    auto ties = TRY(ties_towards(tx, receivers, author, now));
    for (std::size_t i = 0; i < receivers.size(); ++i) {
        auto receiver = receivers[i];
        ReceiverFacts one{.receiver = receiver};
        one.author.stage = ties[i].stage;
        one.unanswered = ties[i].tie.unanswered;
        one.author.follows = has(following, receiver);
        for (const auto& [account, policy] : policies)
            if (account == receiver) one.policy = policy;
        for (const auto& rule : rules) {
            if (rule.account_id != receiver) continue;
            one.boundaries = rule.boundaries;
            one.accepted = rule.accepted;
        }
        facts.push_back(one);
    }
    return facts;
}

Result<FirstMessageFacts> first_message_facts(const store::ReadTx& tx, const Account& author, std::string_view words,
                                              StatusId status, Time now) {
    FirstMessageFacts facts{.signature = relationship::template_signature(words)};
    facts.earlier =
        TRY(tx.first_messages().since(author.id, now - relationship::TemplatePolicy().window, earlier_at_most));
    std::erase_if(facts.earlier, [&](const auto& message) { return message.status_id == status; });
    facts.autopilot = !TRY(on_autopilot(tx, std::array{author.id}, now)).empty();
    facts.says_automated = author.bot || says_automated(words);
    return facts;
}

relationship::TemplateVerdict judge_template(const FirstMessageFacts& facts, AccountId receiver, Time now) {
    std::vector<relationship::FirstMessage> history;
    for (const auto& message : facts.earlier)
        history.push_back({message.receiver, message.at, message.signature});
    return decide_template(history, {receiver, now, facts.signature});
}

// Who is quoted in a message between others hears nothing of it.
std::vector<FirstContact::Receiver> FirstContact::local_receivers(const Message& message) {
    std::vector<Receiver> receivers;
    auto quoted = message.quoted != nullptr ? message.quoted->id : AccountId();
    for (const auto& account : message.mentioned)
        if (account.local() && account.id != message.author.id)
            receivers.push_back({.account = &account, .mentioned = true, .quoted = account.id == quoted});
    bool told = std::ranges::any_of(receivers, &Receiver::quoted);
    if (quoted && !told && message.quoted->local() && message.status.visibility != Visibility::direct)
        receivers.push_back({.account = message.quoted, .quoted = true});
    return receivers;
}

store::HeldMessage FirstContact::held(const Message& message, const Decided& decided) {
    store::HeldMessage held{.account_id = decided.receiver.account->id,
                            .status_id = message.status.id,
                            .from_account_id = message.author.id};
    held.judgement = decided.judgement;
    held.direct = message.status.visibility == Visibility::direct;
    held.reasons = decided.decision.reasons;
    return held;
}

Result<std::vector<FirstContact::Decided>> FirstContact::decide(store::WriteTx& tx, const Message& message,
                                                                std::span<const AccountId> have_it) {
    auto receivers = local_receivers(message);
    std::vector<Decided> decided;
    if (receivers.empty()) return decided;
    std::vector<AccountId> ids;
    for (const auto& receiver : receivers)
        ids.push_back(receiver.account->id);
    auto now = message.status.created_at();
    auto facts = TRY(receiver_facts(tx, message.author.id, ids, now));

    std::optional<FirstMessageFacts> first;
    std::vector<AccountId> speakers;
    bool any_stranger =
        std::ranges::any_of(facts, [](const auto& receiver) { return receiver.author.stage == Stage::stranger; });
    if (any_stranger) {
        auto words = judged_words(message.status.spoiler_text, message.status.text);
        first = TRY(first_message_facts(tx, message.author, words, message.status.id, now));
        if (message.status.in_reply_to_id)
            speakers = TRY(tx.first_messages().speakers(message.status.conversation_id, ids));
    }
    bool direct = message.status.visibility == Visibility::direct;
    bool for_followers = message.status.visibility == Visibility::private_;
    bool links = has_links(message);
    for (std::size_t i = 0; i < receivers.size(); ++i) {
        const auto& receiver = facts[i];
        bool may_read = receivers[i].mentioned || receiver.author.follows || !for_followers;
        if (!may_read) continue;
        relationship::Arrival arrival{.judgement = message.judgement,
                                      .sender = receiver.author,
                                      .policy = receiver.policy,
                                      .boundaries = receiver.boundaries,
                                      .accepted = receiver.accepted,
                                      .unanswered = receiver.unanswered,
                                      .has_links = links,
                                      .answers_receiver = receivers[i].quoted};
        if (arrival.unanswered > 0 && has(have_it, receiver.receiver)) --arrival.unanswered; // this one is counted
        if (first && receiver.author.stage == Stage::stranger) {
            auto copies = judge_template(*first, receiver.receiver, now);
            arrival.judgement.is_template = copies.held;
            arrival.judgement.autopilot = first->autopilot;
            arrival.says_automated = first->says_automated;
            arrival.answers_receiver |= has(speakers, receiver.receiver);
            TRY(tx.first_messages().put({.author = message.author.id,
                                         .receiver = receiver.receiver,
                                         .status_id = message.status.id,
                                         .conversation_id = message.status.conversation_id,
                                         .at = now,
                                         .signature = first->signature,
                                         .automated = first->says_automated || copies.held}));
            if (copies.held) {
                std::vector<StatusId> statuses;
                for (auto copy : copies.copies)
                    statuses.push_back(first->earlier[copy].status_id);
                TRY(tx.first_messages().set_automated(message.author.id, statuses));
            }
        }
        auto decision = direct ? deliver_direct(arrival) : deliver_mention(arrival);
        decided.push_back({receivers[i], arrival.judgement, std::move(decision)});
    }
    return decided;
}

Result<Notifier::Way> FirstContact::tell(store::WriteTx& tx, const Message& message, const Receiver& receiver,
                                         bool hold) {
    using enum NotificationKind;
    auto way = Notifier::Way::nowhere;
    if (receiver.mentioned)
        way = TRY(notifier_.deliver(tx, mention, *receiver.account, message.author.id, &message.status, hold));
    if (!receiver.quoted) return way;
    auto of_quote = TRY(notifier_.deliver(tx, quote, *receiver.account, message.author.id, &message.status, hold));
    return way == Notifier::Way::held ? way : of_quote;
}

Result<std::vector<AccountId>> FirstContact::deliver_to(store::WriteTx& tx, const Message& message,
                                                        const std::vector<Decided>& decided) {
    bool direct = message.status.visibility == Visibility::direct;
    std::vector<AccountId> waiting;
    std::vector<AccountId> kept_out; // of conversations
    for (const auto& one : decided) {
        bool hold = one.decision.verdict == Delivery::requests;
        auto receiver = one.receiver.account->id;
        auto way = TRY(tell(tx, message, one.receiver, hold));
        if (way == Notifier::Way::held) {
            auto row = held(message, one);
            if (!hold) row.reasons.clear(); // the receiver's notification policy
            TRY(tx.held_messages().put(row));
            waiting.push_back(receiver);
        }
        if (hold || way == Notifier::Way::held || way == Notifier::Way::dropped) kept_out.push_back(receiver);
    }
    if (!direct) return waiting;
    std::vector<AccountId> people;
    for (const auto& account : message.mentioned)
        people.push_back(account.id);
    for (const auto& one : decided)
        if (auto receiver = one.receiver.account->id; !has(kept_out, receiver))
            TRY(enter_conversation_of(tx, ids_, events_, message.status, people, receiver));
    return waiting;
}

// A word to somebody whose messages wait is an answer to them.
Result<void> FirstContact::note_answer(store::WriteTx& tx, const Message& message) {
    const auto& status = message.status;
    if (!status.in_reply_to_id) return {};
    for (const auto& account : message.mentioned)
        if (account.id != message.author.id)
            TRY(tx.first_messages().note_answer(status.conversation_id, message.author.id, account.id));
    auto parent = TRY(tx.held_messages().among(message.author.id, std::array{status.in_reply_to_id}));
    if (parent.empty()) return {};
    auto from = parent.front().from_account_id;
    if (std::ranges::none_of(message.mentioned, [&](const auto& account) { return account.id == from; })) return {};
    TRY(release_held(tx, clock_, ids_, events_, message.author.id, from));
    tx.after_commit([this, account = message.author.id] { events_.publish(NotificationsMerged{account}); });
    return {};
}

Result<std::vector<AccountId>> FirstContact::deliver(store::WriteTx& tx, const Message& message) {
    if (message.mentioned.empty() && message.quoted == nullptr && message.status.visibility != Visibility::direct)
        return std::vector<AccountId>();
    TRY(note_answer(tx, message));
    if (message.status.visibility == Visibility::direct && message.author.local()) {
        std::vector<AccountId> people;
        for (const auto& account : message.mentioned)
            people.push_back(account.id);
        TRY(enter_conversation_of(tx, ids_, events_, message.status, people, message.author.id));
    }
    return deliver_to(tx, message, TRY(decide(tx, message, {})));
}

// Out of the receiver's sight again, into requests. Whether it waits now.
Result<bool> FirstContact::hold_again(store::WriteTx& tx, const Message& message, const Decided& decided) {
    auto receiver = decided.receiver.account->id;
    std::array only{receiver};
    if (!TRY(tx.first_messages().speakers(message.status.conversation_id, only)).empty()) return false;
    for (auto kind : {NotificationKind::mention, NotificationKind::quote})
        TRY(tx.notifications().remove_act(kind, message.author.id, receiver, message.status.id));
    auto way = TRY(tell(tx, message, decided.receiver, true));
    if (message.status.visibility == Visibility::direct)
        TRY(leave_conversations_of(tx, events_, message.status, receiver));
    if (way != Notifier::Way::held) return false;
    TRY(tx.held_messages().put(held(message, decided)));
    return true;
}

Result<std::vector<AccountId>> FirstContact::redeliver(store::WriteTx& tx, const Message& message,
                                                       std::span<const AccountId> known) {
    auto decided = TRY(decide(tx, message, known));
    std::vector<Decided> fresh;
    std::vector<AccountId> waiting;
    for (auto& one : decided) {
        auto receiver = one.receiver.account->id;
        if (!has(known, receiver) && !one.receiver.quoted) {
            fresh.push_back(std::move(one));
            continue;
        }
        auto before = TRY(tx.held_messages().among(receiver, std::array{message.status.id}));
        if (!before.empty()) {
            auto row = held(message, one);
            if (one.decision.verdict == Delivery::inbox) {
                row.reasons.clear();
                if (!before.front().reasons.empty()) row.reasons.emplace_back("held_before_edit");
            }
            TRY(tx.held_messages().put(row));
            waiting.push_back(receiver);
        } else if (one.decision.verdict == Delivery::requests && TRY(hold_again(tx, message, one))) {
            waiting.push_back(receiver);
        }
    }
    auto more = TRY(deliver_to(tx, message, fresh));
    waiting.insert(waiting.end(), more.begin(), more.end());
    return waiting;
}

} // namespace kith::services
