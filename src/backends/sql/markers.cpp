#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::Marker;

class SqlMarkers final : public store::Markers {
public:
    explicit SqlMarkers(Connection& connection) : connection_(connection) {}

    Result<std::optional<Marker>> get(AccountId account, std::string_view timeline) const override {
        return connection_.one(
            "SELECT last_read_id, version, updated_at FROM markers WHERE account_id = ?1 AND timeline = ?2",
            [&](Row& row) {
                Marker marker{.timeline = std::string(timeline)};
                marker.last_read_id = row.integer();
                marker.version = row.integer();
                marker.updated_at = row.time();
                return marker;
            },
            account, timeline);
    }

    Result<void> put(AccountId account, const Marker& marker) override {
        TRY(connection_.run("INSERT INTO markers (account_id, timeline, last_read_id, version, updated_at) VALUES (?1, "
                            "?2, ?3, ?4, ?5) ON CONFLICT (account_id, timeline) DO UPDATE SET last_read_id = "
                            "excluded.last_read_id, version = excluded.version, updated_at = excluded.updated_at",
                            account, marker.timeline, marker.last_read_id, marker.version, marker.updated_at));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Markers> make_markers(Connection& connection) {
    return std::make_unique<SqlMarkers>(connection);
}

} // namespace kith::backends::sql
