#include "http/stream_queue.hpp"

namespace kith::http {

StreamQueue::StreamQueue(StreamKind kind, std::size_t max_events, std::size_t max_bytes, std::function<void()> wake)
    : kind_(kind), max_events_(max_events), max_bytes_(max_bytes), wake_(std::move(wake)) {}

bool StreamQueue::send(SharedText event, SharedText payload) {
    if (!payload) return false;
    std::lock_guard lock(mutex_);
    if (!wake_ || closing_) return false;
    if (events_.size() >= max_events_ || bytes_ + payload->size() > max_bytes_) {
        events_.clear();
        closing_ = Closing{1008, "too slow", true}; // RFC 6455: policy violation
        wake_(); // also when a wake is due already: nothing may be taken before the slow write ends
        return false;
    }
    bytes_ += payload->size();
    events_.push_back({std::move(event), std::move(payload)});
    wake_locked();
    return true;
}

void StreamQueue::close(std::uint16_t code, std::string reason) {
    std::lock_guard lock(mutex_);
    if (!wake_ || closing_) return;
    reason.resize(std::min<std::size_t>(reason.size(), 120)); // RFC 6455 §5.5: a control frame holds 125 bytes
    closing_ = Closing{code, std::move(reason), false};
    wake_locked();
}

void StreamQueue::wake_locked() {
    if (woken_) return;
    woken_ = true;
    wake_();
}

std::optional<StreamQueue::Event> StreamQueue::take() {
    std::lock_guard lock(mutex_);
    woken_ = false;
    if (events_.empty()) return std::nullopt;
    Event event = std::move(events_.front());
    events_.pop_front();
    bytes_ -= std::min(bytes_, event.payload->size());
    return event;
}

std::optional<StreamQueue::Closing> StreamQueue::closing() {
    std::lock_guard lock(mutex_);
    return events_.empty() ? closing_ : std::nullopt;
}

void StreamQueue::shut() {
    std::lock_guard lock(mutex_);
    wake_ = nullptr;
    events_.clear();
}

} // namespace kith::http
