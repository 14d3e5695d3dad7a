#include "store/judgements.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlJudgements final : public store::Judgements {
public:
    explicit SqlJudgements(Connection&) {}
};

} // namespace

std::unique_ptr<store::Judgements> make_judgements(Connection& connection) {
    return std::make_unique<SqlJudgements>(connection);
}

} // namespace kith::backends::sql
