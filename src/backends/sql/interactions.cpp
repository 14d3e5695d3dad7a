#include "store/interactions.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlInteractions final : public store::Interactions {
public:
    explicit SqlInteractions(Connection&) {}
};

} // namespace

std::unique_ptr<store::Interactions> make_interactions(Connection& connection) {
    return std::make_unique<SqlInteractions>(connection);
}

} // namespace kith::backends::sql
