#include "kithapi/exports_api.hpp"

#include "kithapi/account_api.hpp"
#include "mastodon/export_download.hpp"

namespace kith::kithapi {
namespace {

struct ArchiveEntity {
    std::string_view state;
    double progress = 0;
    std::optional<std::int64_t> size;
    std::optional<Time> made_at;
    std::optional<Time> expires_at;
    std::optional<std::string> url;
};
BOOST_DESCRIBE_STRUCT(ArchiveEntity, (), (state, progress, size, made_at, expires_at, url))

} // namespace

std::vector<ApiRoute> ExportsApi::routes() {
    using enum http::Method;
    auto to = [this](Result<http::Response> (ExportsApi::*endpoint)(Call&)) {
        return browser_only(sessions_, [this, endpoint](Call& call) { return (this->*endpoint)(call); });
    };
    return {
        reading("/exports/:name", [this](Call& c) { return file(c); }),
        reading("/account/archive", to(&ExportsApi::archive)),
        writing(post, "/account/archive", to(&ExportsApi::make_archive)),
        writing(delete_, "/account/archive", to(&ExportsApi::remove_archive)),
    };
}

Result<http::Response> ExportsApi::file(Call& call) {
    return mastodon::export_download(exports_, call.me(), call.request.capture("name"), call.request);
}

Result<http::Response> ExportsApi::archive(Call& call) {
    using enum services::ArchiveState::Stage;
    auto state = archives_.state(call.me());
    ArchiveEntity entity{.state = services::to_string(state.stage), .progress = state.progress};
    if (state.stage == ready) {
        entity.progress = 1;
        entity.size = static_cast<std::int64_t>(state.size);
        entity.made_at = state.made_at;
        entity.expires_at = state.expires_at;
        entity.url = "/settings/archive.zip";
    }
    return http::Response::json(entity);
}

Result<http::Response> ExportsApi::make_archive(Call& call) {
    TRY(archives_.start(call.me()));
    return archive(call);
}

Result<http::Response> ExportsApi::remove_archive(Call& call) {
    archives_.remove(call.me());
    return http::Response::json_text("{}");
}

} // namespace kith::kithapi
