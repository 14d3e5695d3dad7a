#include "store/nudges.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlNudges final : public store::Nudges {
public:
    explicit SqlNudges(Connection&) {}
};

} // namespace

std::unique_ptr<store::Nudges> make_nudges(Connection& connection) { return std::make_unique<SqlNudges>(connection); }

} // namespace kith::backends::sql
