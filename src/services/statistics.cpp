#include "services/statistics.hpp"

#include <algorithm>

namespace kith::services {

using namespace std::chrono_literals;

Time week_of(Time time) {
    auto day = std::chrono::floor<std::chrono::days>(time);
    return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

Result<std::shared_ptr<const ServerFigures>> Statistics::get() {
    {
        std::scoped_lock lock(mutex_);
        if (kept_) return kept_;
    }
    TRY(refresh());
    std::scoped_lock lock(mutex_);
    return kept_;
}

Result<void> Statistics::refresh() {
    auto now = clock_.now();
    auto figures = TRY(store_.read([&](store::ReadTx& tx) -> Result<ServerFigures> {
        ServerFigures made;
        made.counts = TRY(tx.statistics().counts());
        made.active_month = TRY(tx.accounts().count_active_since(now - 28 * 24h));
        made.active_half_year = TRY(tx.accounts().count_active_since(now - 180 * 24h));
        made.domains = TRY(tx.statistics().domains());
        return made;
    }));
    auto ready = std::make_shared<const ServerFigures>(std::move(figures));
    std::scoped_lock lock(mutex_);
    kept_ = std::move(ready);
    return {};
}

Result<std::vector<store::WeekOfActivity>> Statistics::weeks() {
    constexpr int count = 12;
    auto now = clock_.now();
    std::scoped_lock lock(weeks_mutex_);
    if (weeks_.empty() || now - weeks_made_at_ > 1h) {
        weeks_ = TRY(store_.read(
            [&](store::ReadTx& tx) { return tx.statistics().weeks(week_of(now) - (count - 1) * 7 * 24h, count); }));
        std::ranges::reverse(weeks_);
        weeks_made_at_ = now;
    }
    return weeks_;
}

} // namespace kith::services
