#include "mastodon/emoji_presenter.hpp"

namespace kith::mastodon {

EmojiEntity EmojiPresenter::entity(const CustomEmoji& emoji) const {
    EmojiEntity entity{.shortcode = emoji.shortcode,
                       .url = instance_.media_url(emoji.file),
                       .static_url = instance_.media_url(emoji.static_file.empty() ? emoji.file : emoji.static_file),
                       .visible_in_picker = emoji.visible,
                       .category = {}};
    if (!emoji.category.empty()) entity.category = emoji.category;
    return entity;
}

std::vector<EmojiEntity> EmojiPresenter::in(std::span<const std::string_view> texts) const {
    std::vector<EmojiEntity> entities;
    if (!any()) return entities;
    auto now = table();
    for (const auto* emoji : now->named_in(texts))
        entities.push_back(entity(*emoji));
    return entities;
}

} // namespace kith::mastodon
