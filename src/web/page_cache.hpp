// Public pages kept ready as bytes, and dropped when something that they show changes.
#pragma once

#include "http/router.hpp"
#include "services/events.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace kith::web {

// What is the same for everybody who asks.
struct KeptPage {
    http::SharedText html;
    std::string etag; // with its quotes
    // The ids of all accounts and statuses that it shows.
    std::vector<std::int64_t> shows;
};

KeptPage keep(std::string html, std::vector<std::int64_t> shows);
// The page, or 304 if the client has it; asked for again each time, so that what was deleted is gone at once.
http::Response answer(const http::Request& request, const KeptPage& page);

// Thread-safe. When it is full it begins anew: pages are cheap to make.
class PageCache {
public:
    PageCache(services::Events& events, std::size_t bytes);

    std::shared_ptr<const KeptPage> get(const std::string& path) const;
    // Take it before the snapshot that the page is made from begins, and give it to put(): a page that shows what has
    // changed since is not kept.
    std::uint64_t epoch() const;
    void put(const std::string& path, std::shared_ptr<const KeptPage> page, std::uint64_t epoch);

private:
    void changed(std::int64_t id);
    void drop(const std::string& path);
    void clear();
    std::uint64_t& last_change(std::int64_t id) {
        return last_changes_[static_cast<std::uint64_t>(id) * 0x9E3779B97F4A7C15ULL >> 52];
    }

    std::size_t limit_;
    mutable std::mutex mutex_;
    std::size_t bytes_ = 0;
    std::uint64_t now_ = 0;
    std::uint64_t cleared_ = 0;
    std::array<std::uint64_t, 4096> last_changes_{}; // of all ids that share a place
    std::unordered_map<std::string, std::shared_ptr<const KeptPage>> pages_;
    std::unordered_map<std::int64_t, std::vector<std::string>> showing_; // id to paths
};

} // namespace kith::web
