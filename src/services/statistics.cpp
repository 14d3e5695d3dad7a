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
        constexpr int weeks = 12;
        ServerFigures made;
        made.counts = TRY(tx.statistics().counts());
        made.active_month = TRY(tx.accounts().count_active_since(now - 28 * 24h));
        made.active_half_year = TRY(tx.accounts().count_active_since(now - 180 * 24h));
        made.weeks = TRY(tx.statistics().weeks(week_of(now) - (weeks - 1) * 7 * 24h, weeks));
        std::ranges::reverse(made.weeks);
        made.domains = TRY(tx.statistics().domains());
        return made;
    }));
    auto ready = std::make_shared<const ServerFigures>(std::move(figures));
    std::scoped_lock lock(mutex_);
    kept_ = std::move(ready);
    return {};
}

} // namespace kith::services
