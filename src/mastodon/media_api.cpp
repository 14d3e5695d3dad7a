#include "mastodon/media_api.hpp"

#include "mastodon/status_presenter.hpp"
#include "media/focus.hpp"
#include "media/sniff.hpp"

#include <thread>

namespace kith::mastodon {
namespace {

// An upload as a file, wherever its bytes are.
Result<http::TempFile> as_file(http::Upload& upload, const std::filesystem::path& folder) {
    if (!upload.in_memory()) return std::move(upload.file);
    auto file = TRY(http::TempFile::create(folder));
    TRY(file.append(upload.bytes));
    file.close();
    return file;
}

services::MediaDetails details_of(const json::Value& params) {
    services::MediaDetails details{.description = params["description"].str()};
    if (auto focus = media::parse_focus(params["focus"].str().value_or(""))) details.focus = {focus->x, focus->y};
    return details;
}

http::Response media_response(const Media& media, const services::Instance& instance, int status) {
    return http::Response::json(media_entity(media, instance), status);
}

} // namespace

std::vector<ApiRoute> MediaApi::routes() {
    using enum http::Method;
    using enum Access;
    constexpr auto worker = http::Run::worker;
    auto limit = limit_ + (1 << 20); // the form around the file
    return {
        {post, "/api/v1/media", user, "write:media", worker, [this](Call& c) { return upload(c, true); }, limit},
        {post, "/api/v2/media", user, "write:media", worker, [this](Call& c) { return upload(c, false); }, limit},
        {get, "/api/v1/media/:id", user, "write:media", worker, [this](Call& c) { return show(c); }},
        {put, "/api/v1/media/:id", user, "write:media", worker, [this](Call& c) { return update(c); }, limit},
        {delete_, "/api/v1/media/:id", user, "write:media", worker, [this](Call& c) { return remove(c); }},
    };
}

Result<http::Response> MediaApi::upload(Call& call, bool wait) {
    const auto& params = *TRY(call.params());
    auto* upload = call.request.file("file");
    if (upload == nullptr) return invalid("file_missing", "Validation failed: File can't be blank");
    auto file = TRY(as_file(*upload, temporary_));
    auto media = TRY(uploads_.add(call.me(), file.path(), details_of(params)));
    if (auto* thumbnail = call.request.file("thumbnail")) {
        auto picture = TRY(as_file(*thumbnail, temporary_));
        media = TRY(uploads_.set_thumbnail(call.me(), media.id, picture.path()));
    }
    // The first version of this method answers only when the file is ready.
    for (int i = 0; wait && media.state == MediaState::processing && i < 300; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        media = TRY(uploads_.get(call.me(), media.id));
    }
    if (media.state == MediaState::failed) return invalid("media_failed", media.error);
    return media_response(media, call.instance, media.state == MediaState::ready ? 200 : 202);
}

Result<http::Response> MediaApi::show(Call& call) {
    auto media = TRY(uploads_.get(call.me(), TRY(call.id<MediaId>())));
    if (media.state == MediaState::failed) return invalid("media_failed", media.error);
    return media_response(media, call.instance, media.state == MediaState::ready ? 200 : 206);
}

Result<http::Response> MediaApi::update(Call& call) {
    auto id = TRY(call.id<MediaId>());
    const auto& params = *TRY(call.params());
    auto media = TRY(uploads_.update(call.me(), id, details_of(params)));
    if (auto* thumbnail = call.request.file("thumbnail")) {
        auto picture = TRY(as_file(*thumbnail, temporary_));
        media = TRY(uploads_.set_thumbnail(call.me(), id, picture.path()));
    }
    return media_response(media, call.instance, 200);
}

Result<http::Response> MediaApi::remove(Call& call) {
    TRY(uploads_.remove(call.me(), TRY(call.id<MediaId>())));
    return http::Response::json_text("{}");
}

http::Response MediaApi::file(const http::Request& request) const {
    auto name = std::filesystem::path(std::string(request.capture("file"))).lexically_normal();
    bool inside = name.is_relative() && !name.empty() && *name.begin() != "..";
    auto extension = name.extension().string();
    const auto* format = extension.empty() ? nullptr : media::info_of_extension(std::string_view(extension).substr(1));
    if (!inside || format == nullptr) return error_response(not_found().error());
    auto answer = http::serve_file(request, {.path = folder_ / name,
                                             .content_type = std::string(format->mime),
                                             .cache_control = "public, max-age=31536000, immutable",
                                             .etag = {},
                                             .attachment_name = {}});
    if (!answer) return error_response(answer.error());
    answer->header("Content-Security-Policy", "default-src 'none'; form-action 'none'; sandbox");
    answer->header("Access-Control-Allow-Origin", "*");
    return std::move(*answer);
}

} // namespace kith::mastodon
