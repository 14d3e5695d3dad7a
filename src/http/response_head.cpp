#include "http/response_head.hpp"

#include <array>
#include <charconv>

namespace kith::http {
namespace {

void append_number(std::string& out, std::uint64_t value) {
    std::array<char, 20> digits;
    auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

// A header stays one line whatever a value holds.
void append_value(std::string& out, std::string_view value) {
    std::size_t start = out.size();
    out.append(value);
    unsigned unclean = 0; // without a branch in it, this loop takes many at a time
    for (char c : value)
        unclean |= static_cast<unsigned>(static_cast<unsigned char>(c) < 0x20) | static_cast<unsigned>(c == 0x7F);
    if (unclean == 0) return;
    for (std::size_t i = start; i < out.size(); ++i)
        if ((static_cast<unsigned char>(out[i]) < 0x20 && out[i] != '\t') || out[i] == 0x7F) out[i] = ' ';
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    append_value(out, name);
    out += ": ";
    append_value(out, value);
    out += "\r\n";
}

} // namespace

std::string_view reason_of(int status) {
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return "Other";
    }
}

bool carries_body(int status) { return status >= 200 && status != 204 && status != 304; }

void append_head(std::string& out, const Response& response, const HeadFacts& facts) {
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::uint64_t>(response.status));
    out += ' ';
    out += reason_of(response.status);
    out += "\r\nDate: ";
    out += facts.date;
    out += "\r\n";
    if (carries_body(response.status)) {
        if (!response.content_type.empty()) append_field(out, "Content-Type", response.content_type);
        out += "X-Content-Type-Options: nosniff\r\nContent-Length: ";
        append_number(out, response.body_size());
        out += "\r\n";
    }
    for (const Header& header : response.headers)
        append_field(out, header.name, header.value);
    if (!facts.request_id.empty()) append_field(out, "X-Request-Id", facts.request_id);
    if (!facts.keep_alive)
        out += "Connection: close\r\n";
    else if (facts.http_1_0)
        out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

} // namespace kith::http
