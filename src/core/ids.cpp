#include "core/ids.hpp"

#include <algorithm>
#include <charconv>

namespace kith {

std::optional<std::int64_t> parse_id(std::string_view text) {
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
    return value;
}

IdMaker::IdMaker(const Clock& clock, unsigned node)
    : clock_(clock), node_(static_cast<std::int64_t>(node & 15U) << 12) {}

std::int64_t IdMaker::next() {
    std::scoped_lock lock(mutex_);
    // A counter in (time, sequence) space that skips the node bits: time << 12 | sequence.
    std::int64_t now = clock_.now().time_since_epoch().count() << 12;
    last_ = std::max(now, last_ + 1);
    return (last_ >> 12) << 16 | node_ | (last_ & 0xFFF);
}

std::int64_t IdMaker::at(Time time) {
    std::scoped_lock lock(mutex_);
    return id_at(time) | node_ | (++backdated_ & 0xFFF);
}

} // namespace kith
