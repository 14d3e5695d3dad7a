// The server's custom emojis, kept in memory.
#pragma once

#include "domain/emoji.hpp"
#include "services/events.hpp"
#include "services/moderator.hpp"
#include "store/store.hpp"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

// Immutable once made.
class EmojiTable {
public:
    EmojiTable() = default;
    explicit EmojiTable(std::vector<CustomEmoji> all);

    bool empty() const { return all_.empty(); }
    const std::vector<CustomEmoji>& all() const { return all_; }
    const CustomEmoji* find(std::string_view shortcode) const;
    // Those that the texts name, each once, in order of appearance.
    std::vector<const CustomEmoji*> named_in(std::span<const std::string_view> texts) const;

private:
    std::vector<CustomEmoji> all_;
    std::map<std::string, std::size_t, std::less<>> places_;
};

// Thread-safe.
class Emojis {
public:
    Emojis(store::Store& store, IdMaker& ids, Events& events)
        : store_(store), ids_(ids), events_(events), table_(std::make_shared<EmojiTable>()) {}

    // Whether there are any: no work is due where there are none.
    bool any() const { return any_.load(std::memory_order_relaxed); }
    // Those that are not disabled. Quick; any thread. Empty until the first refresh().
    std::shared_ptr<const EmojiTable> table() const;

    // Kept in the log. The files are below the media folder already. One of the same shortcode is replaced. Errors:
    // invalid (emoji_shortcode, emoji_category).
    Result<void> put(const Moderator& by, CustomEmoji emoji);
    // All of them, also those that are disabled.
    Result<std::vector<CustomEmoji>> list() const;
    // Kept in the log. Gives what it was, so that its files can go. Errors: not_found.
    Result<CustomEmoji> remove(const Moderator& by, std::string_view shortcode);
    // Looks whether another process has changed them; at start, and now and then.
    Result<void> refresh();

private:
    // `expected`: what changes_ has to be still; a table read before a change must not come after it.
    bool replace(std::vector<CustomEmoji> all, std::optional<std::uint64_t> expected);

    store::Store& store_;
    IdMaker& ids_;
    Events& events_;
    std::atomic<bool> any_{false};
    mutable std::mutex mutex_;
    std::shared_ptr<const EmojiTable> table_;
    std::uint64_t changes_ = 0;
};

} // namespace kith::services
