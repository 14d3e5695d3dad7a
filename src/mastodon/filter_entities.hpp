// Filters as the API shows them.
#pragma once

#include "domain/filter_match.hpp"

#include <string>
#include <vector>

namespace kith::mastodon {

// https://docs.joinmastodon.org/entities/Filter/ (v2)
void write_filter(std::string& out, const Filter& filter, bool with_rules);
// A list of https://docs.joinmastodon.org/entities/FilterResult/
void write_filter_results(std::string& out, const std::vector<FilterMatch>& matches);

} // namespace kith::mastodon
