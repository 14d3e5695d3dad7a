#include "services/markers.hpp"

namespace kith::services {

Result<std::vector<store::Marker>> Markers::get(const store::ReadTx& tx, AccountId account,
                                                std::span<const std::string> timelines) {
    std::vector<store::Marker> markers;
    for (const auto& timeline : timelines)
        if (auto marker = TRY(tx.markers().get(account, timeline))) markers.push_back(std::move(*marker));
    return markers;
}

Result<std::vector<store::Marker>> Markers::move(AccountId account, std::span<const MarkerChange> changes) {
    return store_.write([&](store::WriteTx& tx) -> Result<std::vector<store::Marker>> {
        std::vector<store::Marker> markers;
        for (const auto& change : changes) {
            auto marker =
                TRY(tx.markers().get(account, change.timeline)).value_or(store::Marker{.timeline = change.timeline});
            if (change.version && *change.version != marker.version)
                return fail(ErrorKind::conflict, "marker_moved", "Conflict during update, please try again");
            marker.last_read_id = change.last_read_id;
            ++marker.version;
            marker.updated_at = clock_.now();
            TRY(tx.markers().put(account, marker));
            markers.push_back(std::move(marker));
        }
        return markers;
    });
}

} // namespace kith::services
