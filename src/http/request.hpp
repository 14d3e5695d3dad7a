// A request as a handler sees it. Belongs to one thread at a time.
#pragma once

#include "core/result.hpp"
#include "http/address.hpp"
#include "http/upload.hpp"
#include "json/value.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::http {

enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };
std::string_view to_string(Method method); // "GET"
Method method_from(std::string_view name);

struct Header {
    std::string name;
    std::string value;
};

class Request {
public:
    Method method = Method::get;
    std::string target;                 // as sent, from the first slash: "/search?q=a%20b"
    std::string raw_path;               // of target: "/search"
    std::string raw_query;              // of target, without the question mark: "q=a%20b"
    std::string path;                   // decoded; a broken escape was refused with 400
    std::string body;                   // empty when it was a multipart form
    bool secure = false;                // the client spoke https (to us, or to a trusted proxy that says so)
    std::string host;                   // "example.org" or "example.org:8080", lower case; may be empty
    std::string remote_address;         // of the client, behind trusted proxies too; empty for a unix socket
    std::string id;                     // names this request in the log
    std::string_view route;             // the pattern that matched: "/api/v1/statuses/:id"; empty if none did
    std::vector<Header> answer_headers; // added to the response, whatever it will be (rate limit headers)

    Request();
    ~Request();
    Request(Request&&) noexcept;
    Request& operator=(Request&&) noexcept;

    // For tests and calls within the program: names in any case; the body is read by its content-type.
    static Request make(Method method, std::string_view target, std::vector<Header> headers = {},
                        std::string body = {});

    std::string_view scheme() const { return secure ? "https" : "http"; }
    // The first header of that name (give it in lower case); "" when absent.
    std::string_view header(std::string_view name) const;
    bool has_header(std::string_view name) const;
    // All of them, in order; names in lower case. Views live as long as the request is not reset.
    std::vector<std::pair<std::string_view, std::string_view>> headers() const;
    // RFC 6265; quotes around a value are dropped. "" when absent.
    std::string_view cookie(std::string_view name) const;
    // The token of "Authorization: Bearer …"; "" when absent.
    std::string_view bearer_token() const;
    // The media type of the body without parameters, in lower case.
    std::string content_type() const;

    // A part of the path that the route's pattern names (":id"), decoded; "" when it names none such.
    std::string_view capture(std::string_view name) const;

    // Query string alone. Errors: invalid.
    Result<const json::Value*> query() const;
    // Query string and body (form, multipart fields or JSON, by content-type) as one object; the body's members win.
    // A JSON body that is no object is the member "_json". Read on the first call. Errors: invalid (body_invalid …).
    Result<const json::Value*> params() const;
    // Uploads of a multipart form; theirs to move out of. An upload lives until the request is answered.
    std::vector<Upload>& files() { return files_; }
    Upload* file(std::string_view field);

    // --- for the server, router and reader ---
    void reset(); // empties it, keeps its memory
    void reserve(std::size_t bytes) { arena_.reserve(bytes); }
    void add_header(std::string_view name, std::string_view value);
    // Takes the host out of an absolute target, splits the rest, decodes path. false for a broken one.
    bool set_target(std::string_view raw);
    void add_capture(std::string_view name, std::string value);
    void clear_captures() { captures_.clear(); }
    void set_fields(std::vector<std::pair<std::string, std::string>> fields) { fields_ = std::move(fields); }
    void add_file(Upload upload) { files_.push_back(std::move(upload)); }

private:
    struct Field {
        std::uint32_t name_at, name_size, value_at, value_size;
    };
    struct Parsed;

    std::string_view name_of(const Field& field) const { return {arena_.data() + field.name_at, field.name_size}; }
    std::string_view value_of(const Field& field) const { return {arena_.data() + field.value_at, field.value_size}; }

    std::string arena_; // names and values of all headers, one behind the other
    std::vector<Field> headers_;
    std::vector<std::pair<std::string_view, std::string>> captures_;
    std::vector<std::pair<std::string, std::string>> fields_; // of a multipart form
    std::vector<Upload> files_;
    mutable std::unique_ptr<Parsed> parsed_;
};

} // namespace kith::http
