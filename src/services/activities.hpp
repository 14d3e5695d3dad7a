// What a member is and wrote as ActivityStreams 2.0 (https://www.w3.org/TR/activitystreams-vocabulary/), in the form
// that Mastodon gives its archives. Pure.
#pragma once

#include "domain/account.hpp"
#include "domain/status.hpp"
#include "services/instance.hpp"
#include "json/value.hpp"

#include <string>
#include <vector>

namespace kith::services {

// A status of the member's with what belongs to it.
struct WrittenStatus {
    Status status;
    std::vector<Account> mentioned;
    std::vector<Tag> tags;
    std::vector<Media> media;
    std::optional<Poll> poll;
    // URIs; empty: none, or gone.
    std::string in_reply_to;
    std::string boosted;
    std::string quoted;
};

// Names of files in an archive.
std::string archived_name(const Media& media);                              // "media/113.png"
std::string archived_picture(std::string_view name, std::string_view file); // "avatar.png"

// What the words in the objects below mean: the value of "@context".
json::Value activity_context();
// Create with a Note or Question, or Announce.
json::Value activity_of(const WrittenStatus& written, const Account& author, const Instance& instance);
// Person or Service, with its context.
json::Value actor_of(const Account& account, const Instance& instance);

} // namespace kith::services
