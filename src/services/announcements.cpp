#include "services/announcements.hpp"

#include "core/text.hpp"
#include "domain/unicode.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kith::services {

void Announcements::changed(store::WriteTx& tx, AnnouncementId id, bool removed) {
    tx.after_commit([this, id, removed] { events_.publish(AnnouncementsChanged{id, removed}); });
}

void Announcements::reacted(store::WriteTx& tx, AnnouncementId id, std::string_view name) {
    tx.after_commit([this, id, name = std::string(name)] { events_.publish(AnnouncementReacted{id, name}); });
}

Result<Announcement> Announcements::made_of(AnnouncementDraft draft) const {
    constexpr std::size_t longest = 5000; // code points
    Announcement made{.id = {},
                      .text = to_valid_utf8(trim(draft.text)),
                      .starts_at = draft.starts_at,
                      .ends_at = draft.ends_at,
                      .all_day = draft.all_day && (draft.starts_at || draft.ends_at),
                      .updated_at = clock_.now()};
    if (made.text.empty()) return invalid("announcement_blank", "An announcement needs words");
    if (count_code_points(made.text) > longest)
        return invalid("announcement_too_long", "An announcement can have at most 5,000 characters");
    if (made.starts_at && made.ends_at && *made.ends_at < *made.starts_at)
        return invalid("announcement_times", "What is announced can't end before it starts");
    return made;
}

Result<AnnouncementId> Announcements::add(const Moderator& by, AnnouncementDraft draft) {
    bool published = draft.published;
    auto announcement = TRY(made_of(std::move(draft)));
    announcement.id = ids_.make<AnnouncementId>();
    if (published) announcement.published = clock_.now();
    return store_.write([&](store::WriteTx& tx) -> Result<AnnouncementId> {
        TRY(tx.announcements().insert(announcement));
        TRY(log_change(tx, ids_, by, "announcement:add", published ? announcement.text : ""));
        if (published) changed(tx, announcement.id, false);
        return announcement.id;
    });
}

Result<void> Announcements::update(const Moderator& by, AnnouncementId id, AnnouncementDraft draft) {
    bool published = draft.published;
    auto announcement = TRY(made_of(std::move(draft)));
    announcement.id = id;
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto before = TRY(tx.announcements().by_id(id));
        if (!before) return not_found();
        if (published) announcement.published = before->published.value_or(clock_.now());
        TRY(tx.announcements().update(announcement));
        if (published || before->published) changed(tx, id, !published);
        return log_change(tx, ids_, by, "announcement:change", published || before->published ? announcement.text : "");
    });
}

Result<void> Announcements::remove(const Moderator& by, AnnouncementId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto before = TRY(tx.announcements().by_id(id));
        if (!before) return not_found();
        TRY(tx.announcements().remove(id));
        changed(tx, id, true);
        return log_change(tx, ids_, by, "announcement:remove", before->published ? before->text : "");
    });
}

Result<std::vector<Announcement>> Announcements::list() const {
    return store_.read([](store::ReadTx& tx) { return tx.announcements().all(); });
}

Result<void> Announcements::refresh() {
    std::map<AnnouncementId, Time> now;
    for (const auto& announcement : TRY(list()))
        if (announcement.published) now.emplace(announcement.id, announcement.updated_at);
    auto before = std::exchange(seen_, now);
    if (!before) return {};
    for (const auto& [id, updated_at] : now) {
        auto known = before->find(id);
        if (known == before->end() || known->second != updated_at) events_.publish(AnnouncementsChanged{id, false});
    }
    for (const auto& [id, updated_at] : *before)
        if (!now.contains(id)) events_.publish(AnnouncementsChanged{id, true});
    return {};
}

Result<void> Announcements::check_shown(const store::ReadTx& tx, AnnouncementId id) const {
    auto announcement = TRY(tx.announcements().by_id(id));
    if (!announcement || !announcement->active(clock_.now())) return not_found();
    return {};
}

Result<void> Announcements::dismiss(AccountId account, AnnouncementId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(check_shown(tx, id));
        return tx.announcements().set_read(id, account);
    });
}

Result<void> Announcements::react(AccountId account, AnnouncementId id, std::string_view name) {
    auto custom = emojis_.table();
    if (!unicode::is_emoji(name) && custom->find(name) == nullptr)
        return invalid("reaction_name", "Validation failed: Name is not a recognized emoji");
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(check_shown(tx, id));
        auto there = TRY(tx.announcements().reactions(std::array{id}, account));
        bool known = std::ranges::find(there, name, &store::AnnouncementReaction::name) != there.end();
        if (!known && there.size() >= most_reactions)
            return invalid("reactions_too_many", "Validation failed: Limit of different reactions reached");
        if (TRY(tx.announcements().react(id, account, name, ids_.next()))) reacted(tx, id, name);
        return {};
    });
}

Result<void> Announcements::unreact(AccountId account, AnnouncementId id, std::string_view name) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(check_shown(tx, id));
        if (TRY(tx.announcements().unreact(id, account, name))) reacted(tx, id, name);
        return {};
    });
}

} // namespace kith::services
