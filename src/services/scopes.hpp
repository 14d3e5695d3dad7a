// OAuth scopes. https://docs.joinmastodon.org/api/oauth-scopes/
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace kith::services {

std::span<const std::string_view> all_scopes();
// Whether every scope of the blank-separated list is one that exists.
bool scopes_exist(std::string_view scopes);
// Whether `granted` (blank-separated) covers `needed`: itself, the scope it is part of ("read" for "read:statuses"), or
// "follow" for the six that it stands for.
bool scope_covers(std::string_view granted, std::string_view needed);
// Whether `granted` covers all of `asked`.
bool scopes_cover(std::string_view granted, std::string_view asked);
// One blank between, each once, in the order given.
std::string tidy_scopes(std::string_view scopes);

} // namespace kith::services
