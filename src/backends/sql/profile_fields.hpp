// The profile's table as one column of text: records "name \x1F value \x1F verified_at", each ended by \x1E.
#pragma once

#include "domain/account.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kith::backends::sql {

std::string write_profile_fields(const std::vector<ProfileField>& fields);
std::vector<ProfileField> read_profile_fields(std::string_view text);

} // namespace kith::backends::sql
