#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"
#include "core/text.hpp"

namespace kith::backends::sql {
namespace {

using store::Conversation;
using store::Page;

#define CONVERSATION_COLUMNS "id, account_id, conversation_id, participants, last_status_id, unread"

// Ids in one column, sorted, with commas between: part of the row's identity.
std::string write_ids(const std::vector<AccountId>& ids) {
    std::string out;
    for (auto id : ids) {
        if (!out.empty()) out += ',';
        out += id.str();
    }
    return out;
}

Conversation read_conversation(Row& row) {
    Conversation conversation;
    conversation.id = row.integer();
    conversation.account_id = row.id<AccountId>();
    conversation.conversation_id = row.id<ConversationId>();
    for (auto part : split(row.view(), ','))
        if (auto id = parse_id_as<AccountId>(part)) conversation.participants.push_back(*id);
    conversation.last_status_id = row.id<StatusId>();
    conversation.unread = row.boolean();
    return conversation;
}

class SqlConversations final : public store::Conversations {
public:
    explicit SqlConversations(Connection& connection) : connection_(connection) {}

    Result<std::optional<Conversation>> by_id(std::int64_t id) const override {
        return connection_.one("SELECT " CONVERSATION_COLUMNS " FROM conversations WHERE id = ?1", read_conversation,
                               id);
    }

    Result<std::vector<Conversation>> list(AccountId account, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT " CONVERSATION_COLUMNS " FROM conversations WHERE account_id = ?4", "last_status_id"),
            read_conversation, page, account);
    }

    Result<std::vector<Conversation>> ending_with(StatusId status) const override {
        return connection_.all(
            "SELECT " CONVERSATION_COLUMNS
            " FROM conversations WHERE conversation_id = (SELECT conversation_id FROM statuses WHERE id = "
            "?1) AND last_status_id = ?1",
            read_conversation, status);
    }

    Result<std::vector<StatusId>> direct_statuses(AccountId account, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT s.id FROM statuses s WHERE s.visibility = 3 AND s.conversation_id IN "
                       "(SELECT conversation_id FROM conversations WHERE account_id = ?4)",
                       "s.id"),
            [](Row& row) { return row.id<StatusId>(); }, page, account);
    }

    Result<std::int64_t> count_unread(AccountId account) const override {
        return connection_.integer("SELECT count(*) FROM conversations WHERE account_id = ?1 AND unread = 1", account);
    }

    Result<std::int64_t> put(const Conversation& c, std::int64_t id_if_new) override {
        return connection_.integer(
            "INSERT INTO conversations (" CONVERSATION_COLUMNS
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (account_id, conversation_id, participants) "
            "DO UPDATE SET last_status_id = max(last_status_id, excluded.last_status_id), unread = "
            "excluded.unread RETURNING id",
            id_if_new, c.account_id, c.conversation_id, write_ids(c.participants), c.last_status_id, c.unread);
    }

    Result<void> set_last_status(std::int64_t id, StatusId status) override {
        TRY(connection_.run("UPDATE conversations SET last_status_id = ?2 WHERE id = ?1", id, status));
        return {};
    }

    Result<bool> set_unread(AccountId account, std::int64_t id, bool unread) override {
        return TRY(connection_.run("UPDATE conversations SET unread = ?3 WHERE id = ?2 AND account_id = ?1", account,
                                   id, unread)) > 0;
    }

    Result<bool> remove(AccountId account, std::int64_t id) override {
        return TRY(connection_.run("DELETE FROM conversations WHERE id = ?2 AND account_id = ?1", account, id)) > 0;
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Conversations> make_conversations(Connection& connection) {
    return std::make_unique<SqlConversations>(connection);
}

} // namespace kith::backends::sql
