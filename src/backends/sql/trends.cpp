#include "backends/sql/cards.hpp"
#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::TagDay;
using store::TrendingLink;
using store::TrendingStatus;
using store::TrendingTag;

// Whose posts may trend.
#define MAY_TREND(account) account ".silenced_at IS NULL AND " account ".suspended_at IS NULL"
// The newest public posts since ?1, at most ?4.
#define RECENT(columns)                                                                                                \
    "(SELECT " columns " FROM statuses WHERE id >= ?1 AND visibility = 0 AND reblog_of_id IS NULL AND "                \
    "(in_reply_to_account_id IS NULL OR in_reply_to_account_id = account_id) ORDER BY id DESC LIMIT ?4)"

class SqlTrends final : public store::Trends {
public:
    explicit SqlTrends(Connection& connection) : connection_(connection) {}

    Result<std::vector<TrendingTag>> tags(Time since, int people, int limit) const override {
        return connection_.all(
            "SELECT t.id, t.name, t.display_name, count(DISTINCT st.account_id) AS people FROM (SELECT tag_id, "
            "status_id, account_id FROM status_tags WHERE status_id >= ?1 ORDER BY status_id DESC LIMIT ?4) AS st "
            "JOIN statuses s ON s.id = st.status_id JOIN accounts a ON a.id = st.account_id JOIN tags t ON t.id = "
            "st.tag_id WHERE s.visibility = 0 AND " MAY_TREND(
                "a") " GROUP BY t.id, t.name, t.display_name HAVING count(DISTINCT st.account_id) >= ?2 "
                     "ORDER BY people DESC, count(*) DESC, t.id DESC LIMIT ?3",
            [](Row& row) {
                TrendingTag trending{.tag = {.id = row.id<TagId>(), .name = row.text(), .display_name = row.text()}};
                trending.people = row.integer();
                return trending;
            },
            id_at(since), people, limit, scanned);
    }

    Result<std::vector<TrendingStatus>> statuses(Time since, int people, int limit) const override {
        // The counters choose whose favourites and boosts are looked at.
        return connection_.all(
            "SELECT id, people FROM (SELECT c.id, (SELECT count(*) FROM (SELECT account_id FROM favourites WHERE "
            "status_id = c.id AND account_id <> c.account_id UNION SELECT account_id FROM statuses WHERE reblog_of_id "
            "= c.id AND account_id <> c.account_id) AS who) AS people FROM (SELECT r.id, r.account_id FROM " RECENT(
                "id, account_id, sensitive, spoiler_text, in_reply_to_id, favourites_count + reblogs_count AS marks") " AS r JOIN accounts a ON a.id = r.account_id WHERE r.marks >= ?2 AND r.sensitive = 0 AND r.spoiler_text = "
                                                                                                                      "'' AND r.in_reply_to_id IS NULL AND " MAY_TREND(
                                                                                                                          "a") " AND a.discoverable = 1 ORDER BY r.marks DESC, r.id DESC LIMIT ?5) AS c) AS counted WHERE people >= ?2 "
                                                                                                                               "ORDER BY people DESC, id DESC LIMIT ?3",
            [](Row& row) { return TrendingStatus{.id = row.id<StatusId>(), .people = row.integer()}; }, id_at(since),
            people, limit, scanned, 4 * limit);
    }

    Result<std::vector<TrendingLink>> links(Time since, int people, int limit) const override {
        return connection_.all(
            "SELECT " CARD_COLUMNS_OF(
                "c.") ", l.people FROM (SELECT r.card_id, count(DISTINCT r.account_id) AS people, "
                      "count(*) AS uses FROM " RECENT("id, account_id, card_id") " AS r JOIN accounts a ON a.id = r.account_id WHERE r.card_id IS NOT NULL AND " MAY_TREND(
                          "a") " GROUP BY r.card_id HAVING count(DISTINCT r.account_id) >= ?2) AS l JOIN cards c ON c.id = l.card_id "
                               "WHERE c.title <> '' ORDER BY l.people DESC, l.uses DESC, c.id DESC LIMIT ?3",
            [](Row& row) {
                TrendingLink link{.card = read_card(row)};
                link.people = row.integer();
                return link;
            },
            id_at(since), people, limit, scanned);
    }

    Result<std::vector<std::vector<TagDay>>> link_histories(std::span<const std::int64_t> cards, Time now,
                                                            int days) const override;

    Result<std::vector<StatusId>> with_link(std::string_view url, const store::Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT s.id FROM statuses s JOIN cards c ON c.id = s.card_id WHERE c.url = ?4 AND "
                       "c.title <> '' AND s.visibility = 0",
                       "s.id"),
            [](Row& row) { return row.id<StatusId>(); }, page, url);
    }

private:
    Connection& connection_;
};

Result<std::vector<std::vector<TagDay>>> SqlTrends::link_histories(std::span<const std::int64_t> cards, Time now,
                                                                   int days) const {
    constexpr std::int64_t ms_of_day = 86400000;
    auto today = to_unix_ms(now) / ms_of_day;
    std::vector<TagDay> unused;
    for (int back = 0; back < days; ++back)
        unused.push_back(TagDay{.day = today - back, .uses = 0, .accounts = 0});
    std::vector<std::vector<TagDay>> histories(cards.size(), unused);
    if (unused.empty() || cards.empty()) return histories;
    std::string ids = "[";
    for (auto card : cards)
        ids += (ids.size() > 1 ? "," : "") + std::to_string(card);
    ids += ']';
    struct Used {
        std::int64_t card;
        TagDay day;
    };
    auto used = TRY(connection_.all(
        "SELECT card_id, (id >> 16) / 86400000 AS day, count(*), count(DISTINCT account_id) FROM statuses WHERE card_id "
        "IN (SELECT value FROM json_each(?1)) AND id >= ?2 AND id < ?3 AND visibility = 0 GROUP BY card_id, day",
        [](Row& row) {
            return Used{row.integer(), TagDay{.day = row.integer(), .uses = row.integer(), .accounts = row.integer()}};
        },
        ids, id_at(from_unix_ms(unused.back().day * ms_of_day)), id_at(from_unix_ms((today + 1) * ms_of_day))));
    for (const auto& [card, day] : used)
        for (std::size_t at = 0; at < cards.size(); ++at)
            if (cards[at] == card) histories[at][static_cast<std::size_t>(today - day.day)] = day;
    return histories;
}

} // namespace

std::unique_ptr<store::Trends> make_trends(Connection& connection) { return std::make_unique<SqlTrends>(connection); }

} // namespace kith::backends::sql
