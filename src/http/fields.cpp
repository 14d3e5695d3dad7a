#include "http/fields.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace kith::http {
namespace {

struct Parameter {
    std::string_view name;
    std::string value;
};

// Takes the next `; name=value` off the front of `rest`.
std::optional<Parameter> next_parameter(std::string_view& rest) {
    std::size_t semicolon = rest.find(';');
    if (semicolon == std::string_view::npos) return std::nullopt;
    rest = trim(rest.substr(semicolon + 1));
    std::size_t end = rest.find_first_of("=;");
    Parameter parameter{trim(rest.substr(0, end)), {}};
    if (end == std::string_view::npos || rest[end] == ';') {
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
        return parameter;
    }
    rest = trim(rest.substr(end + 1));
    if (!rest.starts_with('"')) {
        std::size_t stop = std::min(rest.find(';'), rest.size());
        parameter.value = trim(rest.substr(0, stop));
        rest.remove_prefix(stop);
        return parameter;
    }
    std::size_t at = 1;
    for (; at < rest.size() && rest[at] != '"'; ++at) {
        // Browsers do not escape backslashes in file names, so only an escaped quote or backslash counts as an escape.
        if (rest[at] == '\\' && at + 1 < rest.size() && (rest[at + 1] == '"' || rest[at + 1] == '\\')) ++at;
        parameter.value += rest[at];
    }
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return parameter;
}

// Takes the next entry of a comma-separated list off the front.
std::string_view next_entry(std::string_view& list) {
    std::size_t comma = list.find(',');
    std::string_view entry = trim(list.substr(0, comma));
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
    return entry;
}

std::string_view without_weak_mark(std::string_view etag) { return etag.starts_with("W/") ? etag.substr(2) : etag; }

std::optional<std::uint64_t> parse_count(std::string_view digits) {
    if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    auto value = parse_int(digits);
    return value ? std::optional(static_cast<std::uint64_t>(*value)) : std::nullopt;
}

} // namespace

std::string media_type_of(std::string_view value) { return to_lower_ascii(trim(value.substr(0, value.find(';')))); }

std::optional<std::string> parameter_of(std::string_view value, std::string_view name) {
    std::optional<std::string> plain;
    while (auto parameter = next_parameter(value)) {
        if (equals_ignoring_case(parameter->name, name)) {
            if (!plain) plain = std::move(parameter->value);
        } else if (parameter->name.ends_with('*') &&
                   equals_ignoring_case(parameter->name.substr(0, parameter->name.size() - 1), name)) {
            std::string_view text = parameter->value;
            std::size_t language = text.find('\'');
            std::size_t start = language == std::string_view::npos ? language : text.find('\'', language + 1);
            if (start == std::string_view::npos) continue;
            if (auto decoded = percent_decode(text.substr(start + 1), false)) return decoded;
        }
    }
    return plain;
}

bool has_token(std::string_view list, std::string_view token) {
    while (!list.empty())
        if (equals_ignoring_case(next_entry(list), token)) return true;
    return false;
}

std::optional<std::string_view> cookie_in(std::string_view field, std::string_view name) {
    while (!field.empty()) {
        std::size_t end = std::min(field.find(';'), field.size());
        std::string_view pair = trim(field.substr(0, end));
        field.remove_prefix(std::min(end + 1, field.size()));
        std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || trim(pair.substr(0, equals)) != name) continue;
        std::string_view value = trim(pair.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        return value;
    }
    return std::nullopt;
}

bool accepts_gzip(std::string_view list) {
    while (!list.empty()) {
        std::string_view entry = next_entry(list);
        std::string coding = media_type_of(entry);
        if (coding != "gzip" && coding != "x-gzip" && coding != "*") continue;
        std::string quality = parameter_of(entry, "q").value_or("1");
        return quality.find_first_not_of("0.") != std::string::npos; // "0", "0.0", "0.000" refuse
    }
    return false;
}

bool etag_matches(std::string_view list, std::string_view etag) {
    if (trim(list) == "*") return true;
    while (!list.empty())
        if (without_weak_mark(next_entry(list)) == without_weak_mark(etag)) return true;
    return false;
}

std::optional<Time> parse_http_date(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() != 29 || !text.ends_with(" GMT") || text[3] != ',') return std::nullopt;
    std::size_t month = months.find(text.substr(8, 3));
    if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
    std::string number = std::to_string(month / 3 + 1);
    std::string iso = std::string(text.substr(12, 4)) + (number.size() == 1 ? "-0" : "-") + number + "-";
    iso += text.substr(5, 2);
    iso += 'T';
    iso += text.substr(17, 8);
    iso += 'Z';
    return parse_iso(iso);
}

ByteRange parse_range(std::string_view value, std::uint64_t size) {
    ByteRange whole{ByteRange::Kind::whole, 0, size};
    value = trim(value);
    if (!value.starts_with("bytes=") || value.find(',') != std::string_view::npos) return whole;
    value = trim(value.substr(6));
    std::size_t dash = value.find('-');
    if (dash == std::string_view::npos) return whole;
    std::string_view left = trim(value.substr(0, dash));
    std::string_view right = trim(value.substr(dash + 1));
    auto from = parse_count(left);
    auto to = parse_count(right);
    if ((!left.empty() && !from) || (!right.empty() && !to) || (!from && !to) || (from && to && *to < *from))
        return whole;
    if (!from) { // the last *to bytes
        if (*to == 0 || size == 0) return {ByteRange::Kind::unsatisfiable, 0, 0};
        std::uint64_t count = std::min(*to, size);
        return {ByteRange::Kind::part, size - count, count};
    }
    if (*from >= size) return {ByteRange::Kind::unsatisfiable, 0, 0};
    std::uint64_t last = to ? std::min(*to, size - 1) : size - 1;
    return {ByteRange::Kind::part, *from, last - *from + 1};
}

IpAddress client_behind(IpAddress peer, std::string_view forwarded_for, std::span<const Network> trusted) {
    IpAddress client = peer;
    auto is_trusted = [&](const IpAddress& address) {
        return std::ranges::any_of(trusted, [&](const Network& network) { return network.contains(address); });
    };
    while (is_trusted(client) && !forwarded_for.empty()) {
        std::size_t comma = forwarded_for.rfind(',');
        auto before = IpAddress::parse(trim(forwarded_for.substr(comma == std::string_view::npos ? 0 : comma + 1)));
        if (!before) break;
        client = *before;
        forwarded_for = forwarded_for.substr(0, comma == std::string_view::npos ? 0 : comma);
    }
    return client;
}

} // namespace kith::http
