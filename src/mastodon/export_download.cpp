#include "mastodon/export_download.hpp"

#include "http/upload.hpp"

namespace kith::mastodon {

Result<http::Response> export_download(const services::Exports& exports, AccountId account, std::string_view name,
                                       const http::Request& request) {
    auto what = services::parse_export(name);
    if (!what) return not_found();
    auto file = TRY(http::TempFile::create(exports.folder()));
    TRY(exports.write(account, *what, [&](std::string_view bytes) { return file.append(bytes); }));
    file.close();
    // The answer keeps the file open; its name goes at once.
    return http::serve_file(request, {.path = file.path(),
                                      .content_type = "text/csv; charset=utf-8",
                                      .cache_control = "private, no-store",
                                      .etag = {},
                                      .attachment_name = std::string(services::file_name(*what))});
}

} // namespace kith::mastodon
