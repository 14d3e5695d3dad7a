#include "services/held.hpp"

#include "services/direct_conversations.hpp"
#include "services/spoken.hpp"
#include "services/ties.hpp"
#include "store/contact_rules.hpp"
#include "store/held_messages.hpp"

#include <algorithm>
#include <array>
#include <ranges>

namespace kith::services {
namespace {

constexpr int at_once = 200;

// What the message said to its receiver, whatever it said to others.
Result<void> count_as_said(store::WriteTx& tx, Ties& ties, const Status& status, std::span<const AccountId> people,
                           const store::HeldMessage& held) {
    auto said = TRY(spoken_by(tx, status, people, held.judgement));
    std::erase_if(said, [&](const auto& one) { return one.target != held.account_id; });
    return ties.record(tx, said);
}

} // namespace

Result<void> release_held(store::WriteTx& tx, const Clock& clock, IdMaker& ids, Events& events, AccountId account,
                          AccountId from) {
    Ties ties(clock, ids, events);
    auto rule = TRY(tx.contact_rules().rule(account, from));
    rule.accepted.messages = true;
    while (true) {
        auto waiting = TRY(tx.held_messages().of_sender(account, from, at_once));
        for (const auto& held : waiting | std::views::reverse) {
            rule.accepted = learn(rule.accepted, held.judgement);
            TRY(tx.held_messages().remove(account, held.status_id));
            auto status = TRY(tx.statuses().by_id(held.status_id));
            if (!status) continue;
            std::vector<AccountId> people;
            for (const auto& mention : TRY(tx.statuses().mentions(std::array{status->id})))
                people.push_back(mention.account_id);
            if (held.direct) TRY(enter_conversation_of(tx, ids, events, *status, people, account));
            TRY(count_as_said(tx, ties, *status, people, held));
        }
        if (waiting.size() < at_once) break;
    }
    TRY(tx.held_messages().stop_showing_dropped(account, from));
    TRY(tx.contact_rules().put(rule, ids.next()));
    TRY(tx.notifications().release(account, from));
    return {};
}

} // namespace kith::services
