// Attachments and the files of the media folder. https://docs.joinmastodon.org/methods/media/
#pragma once

#include "mastodon/api.hpp"
#include "services/uploads.hpp"

#include <filesystem>

namespace kith::mastodon {

class MediaApi {
public:
    MediaApi(services::Uploads& uploads, std::filesystem::path folder, std::filesystem::path temporary,
             std::size_t limit)
        : uploads_(uploads), folder_(std::move(folder)), temporary_(std::move(temporary)), limit_(limit) {}

    std::vector<ApiRoute> routes();
    // GET /media/*file: immutable, since every version of a file has a name of its own.
    http::Response file(const http::Request& request) const;

private:
    Result<http::Response> upload(Call& call, bool wait);
    Result<http::Response> show(Call& call);
    Result<http::Response> update(Call& call);
    Result<http::Response> remove(Call& call);

    services::Uploads& uploads_;
    std::filesystem::path folder_;
    std::filesystem::path temporary_;
    std::size_t limit_;
};

} // namespace kith::mastodon
