// A member's filters (Mastodon API, V2::Filter): words and statuses they do not want to come upon.
#pragma once

#include "core/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

// Where a filter works.
enum class FilterContext : std::uint8_t { home, notifications, public_, thread, account };
std::string_view to_string(FilterContext context); // "public" for public_
std::optional<FilterContext> parse_filter_context(std::string_view text);

// A set of contexts: bit n stands for the context with the value n, also in storage.
class FilterContexts {
public:
    constexpr FilterContexts() = default;
    constexpr explicit FilterContexts(std::uint8_t bits) : bits_(bits & 0x1F) {}
    constexpr void insert(FilterContext context) { bits_ |= 1U << static_cast<unsigned>(context); }
    constexpr bool contains(FilterContext context) const { return bits_ >> static_cast<unsigned>(context) & 1U; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr std::uint8_t bits() const { return bits_; }
    friend constexpr bool operator==(FilterContexts, FilterContexts) = default;

private:
    std::uint8_t bits_ = 0;
};

enum class FilterAction : std::uint8_t {
    warn, // shown behind the filter's title
    hide, // not shown
    blur, // shown with its media behind a warning
};
std::string_view to_string(FilterAction action);
std::optional<FilterAction> parse_filter_action(std::string_view text);

struct FilterKeyword {
    FilterKeywordId id;
    std::string keyword;
    bool whole_word = true;
};

struct FilterStatus {
    FilterStatusId id;
    StatusId status;
};

struct Filter {
    FilterId id;
    std::string title;
    FilterContexts contexts;
    FilterAction action = FilterAction::warn;
    std::optional<Time> expires_at; // never, if absent
    std::vector<FilterKeyword> keywords;
    std::vector<FilterStatus> statuses;

    bool is_active(Time now) const { return !expires_at || *expires_at > now; }
};

} // namespace kith
