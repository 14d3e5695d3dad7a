// Previews of links.
#pragma once

#include "core/result.hpp"
#include "domain/status.hpp"

#include <vector>

namespace kith::store {

class Cards {
public:
    virtual ~Cards() = default;

    virtual Result<std::optional<Card>> by_id(std::int64_t id) const = 0;
    virtual Result<std::optional<Card>> by_url(std::string_view url) const = 0;
    // The newest statuses that show it.
    virtual Result<std::vector<StatusId>> shown_by(std::int64_t id, int limit) const = 0;
    // Inserts, or replaces the one of the same URL (whose id stays); gives the id.
    virtual Result<std::int64_t> put(const Card& card) = 0;
};

} // namespace kith::store
