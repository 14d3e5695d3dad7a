#include "services/emojis.hpp"

#include "core/text.hpp"
#include "domain/shortcodes.hpp"

#include <algorithm>

namespace kith::services {

EmojiTable::EmojiTable(std::vector<CustomEmoji> all) : all_(std::move(all)) {
    for (std::size_t at = 0; at < all_.size(); ++at)
        places_.emplace(all_[at].shortcode, at);
}

const CustomEmoji* EmojiTable::find(std::string_view shortcode) const {
    auto found = places_.find(shortcode);
    return found == places_.end() ? nullptr : &all_[found->second];
}

std::vector<const CustomEmoji*> EmojiTable::named_in(std::span<const std::string_view> texts) const {
    std::vector<const CustomEmoji*> named;
    if (empty()) return named;
    for (auto text : texts)
        for (auto shortcode : shortcodes_in(text))
            if (const auto* emoji = find(shortcode); emoji != nullptr && std::ranges::find(named, emoji) == named.end())
                named.push_back(emoji);
    return named;
}

std::shared_ptr<const EmojiTable> Emojis::table() const {
    std::scoped_lock lock(mutex_);
    return table_;
}

bool Emojis::replace(std::vector<CustomEmoji> all, std::optional<std::uint64_t> expected) {
    std::erase_if(all, &CustomEmoji::disabled);
    auto made = std::make_shared<const EmojiTable>(std::move(all));
    {
        std::scoped_lock lock(mutex_);
        if (expected && *expected != changes_) return false;
        ++changes_;
        if (made->all() == table_->all()) return true;
        table_ = std::move(made);
        any_.store(!table_->empty());
    }
    // After the table, so that what is kept ready anew is made with it.
    events_.publish(EmojisChanged{});
    return true;
}

Result<void> Emojis::put(const Moderator& by, CustomEmoji emoji) {
    constexpr std::size_t longest_category = 50;
    if (!is_shortcode(emoji.shortcode))
        return invalid("emoji_shortcode", "A shortcode has letters, digits and _, at least two of them");
    emoji.category = to_valid_utf8(trim(emoji.category));
    if (count_code_points(emoji.category) > longest_category)
        return invalid("emoji_category", "A category can have at most 50 characters");
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto before = TRY(tx.emojis().all());
        bool there = std::ranges::find(before, emoji.shortcode, &CustomEmoji::shortcode) != before.end();
        TRY(tx.emojis().put(emoji));
        tx.after_commit([this, all = TRY(tx.emojis().all())] { replace(all, std::nullopt); });
        return log_change(tx, ids_, by, there ? "emoji:change" : "emoji:add", ":" + emoji.shortcode + ":");
    });
}

Result<CustomEmoji> Emojis::remove(const Moderator& by, std::string_view shortcode) {
    return store_.write([&](store::WriteTx& tx) -> Result<CustomEmoji> {
        auto all = TRY(tx.emojis().all());
        auto found = std::ranges::find(all, shortcode, &CustomEmoji::shortcode);
        if (found == all.end()) return not_found();
        auto removed = *found;
        TRY(tx.emojis().remove(shortcode));
        TRY(log_change(tx, ids_, by, "emoji:remove", ":" + removed.shortcode + ":"));
        all.erase(found);
        tx.after_commit([this, all = std::move(all)] { replace(all, std::nullopt); });
        return removed;
    });
}

Result<std::vector<CustomEmoji>> Emojis::list() const {
    return store_.read([](store::ReadTx& tx) { return tx.emojis().all(); });
}

Result<void> Emojis::refresh() {
    for (;;) {
        std::uint64_t before = 0;
        {
            std::scoped_lock lock(mutex_);
            before = changes_;
        }
        if (replace(TRY(list()), before)) return {};
    }
}

} // namespace kith::services
