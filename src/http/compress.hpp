// gzip for answers.
#pragma once

#include "http/response.hpp"

namespace kith::http {

inline constexpr std::size_t min_compressed_bytes = 1 << 10;

// Whether compress() would pack this answer: the client takes gzip, and the body is text of some size, not yet encoded,
// with a status that carries one.
bool will_compress(const Request& request, const Response& response);
// gzips the body if the client accepts it, and marks the answer as depending on that. A strong ETag becomes weak, since
// it named the other bytes. About 4 µs a KB of repetitive JSON.
void compress(const Request& request, Response& response);

} // namespace kith::http
