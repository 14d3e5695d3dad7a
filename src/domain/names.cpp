#include "domain/names.hpp"

#include "core/text.hpp"
#include "domain/text_entities.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <idn2.h>
#include <memory>
#include <optional>

namespace kith {
namespace {

constexpr std::size_t longest_domain = 253;
constexpr std::size_t longest_label = 63;
constexpr std::size_t longest_local_part = 64;

// Names that would pass for the server itself, and names of its own pages.
constexpr auto reserved = std::to_array<std::string_view>({
    "abuse", "account",  "admin",   "administrator", "api",     "auth",    "everyone", "help",  "here",       "host",
    "info",  "kith",     "mod",     "moderator",     "noreply", "oauth",   "official", "owner", "postmaster", "privacy",
    "root",  "security", "service", "settings",      "staff",   "support", "system",   "tags",  "webmaster",
});
static_assert(std::ranges::is_sorted(reserved));

bool is_label(std::string_view label) {
    if (label.empty() || label.size() > longest_label || label.front() == '-' || label.back() == '-') return false;
    return std::ranges::all_of(
        label, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; });
}

bool is_ascii_domain(std::string_view domain) {
    return domain.size() <= longest_domain && std::ranges::all_of(split(domain, '.'), is_label);
}

bool is_port(std::string_view text) {
    auto port = parse_int(text);
    return port && *port > 0 && *port <= 65535 && text.front() != '+';
}

struct FreeIdn {
    void operator()(char* text) const { idn2_free(text); }
};
using IdnText = std::unique_ptr<char, FreeIdn>;

std::optional<std::string> to_ascii(std::string_view domain) {
    if (std::ranges::all_of(domain, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return to_lower_ascii(domain);
    // Four bytes a character and A-labels that are at most as long: more cannot fit.
    if (domain.size() > 4 * longest_domain || domain.find('\0') != std::string_view::npos) return std::nullopt;
    std::string terminated(domain);
    char* raw = nullptr;
    int code = idn2_to_ascii_8z(terminated.c_str(), &raw, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    IdnText ascii(raw);
    if (code != IDN2_OK) return std::nullopt;
    return to_lower_ascii(ascii.get());
}

Failure bad_domain() { return invalid("domain_invalid", "This is not the name of a server."); }
Failure bad_acct() {
    return invalid("acct_invalid", "Write an address like alice, or alice@example.social for other servers.");
}
Failure bad_email() { return invalid("email_invalid", "This is not an e-mail address."); }

bool is_dot_atom(std::string_view local) {
    constexpr std::string_view others = "!#$%&'*+-/=?^_`{|}~";
    return std::ranges::all_of(split(local, '.'), [&](std::string_view atom) {
        return !atom.empty() && std::ranges::all_of(atom, [&](char c) {
            return is_username_char(c) || others.find(c) != std::string_view::npos;
        });
    });
}

} // namespace

bool is_reserved_username(std::string_view username) { return std::ranges::binary_search(reserved, username); }

Result<std::string> local_username(std::string_view text) {
    std::string username = to_lower_ascii(trim(text));
    if (username.empty()) return invalid("username_blank", "Choose a username.");
    if (username.size() > limits::username)
        return invalid("username_too_long", fmt::format("A username has at most {} characters.", limits::username));
    if (!std::ranges::all_of(username, is_username_char))
        return invalid("username_invalid", "A username has only letters from a to z, digits and underscores.");
    if (is_reserved_username(username)) return invalid("username_reserved", "This username is reserved.");
    return username;
}

bool is_remote_username(std::string_view text) {
    if (text.empty() || !is_username_char(text.front()) || !is_username_char(text.back())) return false;
    return std::ranges::all_of(text, [](char c) { return is_username_char(c) || c == '.' || c == '-'; });
}

Result<Acct> parse_acct(std::string_view text, std::string_view local_domain) {
    text = trim(text);
    if (text.starts_with("acct:")) text.remove_prefix(5);
    if (text.starts_with('@')) text.remove_prefix(1);
    auto at = text.find('@');
    auto username = text.substr(0, at);
    if (!is_remote_username(username)) return bad_acct();
    Acct acct{to_lower_ascii(username), {}};
    if (at == std::string_view::npos) return acct;
    auto domain = normalize_domain(text.substr(at + 1));
    if (!domain) return bad_acct();
    if (*domain != local_domain) acct.domain = domain.take();
    return acct;
}

Result<std::string> normalize_domain(std::string_view text) {
    text = trim(text);
    std::string_view port;
    if (auto colon = text.find(':'); colon != std::string_view::npos) {
        port = text.substr(colon);
        if (!is_port(port.substr(1))) return bad_domain();
        text = text.substr(0, colon);
    }
    if (text.ends_with('.')) text.remove_suffix(1);
    auto ascii = to_ascii(text);
    if (!ascii || !is_ascii_domain(*ascii)) return bad_domain();
    return *ascii += port;
}

std::string domain_for_display(std::string_view normalized) {
    if (normalized.find("xn--") == std::string_view::npos || normalized.size() > longest_domain)
        return std::string(normalized);
    std::string terminated(normalized);
    char* raw = nullptr;
    int code = idn2_to_unicode_8z8z(terminated.c_str(), &raw, 0);
    IdnText decoded(raw);
    return code == IDN2_OK ? std::string(decoded.get()) : terminated;
}

Result<std::string> normalize_email(std::string_view text) {
    text = trim(text);
    auto at = text.rfind('@');
    if (at > longest_local_part || !is_dot_atom(text.substr(0, at))) return bad_email(); // no @ is npos
    auto domain = normalize_domain(text.substr(at + 1));
    if (!domain || !domain->contains('.') || domain->contains(':')) return bad_email();
    std::string email = fmt::format("{}@{}", text.substr(0, at), *domain);
    if (email.size() > limits::email) return bad_email();
    return email;
}

Result<void> check_display_name(std::string_view name) {
    if (count_code_points(name) <= limits::display_name) return {};
    return invalid("display_name_too_long",
                   fmt::format("A display name has at most {} characters.", limits::display_name));
}

Result<void> check_note(std::string_view note) {
    if (status_length(note) <= limits::note) return {};
    return invalid("note_too_long",
                   fmt::format("What you write about yourself has at most {} characters.", limits::note));
}

Result<void> check_field_count(std::size_t count) {
    if (count <= limits::field_count) return {};
    return invalid("too_many_fields", fmt::format("A profile has at most {} fields.", limits::field_count));
}

Result<void> check_field(std::string_view name, std::string_view value) {
    if (count_code_points(name) <= limits::field_name && count_code_points(value) <= limits::field_value) return {};
    return invalid(
        "field_too_long",
        fmt::format("The name and the content of a profile field have at most {} characters.", limits::field_value));
}

} // namespace kith
