#include "store/outcomes.hpp"
#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::Outcome;
using store::OutcomeKind;

#define OUTCOME_COLUMNS "id, account_id, target_id, kind, what, at, origin, origin_through, origin_where"

Outcome read_outcome(Row& row) {
    Outcome outcome{.id = row.integer(),
                    .account_id = row.id<AccountId>(),
                    .target_id = row.id<AccountId>(),
                    .kind = row.enumeration<OutcomeKind>(),
                    .what = row.text(),
                    .at = row.time(),
                    .origin = {}};
    outcome.origin.kind = row.enumeration<relationship::OriginKind>();
    outcome.origin.through = row.id<AccountId>();
    outcome.origin.where = row.integer();
    return outcome;
}

class SqlOutcomes final : public store::Outcomes {
public:
    explicit SqlOutcomes(Connection& connection) : connection_(connection) {}

    Result<std::vector<Outcome>> list(AccountId account, AccountId target, const store::Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT " OUTCOME_COLUMNS
                                    " FROM outcomes WHERE account_id = ?4 AND (?5 IS NULL OR target_id = ?5)",
                                    "id"),
                         read_outcome, page, account, target);
    }

    Result<std::int64_t> count(AccountId account, AccountId target) const override {
        return connection_.integer("SELECT count(*) FROM outcomes WHERE target_id = ?2 AND account_id = ?1", account,
                                   target);
    }

    Result<std::vector<Outcome>> between(AccountId account, Time from, Time to) const override {
        return connection_.all("SELECT " OUTCOME_COLUMNS
                               " FROM outcomes WHERE account_id = ?1 AND at >= ?2 AND at < ?3 ORDER BY at, id",
                               read_outcome, account, from, to);
    }

    Result<void> insert(const Outcome& outcome) override {
        TRY(connection_.run("INSERT INTO outcomes (" OUTCOME_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                            outcome.id, outcome.account_id, outcome.target_id, outcome.kind, outcome.what, outcome.at,
                            outcome.origin.kind, outcome.origin.through, outcome.origin.where));
        return {};
    }

    Result<bool> remove(AccountId account, std::int64_t id) override {
        return TRY(connection_.run("DELETE FROM outcomes WHERE id = ?2 AND account_id = ?1", account, id)) > 0;
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Outcomes> make_outcomes(Connection& connection) {
    return std::make_unique<SqlOutcomes>(connection);
}

} // namespace kith::backends::sql
