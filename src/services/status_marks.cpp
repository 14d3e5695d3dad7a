#include "services/status_marks.hpp"

#include "services/posting.hpp"

#include <fmt/format.h>

namespace kith::services {
namespace {

void tell(store::WriteTx& tx, const Events& events, AccountId account) {
    tx.after_commit([&events, account] { events.publish(ViewerChanged{account}); });
}

} // namespace

StatusMarks::StatusMarks(store::Store& store, const Clock& clock, IdMaker& ids, Events& events,
                         std::size_t pins_at_most)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      pins_at_most_(pins_at_most),
      notifier_(clock, ids, events),
      ties_(clock, ids, events) {}

Result<Status> StatusMarks::original(const store::ReadTx& tx, AccountId account, StatusId id) {
    auto status = TRY(Posting::visible(tx, account, id));
    if (status.is_boost()) return Posting::visible(tx, account, status.reblog_of_id);
    return status;
}

Result<Status> StatusMarks::original_unchecked(const store::ReadTx& tx, StatusId id) {
    auto status = TRY(tx.statuses().by_id(id));
    if (status && status->is_boost()) status = TRY(tx.statuses().by_id(status->reblog_of_id));
    if (!status) return not_found();
    return std::move(*status);
}

Result<StatusId> StatusMarks::favourite(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(original(tx, account, id));
        if (!TRY(tx.statuses().favourite(account, status.id, ids_.next()))) return status.id;
        tell(tx, events_, account);
        TRY(tx.statuses().add_counts(status.id, 0, 0, 1, 0));
        TRY(ties_.record(tx, {.actor = account,
                              .target = status.account_id,
                              .kind = relationship::InteractionKind::favourite,
                              .at = clock_.now(),
                              .conversation = status.conversation_id,
                              .status = status.id}));
        tx.after_commit([this, of = status.id] { events_.publish(StatusChanged{.id = of}); });
        if (auto author = TRY(tx.accounts().by_id(status.account_id)))
            TRY(notifier_.notify(tx, NotificationKind::favourite, *author, account, &status));
        return status.id;
    });
}

Result<StatusId> StatusMarks::unfavourite(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(original_unchecked(tx, id));
        if (!TRY(tx.statuses().unfavourite(account, status.id))) return status.id;
        tell(tx, events_, account);
        TRY(tx.statuses().add_counts(status.id, 0, 0, -1, 0));
        TRY(ties_.forget(tx, account, status.account_id, relationship::InteractionKind::favourite, status.id));
        TRY(tx.notifications().remove_act(NotificationKind::favourite, account, status.account_id, status.id));
        tx.after_commit([this, of = status.id] { events_.publish(StatusChanged{.id = of}); });
        return status.id;
    });
}

Result<StatusId> StatusMarks::bookmark(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(original(tx, account, id));
        TRY(tx.statuses().bookmark(account, status.id, ids_.next()));
        tell(tx, events_, account);
        return status.id;
    });
}

Result<StatusId> StatusMarks::unbookmark(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(original_unchecked(tx, id));
        TRY(tx.statuses().unbookmark(account, status.id));
        tell(tx, events_, account);
        return status.id;
    });
}

Result<StatusId> StatusMarks::pin(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(Posting::visible(tx, account, id));
        if (status.account_id != account)
            return invalid("pin_not_own", "Validation failed: Someone else's post cannot be pinned");
        if (status.is_boost()) return invalid("pin_boost", "Validation failed: A boost cannot be pinned");
        if (status.visibility == Visibility::direct)
            return invalid("pin_direct",
                           "Validation failed: Posts that are only visible to mentioned users cannot be pinned");
        if (TRY(tx.statuses().count_pins(account)) >= static_cast<std::int64_t>(pins_at_most_))
            return invalid("pin_limit", "Validation failed: You have already pinned the maximum number of posts");
        TRY(tx.statuses().pin(account, id, ids_.next()));
        tell(tx, events_, account);
        return id;
    });
}

Result<StatusId> StatusMarks::unpin(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(Posting::visible(tx, account, id));
        TRY(tx.statuses().unpin(account, id));
        tell(tx, events_, account);
        return status.id;
    });
}

Result<StatusId> StatusMarks::mute(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(Posting::visible(tx, account, id));
        TRY(tx.statuses().mute_conversation(account, status.conversation_id));
        tell(tx, events_, account);
        return status.id;
    });
}

Result<StatusId> StatusMarks::unmute(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto status = TRY(Posting::visible(tx, account, id));
        TRY(tx.statuses().unmute_conversation(account, status.conversation_id));
        tell(tx, events_, account);
        return status.id;
    });
}

} // namespace kith::services
