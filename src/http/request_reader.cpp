#include "http/request_reader.hpp"

#include "core/log.hpp"
#include "core/text.hpp"
#include "http/fields.hpp"
#include "http/form.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/optional.hpp>
#include <limits>
#include <new>

namespace kith::http {
namespace {

namespace beast = boost::beast;
using Code = beast::error_code;
using Text = beast::string_view;

std::string_view view(Text text) { return {text.data(), text.size()}; }

constexpr std::size_t max_headers = 100;

} // namespace

// Beast's parser as far as it knows messages; what it finds goes to the reader. One object serves all requests of a
// connection: it is made anew in its place.
class RequestReader::Parser final : public beast::http::basic_parser<true> {
public:
    explicit Parser(RequestReader& reader) : reader_(reader) {
        header_limit(static_cast<std::uint32_t>(reader.limits_.max_head_bytes));
        body_limit(boost::none); // ours knows the route
    }

    int minor_version = 1;
    int hosts = 0;
    bool head_done = false;

private:
    void on_request_impl(beast::http::verb, Text method, Text target, int version, Code& code) override {
        minor_version = version - 10;
        reader_.request_->method = method_from(view(method));
        if (!reader_.request_->set_target(view(target))) code = beast::http::error::bad_target;
    }
    void on_response_impl(int, Text, int, Code&) override {}
    void on_field_impl(beast::http::field, Text name, Text value, Code& code) override {
        if (head_done) return; // trailers mean nothing here
        if (name.size() == 4 && equals_ignoring_case(view(name), "host")) ++hosts;
        if (++headers_ > max_headers)
            code = beast::http::error::header_limit;
        else
            reader_.request_->add_header(view(name), view(value));
    }
    void on_header_impl(Code&) override { head_done = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
    std::size_t on_body_impl(Text bytes, Code& code) override { return take(bytes, code); }
    void on_chunk_header_impl(std::uint64_t, Text, Code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Code& code) override { return take(bytes, code); }
    void on_finish_impl(Code&) override {}

    std::size_t take(Text bytes, Code& code) {
        reader_.add_body(view(bytes));
        if (reader_.state_ == State::failed) code = beast::http::error::body_limit;
        return bytes.size();
    }

    RequestReader& reader_;
    std::size_t headers_ = 0;
};

struct RequestReader::Body {
    MultipartReader form;
};

RequestReader::RequestReader(ReaderLimits limits) : limits_(std::move(limits)) {}
RequestReader::~RequestReader() = default;

void RequestReader::begin(Request& into) {
    request_ = &into;
    into.reset();
    state_ = State::head;
    error_status_ = 0;
    body_bytes_ = 0;
    body_limit_ = std::numeric_limits<std::size_t>::max();
    multipart_.reset();
    if (!parser_) {
        parser_ = std::make_unique<Parser>(*this);
    } else {
        std::destroy_at(parser_.get());
        std::construct_at(parser_.get(), *this);
    }
    parser_->eager(false);
}

std::size_t RequestReader::put(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && state_ != State::complete && state_ != State::failed) {
        Code code;
        bool in_head = state_ == State::head;
        std::size_t count = parser_->put({bytes.data() + used, bytes.size() - used}, code);
        used += count;
        if (state_ == State::failed) break; // the body was refused
        if (code == beast::http::error::need_more) break;
        if (code) {
            fail(code == beast::http::error::header_limit ? 431 : code == beast::http::error::bad_version ? 505 : 400);
            break;
        }
        if (in_head && parser_->is_header_done()) {
            finish_head();
            return used;
        }
        if (parser_->is_done()) end_body();
    }
    return used;
}

void RequestReader::finish_head() {
    Request& request = *request_;
    // Two readings of where a message ends are how requests are smuggled past a proxy: only the plain cases pass.
    if (request.has_header("transfer-encoding") &&
        (!parser_->chunked() || !equals_ignoring_case(trim(request.header("transfer-encoding")), "chunked")))
        return fail(501);
    if (parser_->hosts > 1 || (parser_->hosts == 0 && !is_http_1_0())) return fail(400);
    if (request.host.empty()) request.host = to_lower_ascii(request.header("host"));
    if (request.host.find_first_of("/\\@?# \t\"<>") != std::string::npos) return fail(400);
    if (parser_->is_done())
        state_ = State::complete;
    else
        begin_body();
}

void RequestReader::begin_body() {
    state_ = State::body;
    std::string_view type = request_->header("content-type");
    if (media_type_of(type) != "multipart/form-data") return;
    auto boundary = parameter_of(type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > 200) return fail(400);
    multipart_ = std::make_unique<Body>(Body{MultipartReader(*boundary, limits_.upload_folder)});
}

void RequestReader::limit_body(std::size_t bytes) {
    body_limit_ = bytes;
    if (state_ == State::body && content_length().value_or(0) > bytes) fail(413);
}

void RequestReader::add_body(std::string_view bytes) {
    body_bytes_ += bytes.size();
    if (body_bytes_ > body_limit_) return fail(413);
    if (!multipart_) {
        request_->body.append(bytes);
        return;
    }
    auto fed = multipart_->form.feed(bytes);
    if (fed) return;
    switch (fed.error().kind) {
    case ErrorKind::too_large:
        return fail(413);
    case ErrorKind::internal:
        log::error("an upload failed: {}", fed.error().detail);
        return fail(500);
    default:
        return fail(400);
    }
}

void RequestReader::end_body() {
    if (multipart_) {
        if (!multipart_->form.complete()) return fail(400);
        request_->set_fields(multipart_->form.take_fields());
        for (Upload& upload : multipart_->form.take_files())
            request_->add_file(std::move(upload));
        multipart_.reset();
    }
    state_ = State::complete;
}

void RequestReader::fail(int status) {
    state_ = State::failed;
    error_status_ = status;
}

std::optional<std::uint64_t> RequestReader::content_length() const {
    auto length = parser_->content_length();
    return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

bool RequestReader::keep_alive() const { return parser_->keep_alive(); }
bool RequestReader::is_http_1_0() const { return parser_->minor_version == 0; }
bool RequestReader::expects_continue() const {
    return !is_http_1_0() && equals_ignoring_case(request_->header("expect"), "100-continue");
}

} // namespace kith::http
