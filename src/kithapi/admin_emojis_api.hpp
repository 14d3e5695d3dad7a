// /admin/emojis. See src/kithapi/openapi/admin.json.
#pragma once

#include "kithapi/api.hpp"
#include "services/emoji_files.hpp"
#include "services/emojis.hpp"

namespace kith::kithapi {

class AdminEmojisApi {
public:
    AdminEmojisApi(services::Emojis& emojis, std::filesystem::path media_folder)
        : emojis_(emojis), media_folder_(media_folder), files_(std::move(media_folder)) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(const services::Instance& instance);
    Result<http::Response> add(Call& call);
    Result<http::Response> change(Call& call);
    Result<http::Response> remove(Call& call);
    Result<void> make(const http::Upload& upload, CustomEmoji& emoji) const;
    Result<std::optional<CustomEmoji>> find(std::string_view shortcode) const;

    services::Emojis& emojis_;
    std::filesystem::path media_folder_;
    services::EmojiFiles files_;
};

} // namespace kith::kithapi
