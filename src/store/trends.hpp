// What many different people have been using, sharing and liking lately. Each of these reads many rows, but no more
// than the newest `scanned`: for what is kept ready, not for every request. Only public posts of people who are neither
// limited nor suspended count.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"
#include "domain/status.hpp"
#include "store/tags.hpp"

#include <vector>

namespace kith::store {

struct TrendingTag {
    Tag tag;
    std::int64_t people = 0;
};

struct TrendingStatus {
    StatusId id;
    std::int64_t people = 0; // who favourited or boosted it, its author left out
};

struct TrendingLink {
    Card card;
    std::int64_t people = 0;
};

class Trends {
public:
    static constexpr int scanned = 20'000;

    virtual ~Trends() = default;

    // Since then, by most people, at least `people`.
    virtual Result<std::vector<TrendingTag>> tags(Time since, int people, int limit) const = 0;
    // Neither replies, sensitive ones, nor ones of people who don't want to be discovered.
    virtual Result<std::vector<TrendingStatus>> statuses(Time since, int people, int limit) const = 0;
    // Links that have a preview.
    virtual Result<std::vector<TrendingLink>> links(Time since, int people, int limit) const = 0;
    // As Tags::histories, of links' cards.
    virtual Result<std::vector<std::vector<TagDay>>> link_histories(std::span<const std::int64_t> cards, Time now,
                                                                    int days) const = 0;
    // Public posts with this link, newest first.
    virtual Result<std::vector<StatusId>> with_link(std::string_view url, const Page& page) const = 0;
};

} // namespace kith::store
