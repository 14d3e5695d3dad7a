// Announcements: made by admins, read and reacted to by members.
#pragma once

#include "services/emojis.hpp"
#include "services/events.hpp"
#include "services/moderator.hpp"
#include "store/store.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

struct AnnouncementDraft {
    std::string text;
    std::optional<Time> starts_at; // of what it is about
    std::optional<Time> ends_at;   // it is shown until then
    bool all_day = false;
    bool published = true; // false: kept, but shown to nobody yet
};

class Announcements {
public:
    static constexpr std::size_t most_reactions = 8; // different ones to an announcement

    Announcements(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Emojis& emojis)
        : store_(store), clock_(clock), ids_(ids), events_(events), emojis_(emojis) {}

    // These three are kept in the log of moderators, drafts without their words.
    // Shown to everybody at once, unless it is a draft. Errors: invalid (announcement_blank, announcement_too_long,
    // announcement_times).
    Result<AnnouncementId> add(const Moderator& by, AnnouncementDraft draft);
    // Published once, it is shown until it ends or is a draft again. Errors: as add, not_found.
    Result<void> update(const Moderator& by, AnnouncementId id, AnnouncementDraft draft);
    // Errors: not_found.
    Result<void> remove(const Moderator& by, AnnouncementId id);
    // All of them, also those that ended, newest first.
    Result<std::vector<Announcement>> list() const;
    // Looks what another process has changed, and tells of it; the first time it only looks. One thread at a time.
    Result<void> refresh();

    // What a member does. Errors: not_found for one that is not shown (any more).
    Result<void> dismiss(AccountId account, AnnouncementId id);
    // `name`: an emoji or a custom one's shortcode. Errors: invalid (reaction_name, reactions_too_many).
    Result<void> react(AccountId account, AnnouncementId id, std::string_view name);
    Result<void> unreact(AccountId account, AnnouncementId id, std::string_view name);

private:
    Result<Announcement> made_of(AnnouncementDraft draft) const;
    Result<void> check_shown(const store::ReadTx& tx, AnnouncementId id) const;
    void changed(store::WriteTx& tx, AnnouncementId id, bool removed);
    void reacted(store::WriteTx& tx, AnnouncementId id, std::string_view name);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    const Emojis& emojis_;
    std::optional<std::map<AnnouncementId, Time>> seen_; // when each was changed last, as of the last refresh()
};

} // namespace kith::services
