// Custom emojis as the API shows them. https://docs.joinmastodon.org/entities/CustomEmoji/
#pragma once

#include "mastodon/entities.hpp"
#include "services/emojis.hpp"
#include "services/instance.hpp"

#include <span>

namespace kith::mastodon {

// Thread-safe.
class EmojiPresenter {
public:
    EmojiPresenter(const services::Emojis& emojis, const services::Instance& instance)
        : emojis_(emojis), instance_(instance) {}

    // The moment's emojis; hold on to it while pointers into it are used.
    std::shared_ptr<const services::EmojiTable> table() const { return emojis_.table(); }
    EmojiEntity entity(const CustomEmoji& emoji) const;
    bool any() const { return emojis_.any(); }
    // Those that the texts name.
    std::vector<EmojiEntity> in(std::span<const std::string_view> texts) const;

private:
    const services::Emojis& emojis_;
    const services::Instance& instance_;
};

} // namespace kith::mastodon
