#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

#include <unordered_map>
#include <unordered_set>

namespace kith::backends::sql {
namespace {

using store::Page;
using store::Positioned;
using store::Relationship;

#define FOLLOW_COLUMNS "account_id, target_id, id, pending, show_reblogs, notify, languages"
#define MUTE_COLUMNS "account_id, target_id, id, hide_notifications, expires_at"

AccountId read_account_id(Row& row) { return row.id<AccountId>(); }

Positioned read_positioned(Row& row) { return Positioned{row.id<AccountId>(), row.integer()}; }

Follow read_follow(Row& row) {
    return Follow{
        .account_id = row.id<AccountId>(),
        .target_id = row.id<AccountId>(),
        .id = row.integer(),
        .pending = row.boolean(),
        .show_reblogs = row.boolean(),
        .notify = row.boolean(),
        .languages = row.text(),
    };
}

store::LocalFollower read_local_follower(Row& row) {
    return {.account_id = row.id<AccountId>(),
            .show_reblogs = row.boolean(),
            .notify = row.boolean(),
            .languages = row.text()};
}

Mute read_mute(Row& row) {
    return Mute{
        .account_id = row.id<AccountId>(),
        .target_id = row.id<AccountId>(),
        .id = row.integer(),
        .hide_notifications = row.boolean(),
        .expires_at = row.optional_time(),
    };
}

class SqlRelations final : public store::Relations {
public:
    explicit SqlRelations(Connection& connection) : connection_(connection) {}

    Result<std::vector<Relationship>> with(AccountId account, std::span<const AccountId> targets) const override;

    Result<std::optional<Follow>> follow(AccountId account, AccountId target) const override {
        return connection_.one("SELECT " FOLLOW_COLUMNS " FROM follows WHERE account_id = ?1 AND target_id = ?2",
                               read_follow, account, target);
    }

    Result<void> put_follow(const Follow& follow) override {
        TRY(connection_.run(
            "INSERT INTO follows (" FOLLOW_COLUMNS
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (account_id, target_id) DO UPDATE SET pending = "
            "excluded.pending, show_reblogs = excluded.show_reblogs, notify = excluded.notify, languages = "
            "excluded.languages",
            follow.account_id, follow.target_id, follow.id, follow.pending, follow.show_reblogs, follow.notify,
            follow.languages));
        return {};
    }

    Result<bool> remove_follow(AccountId account, AccountId target) override {
        return change("DELETE FROM follows WHERE account_id = ?1 AND target_id = ?2", account, target);
    }

    Result<std::vector<Positioned>> followers(AccountId account, bool pending, const Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT account_id, id FROM follows WHERE target_id = ?4 AND pending = ?5", "id"),
                         read_positioned, page, account, pending);
    }

    Result<std::vector<Positioned>> following(AccountId account, bool pending, const Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT target_id, id FROM follows WHERE account_id = ?4 AND pending = ?5", "id"),
                         read_positioned, page, account, pending);
    }

    Result<std::int64_t> count_pending_followers(AccountId account) const override {
        return connection_.integer("SELECT count(*) FROM follows WHERE target_id = ?1 AND pending = 1", account);
    }

    Result<std::vector<Follow>> followers_from(AccountId account, std::string_view domain) const override {
        return connection_.all(
            "SELECT f.account_id, f.target_id, f.id, f.pending, f.show_reblogs, f.notify, f.languages "
            "FROM follows f JOIN accounts a ON a.id = f.account_id WHERE f.target_id = ?1 AND a.domain = ?2",
            read_follow, account, domain);
    }

    Result<std::vector<store::LocalFollower>> local_followers(AccountId account) const override {
        return connection_.all(
            "SELECT f.account_id, f.show_reblogs, f.notify, f.languages FROM follows f JOIN accounts a "
            "ON a.id = f.account_id WHERE f.target_id = ?1 AND f.pending = 0 AND a.domain IS NULL ORDER BY f.account_id",
            read_local_follower, account);
    }

    Result<std::vector<AccountId>> all_following(AccountId account) const override {
        return connection_.all("SELECT target_id FROM follows WHERE account_id = ?1 AND pending = 0", read_account_id,
                               account);
    }

    // "+" keeps the planner off the index that would walk everybody whom a popular account has to do with.
    Result<std::vector<AccountId>> followed_among(AccountId account,
                                                  std::span<const AccountId> candidates) const override {
        if (candidates.empty()) return std::vector<AccountId>();
        return connection_.all("SELECT target_id FROM follows WHERE account_id = ?1 AND +pending = 0 AND target_id IN "
                               "ids(?2)",
                               read_account_id, account, id_set(candidates));
    }

    Result<std::vector<AccountId>> followers_among(AccountId account,
                                                   std::span<const AccountId> candidates) const override {
        if (candidates.empty()) return std::vector<AccountId>();
        return connection_.all("SELECT account_id FROM follows WHERE target_id = ?1 AND +pending = 0 AND account_id IN "
                               "ids(?2)",
                               read_account_id, account, id_set(candidates));
    }

    Result<std::vector<AccountId>> hiding(AccountId target, std::span<const AccountId> candidates,
                                          Time now) const override {
        if (candidates.empty()) return std::vector<AccountId>();
        // Few hide anybody, as a rule: then all who do are read, rather than looked for among the candidates.
        auto all = TRY(connection_.all(
            "SELECT account_id FROM blocks WHERE target_id = ?1 UNION SELECT account_id FROM mutes WHERE target_id = ?1 "
            "AND (expires_at IS NULL OR expires_at > ?2) ORDER BY account_id LIMIT ?3",
            read_account_id, target, now, candidates.size()));
        if (all.empty()) return all;
        if (all.size() < candidates.size()) {
            std::unordered_set<AccountId> asked(candidates.begin(), candidates.end());
            std::erase_if(all, [&](AccountId id) { return !asked.contains(id); });
            return all;
        }
        return connection_.all(
            "SELECT account_id FROM blocks WHERE target_id = ?1 AND account_id IN ids(?2) UNION SELECT account_id FROM "
            "mutes WHERE target_id = ?1 AND account_id IN ids(?2) AND (expires_at IS NULL OR expires_at > ?3)",
            read_account_id, target, id_set(candidates), now);
    }

    Result<std::vector<AccountId>> familiar_followers(AccountId account, AccountId target, int limit) const override {
        // From the account's side: it follows hundreds, while a popular target has followers without end.
        return connection_.all(
            "SELECT theirs.account_id FROM follows mine CROSS JOIN follows theirs WHERE mine.account_id = ?1 AND "
            "mine.pending = 0 AND theirs.account_id = mine.target_id AND theirs.target_id = ?2 AND +theirs.pending = 0 "
            "ORDER BY theirs.id DESC LIMIT ?3",
            read_account_id, account, target, limit);
    }

    Result<void> block(AccountId account, AccountId target, std::int64_t id) override {
        TRY(connection_.run("INSERT INTO blocks (account_id, target_id, id) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (account_id, target_id) DO NOTHING",
                            account, target, id));
        return {};
    }

    Result<bool> unblock(AccountId account, AccountId target) override {
        return change("DELETE FROM blocks WHERE account_id = ?1 AND target_id = ?2", account, target);
    }

    Result<std::vector<Positioned>> blocks(AccountId account, const Page& page) const override {
        return read_page(connection_, KITH_PAGED("SELECT target_id, id FROM blocks WHERE account_id = ?4", "id"),
                         read_positioned, page, account);
    }

    Result<std::vector<AccountId>> blocked_either_way(AccountId account) const override {
        return connection_.all("SELECT target_id FROM blocks WHERE account_id = ?1 "
                               "UNION SELECT account_id FROM blocks WHERE target_id = ?1",
                               read_account_id, account);
    }

    Result<std::vector<AccountId>> blocked_among(AccountId account,
                                                 std::span<const AccountId> candidates) const override {
        if (candidates.empty()) return std::vector<AccountId>();
        // Few block a domain: their rows are looked for first.
        if (candidates.size() == 1) // the most frequent by far, at a fifth of the cost
            return connection_.all(
                "SELECT ?2 WHERE EXISTS (SELECT 1 FROM blocks WHERE account_id = ?1 AND target_id = "
                "?2) OR EXISTS (SELECT 1 FROM blocks WHERE account_id = ?2 AND target_id = ?1) OR EXISTS (SELECT 1 "
                "FROM domain_blocks d CROSS JOIN accounts a WHERE d.account_id = ?1 AND a.id = ?2 AND a.domain = "
                "d.domain) OR EXISTS (SELECT 1 FROM domain_blocks d CROSS JOIN accounts a WHERE d.account_id = ?2 AND "
                "a.id = ?1 AND a.domain = d.domain)",
                read_account_id, account, candidates.front());
        return connection_.all(
            "SELECT target_id FROM blocks WHERE account_id = ?1 AND target_id IN ids(?2) UNION "
            "SELECT account_id FROM blocks WHERE target_id = ?1 AND account_id IN ids(?2) UNION SELECT a.id FROM "
            "accounts a JOIN domain_blocks d ON d.account_id = ?1 AND d.domain = a.domain WHERE a.id IN ids(?2) UNION "
            "SELECT d.account_id FROM domain_blocks d JOIN accounts a ON a.domain = d.domain WHERE a.id = ?1 AND "
            "d.account_id IN ids(?2)",
            read_account_id, account, id_set(candidates));
    }

    Result<void> put_mute(const Mute& mute) override {
        TRY(connection_.run("INSERT INTO mutes (" MUTE_COLUMNS
                            ") VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (account_id, target_id) DO UPDATE SET "
                            "hide_notifications = excluded.hide_notifications, expires_at = excluded.expires_at",
                            mute.account_id, mute.target_id, mute.id, mute.hide_notifications, mute.expires_at));
        return {};
    }

    Result<bool> unmute(AccountId account, AccountId target) override {
        return change("DELETE FROM mutes WHERE account_id = ?1 AND target_id = ?2", account, target);
    }

    Result<std::vector<Positioned>> mutes(AccountId account, const Page& page) const override {
        return read_page(connection_, KITH_PAGED("SELECT target_id, id FROM mutes WHERE account_id = ?4", "id"),
                         read_positioned, page, account);
    }

    Result<std::vector<Mute>> all_mutes(AccountId account) const override {
        return connection_.all("SELECT " MUTE_COLUMNS " FROM mutes WHERE account_id = ?1", read_mute, account);
    }

    Result<void> block_domain(AccountId account, std::string_view domain, std::int64_t id) override {
        TRY(connection_.run("INSERT INTO domain_blocks (account_id, domain, id) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (account_id, domain) DO NOTHING",
                            account, domain, id));
        return {};
    }

    Result<bool> unblock_domain(AccountId account, std::string_view domain) override {
        return change("DELETE FROM domain_blocks WHERE account_id = ?1 AND domain = ?2", account, domain);
    }

    Result<std::vector<std::pair<std::int64_t, std::string>>> domain_blocks(AccountId account,
                                                                            const Page& page) const override {
        return read_page(
            connection_, KITH_PAGED("SELECT id, domain FROM domain_blocks WHERE account_id = ?4", "id"),
            [](Row& row) {
                auto position = row.integer();
                return std::pair(position, row.text());
            },
            page, account);
    }

    Result<void> put_note(AccountId account, AccountId target, std::string_view comment) override {
        if (comment.empty())
            TRY(connection_.run("DELETE FROM account_notes WHERE account_id = ?1 AND target_id = ?2", account, target));
        else
            TRY(connection_.run("INSERT INTO account_notes (account_id, target_id, comment) VALUES (?1, ?2, ?3) "
                                "ON CONFLICT (account_id, target_id) DO UPDATE SET comment = excluded.comment",
                                account, target, comment));
        return {};
    }

    Result<void> endorse(AccountId account, AccountId target, std::int64_t id) override {
        TRY(connection_.run("INSERT INTO endorsements (account_id, target_id, id) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (account_id, target_id) DO NOTHING",
                            account, target, id));
        return {};
    }

    Result<bool> unendorse(AccountId account, AccountId target) override {
        return change("DELETE FROM endorsements WHERE account_id = ?1 AND target_id = ?2", account, target);
    }

    Result<std::vector<Positioned>> endorsements(AccountId account, const Page& page) const override {
        return read_page(connection_, KITH_PAGED("SELECT target_id, id FROM endorsements WHERE account_id = ?4", "id"),
                         read_positioned, page, account);
    }

private:
    template <class... Args>
    Result<bool> change(Sql sql, const Args&... args) {
        return TRY(connection_.run(sql, args...)) > 0;
    }

    Connection& connection_;
};

// What the one-column halves of a relationship are told apart by.
enum class Half { requested_or_followed_by, blocking, blocked_by, domain_blocking, endorsed };

struct HalfRow {
    Half half;
    AccountId target;
    bool pending;
};

// ?1 the account, ?2 the targets
#define AMONG_TARGETS "IN ids(?2)"
#define HALVES                                                                                                         \
    "SELECT 0, account_id, pending FROM follows WHERE target_id = ?1 AND account_id " AMONG_TARGETS                    \
    " UNION ALL SELECT 1, target_id, 0 FROM blocks WHERE account_id = ?1 AND target_id " AMONG_TARGETS                 \
    " UNION ALL SELECT 2, account_id, 0 FROM blocks WHERE target_id = ?1 AND account_id " AMONG_TARGETS                \
    " UNION ALL SELECT 3, a.id, 0 FROM accounts a JOIN domain_blocks d ON d.account_id = ?1 AND d.domain = a.domain "  \
    "WHERE a.id " AMONG_TARGETS                                                                                        \
    " UNION ALL SELECT 4, target_id, 0 FROM endorsements WHERE account_id = ?1 AND target_id " AMONG_TARGETS

void set_half(Relationship& relationship, const HalfRow& row) {
    switch (row.half) {
    case Half::requested_or_followed_by:
        (row.pending ? relationship.requested_by : relationship.followed_by) = true;
        return;
    case Half::blocking:
        relationship.blocking = true;
        return;
    case Half::blocked_by:
        relationship.blocked_by = true;
        return;
    case Half::domain_blocking:
        relationship.domain_blocking = true;
        return;
    case Half::endorsed:
        relationship.endorsed = true;
        return;
    }
}

Result<std::vector<Relationship>> SqlRelations::with(AccountId account, std::span<const AccountId> targets) const {
    if (targets.empty()) return std::vector<Relationship>();
    auto among = id_set(targets);
    std::unordered_map<AccountId, Relationship> found;

    for (auto& follow : TRY(connection_.all("SELECT " FOLLOW_COLUMNS
                                            " FROM follows WHERE account_id = ?1 AND target_id " AMONG_TARGETS,
                                            read_follow, account, among)))
        found[follow.target_id].following = std::move(follow);
    for (const auto& mute :
         TRY(connection_.all("SELECT " MUTE_COLUMNS " FROM mutes WHERE account_id = ?1 AND target_id " AMONG_TARGETS,
                             read_mute, account, among)))
        found[mute.target_id].muting = mute;
    auto read_note = [](Row& row) {
        auto target = row.id<AccountId>();
        return std::pair(target, row.text());
    };
    for (auto& [target, note] :
         TRY(connection_.all("SELECT target_id, comment FROM account_notes WHERE account_id = ?1 "
                             "AND target_id " AMONG_TARGETS,
                             read_note, account, among)))
        found[target].note = std::move(note);
    auto read_half = [](Row& row) {
        return HalfRow{.half = row.enumeration<Half>(), .target = row.id<AccountId>(), .pending = row.boolean()};
    };
    for (const auto& row : TRY(connection_.all(HALVES, read_half, account, among)))
        set_half(found[row.target], row);

    std::vector<Relationship> relationships;
    relationships.reserve(targets.size());
    for (auto target : targets) {
        auto& relationship = relationships.emplace_back(found[target]);
        relationship.target_id = target;
    }
    return relationships;
}

} // namespace

std::unique_ptr<store::Relations> make_relations(Connection& connection) {
    return std::make_unique<SqlRelations>(connection);
}

} // namespace kith::backends::sql
