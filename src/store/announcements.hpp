// What admins tell all members, who has read it, and how they react.
#pragma once

#include "core/result.hpp"
#include "domain/announcement.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::store {

struct AnnouncementReaction {
    AnnouncementId announcement_id;
    std::string name; // an emoji, or a custom one's shortcode
    std::int64_t count = 0;
    bool mine = false;
};

class Announcements {
public:
    virtual ~Announcements() = default;

    // Newest first.
    virtual Result<std::vector<Announcement>> all() const = 0;
    virtual Result<std::optional<Announcement>> by_id(AnnouncementId id) const = 0;
    // Of these, those that the account has dismissed.
    virtual Result<std::vector<AnnouncementId>> read_by(AccountId account,
                                                        std::span<const AnnouncementId> ids) const = 0;
    // In the order in which a name was first used. `viewer` may be none.
    virtual Result<std::vector<AnnouncementReaction>> reactions(std::span<const AnnouncementId> ids,
                                                                AccountId viewer) const = 0;

    virtual Result<void> insert(const Announcement& announcement) = 0;
    // not_found.
    virtual Result<void> update(const Announcement& announcement) = 0;
    virtual Result<bool> remove(AnnouncementId id) = 0;
    virtual Result<void> set_read(AnnouncementId id, AccountId account) = 0;
    // These say whether anything changed.
    virtual Result<bool> react(AnnouncementId id, AccountId account, std::string_view name, std::int64_t at) = 0;
    virtual Result<bool> unreact(AnnouncementId id, AccountId account, std::string_view name) = 0;
};

} // namespace kith::store
