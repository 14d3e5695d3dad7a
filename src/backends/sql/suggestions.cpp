#include "backends/sql/repositories.hpp"
#include "backends/sql/suggestable.hpp"

namespace kith::backends::sql {
namespace {

using store::SuggestedAccount;

SuggestedAccount read_suggested(Row& row) { return SuggestedAccount{row.id<AccountId>(), row.integer()}; }

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
