#include "services/scopes.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

constexpr std::array<std::string_view, 48> known{"read",
                                                 "write",
                                                 "follow",
                                                 "push",
                                                 "profile",
                                                 "admin:read",
                                                 "admin:write",
                                                 "read:accounts",
                                                 "read:blocks",
                                                 "read:bookmarks",
                                                 "read:collections",
                                                 "read:favourites",
                                                 "read:filters",
                                                 "read:follows",
                                                 "read:lists",
                                                 "read:mutes",
                                                 "read:notifications",
                                                 "read:search",
                                                 "read:statuses",
                                                 "read:me",
                                                 "write:accounts",
                                                 "write:blocks",
                                                 "write:bookmarks",
                                                 "write:collections",
                                                 "write:conversations",
                                                 "write:favourites",
                                                 "write:filters",
                                                 "write:follows",
                                                 "write:lists",
                                                 "write:media",
                                                 "write:mutes",
                                                 "write:notifications",
                                                 "write:reports",
                                                 "write:statuses",
                                                 "admin:read:accounts",
                                                 "admin:read:reports",
                                                 "admin:read:domain_allows",
                                                 "admin:read:domain_blocks",
                                                 "admin:read:ip_blocks",
                                                 "admin:read:email_domain_blocks",
                                                 "admin:read:canonical_email_blocks",
                                                 "admin:write:accounts",
                                                 "admin:write:reports",
                                                 "admin:write:domain_allows",
                                                 "admin:write:domain_blocks",
                                                 "admin:write:ip_blocks",
                                                 "admin:write:email_domain_blocks",
                                                 "admin:write:canonical_email_blocks"};
constexpr std::array<std::string_view, 6> of_follow{"read:blocks",   "write:blocks", "read:follows",
                                                    "write:follows", "read:mutes",   "write:mutes"};

template <class Function>
bool every(std::string_view scopes, Function&& function) {
    return std::ranges::all_of(split(scopes, ' '), [&](auto scope) { return scope.empty() || function(scope); });
}

} // namespace

std::span<const std::string_view> all_scopes() { return known; }

bool scopes_exist(std::string_view scopes) {
    return every(scopes, [](auto scope) { return std::ranges::find(known, scope) != known.end(); });
}

bool scope_covers(std::string_view granted, std::string_view needed) {
    if (needed.empty()) return true;
    return std::ranges::any_of(split(granted, ' '), [&](auto have) {
        if (have.empty()) return false;
        if (have == needed) return true;
        if (needed.starts_with(have) && needed[have.size()] == ':') return true;
        return have == "follow" && std::ranges::find(of_follow, needed) != of_follow.end();
    });
}

bool scopes_cover(std::string_view granted, std::string_view asked) {
    return every(asked, [&](auto scope) { return scope_covers(granted, scope); });
}

std::string tidy_scopes(std::string_view scopes) {
    std::vector<std::string> kept;
    for (auto scope : split(scopes, ' '))
        if (!scope.empty() && std::ranges::find(kept, scope) == kept.end()) kept.emplace_back(scope);
    return join(kept, " ");
}

} // namespace kith::services
