#include "store/outcomes.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlOutcomes final : public store::Outcomes {
public:
    explicit SqlOutcomes(Connection&) {}
};

} // namespace

std::unique_ptr<store::Outcomes> make_outcomes(Connection& connection) {
    return std::make_unique<SqlOutcomes>(connection);
}

} // namespace kith::backends::sql
