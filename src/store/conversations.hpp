// Direct conversations, as each participant sees them. https://docs.joinmastodon.org/entities/Conversation/
#pragma once

#include "core/result.hpp"
#include "store/page.hpp"

#include <span>
#include <string>
#include <vector>

namespace kith::store {

struct Conversation {
    std::int64_t id = 0; // of the row: one a participant
    AccountId account_id;
    ConversationId conversation_id;
    std::vector<AccountId> participants; // the others, sorted
    StatusId last_status_id;
    bool unread = false;
};

class Conversations {
public:
    virtual ~Conversations() = default;

    virtual Result<std::optional<Conversation>> by_id(std::int64_t id) const = 0;
    // The page's ids are those of the last statuses.
    virtual Result<std::vector<Conversation>> list(AccountId account, const Page& page) const = 0;
    // Those whose last status this is.
    virtual Result<std::vector<Conversation>> ending_with(StatusId status) const = 0;
    // All direct statuses of the account's conversations, newest first; some may not be for it to see.
    virtual Result<std::vector<StatusId>> direct_statuses(AccountId account, const Page& page) const = 0;
    virtual Result<std::int64_t> count_unread(AccountId account) const = 0;

    // Makes the row (with `id_if_new`) or moves it to the new last status; gives the row's id.
    virtual Result<std::int64_t> put(const Conversation& conversation, std::int64_t id_if_new) = 0;
    virtual Result<void> set_last_status(std::int64_t id, StatusId status) = 0;
    virtual Result<bool> set_unread(AccountId account, std::int64_t id, bool unread) = 0;
    virtual Result<bool> remove(AccountId account, std::int64_t id) = 0;
};

} // namespace kith::store
