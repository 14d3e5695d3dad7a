// A bounded cache of things made from the store, that never keeps what a commit has made stale.
//
// Readers call epoch() BEFORE their snapshot begins and give it to put(): what was invalidated since is not kept.
// Eviction is by generations: when the young one is full it becomes the old one, and what is not asked for again goes.
#pragma once

#include <array>
#include <atomic>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace kith::mastodon {

// Thread-safe. Key: an Id.
template <class Key, class Value>
class EntityCache {
public:
    using Pointer = std::shared_ptr<const Value>;

    explicit EntityCache(std::size_t bytes) : bytes_(bytes) {}

    std::uint64_t epoch() const { return now_; }

    // Null if unknown.
    Pointer get(Key key) {
        std::scoped_lock lock(mutex_);
        return find(key);
    }
    // One for each key, null where unknown.
    void get(std::span<const Key> keys, std::vector<Pointer>& found) {
        found.clear();
        found.reserve(keys.size());
        std::scoped_lock lock(mutex_);
        for (auto key : keys)
            found.push_back(find(key));
    }

    void put(Key key, Pointer value, std::size_t bytes, std::uint64_t epoch) {
        std::scoped_lock lock(mutex_);
        if (changed_[bucket(key)] > epoch) return;
        insert(key, std::move(value), bytes);
    }

    void invalidate(Key key) {
        std::scoped_lock lock(mutex_);
        changed_[bucket(key)] = ++now_;
        young_.erase(key);
        old_.erase(key);
    }

    void clear() {
        std::scoped_lock lock(mutex_);
        changed_.fill(++now_);
        young_.clear();
        old_.clear();
        young_bytes_ = 0;
    }

private:
    struct Entry {
        Pointer value;
        std::size_t bytes;
    };

    using Entries = boost::unordered_flat_map<Key, Entry, std::hash<Key>>;

    static std::size_t bucket(Key key) { return std::hash<Key>()(key) % buckets; }

    Pointer find(Key key) {
        if (auto found = young_.find(key); found != young_.end()) return found->second.value;
        auto found = old_.find(key);
        if (found == old_.end()) return nullptr;
        auto entry = std::move(found->second);
        old_.erase(found);
        auto value = entry.value;
        insert(key, std::move(entry.value), entry.bytes);
        return value;
    }

    void insert(Key key, Pointer value, std::size_t bytes) {
        if (young_bytes_ + bytes > bytes_ / 2) {
            old_ = std::exchange(young_, {});
            young_bytes_ = 0;
        }
        young_bytes_ += bytes;
        young_[key] = Entry{std::move(value), bytes};
    }

    static constexpr std::size_t buckets = 4096;
    std::size_t bytes_;
    mutable std::mutex mutex_;
    std::atomic<std::uint64_t> now_ = 0; // changed under the lock
    std::array<std::uint64_t, buckets> changed_{};
    Entries young_;
    Entries old_;
    std::size_t young_bytes_ = 0;
};

} // namespace kith::mastodon
