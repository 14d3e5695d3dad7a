#include "store/contact_rules.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlContactRules final : public store::ContactRules {
public:
    explicit SqlContactRules(Connection&) {}
};

} // namespace

std::unique_ptr<store::ContactRules> make_contact_rules(Connection& connection) {
    return std::make_unique<SqlContactRules>(connection);
}

} // namespace kith::backends::sql
