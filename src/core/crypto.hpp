// Randomness, hashes and passwords (libsodium, OpenSSL). Thread-safe.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace kith {

std::string random_bytes(std::size_t count);
// URL-safe text with `bytes` bytes of randomness: tokens, codes, one-time links.
std::string random_token(std::size_t bytes = 32);

std::string sha256(std::string_view bytes); // 32 raw bytes
std::string hmac_sha256(std::string_view key, std::string_view bytes);
// Tokens are stored as this, so that a stolen database opens no session: hex of SHA-256 (tokens are random, no salt
// needed).
std::string token_digest(std::string_view token);
// Time does not depend on where they differ.
bool equal_in_constant_time(std::string_view a, std::string_view b);

// argon2id, 64 MiB: ~65 ms of CPU, never on an event loop. The string carries its parameters and salt.
Result<std::string> hash_password(std::string_view password);
bool verify_password(std::string_view hash, std::string_view password);

} // namespace kith
