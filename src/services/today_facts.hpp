// What Today is made of, read in batches.
#pragma once

#include "relationship/today.hpp"
#include "services/viewers.hpp"
#include "store/store.hpp"

#include <unordered_map>

namespace kith::services {

struct TodayReadings {
    relationship::TodayFacts facts;
    // By author: the newest status by which they wait for an answer.
    std::unordered_map<AccountId, StatusId> waiting;
};

// `day`: the member's, days since 1970; for noted dates.
Result<TodayReadings> read_today(const store::ReadTx& tx, AccountId owner, const Viewer& viewer, std::int32_t day,
                                 Time now);

// How many days from `day` to the next time this date comes round; a 29th of February counts as 1 March in other years.
unsigned days_until(int month, int day_of_month, std::int32_t day);

} // namespace kith::services
