#include "store/ties.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlTies final : public store::Ties {
public:
    explicit SqlTies(Connection&) {}
};

} // namespace

std::unique_ptr<store::Ties> make_ties(Connection& connection) { return std::make_unique<SqlTies>(connection); }

} // namespace kith::backends::sql
