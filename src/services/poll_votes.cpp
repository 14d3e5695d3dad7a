#include "services/poll_votes.hpp"

#include "services/posting.hpp"

#include <algorithm>

namespace kith::services {

PollVotes::PollVotes(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
    : store_(store), clock_(clock), events_(events), notifier_(clock, ids, events) {}

Result<Poll> PollVotes::visible(const store::ReadTx& tx, AccountId viewer, PollId id) {
    auto poll = TRY(tx.polls().by_id(id));
    if (!poll) return not_found();
    TRY(Posting::visible(tx, viewer, poll->status_id));
    return std::move(*poll);
}

Result<void> PollVotes::vote(AccountId account, PollId id, std::span<const int> choices) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto poll = TRY(visible(tx, account, id));
        if (poll.account_id == account)
            return invalid("poll_own", "Validation failed: You cannot vote in your own polls");
        if (poll.expired(clock_.now())) return invalid("poll_expired", "Validation failed: The poll has already ended");
        bool in_range = std::ranges::all_of(
            choices, [&](int choice) { return choice >= 0 && choice < static_cast<int>(poll.options.size()); });
        if (choices.empty() || !in_range || (choices.size() > 1 && !poll.multiple))
            return invalid("poll_choice", "Validation failed: The chosen vote option does not exist");
        auto voted = tx.polls().vote(id, account, choices);
        if (!voted && voted.error().kind == ErrorKind::conflict)
            return invalid("poll_voted", "Validation failed: You have already voted on this poll");
        TRY(std::move(voted));
        tx.after_commit([this, status = poll.status_id] { events_.publish(StatusChanged{.id = status}); });
        return {};
    });
}

Result<void> PollVotes::end(const std::string& payload) {
    auto id = parse_id_as<PollId>(payload);
    if (!id) return invalid("payload", "no poll id");
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto poll = TRY(tx.polls().by_id(*id));
        if (!poll || !poll->expired(clock_.now()))
            return {}; // removed, or prolonged by an edit: then another job waits
        auto status = TRY(tx.statuses().by_id(poll->status_id));
        if (!status) return {};
        auto told = TRY(tx.polls().voters(*id));
        told.push_back(poll->account_id);
        for (const auto& account : TRY(tx.accounts().by_ids(told)))
            TRY(notifier_.notify_own(tx, NotificationKind::poll, account, poll->account_id, *status));
        tx.after_commit([this, status_id = status->id] { events_.publish(StatusChanged{.id = status_id}); });
        return {};
    });
}

} // namespace kith::services
