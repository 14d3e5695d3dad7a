#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::FollowsAcross;
using store::ServerCounts;
using store::WeekOfActivity;

constexpr std::int64_t ms_of_week = 7LL * 24 * 3600 * 1000;

// Weeks count from `first`.
#define WEEK_OF_ID(id) "((" id " >> 16) - ?1) / 604800000"
#define WEEK_OF_TIME(at) "(" at " - ?1) / 604800000"

class SqlStatistics final : public store::Statistics {
public:
    explicit SqlStatistics(Connection& connection) : connection_(connection) {}

    Result<ServerCounts> counts() const override {
        ServerCounts counts;
        counts.members =
            TRY(connection_.integer("SELECT count(*) FROM users u JOIN accounts a ON a.id = u.account_id "
                                    "WHERE u.confirmed_at IS NOT NULL AND u.approved = 1 AND a.suspended_at IS NULL"));
        counts.statuses = TRY(connection_.integer(
            "SELECT coalesce(sum(statuses_count), 0) FROM accounts WHERE domain IS NULL AND suspended_at IS NULL"));
        counts.domains =
            TRY(connection_.integer("SELECT count(DISTINCT domain) FROM accounts WHERE domain IS NOT NULL"));
        return counts;
    }

    Result<std::vector<WeekOfActivity>> weeks(Time first, int count) const override {
        std::vector<WeekOfActivity> weeks;
        for (int week = 0; week < count; ++week)
            weeks.push_back({.start = first + Duration(week * ms_of_week)});
        auto end = first + Duration(count * ms_of_week);
        struct Row3 {
            std::int64_t week, first, second;
        };
        auto read = [](Row& row) { return Row3{row.integer(), row.integer(), row.integer()}; };
        auto posted = TRY(connection_.all("SELECT " WEEK_OF_ID("id") ", count(*), 0 FROM statuses WHERE id >= ?2 AND "
                                                                     "id < ?3 AND local = 1 GROUP BY 1",
                                          read, first, id_at(first), id_at(end)));
        for (const auto& row : posted)
            weeks[static_cast<std::size_t>(row.week)].statuses = row.first;
        auto there = TRY(connection_.all(
            "SELECT week, count(DISTINCT account_id), 0 FROM (SELECT " WEEK_OF_ID(
                "id") " AS week, account_id FROM "
                      "statuses WHERE id >= ?2 AND id < ?3 AND local = 1 UNION ALL SELECT " WEEK_OF_TIME(
                          "last_active_at") ", account_id FROM users WHERE last_active_at >= ?1 AND last_active_at < ?4) AS seen GROUP BY week",
            read, first, id_at(first), id_at(end), end));
        for (const auto& row : there)
            weeks[static_cast<std::size_t>(row.week)].members = row.first;
        auto joined =
            TRY(connection_.all("SELECT " WEEK_OF_TIME("created_at") ", count(*), 0 FROM users WHERE "
                                                                     "created_at >= ?1 AND created_at < ?2 GROUP BY 1",
                                read, first, end));
        for (const auto& row : joined)
            weeks[static_cast<std::size_t>(row.week)].registrations = row.first;
        return weeks;
    }

    Result<std::vector<std::string>> domains() const override {
        return connection_.all("SELECT DISTINCT domain FROM accounts WHERE domain IS NOT NULL ORDER BY domain",
                               [](Row& row) { return row.text(); });
    }

    Result<FollowsAcross> follows_across(AccountId account, std::string_view domain) const override {
        return FollowsAcross{
            .following = TRY(connection_.integer("SELECT count(*) FROM follows f JOIN accounts a ON a.id = f.target_id "
                                                 "WHERE f.account_id = ?1 AND f.pending = 0 AND a.domain = ?2",
                                                 account, domain)),
            .followers =
                TRY(connection_.integer("SELECT count(*) FROM follows f JOIN accounts a ON a.id = f.account_id "
                                        "WHERE f.target_id = ?1 AND f.pending = 0 AND a.domain = ?2",
                                        account, domain))};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Statistics> make_statistics(Connection& connection) {
    return std::make_unique<SqlStatistics>(connection);
}

} // namespace kith::backends::sql
