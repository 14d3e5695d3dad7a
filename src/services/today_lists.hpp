// Today: each member's list of a day, made when it is first asked for and then kept, so that it stays the same until
// the day is over. Rules are in relationship/today.hpp.
#pragma once

#include "services/door.hpp"
#include "services/viewers.hpp"
#include "store/put_offs.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

struct TodayItem {
    store::ListedEntry listed;
    std::vector<Starter> starters;
};

struct TodayList {
    std::int32_t day = 0; // the member's, days since 1970
    std::vector<TodayItem> items;
    std::size_t done = 0;
};

enum class TodayAnswer : std::uint8_t { done, snooze, never };
std::optional<TodayAnswer> parse_today_answer(std::string_view name);

// Thread-safe.
class TodayLists {
public:
    TodayLists(store::Store& store, const Clock& clock, IdMaker& ids, Viewers& viewers);

    // Without what is done (by a button, or because the member spoke to them since) or put off. Writes the first time
    // a day. Errors: not_found (no login).
    Result<TodayList> get(AccountId owner);
    // `snooze_days` in 1…365. What can be taken back. Errors: not_found.
    Result<store::PutOffRow> answer(AccountId owner, std::int64_t entry, TodayAnswer answer, int snooze_days);
    // What the member put off, until a time or for good; newest first.
    Result<std::vector<store::PutOffRow>> put_off(const store::ReadTx& tx, AccountId owner) const;
    // Takes an answer back, `done` too: what is of today's list is open again. Errors: not_found.
    Result<void> take_back(AccountId owner, std::int64_t put_off);

private:
    Result<std::vector<store::ListedEntry>> make(const store::ReadTx& tx, AccountId owner, std::int32_t day) const;
    Result<TodayList> present(const store::ReadTx& tx, AccountId owner, std::int32_t day) const;

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Viewers& viewers_;
};

} // namespace kith::services
