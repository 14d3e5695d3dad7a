#include "services/viewers.hpp"

namespace kith::services {
namespace {

constexpr std::size_t kept_at_most = 2000; // members; a reload costs a few queries

Result<std::shared_ptr<const Viewer>> load(const store::ReadTx& tx, AccountId id, Time now) {
    auto viewer = std::make_shared<Viewer>();
    viewer->id = id;
    viewer->valid_until = now + std::chrono::hours(24);
    for (auto other : TRY(tx.relations().blocked_either_way(id)))
        viewer->blocked.insert(other);
    for (const auto& mute : TRY(tx.relations().all_mutes(id))) {
        if (mute.expires_at && *mute.expires_at <= now) continue;
        if (mute.expires_at) viewer->valid_until = std::min(viewer->valid_until, *mute.expires_at);
        viewer->muted.insert(mute.target_id);
        if (mute.hide_notifications) viewer->unheard.insert(mute.target_id);
    }
    store::Page all{.limit = 10'000};
    for (auto& [position, domain] : TRY(tx.relations().domain_blocks(id, all)))
        viewer->domains.insert(std::move(domain));
    auto filters = TRY(tx.filters().of_account(id));
    std::erase_if(filters, [&](const Filter& filter) { return !filter.is_active(now); });
    for (const auto& filter : filters)
        if (filter.expires_at) viewer->valid_until = std::min(viewer->valid_until, *filter.expires_at);
    if (!filters.empty()) viewer->filters = CompiledFilters(std::move(filters));
    return viewer;
}

} // namespace

Viewers::Viewers(const Clock& clock, Events& events) : clock_(clock) {
    events.listen([this](const Event& event) {
        const auto* changed = std::get_if<ViewerChanged>(&event);
        bool all = std::holds_alternative<EverythingChanged>(event);
        if (changed == nullptr && !all) return;
        std::scoped_lock lock(mutex_);
        if (all)
            kept_.clear();
        else
            kept_.erase(changed->id);
        changed_ = std::chrono::steady_clock::now();
    });
}

Result<std::shared_ptr<const Viewer>> Viewers::get(const store::ReadTx& tx, AccountId id) {
    static const auto stranger = std::make_shared<const Viewer>();
    if (!id) return stranger;
    auto now = clock_.now();
    {
        std::scoped_lock lock(mutex_);
        auto found = kept_.find(id);
        if (found != kept_.end() && found->second->valid_until > now) return found->second;
    }
    auto viewer = TRY(load(tx, id, now));
    std::scoped_lock lock(mutex_);
    // The snapshot of `tx` may be older than a change that came meanwhile; then this is good for this request alone.
    if (changed_ < tx.began()) {
        if (kept_.size() >= kept_at_most) kept_.clear();
        kept_[id] = viewer;
    }
    return viewer;
}

} // namespace kith::services
