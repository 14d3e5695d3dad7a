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
    std::vector<std::string> drafts;
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
    // `snooze_days` in 1…365. Errors: not_found.
    Result<void> answer(AccountId owner, std::int64_t entry, TodayAnswer answer, int snooze_days);
    // What was put off for good, and taking it back. Errors: not_found.
    Result<std::vector<store::PutOffRow>> never(const store::ReadTx& tx, AccountId owner) const;
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
