#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"
#include "backends/sql/search_index.hpp"

#include <algorithm>

namespace kith::backends::sql {
namespace {

using store::Page;
using store::Positioned;

#define STATUS_COLUMNS                                                                                                  \
    "id, account_id, local, uri, url, in_reply_to_id, in_reply_to_account_id, reblog_of_id, quote_of_id, quote_state, " \
    "quote_policy, conversation_id, visibility, sensitive, spoiler_text, text, content, language, application_id, "     \
    "poll_id, card_id, edited_at, replies_count, reblogs_count, favourites_count, quotes_count"

Status read_status(Row& row) {
    return Status{
        .id = row.id<StatusId>(),
        .account_id = row.id<AccountId>(),
        .local = row.boolean(),
        .uri = row.text(),
        .url = row.text(),
        .in_reply_to_id = row.id<StatusId>(),
        .in_reply_to_account_id = row.id<AccountId>(),
        .reblog_of_id = row.id<StatusId>(),
        .quote_of_id = row.id<StatusId>(),
        .quote_state = row.enumeration<QuoteState>(),
        .quote_policy = row.enumeration<QuotePolicy>(),
        .conversation_id = row.id<ConversationId>(),
        .visibility = row.enumeration<Visibility>(),
        .sensitive = row.boolean(),
        .spoiler_text = row.text(),
        .text = row.text(),
        .content = row.text(),
        .language = row.text(),
        .application_id = row.id<ApplicationId>(),
        .poll_id = row.id<PollId>(),
        .card_id = row.integer(),
        .edited_at = row.optional_time(),
        .replies_count = row.integer(),
        .reblogs_count = row.integer(),
        .favourites_count = row.integer(),
        .quotes_count = row.integer(),
    };
}

StatusId read_id(Row& row) { return row.id<StatusId>(); }

Positioned read_positioned(Row& row) { return Positioned{row.id<AccountId>(), row.integer()}; }

std::pair<StatusId, std::int64_t> read_mark(Row& row) { return {row.id<StatusId>(), row.integer()}; }

// Lists kept with JSON syntax in one column: "a", "b". Written and read here alone.
std::string write_lines(const std::vector<std::string>& lines) {
    std::string out;
    for (const auto& line : lines) {
        for (char c : line)
            out += c == '\x1E' ? ' ' : c;
        out += '\x1E';
    }
    return out;
}

std::vector<std::string> read_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (auto end = text.find('\x1E'); end != std::string_view::npos; end = text.find('\x1E')) {
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

class SqlStatuses final : public store::Statuses {
public:
    SqlStatuses(Connection& connection, SearchIndex& index) : connection_(connection), index_(index) {}

    Result<std::optional<Status>> by_id(StatusId id) const override {
        return connection_.one("SELECT " STATUS_COLUMNS " FROM statuses WHERE id = ?1", read_status, id);
    }

    Result<std::vector<Status>> by_ids(std::span<const StatusId> ids) const override {
        if (ids.empty()) return std::vector<Status>();
        return connection_.all("SELECT " STATUS_COLUMNS " FROM ids(?1) CROSS JOIN statuses ON id = value", read_status,
                               id_set(ids));
    }

    Result<std::optional<Status>> by_uri(std::string_view uri) const override {
        return connection_.one("SELECT " STATUS_COLUMNS " FROM statuses WHERE uri = ?1 AND uri <> ''", read_status,
                               uri);
    }

    Result<bool> was_deleted(StatusId id) const override {
        return TRY(connection_.integer("SELECT count(*) FROM tombstones WHERE status_id = ?1", id)) > 0;
    }

    Result<std::vector<store::Mention>> mentions(std::span<const StatusId> ids) const override {
        if (ids.empty()) return std::vector<store::Mention>();
        return connection_.all(
            "SELECT status_id, account_id FROM ids(?1) CROSS JOIN mentions ON status_id = value ORDER BY status_id, "
            "account_id",
            [](Row& row) { return store::Mention{row.id<StatusId>(), row.id<AccountId>()}; }, id_set(ids));
    }

    Result<std::vector<StatusId>> by_account(AccountId account, const store::StatusSelection& selection,
                                             const Page& page) const override;

    Result<std::vector<Status>> conversation(ConversationId id, int limit) const override {
        return connection_.all(
            "SELECT " STATUS_COLUMNS
            " FROM statuses WHERE conversation_id = ?1 AND reblog_of_id IS NULL ORDER BY id LIMIT ?2",
            read_status, id, limit);
    }

    Result<std::optional<StatusId>> boost_of(AccountId account, StatusId original) const override {
        return connection_.one("SELECT id FROM statuses WHERE account_id = ?1 AND reblog_of_id = ?2", read_id, account,
                               original);
    }

    Result<std::vector<Status>> all_boosts(StatusId original, int limit) const override {
        return connection_.all("SELECT " STATUS_COLUMNS " FROM statuses WHERE reblog_of_id = ?1 LIMIT ?2", read_status,
                               original, limit);
    }

    Result<std::vector<Positioned>> boosters(StatusId id, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT account_id, id FROM statuses WHERE reblog_of_id = ?4 AND visibility < 2", "id"),
            read_positioned, page, id);
    }

    Result<std::vector<Positioned>> favouriters(StatusId id, const Page& page) const override {
        return read_page(connection_, KITH_PAGED("SELECT account_id, id FROM favourites WHERE status_id = ?4", "id"),
                         read_positioned, page, id);
    }

    Result<std::vector<StatusId>> quotes(StatusId id, const Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT id FROM statuses WHERE quote_of_id = ?4 AND quote_state = ?5", "id"),
                         read_id, page, id, QuoteState::accepted);
    }

    Result<std::vector<StatusEdit>> edits(StatusId id) const override {
        return connection_.all(
            "SELECT at, content, spoiler_text, sensitive, media_ids, media_descriptions, poll_options "
            "FROM status_edits WHERE status_id = ?1 ORDER BY at",
            [](Row& row) {
                StatusEdit edit;
                edit.at = row.time();
                edit.content = row.text();
                edit.spoiler_text = row.text();
                edit.sensitive = row.boolean();
                for (const auto& line : read_lines(row.view()))
                    if (auto media = parse_id_as<MediaId>(line)) edit.media.push_back(*media);
                edit.media_descriptions = read_lines(row.view());
                edit.poll_options = read_lines(row.view());
                return edit;
            },
            id);
    }

    Result<std::int64_t> count_local() const override {
        return connection_.integer("SELECT sum(statuses_count) FROM accounts WHERE domain IS NULL");
    }

    Result<void> insert(const Status& s, std::span<const AccountId> mentioned) override {
        TRY(connection_.run(
            "INSERT INTO statuses (" STATUS_COLUMNS
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
            "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
            s.id, s.account_id, s.local, s.uri, s.url, s.in_reply_to_id, s.in_reply_to_account_id, s.reblog_of_id,
            s.quote_of_id, s.quote_state, s.quote_policy, s.conversation_id, s.visibility, s.sensitive, s.spoiler_text,
            s.text, s.content, s.language, s.application_id, s.poll_id, card_of(s), s.edited_at, s.replies_count,
            s.reblogs_count, s.favourites_count, s.quotes_count));
        return add_mentions(s.id, mentioned);
    }

    Result<void> update(const Status& s, std::span<const AccountId> mentioned) override {
        auto changed = TRY(connection_.run(
            "UPDATE statuses SET quote_of_id = ?2, quote_state = ?3, quote_policy = ?4, visibility = ?5, sensitive = ?6, "
            "spoiler_text = ?7, text = ?8, content = ?9, language = ?10, poll_id = ?11, card_id = ?12, edited_at = ?13 "
            "WHERE id = ?1",
            s.id, s.quote_of_id, s.quote_state, s.quote_policy, s.visibility, s.sensitive, s.spoiler_text, s.text,
            s.content, s.language, s.poll_id, card_of(s), s.edited_at));
        if (changed == 0) return not_found();
        TRY(connection_.run("DELETE FROM mentions WHERE status_id = ?1", s.id));
        return add_mentions(s.id, mentioned);
    }

    Result<void> set_quote_policy(StatusId id, QuotePolicy policy) override {
        TRY(connection_.run("UPDATE statuses SET quote_policy = ?2 WHERE id = ?1", id, policy));
        return {};
    }

    Result<void> set_quote_state(StatusId id, QuoteState state) override {
        TRY(connection_.run("UPDATE statuses SET quote_state = ?2 WHERE id = ?1", id, state));
        return {};
    }

    Result<void> set_card(StatusId id, std::int64_t card_id) override {
        TRY(connection_.run("UPDATE statuses SET card_id = ?2 WHERE id = ?1", id, card_id));
        return {};
    }

    Result<void> insert_edit(StatusId id, const StatusEdit& edit) override {
        std::vector<std::string> media;
        for (auto m : edit.media)
            media.push_back(m.str());
        TRY(connection_.run("INSERT OR REPLACE INTO status_edits (status_id, at, content, spoiler_text, sensitive, "
                            "media_ids, media_descriptions, poll_options) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                            id, edit.at, edit.content, edit.spoiler_text, edit.sensitive, write_lines(media),
                            write_lines(edit.media_descriptions), write_lines(edit.poll_options)));
        return {};
    }

    Result<void> remove(const Status& status, Time now) override {
        TRY(connection_.run("INSERT OR IGNORE INTO tombstones (status_id, account_id, deleted_at) VALUES (?1, ?2, ?3)",
                            status.id, status.account_id, now));
        index_.remove(status.id);
        TRY(connection_.run("DELETE FROM statuses WHERE id = ?1", status.id));
        return {};
    }

    Result<void> add_counts(StatusId id, int replies, int reblogs, int favourites, int quotes) override {
        TRY(connection_.run(
            "UPDATE statuses SET replies_count = max(0, replies_count + ?2), reblogs_count = max(0, "
            "reblogs_count + ?3), favourites_count = max(0, favourites_count + ?4), quotes_count = max(0, "
            "quotes_count + ?5) WHERE id = ?1",
            id, replies, reblogs, favourites, quotes));
        return {};
    }

    Result<store::Marks> marks(AccountId viewer, std::span<const StatusId> ids,
                               std::span<const ConversationId> conversations) const override;

    Result<bool> favourite(AccountId account, StatusId id, std::int64_t at) override {
        return put_mark("INSERT OR IGNORE INTO favourites (account_id, status_id, id) VALUES (?1, ?2, ?3)", account, id,
                        at);
    }
    Result<bool> unfavourite(AccountId account, StatusId id) override {
        return drop_mark("DELETE FROM favourites WHERE account_id = ?1 AND status_id = ?2", account, id);
    }
    Result<bool> bookmark(AccountId account, StatusId id, std::int64_t at) override {
        return put_mark("INSERT OR IGNORE INTO bookmarks (account_id, status_id, id) VALUES (?1, ?2, ?3)", account, id,
                        at);
    }
    Result<bool> unbookmark(AccountId account, StatusId id) override {
        return drop_mark("DELETE FROM bookmarks WHERE account_id = ?1 AND status_id = ?2", account, id);
    }
    Result<bool> pin(AccountId account, StatusId id, std::int64_t at) override {
        return put_mark("INSERT OR IGNORE INTO pins (account_id, status_id, id) VALUES (?1, ?2, ?3)", account, id, at);
    }
    Result<bool> unpin(AccountId account, StatusId id) override {
        return drop_mark("DELETE FROM pins WHERE account_id = ?1 AND status_id = ?2", account, id);
    }
    Result<std::int64_t> count_pins(AccountId account) const override {
        return connection_.integer("SELECT count(*) FROM pins WHERE account_id = ?1", account);
    }
    Result<bool> mute_conversation(AccountId account, ConversationId id) override {
        return TRY(connection_.run(
                   "INSERT OR IGNORE INTO conversation_mutes (account_id, conversation_id) VALUES (?1, ?2)", account,
                   id)) > 0;
    }
    Result<bool> unmute_conversation(AccountId account, ConversationId id) override {
        return TRY(connection_.run("DELETE FROM conversation_mutes WHERE account_id = ?1 AND conversation_id = ?2",
                                   account, id)) > 0;
    }

    Result<std::vector<std::pair<StatusId, std::int64_t>>> favourites(AccountId account,
                                                                      const Page& page) const override {
        return read_page(connection_, KITH_PAGED("SELECT status_id, id FROM favourites WHERE account_id = ?4", "id"),
                         read_mark, page, account);
    }

    Result<std::vector<std::pair<StatusId, std::int64_t>>> bookmarks(AccountId account,
                                                                     const Page& page) const override {
        return read_page(connection_, KITH_PAGED("SELECT status_id, id FROM bookmarks WHERE account_id = ?4", "id"),
                         read_mark, page, account);
    }

    Result<std::optional<StatusId>> idempotent(AccountId account, std::string_view key) const override {
        return connection_.one("SELECT status_id FROM idempotency_keys WHERE account_id = ?1 AND key = ?2", read_id,
                               account, key);
    }
    Result<void> remember_idempotent(AccountId account, std::string_view key, StatusId id, Time now) override {
        TRY(connection_.run(
            "INSERT OR REPLACE INTO idempotency_keys (account_id, key, status_id, at) VALUES (?1, ?2, ?3, ?4)", account,
            key, id, now));
        return {};
    }
    Result<void> forget_idempotent_before(Time before) override {
        TRY(connection_.run("DELETE FROM idempotency_keys WHERE at < ?1", before));
        return {};
    }

private:
    static std::optional<std::int64_t> card_of(const Status& status) {
        return status.card_id != 0 ? std::optional(status.card_id) : std::nullopt;
    }

    Result<void> add_mentions(StatusId id, std::span<const AccountId> mentioned) {
        for (auto account : mentioned)
            TRY(connection_.run("INSERT OR IGNORE INTO mentions (status_id, account_id) VALUES (?1, ?2)", id, account));
        return {};
    }

    Result<bool> put_mark(Sql sql, AccountId account, StatusId id, std::int64_t at) {
        return TRY(connection_.run(sql, account, id, at)) > 0;
    }
    Result<bool> drop_mark(Sql sql, AccountId account, StatusId id) {
        return TRY(connection_.run(sql, account, id)) > 0;
    }

    Connection& connection_;
    SearchIndex& index_;
};

// ?4 account, ?5 at most visibility, ?6 mentioned viewer, ?7–?10 switches, ?11 tag
#define BY_ACCOUNT                                                                                                     \
    "SELECT id FROM statuses s WHERE account_id = ?4 AND (visibility <= ?5 OR (?6 IS NOT NULL AND EXISTS (SELECT 1 "   \
    "FROM mentions m WHERE m.status_id = s.id AND m.account_id = ?6))) AND (?7 = 0 OR EXISTS (SELECT 1 FROM media "    \
    "WHERE media.status_id = s.id)) AND (?8 = 0 OR in_reply_to_id IS NULL OR in_reply_to_account_id = account_id) "    \
    "AND (?9 = 0 OR reblog_of_id IS NULL) AND (?10 = 0 OR EXISTS (SELECT 1 FROM pins p WHERE p.account_id = ?4 AND "   \
    "p.status_id = s.id)) AND (?11 IS NULL OR EXISTS (SELECT 1 FROM status_tags t WHERE t.status_id = s.id AND "       \
    "t.tag_id = ?11))"

Result<std::vector<StatusId>> SqlStatuses::by_account(AccountId account, const store::StatusSelection& selection,
                                                      const Page& page) const {
    return read_page(connection_, KITH_PAGED(BY_ACCOUNT, "id"), read_id, page, account, selection.at_most,
                     selection.mentioning, selection.only_media, selection.exclude_replies, selection.exclude_boosts,
                     selection.pinned, selection.tagged);
}

// ?1 the viewer
#define MARKS(among)                                                                                                   \
    "SELECT 0, status_id FROM favourites WHERE account_id = ?1 AND status_id " among                                   \
    " UNION ALL SELECT 1, status_id FROM bookmarks WHERE account_id = ?1 AND status_id " among                         \
    " UNION ALL SELECT 2, status_id FROM pins WHERE account_id = ?1 AND status_id " among                              \
    " UNION ALL SELECT 3, reblog_of_id FROM statuses WHERE account_id = ?1 AND reblog_of_id " among

Result<store::Marks> SqlStatuses::marks(AccountId viewer, std::span<const StatusId> ids,
                                        std::span<const ConversationId> conversations) const {
    store::Marks marks;
    auto read_kind_and_id = [](Row& row) {
        auto kind = row.integer();
        return std::pair(kind, row.id<StatusId>());
    };
    if (!ids.empty()) {
        // A range costs far less than a list while the viewer's own marks in that stretch are few. One boost of an old
        // status stretches it over years.
        auto [low, high] = std::ranges::minmax(ids);
        bool close = time_of_id(high.value) - time_of_id(low.value) < std::chrono::days(2);
        auto rows = close ? connection_.all(MARKS("BETWEEN ?2 AND ?3"), read_kind_and_id, viewer, low, high)
                          : connection_.all(MARKS("IN ids(?2)"), read_kind_and_id, viewer, id_set(ids));
        for (auto [kind, id] : TRY(std::move(rows))) {
            if (std::ranges::find(ids, id) == ids.end()) continue;
            (kind == 0   ? marks.favourited
             : kind == 1 ? marks.bookmarked
             : kind == 2 ? marks.pinned
                         : marks.boosted)
                .push_back(id);
        }
    }
    if (!conversations.empty())
        marks.muted = TRY(connection_.all(
            "SELECT conversation_id FROM conversation_mutes WHERE account_id = ?1 AND "
            "conversation_id IN ids(?2)",
            [](Row& row) { return row.id<ConversationId>(); }, viewer, id_set(conversations)));
    return marks;
}

} // namespace

std::unique_ptr<store::Statuses> make_statuses(Connection& connection, SearchIndex& index) {
    return std::make_unique<SqlStatuses>(connection, index);
}

} // namespace kith::backends::sql
