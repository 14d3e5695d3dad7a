#include "backends/sql/profile_fields.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

#define ACCOUNT_COLUMNS                                                                                                \
    "id, username, domain, uri, url, inbox_url, shared_inbox_url, display_name, note, why_here, fields, avatar_file, " \
    "avatar_static_file, avatar_description, header_file, header_static_file, header_description, locked, bot, "       \
    "discoverable, indexable, hide_collections, moved_to_id, suspended_at, silenced_at, followers_count, "             \
    "following_count, statuses_count, last_status_at, updated_at"

Account read_account(Row& row) {
    return Account{
        .id = row.id<AccountId>(),
        .username = row.text(),
        .domain = row.text(),
        .uri = row.text(),
        .url = row.text(),
        .inbox_url = row.text(),
        .shared_inbox_url = row.text(),
        .display_name = row.text(),
        .note = row.text(),
        .why_here = row.text(),
        .fields = read_profile_fields(row.view()),
        .avatar_file = row.text(),
        .avatar_static_file = row.text(),
        .avatar_description = row.text(),
        .header_file = row.text(),
        .header_static_file = row.text(),
        .header_description = row.text(),
        .locked = row.boolean(),
        .bot = row.boolean(),
        .discoverable = row.boolean(),
        .indexable = row.boolean(),
        .hide_collections = row.boolean(),
        .moved_to = row.id<AccountId>(),
        .suspended_at = row.optional_time(),
        .silenced_at = row.optional_time(),
        .followers_count = row.integer(),
        .following_count = row.integer(),
        .statuses_count = row.integer(),
        .last_status_at = row.optional_time(),
        .updated_at = row.time(),
    };
}

std::optional<std::string_view> null_if_empty(std::string_view text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

class SqlAccounts final : public store::Accounts {
public:
    explicit SqlAccounts(Connection& connection) : connection_(connection) {}

    Result<std::optional<Account>> by_id(AccountId id) const override {
        return connection_.one("SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE id = ?1", read_account, id);
    }

    Result<std::vector<Account>> by_ids(std::span<const AccountId> ids) const override {
        if (ids.empty()) return std::vector<Account>();
        return connection_.all("SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE id IN (SELECT value FROM json_each(?1))",
                               read_account, id_list(ids));
    }

    Result<std::optional<Account>> by_acct(std::string_view username, std::string_view domain) const override {
        return connection_.one("SELECT " ACCOUNT_COLUMNS
                               " FROM accounts WHERE lower(username) = lower(?1) AND coalesce(domain, '') = ?2",
                               read_account, username, domain);
    }

    Result<std::optional<Account>> by_uri(std::string_view uri) const override {
        return connection_.one("SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE uri = ?1 AND uri <> ''", read_account,
                               uri);
    }

    Result<std::vector<AccountId>> directory(bool by_newness, bool local_only, int offset, int limit) const override {
        auto id = [](Row& row) { return row.id<AccountId>(); };
        if (by_newness)
            return connection_.all("SELECT id FROM accounts WHERE discoverable = 1 AND suspended_at IS NULL AND "
                                   "(domain IS NULL OR ?1 = 0) ORDER BY id DESC LIMIT ?2 OFFSET ?3",
                                   id, local_only, limit, offset);
        return connection_.all("SELECT id FROM accounts WHERE discoverable = 1 AND suspended_at IS NULL AND "
                               "(domain IS NULL OR ?1 = 0) ORDER BY coalesce(last_status_at, 0) DESC, id DESC "
                               "LIMIT ?2 OFFSET ?3",
                               id, local_only, limit, offset);
    }

    Result<std::int64_t> count_local() const override { return connection_.integer("SELECT count(*) FROM users"); }

    Result<std::int64_t> count_active_since(Time since) const override {
        return connection_.integer("SELECT count(*) FROM users JOIN accounts ON id = account_id "
                                   "WHERE max(coalesce(last_active_at, 0), coalesce(last_status_at, 0)) >= ?1",
                                   since);
    }

    Result<void> insert(const Account& account) override {
        auto added = connection_.run(
            "INSERT INTO accounts (" ACCOUNT_COLUMNS
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
            "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)",
            account.id, account.username, null_if_empty(account.domain), account.uri, account.url, account.inbox_url,
            account.shared_inbox_url, account.display_name, account.note, account.why_here,
            write_profile_fields(account.fields), account.avatar_file, account.avatar_static_file,
            account.avatar_description, account.header_file, account.header_static_file, account.header_description,
            account.locked, account.bot, account.discoverable, account.indexable, account.hide_collections,
            account.moved_to, account.suspended_at, account.silenced_at, account.followers_count,
            account.following_count, account.statuses_count, account.last_status_at, account.updated_at);
        TRY(std::move(added));
        return index(account);
    }

    Result<void> update(const Account& account) override {
        auto changed = connection_.run(
            "UPDATE accounts SET uri = ?2, url = ?3, inbox_url = ?4, shared_inbox_url = ?5, display_name = ?6, note = ?7, "
            "why_here = ?8, fields = ?9, avatar_file = ?10, avatar_static_file = ?11, avatar_description = ?12, "
            "header_file = ?13, header_static_file = ?14, header_description = ?15, locked = ?16, bot = ?17, "
            "discoverable = ?18, indexable = ?19, hide_collections = ?20, moved_to_id = ?21, suspended_at = ?22, "
            "silenced_at = ?23, updated_at = ?24 WHERE id = ?1",
            account.id, account.uri, account.url, account.inbox_url, account.shared_inbox_url, account.display_name,
            account.note, account.why_here, write_profile_fields(account.fields), account.avatar_file,
            account.avatar_static_file, account.avatar_description, account.header_file, account.header_static_file,
            account.header_description, account.locked, account.bot, account.discoverable, account.indexable,
            account.hide_collections, account.moved_to, account.suspended_at, account.silenced_at, account.updated_at);
        if (TRY(std::move(changed)) == 0) return not_found();
        return index(account);
    }

    Result<void> add_counts(AccountId id, int followers, int following, int statuses) override {
        TRY(connection_.run(
            "UPDATE accounts SET followers_count = max(0, followers_count + ?2), following_count = max(0, "
            "following_count + ?3), statuses_count = max(0, statuses_count + ?4) WHERE id = ?1",
            id, followers, following, statuses));
        return {};
    }

    Result<void> set_last_status_at(AccountId id, Time at) override {
        TRY(connection_.run("UPDATE accounts SET last_status_at = max(coalesce(last_status_at, 0), ?2) WHERE id = ?1",
                            id, at));
        return {};
    }

    Result<void> remove(AccountId id) override {
        // home_entries and list_entries carry no foreign keys (they are written a hundred at a time), nor does the
        // index.
        TRY(connection_.run("DELETE FROM home_entries WHERE account_id = ?1", id));
        TRY(connection_.run("DELETE FROM list_entries WHERE list_id IN (SELECT id FROM lists WHERE account_id = ?1)",
                            id));
        TRY(connection_.run("DELETE FROM account_search WHERE rowid = ?1", id));
        TRY(connection_.run("DELETE FROM accounts WHERE id = ?1", id));
        return {};
    }

private:
    Result<void> index(const Account& account) {
        TRY(connection_.run("DELETE FROM account_search WHERE rowid = ?1", account.id));
        TRY(connection_.run("INSERT INTO account_search (rowid, username, display_name, note) VALUES (?1, ?2, ?3, ?4)",
                            account.id, account.acct(), account.display_name, account.note));
        return {};
    }

    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Accounts> make_accounts(Connection& connection) {
    return std::make_unique<SqlAccounts>(connection);
}

} // namespace kith::backends::sql
