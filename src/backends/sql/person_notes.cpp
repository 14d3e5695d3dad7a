#include "store/person_notes.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlPersonNotes final : public store::PersonNotes {
public:
    explicit SqlPersonNotes(Connection&) {}
};

} // namespace

std::unique_ptr<store::PersonNotes> make_person_notes(Connection& connection) {
    return std::make_unique<SqlPersonNotes>(connection);
}

} // namespace kith::backends::sql
