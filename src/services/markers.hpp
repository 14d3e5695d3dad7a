// How far members have read, so that all their devices know.
#pragma once

#include "store/store.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::services {

struct MarkerChange {
    std::string timeline; // "home" or "notifications"
    std::int64_t last_read_id = 0;
    std::optional<std::int64_t> version; // that the app has seen; none: whatever it is
};

class Markers {
public:
    Markers(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    // All of them or none. Errors: conflict if another device has moved a marker since the version given.
    Result<std::vector<store::Marker>> move(AccountId account, std::span<const MarkerChange> changes);
    // Those that exist.
    static Result<std::vector<store::Marker>> get(const store::ReadTx& tx, AccountId account,
                                                  std::span<const std::string> timelines);

private:
    store::Store& store_;
    const Clock& clock_;
};

} // namespace kith::services
