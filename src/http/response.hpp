// What a handler answers.
#pragma once

#include "core/clock.hpp"
#include "http/request.hpp"
#include "json/write.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kith::http {

// An open file, or a part of it, sent in chunks without being held in memory.
struct FileSlice {
    std::shared_ptr<const int> descriptor; // closed with the last owner
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
};

using SharedText = std::shared_ptr<const std::string>;

struct Cookie {
    std::string name;
    std::string value;
    std::optional<std::chrono::seconds> max_age = std::nullopt; // none: until the browser closes; 0: forget it now
    std::string path = "/";
    bool secure = true;
    bool http_only = true;
    std::string same_site = "Lax";
};

struct Response {
    int status = 200;
    std::string content_type;
    std::vector<Header> headers; // control characters in values become blanks
    std::variant<std::string, SharedText, FileSlice> body;

    // An object of any type that json::write knows.
    template <class T>
    static Response json(const T& value, int status = 200) {
        Response response = json_text({}, status);
        json::write(std::get<std::string>(response.body), value);
        return response;
    }
    static Response json_text(std::string json, int status = 200);
    static Response html(std::string html, int status = 200);
    static Response text(std::string text, int status = 200);
    // 303 by default, so that the browser goes there with GET.
    static Response redirect(std::string location, int status = 303);
    static Response no_content();

    Response& header(std::string name, std::string value);
    Response& cookie(const Cookie& cookie);
    // The first header of that name (any case); "" when absent.
    std::string_view find_header(std::string_view name) const;
    std::uint64_t body_size() const;
    // The body when it is text; "" for a file.
    std::string_view body_text() const;
};

struct FileAnswer {
    std::filesystem::path path;
    std::string content_type;
    std::string cache_control;   // "" sends none
    std::string etag;            // with its quotes; "" makes one from size and time of change
    std::string attachment_name; // not "": the browser saves it under that name (Content-Disposition)
};

// A file from disk: 200, 206 or 416 by Range (one range, RFC 9110 §14), 304 by If-None-Match and If-Modified-Since.
// Opens the file, so it belongs on a worker if the disk may be slow. Errors: not_found (also for what is no plain
// file).
Result<Response> serve_file(const Request& request, const FileAnswer& answer);

// 304 with the validators if the client's copy is still good (RFC 9110 §13), else nullopt. etag with its quotes, "" for
// none.
std::optional<Response> not_modified(const Request& request, std::string_view etag,
                                     std::optional<Time> last_modified = std::nullopt);

} // namespace kith::http
