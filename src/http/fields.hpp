// Readers of single header fields (RFC 9110, RFC 6265). Pure; tolerant of what the wild sends, never of what could be
// read in two ways.
#pragma once

#include "core/clock.hpp"
#include "http/address.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kith::http {

// "text/html" of "Text/HTML; charset=utf-8".
std::string media_type_of(std::string_view value);
// A parameter of a value such as `form-data; name="a\"b"`: unquoted; the extended form (name*=UTF-8''…) is decoded and
// goes before the plain one. nullopt when absent.
std::optional<std::string> parameter_of(std::string_view value, std::string_view name);
// Whether a comma-separated list has that token, in any case.
bool has_token(std::string_view list, std::string_view token);
// The value of that cookie in a Cookie field; nullopt when absent.
std::optional<std::string_view> cookie_in(std::string_view field, std::string_view name);
bool accepts_gzip(std::string_view accept_encoding);
// Weak comparison of an etag (with its quotes) with an If-None-Match list; "*" matches any.
bool etag_matches(std::string_view list, std::string_view etag);
// IMF-fixdate only: "Sun, 22 Nov 2026 05:00:00 GMT".
std::optional<Time> parse_http_date(std::string_view text);

struct ByteRange {
    enum class Kind : std::uint8_t { whole, part, unsatisfiable };
    Kind kind = Kind::whole;
    std::uint64_t first = 0;
    std::uint64_t size = 0;
};
// One range in bytes of something `size` bytes long; several, or what cannot be read, mean the whole.
ByteRange parse_range(std::string_view value, std::uint64_t size);

// The address of the client behind trusted proxies: the last entry of X-Forwarded-For that is not itself trusted,
// walking from `peer`. `peer` when there is none.
IpAddress client_behind(IpAddress peer, std::string_view forwarded_for, std::span<const Network> trusted);

} // namespace kith::http
