#include "backends/sql/paging.hpp"
#include "backends/sql/profile_fields.hpp"
#include "backends/sql/repositories.hpp"
#include "backends/sql/search_index.hpp"
#include "core/text.hpp"
#include "domain/unicode.hpp"

#include <cctype>
#include <fmt/format.h>

namespace kith::backends::sql {
namespace {

#define ACCOUNT_COLUMNS                                                                                                \
    "id, username, domain, uri, url, inbox_url, shared_inbox_url, display_name, note, why_here, fields, avatar_file, " \
    "avatar_static_file, avatar_description, header_file, header_static_file, header_description, locked, bot, "       \
    "discoverable, indexable, hide_collections, show_media, show_media_replies, show_featured, attribution_domains, "  \
    "moved_to_id, suspended_at, silenced_at, followers_count, "                                                        \
    "following_count, statuses_count, last_status_at, updated_at"

// Of accounts `a`; ?1: local ones only.
#define IN_DIRECTORY                                                                                                   \
    "discoverable = 1 AND suspended_at IS NULL AND silenced_at IS NULL AND moved_to_id IS NULL AND (domain IS NULL "   \
    "OR ?1 = 0) AND NOT EXISTS (SELECT 1 FROM users u WHERE u.account_id = a.id AND (u.confirmed_at IS NULL OR "       \
    "u.approved = 0)) "

// store::AccountSelection. ?4 here or elsewhere, ?5 state, ?6 roles, ?7 to ?10 patterns of names and e-mail addresses,
// ?11 domain, ?12 address, ?13 who invited.
#define SELECTED                                                                                                                   \
    "SELECT a.id FROM accounts a LEFT JOIN users u ON u.account_id = a.id WHERE (?4 IS NULL OR CASE WHEN a.domain IS "             \
    "NULL THEN 1 ELSE 0 END = ?4) AND CASE ?5 WHEN 0 THEN 1 WHEN 1 THEN a.suspended_at IS NULL AND a.silenced_at IS "              \
    "NULL AND coalesce(u.approved, 1) = 1 AND coalesce(u.disabled, 0) = 0 WHEN 2 THEN coalesce(u.approved, 1) = 0 "                \
    "WHEN 3 THEN coalesce(u.disabled, 0) = 1 WHEN 4 THEN a.silenced_at IS NOT NULL ELSE a.suspended_at IS NOT NULL "               \
    "END AND (?6 = '' OR ?6 LIKE '%,' || coalesce(u.role, 'user') || ',%') AND (?7 = '' OR lower(a.username) LIKE ?7 ESCAPE '!') " \
    "AND (?8 = '' OR lower(a.display_name) LIKE ?8 ESCAPE '!') AND (?9 = '' OR lower(coalesce(u.email, '')) LIKE ?9 "              \
    "ESCAPE '!') AND (?10 = '' OR lower(a.username) LIKE ?10 ESCAPE '!' OR lower(a.display_name) LIKE ?10 ESCAPE '!' "             \
    "OR lower(coalesce(u.email, '')) LIKE ?10 ESCAPE '!') AND (?11 = '' OR a.domain = ?11) AND (?12 = '' OR EXISTS "               \
    "(SELECT 1 FROM sessions s WHERE s.account_id = a.id AND s.address = ?12)) AND (?13 IS NULL OR EXISTS (SELECT 1 "              \
    "FROM invites i WHERE i.id = u.invite_id AND i.account_id = ?13))"

// ",admin,owner,"; empty for none.
std::string names_of(const std::vector<Role>& roles) {
    std::string names;
    for (auto role : roles)
        names.append(names.empty() ? "," : "").append(to_string(role)).append(",");
    return names;
}

// A pattern of LIKE for what contains the text; empty for none.
std::string part_of(std::string_view text) {
    if (text.empty()) return {};
    std::string pattern = "%";
    for (char c : to_lower_ascii(text)) {
        if (c == '%' || c == '_' || c == '!') pattern += '!';
        pattern += c;
    }
    return pattern += '%';
}

std::vector<std::string> read_words(std::string_view text) {
    std::vector<std::string> words;
    for (auto word : split(text, ' '))
        if (!word.empty()) words.emplace_back(word);
    return words;
}

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
        .show_media = row.boolean(),
        .show_media_replies = row.boolean(),
        .show_featured = row.boolean(),
        .attribution_domains = read_words(row.view()),
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

// Every word as a prefix, of names only, as FTS5 reads it; empty if there is nothing to look for.
// https://www.sqlite.org/fts5.html#full_text_query_syntax
std::string match_of(std::string_view query) {
    constexpr std::size_t most_words = 8;
    std::string match;
    std::size_t words = 0;
    std::string spaced(truncate_code_points(query, 200));
    for (auto& c : spaced)
        if (static_cast<unsigned char>(c) < 0x80 && !isalnum(static_cast<unsigned char>(c))) c = ' ';
    for (auto word : split(spaced, ' ')) {
        if (word.empty() || words++ == most_words) continue;
        match += fmt::format(" \"{}\"*", trim(unicode::apart(word)));
    }
    return match.empty() ? match : "{username display_name} : (" + match + ")";
}

class SqlAccounts final : public store::Accounts {
public:
    SqlAccounts(Connection& connection, SearchIndex& index) : connection_(connection), index_(index) {}

    Result<std::optional<Account>> by_id(AccountId id) const override {
        return connection_.one("SELECT " ACCOUNT_COLUMNS " FROM accounts WHERE id = ?1", read_account, id);
    }

    Result<std::vector<Account>> by_ids(std::span<const AccountId> ids) const override {
        if (ids.empty()) return std::vector<Account>();
        return connection_.all("SELECT " ACCOUNT_COLUMNS " FROM ids(?1) CROSS JOIN accounts ON id = value",
                               read_account, id_set(ids));
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
            return connection_.all("SELECT id FROM accounts a WHERE " IN_DIRECTORY
                                   "ORDER BY id DESC LIMIT ?2 OFFSET ?3",
                                   id, local_only, limit, offset);
        return connection_.all("SELECT id FROM accounts a WHERE " IN_DIRECTORY
                               "ORDER BY last_status_at DESC NULLS LAST, id DESC "
                               "LIMIT ?2 OFFSET ?3",
                               id, local_only, limit, offset);
    }

    Result<std::vector<AccountId>> search(std::string_view query, const store::AccountSearch& search) const override {
        auto match = match_of(query);
        if (match.empty()) return std::vector<AccountId>();
        // The best by words first, and of those whom the searcher follows before others; prefixes of a letter or two
        // match thousands, which are not all looked at.
        return connection_.all(
            "SELECT a.id FROM (SELECT rowid AS id, rank AS score FROM account_search WHERE account_search MATCH ?1 AND "
            "(?3 = 0 OR rowid = ?2 OR rowid IN (SELECT target_id FROM follows WHERE account_id = ?2 AND pending = 0)) "
            "ORDER BY rank LIMIT 500) found JOIN accounts a ON a.id = found.id WHERE a.suspended_at IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM users u WHERE u.account_id = a.id AND (u.confirmed_at IS NULL OR u.approved = 0)) ORDER BY "
            "EXISTS (SELECT 1 FROM follows f WHERE f.account_id = ?2 AND f.target_id = a.id) DESC, found.score, "
            "a.followers_count DESC, a.id LIMIT ?4 OFFSET ?5",
            [](Row& row) { return row.id<AccountId>(); }, match, search.viewer, search.following, search.limit,
            search.offset);
    }

    Result<std::vector<AccountId>> select(const store::AccountSelection& selection,
                                          const store::Page& page) const override {
        return read_page(
            connection_, KITH_PAGED(SELECTED, "a.id"), [](Row& row) { return row.id<AccountId>(); }, page,
            selection.local, static_cast<int>(selection.state), names_of(selection.roles), part_of(selection.username),
            part_of(selection.display_name), part_of(selection.email), part_of(selection.name_or_address),
            selection.domain, selection.address, selection.invited_by);
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
            "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)",
            account.id, account.username, null_if_empty(account.domain), account.uri, account.url, account.inbox_url,
            account.shared_inbox_url, account.display_name, account.note, account.why_here,
            write_profile_fields(account.fields), account.avatar_file, account.avatar_static_file,
            account.avatar_description, account.header_file, account.header_static_file, account.header_description,
            account.locked, account.bot, account.discoverable, account.indexable, account.hide_collections,
            account.show_media, account.show_media_replies, account.show_featured,
            join(account.attribution_domains, " "), account.moved_to, account.suspended_at, account.silenced_at,
            account.followers_count, account.following_count, account.statuses_count, account.last_status_at,
            account.updated_at);
        TRY(std::move(added));
        return index(account);
    }

    Result<void> update(const Account& account) override {
        auto changed = connection_.run(
            "UPDATE accounts SET uri = ?2, url = ?3, inbox_url = ?4, shared_inbox_url = ?5, display_name = ?6, note = ?7, "
            "why_here = ?8, fields = ?9, avatar_file = ?10, avatar_static_file = ?11, avatar_description = ?12, "
            "header_file = ?13, header_static_file = ?14, header_description = ?15, locked = ?16, bot = ?17, "
            "discoverable = ?18, indexable = ?19, hide_collections = ?20, show_media = ?21, show_media_replies = "
            "?22, show_featured = ?23, attribution_domains = ?24, moved_to_id = ?25, suspended_at = ?26, "
            "silenced_at = ?27, updated_at = ?28 WHERE id = ?1",
            account.id, account.uri, account.url, account.inbox_url, account.shared_inbox_url, account.display_name,
            account.note, account.why_here, write_profile_fields(account.fields), account.avatar_file,
            account.avatar_static_file, account.avatar_description, account.header_file, account.header_static_file,
            account.header_description, account.locked, account.bot, account.discoverable, account.indexable,
            account.hide_collections, account.show_media, account.show_media_replies, account.show_featured,
            join(account.attribution_domains, " "), account.moved_to, account.suspended_at, account.silenced_at,
            account.updated_at);
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

    Result<bool> limit_server(std::string_view domain, const ServerLimits& before, const ServerLimits& after) override {
        std::int64_t changed = 0;
        if (before.silenced_at != after.silenced_at)
            changed += TRY(connection_.run("UPDATE accounts SET silenced_at = ?3 WHERE domain = ?1 AND silenced_at IS "
                                           "NOT DISTINCT FROM ?2",
                                           domain, before.silenced_at, after.silenced_at));
        if (before.suspended_at != after.suspended_at)
            changed += TRY(connection_.run("UPDATE accounts SET suspended_at = ?3 WHERE domain = ?1 AND suspended_at "
                                           "IS NOT DISTINCT FROM ?2",
                                           domain, before.suspended_at, after.suspended_at));
        return changed > 0;
    }

    Result<void> remove(AccountId id) override {
        // home_entries and list_entries carry no foreign keys (they are written a hundred at a time), nor does the
        // index.
        TRY(connection_.run("DELETE FROM home_entries WHERE account_id = ?1", id));
        TRY(connection_.run("DELETE FROM list_entries WHERE list_id IN (SELECT id FROM lists WHERE account_id = ?1)",
                            id));
        for (auto status : TRY(connection_.all(
                 "SELECT id FROM statuses WHERE account_id = ?1", [](Row& row) { return row.id<StatusId>(); }, id)))
            index_.remove(status);
        TRY(connection_.run("DELETE FROM account_search WHERE rowid = ?1", id));
        TRY(connection_.run("DELETE FROM accounts WHERE id = ?1", id));
        return {};
    }

private:
    Result<void> index(const Account& account) {
        TRY(connection_.run("DELETE FROM account_search WHERE rowid = ?1", account.id));
        TRY(connection_.run("INSERT INTO account_search (rowid, username, display_name, note) VALUES (?1, ?2, ?3, ?4)",
                            account.id, account.acct(), unicode::apart(account.display_name),
                            unicode::apart(account.note)));
        return {};
    }

    Connection& connection_;
    SearchIndex& index_;
};

} // namespace

std::unique_ptr<store::Accounts> make_accounts(Connection& connection, SearchIndex& index) {
    return std::make_unique<SqlAccounts>(connection, index);
}

} // namespace kith::backends::sql
