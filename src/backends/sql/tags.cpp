#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::FeaturedTag;
using store::Page;
using store::StatusTag;
using store::TagDay;

#define TAG_COLUMNS "t.id, t.name, t.display_name"
#define DAY_OF(status_id) "(" status_id " >> 16) / 86400000"

constexpr std::int64_t ms_of_day = 86400000;

Tag read_tag(Row& row) {
    return Tag{
        .id = row.id<TagId>(),
        .name = row.text(),
        .display_name = row.text(),
    };
}

class SqlTags final : public store::Tags {
public:
    explicit SqlTags(Connection& connection) : connection_(connection) {}

    Result<std::optional<Tag>> by_name(std::string_view normalised) const override {
        return connection_.one("SELECT " TAG_COLUMNS " FROM tags t WHERE t.name = ?1", read_tag, normalised);
    }

    Result<std::vector<StatusTag>> of_statuses(std::span<const StatusId> ids) const override {
        if (ids.empty()) return std::vector<StatusTag>();
        return connection_.all(
            "SELECT st.status_id, " TAG_COLUMNS " FROM ids(?1) CROSS JOIN status_tags st ON st.status_id = value JOIN "
            "tags t ON t.id = st.tag_id ORDER BY st.status_id, st.tag_id",
            [](Row& row) {
                auto status = row.id<StatusId>();
                return StatusTag{status, read_tag(row)};
            },
            id_set(ids));
    }

    Result<std::vector<TagDay>> history(TagId tag, Time now, int days) const override;

    Result<std::vector<std::vector<TagDay>>> histories(std::span<const TagId> tags, Time now, int days) const override;

    Result<std::vector<Tag>> search(std::string_view prefix, int offset, int limit) const override {
        // Up to the last code point there is: a range that the index serves, whatever the prefix holds.
        return connection_.all("SELECT " TAG_COLUMNS " FROM tags t WHERE t.name >= ?1 AND t.name < ?2 "
                               "ORDER BY t.name LIMIT ?3 OFFSET ?4",
                               read_tag, prefix, std::string(prefix) + "\U0010FFFF", limit, offset);
    }

    Result<TagId> ensure(std::string_view name, std::string_view display_name, TagId id_if_new) override {
        if (auto known = TRY(by_name(name))) return known->id;
        TRY(connection_.run("INSERT INTO tags (id, name, display_name) VALUES (?1, ?2, ?3)", id_if_new, name,
                            display_name));
        return id_if_new;
    }

    Result<void> put(StatusId status, AccountId author, std::span<const TagId> tags) override {
        TRY(connection_.run("DELETE FROM status_tags WHERE status_id = ?1", status));
        if (tags.empty()) return {};
        TRY(connection_.run(
            "INSERT INTO status_tags (tag_id, status_id, account_id) SELECT DISTINCT value, ?1, ?2 FROM "
            "json_each(?3)",
            status, author, id_list(tags)));
        return {};
    }

    Result<bool> follow(AccountId account, TagId tag, std::int64_t id) override {
        return TRY(connection_.run("INSERT INTO tag_follows (account_id, tag_id, id) VALUES (?1, ?2, ?3) "
                                   "ON CONFLICT (account_id, tag_id) DO NOTHING",
                                   account, tag, id)) > 0;
    }

    Result<bool> unfollow(AccountId account, TagId tag) override {
        if (TRY(connection_.run("DELETE FROM tag_follows WHERE account_id = ?1 AND tag_id = ?2", account, tag)) == 0)
            return false;
        // What came by this tag alone leaves the account's home: Timelines::remove_everywhere would not find it there.
        TRY(connection_.run(
            "DELETE FROM home_entries WHERE account_id = ?1 AND status_id IN (SELECT s.id FROM status_tags t JOIN statuses "
            "s ON s.id = t.status_id WHERE t.tag_id = ?2 AND s.account_id <> ?1 AND NOT EXISTS (SELECT 1 FROM follows f "
            "WHERE f.account_id = ?1 AND f.target_id = s.account_id AND f.pending = 0) AND NOT EXISTS (SELECT 1 FROM "
            "status_tags o JOIN tag_follows w ON w.tag_id = o.tag_id AND w.account_id = ?1 WHERE o.status_id = s.id))",
            account, tag));
        return true;
    }

    Result<bool> follows(AccountId account, TagId tag) const override {
        return TRY(connection_.integer("SELECT count(*) FROM tag_follows WHERE account_id = ?1 AND tag_id = ?2",
                                       account, tag)) > 0;
    }

    Result<std::vector<TagId>> followed_among(AccountId account, std::span<const TagId> tags) const override {
        if (tags.empty()) return std::vector<TagId>();
        return connection_.all(
            "SELECT tag_id FROM tag_follows WHERE account_id = ?1 AND tag_id IN (SELECT value FROM "
            "json_each(?2))",
            [](Row& row) { return row.id<TagId>(); }, account, id_list(tags));
    }

    Result<std::vector<TagId>> featured_among(AccountId account, std::span<const TagId> tags) const override {
        if (tags.empty()) return std::vector<TagId>();
        return connection_.all(
            "SELECT tag_id FROM featured_tags WHERE account_id = ?1 AND tag_id IN (SELECT value "
            "FROM json_each(?2))",
            [](Row& row) { return row.id<TagId>(); }, account, id_list(tags));
    }

    Result<std::vector<std::pair<std::int64_t, Tag>>> followed(AccountId account, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT f.id, " TAG_COLUMNS " FROM tag_follows f JOIN tags t ON t.id = f.tag_id "
                       "WHERE f.account_id = ?4",
                       "f.id"),
            [](Row& row) {
                auto position = row.integer();
                return std::pair(position, read_tag(row));
            },
            page, account);
    }

    Result<std::vector<AccountId>> followers(std::span<const TagId> tags) const override {
        if (tags.empty()) return std::vector<AccountId>();
        return connection_.all(
            "SELECT DISTINCT f.account_id FROM tag_follows f JOIN accounts a ON a.id = f.account_id "
            "WHERE f.tag_id IN (SELECT value FROM json_each(?1)) AND a.domain IS NULL",
            [](Row& row) { return row.id<AccountId>(); }, id_list(tags));
    }

    Result<std::int64_t> feature(AccountId account, TagId tag, std::int64_t id) override {
        TRY(connection_.run("INSERT INTO featured_tags (id, account_id, tag_id) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (account_id, tag_id) DO NOTHING",
                            id, account, tag));
        return connection_.integer("SELECT id FROM featured_tags WHERE account_id = ?1 AND tag_id = ?2", account, tag);
    }

    Result<bool> unfeature(AccountId account, std::int64_t featured_id) override {
        return TRY(connection_.run("DELETE FROM featured_tags WHERE id = ?2 AND account_id = ?1", account,
                                   featured_id)) > 0;
    }

    Result<std::vector<FeaturedTag>> featured(AccountId account) const override {
        return connection_.all(
            "SELECT f.id, count(s.id), max(s.id), " TAG_COLUMNS " FROM featured_tags f JOIN tags t ON t.id = f.tag_id "
            "LEFT JOIN status_tags st ON st.account_id = f.account_id AND st.tag_id = f.tag_id "
            "LEFT JOIN statuses s ON s.id = st.status_id AND s.visibility <= 1 "
            "WHERE f.account_id = ?1 GROUP BY f.id, t.id, t.name, t.display_name ORDER BY f.id",
            [](Row& row) {
                FeaturedTag featured{
                    .id = row.integer(), .tag = {}, .statuses_count = row.integer(), .last_status_at = {}};
                if (auto last = row.optional_integer()) featured.last_status_at = time_of_id(*last);
                featured.tag = read_tag(row);
                return featured;
            },
            account);
    }

    Result<std::vector<Tag>> used_by(AccountId account, int limit) const override {
        return connection_.all("SELECT " TAG_COLUMNS " FROM status_tags st JOIN tags t ON t.id = st.tag_id "
                               "WHERE st.account_id = ?1 GROUP BY t.id, t.name, t.display_name "
                               "ORDER BY count(*) DESC, max(st.status_id) DESC LIMIT ?2",
                               read_tag, account, limit);
    }

private:
    Connection& connection_;
};

Result<std::vector<TagDay>> SqlTags::history(TagId tag, Time now, int days) const {
    return std::move(TRY(histories(std::span(&tag, 1), now, days)).front());
}

Result<std::vector<std::vector<TagDay>>> SqlTags::histories(std::span<const TagId> tags, Time now, int days) const {
    auto today = to_unix_ms(now) / ms_of_day;
    std::vector<TagDay> unused;
    for (int back = 0; back < days; ++back)
        unused.push_back(TagDay{.day = today - back, .uses = 0, .accounts = 0});
    std::vector<std::vector<TagDay>> histories(tags.size(), unused);
    if (unused.empty() || tags.empty()) return histories;
    struct Used {
        TagId tag;
        TagDay day;
    };
    auto used = TRY(connection_.all(
        "SELECT st.tag_id, " DAY_OF(
            "st.status_id") ", count(*), count(DISTINCT st.account_id) FROM status_tags st JOIN statuses s "
                            "ON s.id = st.status_id WHERE st.tag_id IN (SELECT value FROM json_each(?1)) AND "
                            "st.status_id >= ?2 AND st.status_id < ?3 AND s.visibility = 0 "
                            "GROUP BY st.tag_id, " DAY_OF("st.status_id"),
        [](Row& row) {
            return Used{row.id<TagId>(),
                        TagDay{.day = row.integer(), .uses = row.integer(), .accounts = row.integer()}};
        },
        id_list(tags), id_at(from_unix_ms(unused.back().day * ms_of_day)),
        id_at(from_unix_ms((today + 1) * ms_of_day))));
    for (const auto& [tag, day] : used)
        for (std::size_t at = 0; at < tags.size(); ++at)
            if (tags[at] == tag) histories[at][static_cast<std::size_t>(today - day.day)] = day;
    return histories;
}

} // namespace

std::unique_ptr<store::Tags> make_tags(Connection& connection) { return std::make_unique<SqlTags>(connection); }

} // namespace kith::backends::sql
