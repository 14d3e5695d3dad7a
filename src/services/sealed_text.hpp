// Secrets that have to be said again, kept so that the database alone does not give them away (libsodium's secretbox).
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

constexpr std::size_t seal_key_bytes = 32;

// base64url; different each time.
std::string seal_text(std::string_view text, std::string_view key);
// None if it was sealed with another key, or damaged.
std::optional<std::string> open_text(std::string_view sealed, std::string_view key);

} // namespace kith::services
