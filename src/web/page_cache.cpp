#include "web/page_cache.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "web/layout.hpp"

#include <algorithm>

namespace kith::web {

KeptPage keep(std::string html, std::vector<std::int64_t> shows) {
    auto etag = "\"" + to_hex(sha256(html)).substr(0, 20) + "\"";
    return {std::make_shared<const std::string>(std::move(html)), std::move(etag), std::move(shows)};
}

http::Response answer(const http::Request& request, const KeptPage& page) {
    auto known = http::not_modified(request, page.etag);
    http::Response response = known ? std::move(*known) : http::Response();
    if (!known) {
        response.content_type = "text/html; charset=utf-8";
        response.body = page.html;
        response.header("ETag", page.etag);
    }
    response.header("Cache-Control", "public, max-age=0, must-revalidate");
    response.header("Vary", "Accept, Accept-Language, Cookie");
    secure(response);
    return response;
}

PageCache::PageCache(services::Events& events, std::size_t bytes) : limit_(bytes) {
    events.listen([this](const services::Event& event) {
        using namespace services;
        if (const auto* posted = std::get_if<StatusPosted>(&event))
            changed(posted->author.value);
        else if (const auto* edited = std::get_if<StatusChanged>(&event))
            changed(edited->id.value);
        else if (const auto* removed = std::get_if<StatusRemoved>(&event))
            changed(removed->id.value);
        else if (const auto* account = std::get_if<AccountChanged>(&event))
            changed(account->id.value);
        else if (std::holds_alternative<SettingsChanged>(event) || std::holds_alternative<EverythingChanged>(event))
            clear();
    });
}

std::shared_ptr<const KeptPage> PageCache::get(const std::string& path) const {
    std::scoped_lock lock(mutex_);
    auto found = pages_.find(path);
    return found == pages_.end() ? nullptr : found->second;
}

std::uint64_t PageCache::epoch() const {
    std::scoped_lock lock(mutex_);
    return now_;
}

void PageCache::put(const std::string& path, std::shared_ptr<const KeptPage> page, std::uint64_t epoch) {
    std::scoped_lock lock(mutex_);
    if (cleared_ > epoch) return;
    for (auto id : page->shows)
        if (last_change(id) > epoch) return;
    drop(path);
    auto bytes = page->html->size() + 64 * page->shows.size() + 256;
    if (bytes_ + bytes > limit_) {
        pages_.clear();
        showing_.clear();
        bytes_ = 0;
    }
    bytes_ += bytes;
    for (auto id : page->shows)
        showing_[id].push_back(path);
    pages_[path] = std::move(page);
}

void PageCache::changed(std::int64_t id) {
    std::scoped_lock lock(mutex_);
    last_change(id) = ++now_;
    auto found = showing_.find(id);
    if (found == showing_.end()) return;
    auto paths = std::move(found->second);
    showing_.erase(found);
    for (const auto& path : paths)
        drop(path);
}

void PageCache::drop(const std::string& path) {
    auto found = pages_.find(path);
    if (found == pages_.end()) return;
    bytes_ -= found->second->html->size() + 64 * found->second->shows.size() + 256;
    for (auto id : found->second->shows) {
        auto entry = showing_.find(id);
        if (entry == showing_.end()) continue;
        std::erase(entry->second, path);
        if (entry->second.empty()) showing_.erase(entry);
    }
    pages_.erase(found);
}

void PageCache::clear() {
    std::scoped_lock lock(mutex_);
    cleared_ = ++now_;
    pages_.clear();
    showing_.clear();
    bytes_ = 0;
}

} // namespace kith::web
