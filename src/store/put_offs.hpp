// Today's lists as they were made, and what members put off. See relationship/today.hpp.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "relationship/today.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace kith::store {

struct PutOffRow {
    std::int64_t id = 0;
    relationship::PutOff put_off; // until == Time::max(): for good
    bool done = false;            // it rests because it was done, not because the member put it off
};

enum class EntryState : std::uint8_t { open, done, put_off };

// An entry of the list of one day.
struct ListedEntry {
    std::int64_t id = 0;  // a snowflake: when it was made
    std::int32_t day = 0; // the member's, days since 1970
    relationship::TodayEntry entry;
    EntryState state = EntryState::open;
};

class PutOffs {
public:
    virtual ~PutOffs() = default;

    // Those that hold now, newest first.
    virtual Result<std::vector<PutOffRow>> of(AccountId account, Time now) const = 0;
    virtual Result<void> insert(AccountId account, const PutOffRow& row) = 0;
    virtual Result<bool> remove(AccountId account, std::int64_t id) = 0;
    virtual Result<void> remove_expired(Time now) = 0;

    // In their order; without those whose account, second or status is gone.
    virtual Result<std::vector<ListedEntry>> listed(AccountId account, std::int32_t day) const = 0;
    // Whether the list of that day was made (it may be empty).
    virtual Result<bool> is_made(AccountId account, std::int32_t day) const = 0;
    // The list of that day, in place of any earlier one.
    virtual Result<void> put_list(AccountId account, std::int32_t day, std::span<const ListedEntry> entries) = 0;
    virtual Result<std::optional<ListedEntry>> entry(AccountId account, std::int64_t id) const = 0;
    virtual Result<void> set_state(std::int64_t id, EntryState state) = 0;
};

} // namespace kith::store
