// Ids: 64-bit snowflakes, (milliseconds since 1970 << 16 | node << 12 | sequence), so that they sort by time.
// Printed and read as decimal strings at every door; 0 is "no id".
#pragma once

#include "core/clock.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

// An id that cannot be mistaken for another noun's.
template <class Tag>
struct Id {
    std::int64_t value = 0;

    constexpr explicit operator bool() const { return value != 0; }
    friend constexpr auto operator<=>(Id, Id) = default;
    std::string str() const { return std::to_string(value); }
};

using AccountId = Id<struct AccountTag>;
using UserId = Id<struct UserTag>;
using StatusId = Id<struct StatusTag>;
using MediaId = Id<struct MediaTag>;
using PollId = Id<struct PollTag>;
using NotificationId = Id<struct NotificationTag>;
using ConversationId = Id<struct ConversationTag>;
using ListId = Id<struct ListTag>;
using FilterId = Id<struct FilterTag>;
using FilterKeywordId = Id<struct FilterKeywordTag>;
using FilterStatusId = Id<struct FilterStatusTag>;
using ApplicationId = Id<struct ApplicationTag>;
using TokenId = Id<struct TokenTag>;
using SessionId = Id<struct SessionTag>;
using TagId = Id<struct TagTag>;
using ReportId = Id<struct ReportTag>;
using AnnouncementId = Id<struct AnnouncementTag>;
using JobId = Id<struct JobTag>;
using InviteId = Id<struct InviteTag>;
using RuleId = Id<struct RuleTag>;

// Decimal digits, as to_string made them; nullopt for anything else, for 0, and for what does not fit.
std::optional<std::int64_t> parse_id(std::string_view text);

template <class I>
std::optional<I> parse_id_as(std::string_view text) {
    auto value = parse_id(text);
    return value ? std::optional<I>(I{*value}) : std::nullopt;
}

// The moment an id was made, to the millisecond.
constexpr Time time_of_id(std::int64_t id) { return Time(std::chrono::milliseconds(id >> 16)); }

// The smallest id of a moment: range bounds for "since" and "until".
constexpr std::int64_t id_at(Time time) { return time.time_since_epoch().count() << 16; }

// Makes ids that only grow, also when the clock goes back. Thread-safe.
class IdMaker {
public:
    // node: 0..15, different for each process that shares a database.
    explicit IdMaker(const Clock& clock, unsigned node = 0);

    std::int64_t next();
    // An id for something that happened at `time` (imports, demo data): unique within this process as long as fewer
    // than 4,096 share a millisecond.
    std::int64_t at(Time time);

    template <class I>
    I make() {
        return I{next()};
    }

private:
    const Clock& clock_;
    std::int64_t node_;
    std::mutex mutex_;
    std::int64_t last_ = 0;
    std::uint32_t backdated_ = 0;
};

} // namespace kith

template <class Tag>
struct std::hash<kith::Id<Tag>> {
    std::size_t operator()(kith::Id<Tag> id) const noexcept {
        // Low bits of a snowflake are its sequence: mix, or buckets collide.
        return static_cast<std::size_t>(static_cast<std::uint64_t>(id.value) * 0x9E3779B97F4A7C15ULL >> 7);
    }
};
