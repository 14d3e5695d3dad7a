// https://docs.joinmastodon.org/methods/announcements/
#pragma once

#include "mastodon/api.hpp"
#include "mastodon/emoji_presenter.hpp"
#include "services/announcements.hpp"

namespace kith::mastodon {

class AnnouncementsApi {
public:
    AnnouncementsApi(store::Store& store, const Clock& clock, services::Announcements& announcements,
                     const EmojiPresenter& emojis)
        : store_(store), clock_(clock), announcements_(announcements), emojis_(emojis) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Announcements& announcements_;
    const EmojiPresenter& emojis_;
};

} // namespace kith::mastodon
