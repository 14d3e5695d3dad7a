#include "store/meetings.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlMeetings final : public store::Meetings {
public:
    explicit SqlMeetings(Connection&) {}
};

} // namespace

std::unique_ptr<store::Meetings> make_meetings(Connection& connection) {
    return std::make_unique<SqlMeetings>(connection);
}

} // namespace kith::backends::sql
