// Names of people and hosts: usernames, addresses, domains, and the limits of a profile. Pure, thread-safe.
// Sizes follow Mastodon's defaults, so that clients' own counters agree.
#pragma once

#include "core/result.hpp"

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace kith {

// Who somebody is on the network. `username` is in lower case; `domain` is normalised, "" for this server.
struct Acct {
    std::string username;
    std::string domain;

    bool is_local() const { return domain.empty(); }
    // "alice" or "alice@example.social", as the API's `acct`.
    std::string str() const { return domain.empty() ? username : username + "@" + domain; }
    friend auto operator<=>(const Acct&, const Acct&) = default;
};

namespace limits {
constexpr std::size_t username = 30;     // bytes
constexpr std::size_t display_name = 30; // code points
constexpr std::size_t note = 500;        // counted as status_length counts
constexpr std::size_t field_count = 4;
constexpr std::size_t field_name = 255;          // code points
constexpr std::size_t field_value = 255;         // code points
constexpr std::size_t status = 500;              // status_length of the text and graphemes of the spoiler, together
constexpr std::size_t why_here = 200;            // code points
constexpr std::size_t picture_description = 150; // code points
constexpr std::size_t attribution_domains = 10;
constexpr std::size_t email = 254; // bytes, RFC 5321
} // namespace limits

constexpr bool is_username_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The username of a new member, trimmed and in lower case: a-z, 0-9 and _, 1 to 30 of them, not reserved.
// Codes: username_blank, username_too_long, username_invalid, username_reserved.
Result<std::string> local_username(std::string_view text);
bool is_reserved_username(std::string_view lower_case_username);
// What other servers may call their people: words of a-z, 0-9 and _, in any case, joined by dots and hyphens.
bool is_remote_username(std::string_view text);

// "user", "@user", "user@domain", "@user@domain", "acct:user@domain". The domain `local_domain` becomes "".
// Code: acct_invalid.
Result<Acct> parse_acct(std::string_view text, std::string_view local_domain);

// Lower case, IDNA2008 A-labels (libidn2, non-transitional), no final dot. A port (":8443") is kept: servers under
// development have one. Not for URLs or IPv6 literals. Code: domain_invalid.
Result<std::string> normalize_domain(std::string_view text);
// For reading: A-labels as Unicode; as it was if it cannot be decoded.
std::string domain_for_display(std::string_view normalized);

// Syntax only: a dot-atom of ASCII before the @ (RFC 5321 without quoting), a domain with a dot after it; the answer
// has its domain normalised. Code: email_invalid.
Result<std::string> normalize_email(std::string_view text);

// Codes: display_name_too_long, note_too_long, too_many_fields, field_too_long.
Result<void> check_display_name(std::string_view name);
Result<void> check_note(std::string_view note);
Result<void> check_field_count(std::size_t count);
Result<void> check_field(std::string_view name, std::string_view value);

} // namespace kith

template <>
struct std::hash<kith::Acct> {
    std::size_t operator()(const kith::Acct& acct) const noexcept {
        return std::hash<std::string>()(acct.username) * 31 + std::hash<std::string>()(acct.domain);
    }
};
