#include "store/put_offs.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlPutOffs final : public store::PutOffs {
public:
    explicit SqlPutOffs(Connection&) {}
};

} // namespace

std::unique_ptr<store::PutOffs> make_put_offs(Connection& connection) {
    return std::make_unique<SqlPutOffs>(connection);
}

} // namespace kith::backends::sql
