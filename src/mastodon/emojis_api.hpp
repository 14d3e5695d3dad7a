// GET custom_emojis. https://docs.joinmastodon.org/methods/custom_emojis/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/emoji_presenter.hpp"

namespace kith::mastodon {

class EmojisApi {
public:
    explicit EmojisApi(const EmojiPresenter& emojis) : emojis_(emojis) {}

    std::vector<ApiRoute> routes();

private:
    const EmojiPresenter& emojis_;
};

} // namespace kith::mastodon
