#include "http/response.hpp"

#include "core/text.hpp"
#include "http/fields.hpp"

namespace kith::http {
namespace {

Response with(std::string content_type, std::string body, int status) {
    Response response;
    response.status = status;
    response.content_type = std::move(content_type);
    response.body = std::move(body);
    return response;
}

} // namespace

Response Response::json_text(std::string json, int status) {
    return with("application/json; charset=utf-8", std::move(json), status);
}

Response Response::html(std::string html, int status) {
    return with("text/html; charset=utf-8", std::move(html), status);
}

Response Response::text(std::string text, int status) {
    return with("text/plain; charset=utf-8", std::move(text), status);
}

Response Response::redirect(std::string location, int status) {
    Response response;
    response.status = status;
    response.header("Location", std::move(location));
    return response;
}

Response Response::no_content() {
    Response response;
    response.status = 204;
    return response;
}

Response& Response::header(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
}

Response& Response::cookie(const Cookie& cookie) {
    std::string line = cookie.name + "=" + cookie.value + "; Path=" + cookie.path;
    if (cookie.max_age) line += "; Max-Age=" + std::to_string(cookie.max_age->count());
    if (!cookie.same_site.empty()) line += "; SameSite=" + cookie.same_site;
    if (cookie.secure) line += "; Secure";
    if (cookie.http_only) line += "; HttpOnly";
    return header("Set-Cookie", std::move(line));
}

std::string_view Response::find_header(std::string_view name) const {
    for (const Header& header : headers)
        if (equals_ignoring_case(header.name, name)) return header.value;
    return {};
}

std::uint64_t Response::body_size() const {
    if (const auto* slice = std::get_if<FileSlice>(&body)) return slice->size;
    return body_text().size();
}

std::string_view Response::body_text() const {
    if (const auto* text = std::get_if<std::string>(&body)) return *text;
    if (const auto* shared = std::get_if<SharedText>(&body); shared != nullptr && *shared != nullptr) return **shared;
    return {};
}

std::optional<Response> not_modified(const Request& request, std::string_view etag, std::optional<Time> last_modified) {
    if (request.method != Method::get && request.method != Method::head) return std::nullopt;
    bool same = false;
    if (std::string_view list = request.header("if-none-match"); !list.empty()) {
        same = !etag.empty() && etag_matches(list, etag);
    } else if (auto since = parse_http_date(request.header("if-modified-since")); since && last_modified) {
        same = std::chrono::floor<std::chrono::seconds>(*last_modified) <= *since;
    }
    if (!same) return std::nullopt;
    Response response;
    response.status = 304;
    if (!etag.empty()) response.header("ETag", std::string(etag));
    if (last_modified) response.header("Last-Modified", to_http_date(*last_modified));
    return response;
}

} // namespace kith::http
