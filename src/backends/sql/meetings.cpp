#include "store/meetings.hpp"
#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::AnsweringHabits;
using store::AtDoor;
using store::Meeting;
using store::MeetingCode;
using store::Page;
using store::PostingHabits;
using store::PublicPost;

// Of statuses `s`: own posts that everybody may read.
#define OPEN_POSTS(s) s ".visibility <= 1 AND " s ".reblog_of_id IS NULL "
// Of interactions `i`: words to each other that everybody may read (reply, mention, thanks, quote with own words; flag
// 16).
#define OPEN_WORDS(i)                                                                                                  \
    "(" i ".flags & 16) <> 0 AND (" i ".kind IN (1, 2, 10) OR (" i ".kind = 5 AND (" i ".flags & 4) <> 0)) "
#define BLOCK_BETWEEN(a, b)                                                                                            \
    "(EXISTS (SELECT 1 FROM blocks x WHERE x.account_id = " a " AND x.target_id = " b                                  \
    ") OR EXISTS (SELECT 1 FROM blocks x WHERE x.account_id = " b " AND x.target_id = " a ")) "

AtDoor read_at_door(Row& row) {
    return AtDoor{.account_id = row.id<AccountId>(), .follow_id = row.integer(), .pending = row.boolean()};
}

std::pair<AccountId, AccountId> read_pair(Row& row) {
    auto first = row.id<AccountId>();
    return {first, row.id<AccountId>()};
}

std::pair<AccountId, std::string> read_word(Row& row) {
    auto account = row.id<AccountId>();
    return {account, row.text()};
}

Meeting read_meeting(Row& row) { return Meeting{row.id<AccountId>(), row.id<AccountId>(), row.integer()}; }

MeetingCode read_code(Row& row) {
    return MeetingCode{
        .account_id = row.id<AccountId>(), .digest = row.text(), .made_at = row.time(), .expires_at = row.time()};
}

class SqlMeetings final : public store::Meetings {
public:
    explicit SqlMeetings(Connection& connection) : connection_(connection) {}

    Result<std::vector<AtDoor>> at_door(AccountId account, Time since, const Page& page) const override;

    Result<std::optional<AtDoor>> follower(AccountId account, AccountId target) const override {
        return connection_.one(
            "SELECT account_id, id, pending FROM follows WHERE account_id = ?2 AND target_id = ?1 AND "
            "NOT " BLOCK_BETWEEN("?1", "?2"),
            read_at_door, account, target);
    }

    Result<void> leave(AccountId account, AccountId target) override {
        TRY(connection_.run("INSERT INTO door_left (account_id, target_id) VALUES (?1, ?2) ON CONFLICT (account_id, "
                            "target_id) DO NOTHING",
                            account, target));
        return {};
    }

    Result<void> look_again(AccountId account, AccountId target) override {
        TRY(connection_.run("DELETE FROM door_left WHERE account_id = ?1 AND target_id = ?2", account, target));
        return {};
    }

    Result<std::vector<PostingHabits>> posting(std::span<const AccountId> ids, Time since) const override {
        return connection_.all(
            "SELECT s.account_id, count(*), sum(CASE WHEN s.in_reply_to_account_id <> s.account_id THEN 1 ELSE 0 END), "
            "sum(CASE WHEN (s.judgement & 2) <> 0 THEN 1 ELSE 0 END), sum(CASE WHEN (s.judgement & 4) <> 0 THEN 1 ELSE "
            "0 END) FROM statuses s WHERE s.account_id IN (SELECT value FROM json_each(?1)) AND s.id >= ?2 AND " OPEN_POSTS(
                "s") "GROUP BY s.account_id",
            [](Row& row) {
                return PostingHabits{row.id<AccountId>(), row.integer(), row.integer(), row.integer(), row.integer()};
            },
            id_list(ids), id_at(since));
    }

    Result<std::vector<AnsweringHabits>> answering(std::span<const AccountId> ids, Time since) const override {
        return connection_.all(
            "SELECT r.target_id, count(*), sum(CASE WHEN EXISTS (SELECT 1 FROM interactions i WHERE i.actor_id = "
            "r.target_id AND i.target_id = r.actor_id AND i.conversation_id = r.conversation_id AND i.at > r.at "
            "AND " OPEN_WORDS("i") ") THEN 1 ELSE 0 END) FROM interactions r WHERE r.target_id IN (SELECT value FROM "
                                   "json_each(?1)) AND r.at >= ?2 AND " OPEN_WORDS("r") "GROUP BY r.target_id",
            [](Row& row) { return AnsweringHabits{row.id<AccountId>(), row.integer(), row.integer()}; }, id_list(ids),
            since);
    }

    Result<std::vector<PublicPost>> newest_posts(std::span<const AccountId> ids, Time since, int each) const override {
        return connection_.all(
            "SELECT s.id, s.account_id, CASE WHEN s.local = 1 THEN s.text ELSE s.content END, s.local, s.language FROM "
            "accounts a CROSS JOIN statuses s WHERE a.id IN (SELECT value FROM json_each(?1)) AND s.id IN (SELECT n.id "
            "FROM statuses n WHERE n.account_id = a.id AND n.id >= ?2 AND " OPEN_POSTS(
                "n") "ORDER BY n.id DESC LIMIT ?3) ORDER BY s.id DESC",
            [](Row& row) {
                return PublicPost{row.id<StatusId>(), row.id<AccountId>(), row.text(), !row.boolean(), row.text()};
            },
            id_list(ids), id_at(since), each);
    }

    Result<std::vector<std::pair<AccountId, std::string>>> tags_used(std::span<const AccountId> ids,
                                                                     Time since) const override {
        return connection_.all(
            "SELECT u.account_id, t.name FROM status_tags u JOIN statuses s ON s.id = u.status_id JOIN tags t ON t.id "
            "= u.tag_id WHERE u.account_id IN (SELECT value FROM json_each(?1)) AND u.status_id >= ?2 AND " OPEN_POSTS(
                "s") "GROUP BY u.account_id, t.id, t.name ORDER BY u.account_id, count(*) DESC, t.name",
            read_word, id_list(ids), id_at(since));
    }

    Result<std::vector<std::pair<AccountId, std::string>>>
    tags_featured(std::span<const AccountId> ids) const override {
        return connection_.all("SELECT f.account_id, t.name FROM featured_tags f JOIN tags t ON t.id = f.tag_id WHERE "
                               "f.account_id IN (SELECT value FROM json_each(?1)) ORDER BY f.account_id, f.id",
                               read_word, id_list(ids));
    }

    Result<std::vector<std::pair<AccountId, std::string>>> languages(std::span<const AccountId> ids,
                                                                     Time since) const override {
        return connection_.all(
            "SELECT s.account_id, s.language FROM statuses s WHERE s.account_id IN (SELECT value FROM json_each(?1)) "
            "AND s.id >= ?2 AND s.language <> '' AND " OPEN_POSTS("s") "GROUP BY s.account_id, s.language ORDER BY "
                                                                       "s.account_id, count(*) DESC",
            read_word, id_list(ids), id_at(since));
    }

    Result<std::vector<std::pair<AccountId, AccountId>>> talking(std::span<const AccountId> one,
                                                                 std::span<const AccountId> another) const override {
        if (one.empty() || another.empty()) return std::vector<std::pair<AccountId, AccountId>>();
        // The ties of `one` are walked: one probe for each of `another` would be more.
        return connection_.all(
            "SELECT t.owner_id, t.other_id FROM ties t WHERE t.owner_id IN (SELECT value FROM json_each(?1)) AND "
            "t.mine_public > 0 AND t.theirs_public > 0 AND +t.other_id IN (SELECT value FROM json_each(?2))",
            read_pair, id_list(one), id_list(another));
    }

    Result<std::vector<std::pair<AccountId, AccountId>>> partners(std::span<const AccountId> ids,
                                                                  int each) const override {
        return connection_.all(
            "SELECT owner_id, other_id FROM (SELECT t.owner_id, t.other_id, row_number() OVER (PARTITION BY t.owner_id "
            "ORDER BY t.mine_public + t.theirs_public DESC, t.other_id) AS place FROM ties t WHERE t.owner_id IN "
            "(SELECT value FROM json_each(?1)) AND t.mine_public > 0 AND t.theirs_public > 0) AS near WHERE place <= ?2",
            read_pair, id_list(ids), each);
    }

    Result<std::vector<std::pair<AccountId, AccountId>>> following(std::span<const AccountId> followers,
                                                                   std::span<const AccountId> ids) const override {
        if (followers.empty() || ids.empty()) return std::vector<std::pair<AccountId, AccountId>>();
        return connection_.all(
            "SELECT f.account_id, f.target_id FROM accounts a CROSS JOIN follows f WHERE a.id IN (SELECT value FROM "
            "json_each(?1)) AND a.hide_collections = 0 AND f.account_id = a.id AND f.target_id IN (SELECT value FROM "
            "json_each(?2)) AND +f.pending = 0",
            read_pair, id_list(followers), id_list(ids));
    }

    Result<std::vector<std::pair<AccountId, bool>>> joined(Time since, int limit) const override {
        return connection_.all(
            "SELECT a.id, EXISTS (SELECT 1 FROM interactions i WHERE i.target_id = a.id AND " OPEN_WORDS(
                "i") ") FROM accounts a WHERE a.id >= ?1 AND a.domain IS NULL AND a.discoverable = 1 AND "
                     "a.suspended_at IS NULL AND a.silenced_at IS NULL AND a.moved_to_id IS NULL AND NOT EXISTS "
                     "(SELECT 1 FROM users u WHERE u.account_id = a.id AND (u.confirmed_at IS NULL OR u.approved = 0 "
                     "OR u.disabled = 1)) ORDER BY a.id DESC LIMIT ?2",
            [](Row& row) {
                auto id = row.id<AccountId>();
                return std::pair(id, row.boolean());
            },
            id_at(since), limit);
    }

    Result<void> put_code(const MeetingCode& code) override {
        TRY(connection_.run(
            "INSERT INTO meeting_codes (account_id, digest, made_at, expires_at) VALUES (?1, ?2, ?3, ?4) "
            "ON CONFLICT (account_id) DO UPDATE SET digest = ?2, made_at = ?3, expires_at = ?4",
            code.account_id, code.digest, code.made_at, code.expires_at));
        return {};
    }

    Result<std::optional<MeetingCode>> code(std::string_view digest, Time now) const override {
        return connection_.one(
            "SELECT account_id, digest, made_at, expires_at FROM meeting_codes WHERE digest = ?1 AND expires_at > ?2",
            read_code, digest, now);
    }

    Result<std::optional<MeetingCode>> code_of(AccountId account, Time now) const override {
        return connection_.one("SELECT account_id, digest, made_at, expires_at FROM meeting_codes WHERE account_id = "
                               "?1 AND expires_at > ?2",
                               read_code, account, now);
    }

    Result<void> remove_code(AccountId account) override {
        TRY(connection_.run("DELETE FROM meeting_codes WHERE account_id = ?1", account));
        return {};
    }

    Result<void> remove_expired_codes(Time now) override {
        TRY(connection_.run("DELETE FROM meeting_codes WHERE expires_at <= ?1", now));
        return {};
    }

    Result<bool> put_meeting(AccountId one, AccountId another, std::int64_t id) override {
        return TRY(connection_.run("INSERT INTO meetings (account_id, target_id, id) VALUES (?1, ?2, ?3), (?2, ?1, ?3) "
                                   "ON CONFLICT (account_id, target_id) DO NOTHING",
                                   one, another, id)) > 0;
    }

    Result<bool> remove_meeting(AccountId one, AccountId another) override {
        return TRY(connection_.run("DELETE FROM meetings WHERE (account_id = ?1 AND target_id = ?2) OR (account_id = "
                                   "?2 AND target_id = ?1)",
                                   one, another)) > 0;
    }

    Result<std::vector<Meeting>> meetings(AccountId account, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT account_id, target_id, id FROM meetings m WHERE account_id = ?4 AND NOT " BLOCK_BETWEEN(
                           "m.account_id", "m.target_id"),
                       "id"),
            read_meeting, page, account);
    }

    Result<std::optional<Meeting>> meeting(AccountId account, AccountId target) const override {
        return connection_.one(
            "SELECT account_id, target_id, id FROM meetings WHERE account_id = ?1 AND target_id = ?2 AND "
            "NOT " BLOCK_BETWEEN("?1", "?2"),
            read_meeting, account, target);
    }

private:
    Connection& connection_;
};

Result<std::vector<AtDoor>> SqlMeetings::at_door(AccountId account, Time since, const Page& page) const {
    return read_page(
        connection_,
        KITH_PAGED(
            "SELECT account_id, id, pending FROM (SELECT account_id, id, pending FROM follows WHERE target_id = ?4 AND "
            "pending = 1 UNION ALL SELECT f.account_id, f.id, f.pending FROM follows f WHERE f.target_id = ?4 AND "
            "f.pending = 0 AND f.id >= ?5 AND NOT EXISTS (SELECT 1 FROM follows b WHERE b.account_id = ?4 AND "
            "b.target_id = f.account_id) AND NOT EXISTS (SELECT 1 FROM door_left d WHERE d.account_id = ?4 AND "
            "d.target_id = f.account_id) AND NOT EXISTS (SELECT 1 FROM ties t WHERE t.owner_id = ?4 AND t.other_id = "
            "f.account_id AND t.mine_contacts > 0)) AS newcomers WHERE NOT " BLOCK_BETWEEN(
                "?4",
                "newcomers.account_id") "AND NOT "
                                        "EXISTS (SELECT 1 FROM mutes m WHERE m.account_id = ?4 AND m.target_id = newcomers.account_id) AND EXISTS "
                                        "(SELECT 1 FROM accounts a WHERE a.id = newcomers.account_id AND a.suspended_at IS NULL)",
            "id"),
        read_at_door, page, account, id_at(since));
}

} // namespace

std::unique_ptr<store::Meetings> make_meetings(Connection& connection) {
    return std::make_unique<SqlMeetings>(connection);
}

} // namespace kith::backends::sql
