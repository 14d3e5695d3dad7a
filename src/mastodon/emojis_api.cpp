#include "mastodon/emojis_api.hpp"

namespace kith::mastodon {

std::vector<ApiRoute> EmojisApi::routes() {
    return {{http::Method::get, "/api/v1/custom_emojis", Access::open, "", http::Run::loop, [this](Call&) {
                 std::vector<EmojiEntity> entities;
                 auto table = emojis_.table();
                 for (const auto& emoji : table->all())
                     entities.push_back(emojis_.entity(emoji));
                 return http::Response::json(entities);
             }}};
}

} // namespace kith::mastodon
