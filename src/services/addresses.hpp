// Addresses of pages here, read back. Pure.
#pragma once

#include "services/instance.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

// "https://kith.example/@anna", ".../@anna/113" and their forms for servers, ".../users/anna" and
// ".../users/anna/statuses/113".
struct LocalAddress {
    std::string username;
    StatusId status; // none: the profile
};

// nullopt for anything else. Query, fragment and a slash at the end don't matter.
std::optional<LocalAddress> parse_local_address(const Instance& instance, std::string_view url);

} // namespace kith::services
