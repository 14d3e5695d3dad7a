#include "services/trends.hpp"

#include <algorithm>
#include <cmath>

namespace kith::services {

using namespace std::chrono_literals;

double trend_score(std::int64_t people, Time posted, Time now) {
    auto days = std::chrono::duration<double, std::ratio<86400>>(now - posted).count();
    return static_cast<double>(people) * std::exp2(-std::max(0.0, days));
}

Result<std::shared_ptr<const TrendList>> Trends::get() {
    {
        std::scoped_lock lock(mutex_);
        if (kept_) return kept_;
    }
    TRY(refresh());
    std::scoped_lock lock(mutex_);
    return kept_;
}

Result<void> Trends::refresh() {
    constexpr int most_tags = 50;
    constexpr int most_statuses = 100;
    constexpr int most_links = 50;
    constexpr int days = 7;
    auto now = clock_.now();
    auto list = TRY(store_.read([&](store::ReadTx& tx) -> Result<TrendList> {
        TrendList made;
        std::vector<TagId> tag_ids;
        for (auto& [tag, people] : TRY(tx.trends().tags(now - 3 * 24h, fewest_people, most_tags))) {
            tag_ids.push_back(tag.id);
            made.tags.push_back(std::move(tag));
        }
        made.tag_histories = TRY(tx.tags().histories(tag_ids, now, days));
        auto statuses = TRY(tx.trends().statuses(now - 7 * 24h, fewest_people, most_statuses));
        std::ranges::sort(statuses, std::ranges::greater(), [&](const auto& status) {
            return std::pair(trend_score(status.people, time_of_id(status.id.value), now), status.id);
        });
        for (const auto& status : statuses)
            made.statuses.push_back(status.id);
        std::vector<std::int64_t> cards;
        for (auto& [card, people] : TRY(tx.trends().links(now - 3 * 24h, fewest_people, most_links))) {
            cards.push_back(card.id);
            made.links.push_back({std::move(card), {}});
        }
        auto histories = TRY(tx.trends().link_histories(cards, now, days));
        for (std::size_t at = 0; at < histories.size(); ++at)
            made.links[at].history = std::move(histories[at]);
        return made;
    }));
    auto ready = std::make_shared<const TrendList>(std::move(list));
    std::scoped_lock lock(mutex_);
    kept_ = std::move(ready);
    return {};
}

} // namespace kith::services
