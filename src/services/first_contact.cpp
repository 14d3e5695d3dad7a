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
#include <utility>

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

// Whoever answers what the receiver said to them has spoken with them, as of this answer.
Result<void> count_answer(const store::ReadTx& tx, const Status& status, std::span<ReceiverFacts> facts) {
    if (!status.in_reply_to_id) return {};
    for (auto& receiver : facts)
        if (receiver.author.stage == Stage::stranger &&
            TRY(answers(tx, status.account_id, receiver.receiver, status.conversation_id, status.created_at())))
            receiver.author.stage = Stage::acquaintance;
    return {};
}

// Deleting a message does not unsay it: what was let in and is gone from the tie counts for a week.
Result<void> count_unanswered(const store::ReadTx& tx, AccountId author, StatusId status,
                              std::span<const AccountId> receivers, std::span<ReceiverFacts> facts, Time now) {
    auto sent =
        TRY(tx.first_messages().unanswered(author, receivers, now - relationship::TemplatePolicy().window, status));
    for (auto& receiver : facts) {
        auto count = std::ranges::count_if(sent, [&](const auto& message) {
            return message.first == receiver.receiver && message.second > receiver.last_spoken;
        });
        receiver.unanswered = std::max(receiver.unanswered, static_cast<unsigned>(count));
    }
    return {};
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
        one.last_spoken = ties[i].tie.mine.last_spoken;
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
                                              std::span<const Account* const> receivers, StatusId status, Time now) {
    std::vector<std::string_view> names;
    for (const auto* receiver : receivers)
        if (receiver->id != author.id) names.insert(names.end(), {receiver->username, receiver->display_name});
    FirstMessageFacts facts{.signature = relationship::template_signature(words, names)};
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

Result<std::vector<FirstContact::Receiver>> FirstContact::received_by(const store::ReadTx& tx,
                                                                      const Message& message) const {
    auto receivers = local_receivers(message);
    for (auto& receiver : receivers) {
        // One message is taken in one way, the stricter one.
        for (auto kind : kinds_of(receiver)) {
            auto how = TRY(notifier_.reception(tx, kind, receiver.account->id, message.author.id, &message.status));
            receiver.reception.way = std::max(receiver.reception.way, how.way);
            receiver.reception.quiet |= how.quiet;
        }
    }
    return receivers;
}

std::vector<NotificationKind> FirstContact::kinds_of(const Receiver& receiver) {
    std::vector<NotificationKind> kinds;
    if (receiver.mentioned) kinds.push_back(NotificationKind::mention);
    if (receiver.quoted) kinds.push_back(NotificationKind::quote);
    return kinds;
}

// Across a block nothing arrives, and nothing waits. What was said before it is another matter.
std::vector<AccountId> FirstContact::take_refused(std::vector<Receiver>& receivers) {
    std::vector<AccountId> ids;
    std::erase_if(receivers, [&](const Receiver& receiver) {
        bool refused = !receiver.known && receiver.reception.way == Notifier::Way::refused;
        if (refused) ids.push_back(receiver.account->id);
        return refused;
    });
    return ids;
}

store::HeldMessage FirstContact::held(const Message& message, const Decided& decided) {
    store::HeldMessage held{.account_id = decided.receiver.account->id,
                            .status_id = message.status.id,
                            .from_account_id = message.author.id};
    held.judgement = decided.judgement;
    held.direct = message.status.visibility == Visibility::direct;
    if (decided.decision.verdict == Delivery::requests) held.reasons = decided.decision.reasons;
    held.dropped = decided.receiver.reception.way == Notifier::Way::dropped;
    return held;
}

Result<void> FirstContact::remember_first(store::WriteTx& tx, const Message& message, const FirstMessageFacts& first,
                                          const relationship::TemplateVerdict& copies, const Decided& decided) {
    const auto& receiver = decided.receiver;
    TRY(tx.first_messages().put({.author = message.author.id,
                                 .receiver = receiver.account->id,
                                 .status_id = message.status.id,
                                 .conversation_id = message.status.conversation_id,
                                 .at = message.status.created_at(),
                                 .signature = first.signature,
                                 .automated = first.says_automated || copies.held,
                                 .let_in = !receiver.known && decided.decision.verdict == Delivery::inbox &&
                                           receiver.reception.way != Notifier::Way::held}));
    if (!copies.held) return {};
    std::vector<StatusId> statuses;
    for (auto copy : copies.copies)
        statuses.push_back(first.earlier[copy].status_id);
    return tx.first_messages().set_automated(message.author.id, statuses);
}

Result<std::vector<FirstContact::Decided>> FirstContact::decide(store::WriteTx& tx, const Message& message,
                                                                std::span<const Receiver> receivers) {
    std::vector<Decided> decided;
    if (receivers.empty()) return decided;
    std::vector<AccountId> ids;
    for (const auto& receiver : receivers)
        ids.push_back(receiver.account->id);
    auto now = message.status.created_at();
    auto facts = TRY(receiver_facts(tx, message.author.id, ids, now));
    for (std::size_t i = 0; i < receivers.size(); ++i)
        if (receivers[i].known && facts[i].unanswered > 0) --facts[i].unanswered; // this one is counted

    TRY(count_answer(tx, message.status, facts));

    auto words = judged_words(message.status.spoiler_text, message.status.text);
    std::optional<FirstMessageFacts> first;
    std::vector<AccountId> speakers;
    bool any_stranger =
        std::ranges::any_of(facts, [](const auto& receiver) { return receiver.author.stage == Stage::stranger; });
    if (any_stranger) {
        std::vector<const Account*> spoken_to;
        for (const auto& account : message.mentioned)
            spoken_to.push_back(&account);
        if (message.quoted != nullptr) spoken_to.push_back(message.quoted);
        first = TRY(first_message_facts(tx, message.author, words, spoken_to, message.status.id, now));
        TRY(count_unanswered(tx, message.author.id, message.status.id, ids, facts, now));
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
        bool stranger = first && receiver.author.stage == Stage::stranger;
        relationship::TemplateVerdict copies;
        if (stranger) {
            copies = judge_template(*first, receiver.receiver, now);
            arrival.judgement.is_template = copies.held;
            arrival.judgement.autopilot = first->autopilot;
            arrival.says_automated = first->says_automated;
            arrival.answers_receiver |= has(speakers, receiver.receiver);
        }
        auto decision = direct ? deliver_direct(arrival) : deliver_mention(arrival);
        decided.push_back({receivers[i], arrival.judgement, std::move(decision)});
        // A quote without a word is no message.
        bool speaks = receivers[i].mentioned || !trim(words).empty();
        if (stranger && speaks) TRY(remember_first(tx, message, *first, copies, decided.back()));
    }
    return decided;
}

Result<void> FirstContact::tell(store::WriteTx& tx, const Message& message, const Receiver& receiver,
                                Notifier::Reception how) {
    for (auto kind : kinds_of(receiver))
        TRY(notifier_.insert(tx, kind, receiver.account->id, message.author.id, message.status.id, how));
    return {};
}

Result<std::vector<AccountId>> FirstContact::deliver_to(store::WriteTx& tx, const Message& message,
                                                        const std::vector<Decided>& decided) {
    std::vector<AccountId> unreached;
    std::vector<AccountId> people;
    for (const auto& account : message.mentioned)
        people.push_back(account.id);
    for (const auto& one : decided) {
        auto how = one.receiver.reception;
        if (one.decision.verdict == Delivery::requests) how.way = std::max(how.way, Notifier::Way::held);
        TRY(tell(tx, message, one.receiver, how));
        auto receiver = one.receiver.account->id;
        if (how.way != Notifier::Way::told) {
            TRY(tx.held_messages().put(held(message, one)));
            unreached.push_back(receiver);
        } else if (message.status.visibility == Visibility::direct) {
            TRY(enter_conversation_of(tx, ids_, events_, message.status, people, receiver));
        }
    }
    return unreached;
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
    if (std::exchange(parent.front().dropped, false)) TRY(tx.held_messages().put(parent.front()));
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
    auto receivers = TRY(received_by(tx, message));
    auto unreached = take_refused(receivers);
    auto waiting = TRY(deliver_to(tx, message, TRY(decide(tx, message, receivers))));
    unreached.insert(unreached.end(), waiting.begin(), waiting.end());
    return unreached;
}

// Out of the receiver's sight again, into requests. Whether it is out of sight now.
Result<bool> FirstContact::hold_again(store::WriteTx& tx, const Message& message, const Decided& decided) {
    auto receiver = decided.receiver.account->id;
    if (!TRY(tx.first_messages().speakers(message.status.conversation_id, std::array{receiver})).empty()) return false;
    for (auto kind : {NotificationKind::mention, NotificationKind::quote})
        TRY(tx.notifications().remove_act(kind, message.author.id, receiver, message.status.id));
    auto how = decided.receiver.reception;
    if (how.way != Notifier::Way::dropped) how.way = Notifier::Way::held;
    TRY(tell(tx, message, decided.receiver, how));
    if (message.status.visibility == Visibility::direct)
        TRY(leave_conversations_of(tx, events_, message.status, receiver));
    TRY(tx.held_messages().put(held(message, decided)));
    return true;
}

// What no longer speaks to somebody does not wait for them, nor are they told of it.
Result<void> FirstContact::withdraw(store::WriteTx& tx, const Message& message, std::span<const Decided> decided,
                                    AccountId account) {
    const auto& status = message.status;
    auto still = std::ranges::find(decided, account, [](const auto& one) { return one.receiver.account->id; });
    bool quoted = still != decided.end();
    if (quoted && still->receiver.mentioned) return {};
    bool waited = quoted ? !TRY(tx.held_messages().among(account, std::array{status.id})).empty()
                         : TRY(tx.held_messages().remove(account, status.id));
    bool direct = status.visibility == Visibility::direct;
    if (!waited && !direct) return {};
    TRY(tx.notifications().remove_act(NotificationKind::mention, message.author.id, account, status.id));
    if (!quoted) TRY(tx.notifications().remove_act(NotificationKind::quote, message.author.id, account, status.id));
    return direct ? leave_conversations_of(tx, events_, status, account) : Result<void>();
}

Result<std::vector<AccountId>> FirstContact::redeliver(store::WriteTx& tx, const Message& message,
                                                       std::span<const AccountId> known) {
    auto receivers = TRY(received_by(tx, message));
    for (auto& receiver : receivers)
        receiver.known = receiver.quoted || has(known, receiver.account->id);
    auto unreached = take_refused(receivers);
    auto decided = TRY(decide(tx, message, receivers));
    for (auto account : known)
        TRY(withdraw(tx, message, decided, account));
    std::vector<Decided> fresh;
    for (auto& one : decided) {
        auto receiver = one.receiver.account->id;
        if (!one.receiver.known) {
            fresh.push_back(std::move(one));
            continue;
        }
        auto before = TRY(tx.held_messages().among(receiver, std::array{message.status.id}));
        if (!before.empty()) {
            auto row = held(message, one);
            row.dropped = before.front().dropped;
            if (one.decision.verdict == Delivery::inbox && !before.front().reasons.empty())
                row.reasons.emplace_back("held_before_edit");
            TRY(tx.held_messages().put(row));
            unreached.push_back(receiver);
        } else if (one.decision.verdict == Delivery::requests && TRY(hold_again(tx, message, one))) {
            unreached.push_back(receiver);
        }
    }
    auto waiting = TRY(deliver_to(tx, message, fresh));
    unreached.insert(unreached.end(), waiting.begin(), waiting.end());
    return unreached;
}

} // namespace kith::services
