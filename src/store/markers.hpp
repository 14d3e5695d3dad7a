// How far a member has read. https://docs.joinmastodon.org/methods/markers/
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::store {

struct Marker {
    std::string timeline; // "home", "notifications"
    std::int64_t last_read_id = 0;
    std::int64_t version = 0; // counts the changes
    Time updated_at;
};

class Markers {
public:
    virtual ~Markers() = default;

    virtual Result<std::optional<Marker>> get(AccountId account, std::string_view timeline) const = 0;
    virtual Result<void> put(AccountId account, const Marker& marker) = 0;
};

} // namespace kith::store
