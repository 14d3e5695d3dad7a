#include "core/text.hpp"
#include "http/fields.hpp"
#include "http/response.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace kith::http {
namespace {

std::shared_ptr<const int> owned(int descriptor) {
    return {new int(descriptor), [](const int* held) {
                ::close(*held);
                delete held;
            }};
}

// RFC 6266: the plain form for old clients, the extended one for all of Unicode.
std::string disposition_of(std::string_view name) {
    std::string plain;
    for (char c : name)
        plain += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F || c == '"' || c == '\\'
                     ? '_'
                     : c;
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(name);
}

// A range counts only for the very version that the client knows (RFC 9110 §13.1.5).
bool range_still_applies(const Request& request, std::string_view etag, Time changed) {
    std::string_view condition = request.header("if-range");
    if (condition.empty()) return true;
    if (condition.starts_with('"')) return condition == etag;
    auto date = parse_http_date(condition);
    return date && std::chrono::floor<std::chrono::seconds>(changed) == *date;
}

} // namespace

Result<Response> serve_file(const Request& request, const FileAnswer& answer) {
    int descriptor = open(answer.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG) return not_found();
        return internal("cannot open " + answer.path.string() + ": " + std::strerror(errno));
    }
    auto file = owned(descriptor);
    struct stat facts{};
    if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) return not_found();
    auto size = static_cast<std::uint64_t>(facts.st_size);
    std::int64_t changed_ms = facts.st_mtim.tv_sec * 1000 + facts.st_mtim.tv_nsec / 1'000'000;
    Time changed = from_unix_ms(changed_ms);
    std::string etag = answer.etag.empty() ? fmt::format("\"{:x}-{:x}\"", size, changed_ms) : answer.etag;

    Response response;
    if (auto same = not_modified(request, etag, changed)) {
        response = *std::move(same);
    } else {
        response.content_type = answer.content_type;
        response.header("ETag", etag).header("Last-Modified", to_http_date(changed)).header("Accept-Ranges", "bytes");
        if (!answer.attachment_name.empty())
            response.header("Content-Disposition", disposition_of(answer.attachment_name));
        ByteRange range{ByteRange::Kind::whole, 0, size};
        if (request.method == Method::get && range_still_applies(request, etag, changed))
            range = parse_range(request.header("range"), size);
        if (range.kind == ByteRange::Kind::unsatisfiable) {
            response.status = 416;
            response.header("Content-Range", fmt::format("bytes */{}", size));
        } else {
            if (range.kind == ByteRange::Kind::part) {
                response.status = 206;
                response.header("Content-Range",
                                fmt::format("bytes {}-{}/{}", range.first, range.first + range.size - 1, size));
            }
            response.body = FileSlice{std::move(file), range.first, range.size};
        }
    }
    if (!answer.cache_control.empty()) response.header("Cache-Control", answer.cache_control);
    return response;
}

} // namespace kith::http
