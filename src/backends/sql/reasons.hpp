// Reasons as one column of text: a record each, its code and then names and values of its parameters, all followed by
// a unit separator (\x1F), the record by \x1E.
#pragma once

#include "relationship/reason.hpp"

#include <string>
#include <string_view>

namespace kith::backends::sql {

std::string write_reasons(const relationship::Reasons& reasons);
relationship::Reasons read_reasons(std::string_view text);

} // namespace kith::backends::sql
