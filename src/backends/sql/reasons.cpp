#include "backends/sql/reasons.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace kith::backends::sql {
namespace {

constexpr char unit = '\x1F';
constexpr char record = '\x1E';

void append(std::string& out, std::string_view text) {
    std::ranges::transform(text, std::back_inserter(out), [](char c) { return c == unit || c == record ? ' ' : c; });
    out += unit;
}

} // namespace

std::string write_reasons(const relationship::Reasons& reasons) {
    std::string out;
    for (const auto& reason : reasons) {
        append(out, reason.code);
        for (const auto& [name, value] : reason.parameters) {
            append(out, name);
            append(out, value);
        }
        out += record;
    }
    return out;
}

relationship::Reasons read_reasons(std::string_view text) {
    relationship::Reasons reasons;
    for (auto line : split(text, record)) {
        auto parts = split(line, unit); // the last one is empty
        if (parts.size() < 2) continue;
        relationship::Reason reason(parts[0]);
        for (std::size_t i = 1; i + 2 < parts.size(); i += 2)
            reason.parameters.emplace_back(parts[i], parts[i + 1]);
        reasons.push_back(std::move(reason));
    }
    return reasons;
}

} // namespace kith::backends::sql
