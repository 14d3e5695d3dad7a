#include "store/held_messages.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlHeldMessages final : public store::HeldMessages {
public:
    explicit SqlHeldMessages(Connection&) {}
};

} // namespace

std::unique_ptr<store::HeldMessages> make_held_messages(Connection& connection) {
    return std::make_unique<SqlHeldMessages>(connection);
}

} // namespace kith::backends::sql
