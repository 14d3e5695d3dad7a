#include "store/first_messages.hpp"
#include "backends/sql/repositories.hpp"
#include "core/text.hpp"

namespace kith::backends::sql {
namespace {

using relationship::AutomatedContacts;
using relationship::TemplateSignature;
using store::KeptFirstMessage;

KeptFirstMessage read_message(Row& row) {
    KeptFirstMessage message{.author = row.id<AccountId>(),
                             .receiver = row.id<AccountId>(),
                             .status_id = row.id<StatusId>(),
                             .conversation_id = row.id<ConversationId>(),
                             .at = row.time(),
                             .signature = {}};
    if (auto bytes = from_base64(row.view()))
        if (auto signature = TemplateSignature::from_bytes(*bytes)) message.signature = *signature;
    message.automated = row.boolean();
    message.let_in = row.boolean();
    return message;
}

class SqlFirstMessages final : public store::FirstMessages {
public:
    explicit SqlFirstMessages(Connection& connection) : connection_(connection) {}

    Result<std::vector<KeptFirstMessage>> since(AccountId author, Time since, int limit) const override {
        return connection_.all("SELECT author_id, receiver_id, status_id, conversation_id, at, signature, automated, "
                               "let_in FROM first_messages WHERE author_id = ?1 AND at >= ?2 ORDER BY at DESC LIMIT ?3",
                               read_message, author, since, limit);
    }

    Result<std::vector<std::pair<AccountId, AutomatedContacts>>> automated(std::span<const AccountId> authors,
                                                                           Time since) const override {
        return connection_.all(
            "SELECT author_id, count(CASE WHEN answer > 0 THEN 1 END), count(CASE WHEN answer > 1 THEN 1 END) FROM "
            "first_messages WHERE author_id IN ids(?1) AND at >= ?2 AND automated = 1 GROUP BY author_id",
            [](Row& row) {
                auto author = row.id<AccountId>();
                AutomatedContacts contacts;
                contacts.answered = static_cast<int>(row.integer());
                contacts.answered_back = static_cast<int>(row.integer());
                return std::pair(author, contacts);
            },
            id_set(authors), since);
    }

    Result<std::vector<std::pair<AccountId, Time>>> unanswered(AccountId author, std::span<const AccountId> receivers,
                                                               Time since, StatusId except) const override {
        return connection_.all(
            "SELECT receiver_id, at FROM first_messages WHERE author_id = ?1 AND receiver_id IN ids(?2) AND let_in = 1 "
            "AND answer = 0 AND status_id <> coalesce(?3, 0) AND at >= ?4",
            [](Row& row) {
                auto receiver = row.id<AccountId>();
                return std::pair(receiver, row.time());
            },
            author, id_set(receivers), except, since);
    }

    Result<std::vector<AccountId>> speakers(ConversationId conversation,
                                            std::span<const AccountId> accounts) const override {
        return connection_.all(
            "SELECT DISTINCT account_id FROM statuses WHERE conversation_id = ?1 AND reblog_of_id "
            "IS NULL AND account_id IN ids(?2)",
            [](Row& row) { return row.id<AccountId>(); }, conversation, id_set(accounts));
    }

    Result<void> put(const KeptFirstMessage& message) override {
        TRY(connection_.run("INSERT INTO first_messages (author_id, receiver_id, status_id, conversation_id, at, "
                            "signature, automated, let_in) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT "
                            "(author_id, receiver_id, status_id) DO UPDATE SET signature = excluded.signature, "
                            "automated = max(automated, excluded.automated), let_in = max(let_in, excluded.let_in)",
                            message.author, message.receiver, message.status_id, message.conversation_id, message.at,
                            to_base64(message.signature.to_bytes()), message.automated, message.let_in));
        return {};
    }

    Result<void> set_automated(AccountId author, std::span<const StatusId> statuses) override {
        TRY(connection_.run("UPDATE first_messages SET automated = 1 WHERE author_id = ?1 AND status_id IN "
                            "ids(?2)",
                            author, id_set(statuses)));
        return {};
    }

    Result<void> note_answer(ConversationId conversation, AccountId from, AccountId to) override {
        TRY(connection_.run("UPDATE first_messages SET answer = 1 WHERE author_id = ?3 AND receiver_id = ?2 AND "
                            "conversation_id = ?1 AND answer = 0",
                            conversation, from, to));
        TRY(connection_.run("UPDATE first_messages SET answer = 2 WHERE author_id = ?2 AND receiver_id = ?3 AND "
                            "conversation_id = ?1 AND answer = 1",
                            conversation, from, to));
        return {};
    }

    Result<void> remove_before(Time before, Time automated_before) override {
        TRY(connection_.run("DELETE FROM first_messages WHERE at < ?1 AND (automated = 0 OR at < ?2)", before,
                            automated_before));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::FirstMessages> make_first_messages(Connection& connection) {
    return std::make_unique<SqlFirstMessages>(connection);
}

} // namespace kith::backends::sql
