#include "services/direct_conversations.hpp"

#include <algorithm>

namespace kith::services {

Result<void> note_direct_status(store::WriteTx& tx, IdMaker& ids, Events& events, const Status& status,
                                std::span<const Account> mentioned, bool author_is_local) {
    std::vector<AccountId> everybody{status.account_id};
    for (const auto& account : mentioned)
        if (account.id != status.account_id) everybody.push_back(account.id);
    std::ranges::sort(everybody);
    auto put = [&](AccountId owner) -> Result<void> {
        store::Conversation row{
            .account_id = owner, .conversation_id = status.conversation_id, .last_status_id = status.id};
        std::ranges::copy_if(everybody, std::back_inserter(row.participants),
                             [&](AccountId id) { return id != owner; });
        row.unread = owner != status.account_id;
        auto id = TRY(tx.conversations().put(row, ids.next()));
        tx.after_commit([&events, owner, id] { events.publish(ConversationChanged{owner, ConversationId{id}}); });
        return {};
    };
    if (author_is_local) TRY(put(status.account_id));
    for (const auto& account : mentioned)
        if (account.local() && account.id != status.account_id) TRY(put(account.id));
    return {};
}

Result<void> forget_direct_status(store::WriteTx& tx, Events& events, const Status& status) {
    auto rows = TRY(tx.conversations().ending_with(status.id));
    if (rows.empty()) return {};
    auto before = TRY(tx.conversations().newest_direct(status.conversation_id, status.id));
    for (const auto& row : rows) {
        if (!before) {
            TRY(tx.conversations().remove(row.account_id, row.id));
            continue;
        }
        TRY(tx.conversations().set_last_status(row.id, before));
        tx.after_commit(
            [&events, row] { events.publish(ConversationChanged{row.account_id, ConversationId{row.id}}); });
    }
    return {};
}

} // namespace kith::services
