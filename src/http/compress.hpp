// gzip for answers.
#pragma once

#include "http/response.hpp"

namespace kith::http {

inline constexpr std::size_t min_compressed_bytes = 1 << 10;

// Whether compressing would help: a text body of some size, not yet encoded, and a status that carries one.
bool is_compressible(const Response& response);
// gzips the body if the client accepts it, and marks the answer as depending on that. A strong ETag becomes weak, since
// it named the other bytes. About 4 µs a KB of repetitive JSON.
void compress(const Request& request, Response& response);

} // namespace kith::http
