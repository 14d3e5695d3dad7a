// Filters as the API shows them.
#pragma once

#include "domain/filter_match.hpp"

#include <string>
#include <vector>

namespace kith::mastodon {

// https://docs.joinmastodon.org/entities/Filter/ (v2)
void write_filter(std::string& out, const Filter& filter, bool with_rules);
// https://docs.joinmastodon.org/entities/FilterKeyword/
void write_filter_keyword(std::string& out, const FilterKeyword& keyword);
// https://docs.joinmastodon.org/entities/FilterStatus/
void write_filter_status(std::string& out, const FilterStatus& status);
// A filter by one of its keywords. https://docs.joinmastodon.org/entities/V1_Filter/
void write_filter_v1(std::string& out, const Filter& filter, const FilterKeyword& keyword);
// A list of https://docs.joinmastodon.org/entities/FilterResult/
void write_filter_results(std::string& out, const std::vector<FilterMatch>& matches);

} // namespace kith::mastodon
