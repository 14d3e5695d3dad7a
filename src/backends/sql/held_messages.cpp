#include "store/held_messages.hpp"
#include "backends/sql/judgement_bits.hpp"
#include "backends/sql/reasons.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::HeldMessage;
using store::Waiting;

#define HELD_COLUMNS "account_id, status_id, from_account_id, judgement, direct, reasons, dropped"

HeldMessage read_held(Row& row) {
    HeldMessage message{
        .account_id = row.id<AccountId>(), .status_id = row.id<StatusId>(), .from_account_id = row.id<AccountId>()};
    message.judgement = judgement_of(row.integer());
    message.direct = row.boolean();
    message.reasons = read_reasons(row.view());
    message.dropped = row.boolean();
    return message;
}

class SqlHeldMessages final : public store::HeldMessages {
public:
    explicit SqlHeldMessages(Connection& connection) : connection_(connection) {}

    Result<std::vector<HeldMessage>> of_sender(AccountId account, AccountId from, int limit) const override {
        return connection_.all("SELECT " HELD_COLUMNS " FROM held_messages WHERE from_account_id = ?2 AND account_id = "
                               "?1 AND dropped = 0 ORDER BY status_id DESC LIMIT ?3",
                               read_held, account, from, limit);
    }

    Result<std::vector<HeldMessage>> among(AccountId account, std::span<const StatusId> statuses) const override {
        return connection_.all("SELECT " HELD_COLUMNS " FROM held_messages WHERE account_id = ?1 AND status_id IN "
                               "(SELECT value FROM json_each(?2))",
                               read_held, account, id_list(statuses));
    }

    Result<std::vector<Waiting>> waiting(std::span<const StatusId> statuses) const override {
        return connection_.all(
            "SELECT status_id, account_id FROM held_messages WHERE status_id IN (SELECT value FROM "
            "json_each(?1)) AND (dropped = 0 OR reasons <> '') ORDER BY status_id, account_id",
            [](Row& row) {
                auto status = row.id<StatusId>();
                return Waiting{status, row.id<AccountId>()};
            },
            id_list(statuses));
    }

    Result<StatusId> newest_delivered(AccountId account, ConversationId conversation, StatusId except) const override {
        return StatusId{TRY(connection_.integer(
            "SELECT max(s.id) FROM statuses s WHERE s.conversation_id = ?2 AND s.visibility = 3 AND s.id <> coalesce(?3, 0) AND "
            "(s.account_id = ?1 OR EXISTS (SELECT 1 FROM mentions m WHERE m.status_id = s.id AND m.account_id = ?1)) "
            "AND NOT EXISTS (SELECT 1 FROM held_messages h WHERE h.account_id = ?1 AND h.status_id = s.id)",
            account, conversation, except))};
    }

    Result<void> put(const HeldMessage& message) override {
        TRY(connection_.run("INSERT INTO held_messages (" HELD_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON "
                            "CONFLICT (account_id, status_id) DO UPDATE SET judgement = excluded.judgement, direct = "
                            "excluded.direct, reasons = excluded.reasons, dropped = excluded.dropped",
                            message.account_id, message.status_id, message.from_account_id,
                            judgement_bits(message.judgement), message.direct, write_reasons(message.reasons),
                            message.dropped));
        return {};
    }

    Result<bool> remove(AccountId account, StatusId status) override {
        return TRY(connection_.run("DELETE FROM held_messages WHERE account_id = ?1 AND status_id = ?2", account,
                                   status)) > 0;
    }

    Result<void> stop_showing_dropped(AccountId account, AccountId from) override {
        TRY(connection_.run("UPDATE held_messages SET reasons = '' WHERE from_account_id = ?2 AND account_id = ?1 AND "
                            "dropped = 1",
                            account, from));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::HeldMessages> make_held_messages(Connection& connection) {
    return std::make_unique<SqlHeldMessages>(connection);
}

} // namespace kith::backends::sql
