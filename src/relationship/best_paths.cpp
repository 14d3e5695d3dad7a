#include "relationship/best_paths.hpp"

#include <algorithm>
#include <functional>

namespace kith::relationship {
namespace {

using Steps = std::vector<std::vector<StepTie>>;

// For each tie, in order, the weakest tie of the best way that leads over it.
std::vector<std::vector<PackedStrength>> best_over(const Steps& steps, std::size_t places, std::uint32_t source,
                                                   std::uint32_t target) {
    constexpr PackedStrength unlimited = 65535;
    std::vector<PackedStrength> before(places, 0);
    std::vector<PackedStrength> after(places, 0);
    before[source] = after[target] = unlimited;
    for (const auto& ties : steps)
        for (const auto& tie : ties)
            before[tie.to] = std::max(before[tie.to], std::min(before[tie.from], tie.strength));
    for (auto ties = steps.rbegin(); ties != steps.rend(); ++ties)
        for (const auto& tie : *ties)
            after[tie.from] = std::max(after[tie.from], std::min(after[tie.to], tie.strength));
    std::vector<std::vector<PackedStrength>> over(steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
        over[i].reserve(steps[i].size());
        for (const auto& tie : steps[i])
            over[i].push_back(std::min({before[tie.from], tie.strength, after[tie.to]}));
    }
    return over;
}

// How many ways use only ties with at least this bound; stops counting at k.
std::size_t count_ways(const Steps& steps, const std::vector<std::vector<PackedStrength>>& over, PackedStrength bound,
                       std::size_t places, std::uint32_t source, std::uint32_t target, std::size_t k) {
    std::vector<std::size_t> ways(places, 0);
    ways[source] = 1;
    for (std::size_t i = 0; i < steps.size(); ++i)
        for (std::size_t j = 0; j < steps[i].size(); ++j)
            if (over[i][j] >= bound) ways[steps[i][j].to] = std::min(k, ways[steps[i][j].to] + ways[steps[i][j].from]);
    return ways[target];
}

// The highest bound that leaves at least k ways, or nearly so: a little lower does no harm. All ways better than those
// it leaves out have a weakest tie of at least the bound.
PackedStrength bound_for(const Steps& steps, const std::vector<std::vector<PackedStrength>>& over, std::size_t places,
                         std::uint32_t source, std::uint32_t target, std::size_t k) {
    std::vector<PackedStrength> all;
    for (const auto& each : over)
        all.insert(all.end(), each.begin(), each.end());
    PackedStrength best = *std::ranges::max_element(all);
    if (k == 1 || count_ways(steps, over, best, places, source, target, k) >= k) return best;
    for (std::size_t take = 2 * k * steps.size(); take < all.size(); take *= 4) {
        std::ranges::nth_element(all, all.begin() + std::ptrdiff_t(take), std::greater{});
        if (count_ways(steps, over, all[take], places, source, target, k) >= k) return all[take];
    }
    return 0;
}

struct Label {
    PackedStrength weakest;
    std::uint32_t total;
    std::uint32_t previous; // label
    std::uint32_t place;
};

bool better(const Label& a, const Label& b) {
    return a.weakest != b.weakest ? a.weakest > b.weakest : a.total > b.total;
}

// Drops every label that k others at its place beat or equal in both respects: whatever follows, they stay ahead.
void keep_best(std::vector<Label>& labels, std::size_t k) {
    if (labels.size() <= k) return;
    std::ranges::sort(labels, better);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        std::size_t beaten = 0;
        for (std::size_t j = 0; j < kept && beaten < k; ++j)
            if (labels[j].total >= labels[i].total) ++beaten;
        if (beaten < k) labels[kept++] = labels[i];
    }
    labels.resize(kept);
}

} // namespace

std::vector<RankedWay> best_ways(const Steps& steps, std::size_t places, std::uint32_t source, std::uint32_t target,
                                 std::size_t k) {
    if (steps.empty() || k == 0) return {};
    auto over = best_over(steps, places, source, target);
    auto bound = bound_for(steps, over, places, source, target, k);

    std::vector<Label> labels{{65535, 0, 0, source}};
    std::size_t layer_begin = 0;
    std::vector<std::uint32_t> bucket_of(places, 0xFFFFFFFF);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> range_of(places, {0, 0}); // labels of a place in this layer
    range_of[source] = {0, 1};
    std::vector<std::vector<Label>> buckets;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        buckets.clear();
        for (std::size_t j = 0; j < steps[i].size(); ++j) {
            if (over[i][j] < bound) continue;
            const auto& tie = steps[i][j];
            auto& bucket = bucket_of[tie.to];
            if (bucket == 0xFFFFFFFF) {
                bucket = std::uint32_t(buckets.size());
                buckets.emplace_back();
            }
            for (auto label = range_of[tie.from].first; label < range_of[tie.from].second; ++label)
                buckets[bucket].push_back(
                    {std::min(labels[label].weakest, tie.strength), labels[label].total + tie.strength, label, tie.to});
            if (buckets[bucket].size() > 4 * k + 64) keep_best(buckets[bucket], k);
        }
        layer_begin = labels.size();
        for (auto& bucket : buckets) {
            keep_best(bucket, k);
            if (bucket.empty()) continue;
            range_of[bucket.front().place] = {std::uint32_t(labels.size()),
                                              std::uint32_t(labels.size() + bucket.size())};
            labels.insert(labels.end(), bucket.begin(), bucket.end());
        }
    }

    std::vector<std::uint32_t> ends;
    for (auto i = layer_begin; i < labels.size(); ++i)
        ends.push_back(std::uint32_t(i));
    std::ranges::sort(ends, [&](std::uint32_t a, std::uint32_t b) { return better(labels[a], labels[b]); });
    if (ends.size() > k) ends.resize(k);
    std::vector<RankedWay> ways;
    for (auto end : ends) {
        RankedWay way;
        way.weakest = labels[end].weakest;
        way.total = labels[end].total;
        way.places.resize(steps.size() + 1);
        auto label = end;
        for (std::size_t i = steps.size() + 1; i-- > 0; label = labels[label].previous)
            way.places[i] = labels[label].place;
        ways.push_back(std::move(way));
    }
    return ways;
}

} // namespace kith::relationship
