// Custom emojis. https://docs.joinmastodon.org/entities/CustomEmoji/
#pragma once

#include "core/result.hpp"
#include "domain/emoji.hpp"

#include <string_view>
#include <vector>

namespace kith::store {

class Emojis {
public:
    virtual ~Emojis() = default;

    // By category, then shortcode.
    virtual Result<std::vector<CustomEmoji>> all() const = 0;
    // Inserts, or replaces the one of the same shortcode.
    virtual Result<void> put(const CustomEmoji& emoji) = 0;
    virtual Result<bool> remove(std::string_view shortcode) = 0;
};

} // namespace kith::store
