// What admins tell all members. https://docs.joinmastodon.org/entities/Announcement/
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <optional>
#include <string>

namespace kith {

struct Announcement {
    AnnouncementId id;
    std::string text;              // as typed
    std::optional<Time> starts_at; // when what it is about starts
    std::optional<Time> ends_at;
    bool all_day = false; // the two are days
    Time updated_at;
    std::optional<Time> published; // none: a draft, which admins alone see

    Time published_at() const { return published.value_or(time_of_id(id.value)); }
    // What has ended is shown no more.
    bool active(Time now) const { return published && (!ends_at || *ends_at > now); }
};

} // namespace kith
