// What the etiquette has to do with posting: drafts that come back, judgements kept, pitches over the budget.
#include "services/posting.hpp"
#include "services/posting_prepared.hpp"

#include "services/fan_out.hpp"
#include "services/offers.hpp"
#include "services/spoken.hpp"
#include "store/nudges.hpp"

#include <algorithm>
#include <array>

namespace kith::services {

// Of each stranger the one friend to ask.
Result<std::vector<Introducer>> Posting::introducers(AccountId author, std::span<const AccountId> strangers) {
    std::vector<Introducer> found;
    if (!mutual_friends_) return found;
    auto friends = TRY(mutual_friends_(author, strangers));
    std::vector<AccountId> ids;
    for (const auto& some : friends)
        if (!some.empty()) ids.push_back(some.front());
    auto accounts = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_ids(ids); }));
    for (std::size_t i = 0; i < friends.size(); ++i) {
        if (friends[i].empty()) continue;
        auto account = std::ranges::find(accounts, friends[i].front(), &Account::id);
        if (account != accounts.end()) found.push_back({strangers[i], "@" + account->acct()});
    }
    return found;
}

// What to think about, with the friends who could introduce the author if there is something.
Result<NudgeAnswer> Posting::ask_nudge(const Draft& draft, const Prepared& prepared, StatusId status, Time now) {
    auto words = judged_words(draft.spoiler_text, draft.text);
    std::vector<Introducer> friends;
    auto receivers = prepared.spoken_to();
    auto ask = [&] {
        NudgeQuestion question{.author = prepared.author,
                               .receivers = receivers,
                               .judgement = prepared.judgement,
                               .words = words,
                               .in_reply_to = draft.in_reply_to,
                               .conversation = prepared.parent ? prepared.parent->conversation_id : ConversationId(),
                               .status = status ? status : StatusId{std::numeric_limits<std::int64_t>::max()},
                               .direct = prepared.visibility == Visibility::direct,
                               .declared_offer = prepared.declared_offer,
                               .introducers = friends};
        return store_.read([&](store::ReadTx& tx) { return consider_nudge(tx, question, now); });
    };
    auto answer = TRY(ask());
    if (answer.decision.verdict == relationship::Nudge::send || answer.decision.strangers.empty()) return answer;
    friends = TRY(introducers(prepared.author.id, answer.decision.strangers));
    return friends.empty() ? std::move(answer) : ask();
}

// A program cannot think twice: what automated accounts send meets the receivers' rules only.
bool Posting::nudges(const Prepared& prepared) const {
    return limits_.nudges && prepared.defaults.nudges && !prepared.author.bot;
}

Result<void> Posting::nudge(const Draft& draft, const Prepared& prepared, StatusId status) {
    if (!draft.may_nudge || !nudges(prepared)) return {};
    if (prepared.mentioned.empty() && !prepared.quoted_hearer && !prepared.judgement.pitch) return {};
    if (!draft.idempotency_key.empty()) {
        auto posted = TRY(store_.read(
            [&](store::ReadTx& tx) { return tx.statuses().idempotent(draft.author, draft.idempotency_key); }));
        if (posted) return {};
    }
    auto now = clock_.now();
    auto answer = TRY(ask_nudge(draft, prepared, status, now));
    if (answer.decision.verdict == relationship::Nudge::send) return {};
    TRY(store_.write([&](store::WriteTx& tx) { return tx.nudges().put(draft.author, answer.digest, now); }));
    return fail(ErrorKind::nudged, "nudged", nudge_words(answer.decision));
}

Result<Considered> Posting::consider(const Draft& draft) {
    auto prepared = TRY(store_.read([&](store::ReadTx& tx) { return prepare(tx, draft); }));
    Considered considered{.words = prepared.words, .classification = prepared.classified};
    considered.visibility = prepared.visibility;
    considered.offer = prepared.declared_offer;
    considered.nudge = TRY(ask_nudge(draft, prepared, {}, clock_.now()));
    considered.nudges = nudges(prepared);
    considered.receivers = prepared.spoken_to();
    return considered;
}

Result<void> Posting::run_forget_job(const std::string& payload) {
    auto id = parse_id_as<StatusId>(payload);
    if (!id) return invalid("payload", "A forget_status job names no status");
    while (TRY(store_.write([&](store::WriteTx& tx) { return ties_.forget_some_of_status(tx, *id); }))) {
    }
    return {};
}

Result<std::optional<Account>> Posting::quoted_author(const store::ReadTx& tx, const Status& status) {
    if (!status.quote_of_id) return std::nullopt;
    auto quoted = TRY(tx.statuses().by_id(status.quote_of_id));
    if (!quoted || quoted->account_id == status.account_id) return std::nullopt;
    return tx.accounts().by_id(quoted->account_id);
}

// Whom a quote speaks to, mentioned or not: they hear of it if they may read it.
Result<std::optional<Account>> Posting::quoted_hearer(const store::ReadTx& tx, AccountId author, StatusId quoted,
                                                      Visibility visibility) {
    auto account = TRY(quoted_author(tx, {.account_id = author, .quote_of_id = quoted}));
    if (!account || visibility == Visibility::direct) return std::nullopt;
    if (visibility == Visibility::private_) {
        auto follow = TRY(tx.relations().follow(account->id, author));
        if (!follow || follow->pending) return std::nullopt;
    }
    return account;
}

// What has not reached somebody was not said to them: what waits is recorded when it is accepted (held.cpp).
Result<std::vector<relationship::Interaction>> Posting::said_by(const store::ReadTx& tx, const Status& status,
                                                                const Prepared& prepared,
                                                                std::span<const AccountId> unreached) {
    auto said = TRY(spoken_by(tx, status, prepared.mentioned_ids(), prepared.judgement));
    std::erase_if(said, [&](const auto& one) { return std::ranges::find(unreached, one.target) != unreached.end(); });
    return said;
}

Result<void> Posting::judge(store::WriteTx& tx, const Prepared& prepared, const Status& status,
                            std::vector<AccountId>& home) {
    store::StatusJudgement judgement{.status_id = status.id, .words = prepared.judgement, .help = prepared.wants_help};
    judgement.offer = TRY(offer_of(tx, status, prepared.judgement, prepared.declared_offer));
    if (judgement.offer != store::Offer::no) TRY(keep_those_who_want_offers(tx, status.account_id, home));
    return tx.judgements().put(judgement);
}

// Words that became a pitch beyond the budget leave the timelines they are in; what was an offer stays one.
Result<void> Posting::judge_again(store::WriteTx& tx, const Prepared& prepared, const Status& status,
                                  std::span<const TagId> tags, Time now) {
    auto before = TRY(tx.judgements().of(std::array{status.id}));
    store::StatusJudgement judgement{.status_id = status.id, .words = prepared.judgement, .help = prepared.wants_help};
    bool was_offer = !before.empty() && before.front().offer != store::Offer::no;
    judgement.offer =
        was_offer ? before.front().offer : TRY(offer_of(tx, status, prepared.judgement, prepared.declared_offer));
    TRY(tx.judgements().put(judgement));
    if (was_offer || judgement.offer == store::Offer::no) return {};
    auto to = TRY(recipients_of(tx, status, nullptr, tags, now));
    TRY(keep_those_who_want_offers(tx, status.account_id, to.home));
    TRY(tx.timelines().remove_everywhere(status.id));
    TRY(tx.timelines().add_to_home(status.id, to.home));
    if (!to.lists.empty()) TRY(tx.timelines().add_to_lists(status.id, to.lists));
    if (auto boost = TRY(tx.statuses().boost_of(status.account_id, status.id))) {
        TRY(tx.timelines().remove_everywhere(*boost));
        TRY(tx.timelines().add_to_home(*boost, to.home));
    }
    return {};
}

} // namespace kith::services
