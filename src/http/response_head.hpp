// Status line and headers of an answer as bytes (RFC 9112 §4).
#pragma once

#include "http/response.hpp"

#include <string>
#include <string_view>

namespace kith::http {

std::string_view reason_of(int status);

struct HeadFacts {
    std::string_view date;       // for the Date header
    std::string_view request_id; // "" sends none
    bool keep_alive = true;
    bool http_1_0 = false;
};

// Ends with the empty line. Content-Length comes from the body, also in answer to HEAD.
void append_head(std::string& out, const Response& response, const HeadFacts& facts);
// Whether this status can carry a body at all.
bool carries_body(int status);

} // namespace kith::http
