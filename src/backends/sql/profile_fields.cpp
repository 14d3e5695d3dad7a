#include "backends/sql/profile_fields.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace kith::backends::sql {
namespace {

constexpr char unit = '\x1F';
constexpr char record = '\x1E';

std::string without_separators(std::string text) {
    std::ranges::replace_if(text, [](char c) { return c == unit || c == record; }, ' ');
    return text;
}

} // namespace

std::string write_profile_fields(const std::vector<ProfileField>& fields) {
    std::string out;
    for (const auto& field : fields) {
        out += without_separators(field.name) + unit + without_separators(field.value) + unit;
        if (field.verified_at) out += std::to_string(to_unix_ms(*field.verified_at));
        out += record;
    }
    return out;
}

std::vector<ProfileField> read_profile_fields(std::string_view text) {
    std::vector<ProfileField> fields;
    while (true) {
        auto end = text.find(record);
        if (end == std::string_view::npos) return fields;
        auto parts = split(text.substr(0, end), unit);
        if (parts.size() == 3) {
            ProfileField field{std::string(parts[0]), std::string(parts[1]), std::nullopt};
            if (auto at = parse_int(parts[2])) field.verified_at = from_unix_ms(*at);
            fields.push_back(std::move(field));
        }
        text.remove_prefix(end + 1);
    }
}

} // namespace kith::backends::sql
