#include "services/direct_conversations.hpp"

#include "store/held_messages.hpp"

#include <algorithm>

namespace kith::services {
namespace {

// Back to what came before the status, or gone if there is nothing.
Result<void> forget_in(store::WriteTx& tx, Events& events, const Status& status, const store::Conversation& row) {
    auto before = TRY(tx.held_messages().newest_delivered(row.account_id, status.conversation_id, status.id));
    if (!before) {
        TRY(tx.conversations().remove(row.account_id, row.id));
        return {};
    }
    TRY(tx.conversations().set_last_status(row.id, before));
    tx.after_commit([&events, row] { events.publish(ConversationChanged{row.account_id, ConversationId{row.id}}); });
    return {};
}

} // namespace

Result<void> enter_conversation_of(store::WriteTx& tx, IdMaker& ids, Events& events, const Status& status,
                                   std::span<const AccountId> mentioned, AccountId owner) {
    store::Conversation row{
        .account_id = owner, .conversation_id = status.conversation_id, .last_status_id = status.id};
    auto add = [&](AccountId id) {
        if (id != owner && std::ranges::find(row.participants, id) == row.participants.end())
            row.participants.push_back(id);
    };
    add(status.account_id);
    std::ranges::for_each(mentioned, add);
    std::ranges::sort(row.participants);
    row.unread = owner != status.account_id;
    auto id = TRY(tx.conversations().put(row, ids.next()));
    tx.after_commit([&events, owner, id] { events.publish(ConversationChanged{owner, ConversationId{id}}); });
    return {};
}

Result<void> forget_direct_status(store::WriteTx& tx, Events& events, const Status& status) {
    for (const auto& row : TRY(tx.conversations().ending_with(status.id)))
        TRY(forget_in(tx, events, status, row));
    return {};
}

Result<void> leave_conversations_of(store::WriteTx& tx, Events& events, const Status& status, AccountId owner) {
    for (const auto& row : TRY(tx.conversations().ending_with(status.id)))
        if (row.account_id == owner) TRY(forget_in(tx, events, status, row));
    return {};
}

} // namespace kith::services
