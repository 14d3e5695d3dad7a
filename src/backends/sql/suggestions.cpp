#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::SuggestedAccount;

SuggestedAccount read_suggested(Row& row) { return SuggestedAccount{row.id<AccountId>(), row.integer()}; }

// Of accounts `a`, those that may be suggested to ?1 at ?2.
#define MAY_BE_SUGGESTED                                                                                               \
    "a.id <> ?1 AND a.discoverable = 1 AND a.suspended_at IS NULL AND a.silenced_at IS NULL AND a.moved_to_id IS "     \
    "NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.account_id = a.id AND (u.confirmed_at IS NULL OR u.approved "  \
    "= 0)) AND NOT EXISTS (SELECT 1 FROM follows x WHERE x.account_id = ?1 AND x.target_id = a.id) AND NOT EXISTS "    \
    "(SELECT 1 FROM blocks b WHERE b.account_id = ?1 AND b.target_id = a.id) AND NOT EXISTS (SELECT 1 FROM blocks b "  \
    "WHERE b.account_id = a.id AND b.target_id = ?1) AND NOT EXISTS (SELECT 1 FROM mutes m WHERE m.account_id = ?1 "   \
    "AND m.target_id = a.id AND (m.expires_at IS NULL OR m.expires_at > ?2)) AND NOT EXISTS (SELECT 1 FROM "           \
    "suggestion_dismissals s WHERE s.account_id = ?1 AND s.target_id = a.id) AND NOT EXISTS (SELECT 1 FROM "           \
    "domain_blocks d WHERE d.account_id = ?1 AND d.domain = a.domain) "

class SqlSuggestions final : public store::Suggestions {
public:
    explicit SqlSuggestions(Connection& connection) : connection_(connection) {}

    Result<std::vector<SuggestedAccount>> friends_of_friends(AccountId account, Time now, int through,
                                                             int limit) const override {
        // From the member's side, in this order: a popular account has followers without end. Whom the member follows
        // go early, as most friends of friends are friends.
        return connection_.all(
            "SELECT a.id, theirs.mutuals FROM (SELECT f.target_id AS id, count(*) AS mutuals FROM (SELECT target_id FROM "
            "follows WHERE account_id = ?1 AND pending = 0 ORDER BY id DESC LIMIT ?3) n CROSS JOIN accounts c CROSS JOIN "
            "follows f WHERE c.id = n.target_id AND c.hide_collections = 0 AND f.account_id = c.id AND +f.pending = 0 AND "
            "f.target_id NOT IN (SELECT target_id FROM follows WHERE account_id = ?1) GROUP BY f.target_id ORDER BY "
            "mutuals DESC LIMIT 1000) theirs JOIN accounts a ON a.id = theirs.id WHERE " MAY_BE_SUGGESTED
            "ORDER BY theirs.mutuals DESC, a.followers_count DESC, a.id DESC LIMIT ?4",
            read_suggested, account, now, through, limit);
    }

    Result<std::vector<SuggestedAccount>> popular(AccountId account, Time now, int limit) const override {
        return connection_.all("SELECT a.id, 0 FROM accounts a WHERE a.domain IS NULL AND a.followers_count > 0 "
                               "AND " MAY_BE_SUGGESTED "ORDER BY a.followers_count DESC, a.id DESC LIMIT ?3",
                               read_suggested, account, now, limit);
    }

    Result<void> dismiss(AccountId account, AccountId target) override {
        TRY(connection_.run("INSERT INTO suggestion_dismissals (account_id, target_id) SELECT ?1, id FROM accounts "
                            "WHERE id = ?2 ON CONFLICT (account_id, target_id) DO NOTHING",
                            account, target));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Suggestions> make_suggestions(Connection& connection) {
    return std::make_unique<SqlSuggestions>(connection);
}

} // namespace kith::backends::sql
