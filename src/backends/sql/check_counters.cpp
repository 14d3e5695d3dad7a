#include "backends/sql/repositories.hpp"

#include <array>
#include <fmt/format.h>

namespace kith::backends::sql {
namespace {

constexpr std::size_t most_findings = 50;

// One counter and what it counts: `sql` gives id, kept, counted of the rows that differ, at most ?1.
struct Counter {
    std::string_view of;   // "account"
    std::string_view name; // "followers_count"
    Sql sql;
};

#define DIFFERENT(table, column, counted)                                                                              \
    "SELECT id, kept, counted FROM (SELECT id, " column " AS kept, (" counted ") AS counted FROM " table               \
    ") AS counters WHERE kept <> counted ORDER BY id LIMIT ?1"

// Remote accounts are left out: their servers count what this one cannot see.
#define LOCAL_ACCOUNTS "accounts WHERE domain IS NULL"

constexpr std::array<Counter, 11> counters{{
    {"account", "followers_count",
     DIFFERENT(LOCAL_ACCOUNTS, "followers_count",
               "SELECT count(*) FROM follows WHERE target_id = accounts.id AND pending = 0")},
    {"account", "following_count",
     DIFFERENT(LOCAL_ACCOUNTS, "following_count",
               "SELECT count(*) FROM follows WHERE account_id = accounts.id AND pending = 0")},
    {"account", "statuses_count",
     DIFFERENT(LOCAL_ACCOUNTS, "statuses_count",
               "SELECT count(*) FROM statuses WHERE account_id = accounts.id AND visibility < 3")},
    {"status", "replies_count",
     DIFFERENT(
         "statuses AS s", "replies_count",
         "SELECT count(*) FROM statuses r WHERE r.in_reply_to_id = s.id AND r.visibility <= CASE WHEN s.visibility "
         "< 2 THEN 1 ELSE s.visibility END")},
    {"status", "reblogs_count",
     DIFFERENT("statuses AS s", "reblogs_count", "SELECT count(*) FROM statuses b WHERE b.reblog_of_id = s.id")},
    {"status", "favourites_count",
     DIFFERENT("statuses AS s", "favourites_count", "SELECT count(*) FROM favourites f WHERE f.status_id = s.id")},
    {"status", "quotes_count",
     DIFFERENT("statuses AS s", "quotes_count",
               "SELECT count(*) FROM statuses q WHERE q.quote_of_id = s.id AND q.quote_state = 2")}, // accepted
    {"poll", "voters_count",
     DIFFERENT("polls AS p", "voters_count",
               "SELECT count(DISTINCT v.account_id) FROM poll_votes v WHERE v.poll_id = p.id")},
    {"poll", "votes_count of an option",
     "SELECT poll_id, kept, counted FROM (SELECT poll_id, position, votes_count AS kept, (SELECT count(*) FROM poll_votes v "
     "WHERE v.poll_id = o.poll_id AND v.position = o.position) AS counted FROM poll_options o) AS counters "
     "WHERE kept <> counted ORDER BY poll_id, position LIMIT ?1"},
    {"account", "people",
     "SELECT account_id, kept, counted FROM (SELECT account_id, people AS kept, (SELECT count(*) FROM ties t WHERE "
     "t.owner_id = p.account_id AND (t.mine_public > 0 OR t.theirs_public > 0)) AS counted FROM tie_people p) AS counters WHERE kept <> counted "
     "ORDER BY account_id LIMIT ?1"},
    {"account", "shared_people of a tie",
     "SELECT owner_id, kept, counted FROM (SELECT owner_id, other_id, shared_people AS kept, CASE WHEN mine_public "
     "+ theirs_public = 0 THEN 0 ELSE (SELECT count(*) FROM ties a JOIN ties b ON b.owner_id = t.other_id AND b.other_id = a.other_id WHERE "
     "a.owner_id = t.owner_id AND a.mine_public + a.theirs_public > 0 AND b.mine_public + b.theirs_public > 0) END AS counted FROM ties t) AS counters "
     "WHERE kept <> counted ORDER BY owner_id, other_id LIMIT ?1"},
}};

} // namespace

Result<std::vector<std::string>> check_counters(Connection& connection) {
    std::vector<std::string> findings;
    for (const auto& counter : counters) {
        auto describe = [&](Row& row) {
            auto id = row.integer();
            auto kept = row.integer();
            return fmt::format("wrong counter: {} {} has {} {}, but there are {}", counter.of, id, counter.name, kept,
                               row.integer());
        };
        auto found = TRY(connection.all(counter.sql, describe, most_findings - findings.size()));
        findings.insert(findings.end(), found.begin(), found.end());
        if (findings.size() >= most_findings) break;
    }
    return findings;
}

} // namespace kith::backends::sql
