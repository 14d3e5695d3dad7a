#include "http/compress.hpp"

#include "core/text.hpp"
#include "http/fields.hpp"

#include <array>
#include <zlib.h>

namespace kith::http {
namespace {

// One a thread: setting zlib up anew costs more than compressing a page.
class Deflater {
public:
    Deflater() {
        constexpr int level = 5;
        constexpr int gzip_window = 15 + 16;
        ready_ = deflateInit2(&stream_, level, Z_DEFLATED, gzip_window, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Deflater() {
        if (ready_) deflateEnd(&stream_);
    }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;

    // "" when it would not shrink.
    std::string run(std::string_view text) {
        if (!ready_ || text.size() > 64 << 20) return {};
        deflateReset(&stream_);
        std::string out(text.size(), '\0');
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
        stream_.avail_in = static_cast<uInt>(text.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out.data());
        stream_.avail_out = static_cast<uInt>(out.size());
        if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) return {};
        out.resize(out.size() - stream_.avail_out);
        return out;
    }

private:
    z_stream stream_{};
    bool ready_ = false;
};

bool is_text(std::string_view content_type) {
    if (content_type.starts_with("application/json")) return true;
    std::string type = media_type_of(content_type);
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
           type.ends_with("javascript") || type == "application/wasm" || type == "application/yaml";
}

bool is_compressible(const Response& response) {
    return response.status == 200 && response.body_text().size() > min_compressed_bytes &&
           is_text(response.content_type) && response.find_header("content-encoding").empty();
}

} // namespace

bool will_compress(const Request& request, const Response& response) {
    std::string_view accepted = request.header("accept-encoding");
    return !accepted.empty() && accepts_gzip(accepted) && is_compressible(response);
}

void compress(const Request& request, Response& response) {
    if (!is_compressible(response)) return;
    response.header("Vary", "Accept-Encoding");
    if (!accepts_gzip(request.header("accept-encoding"))) return;
    thread_local Deflater deflater;
    std::string packed = deflater.run(response.body_text());
    if (packed.empty()) return;
    response.body = std::move(packed);
    response.header("Content-Encoding", "gzip");
    for (Header& header : response.headers)
        if (equals_ignoring_case(header.name, "etag") && header.value.starts_with('"')) header.value.insert(0, "W/");
}

} // namespace kith::http
