#include "store/first_messages.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlFirstMessages final : public store::FirstMessages {
public:
    explicit SqlFirstMessages(Connection&) {}
};

} // namespace

std::unique_ptr<store::FirstMessages> make_first_messages(Connection& connection) {
    return std::make_unique<SqlFirstMessages>(connection);
}

} // namespace kith::backends::sql
