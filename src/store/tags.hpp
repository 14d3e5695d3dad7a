// Hashtags: which statuses have them, who follows or features them.
#pragma once

#include "core/result.hpp"
#include "domain/status.hpp"
#include "store/page.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kith::store {

struct StatusTag {
    StatusId status_id;
    Tag tag;
};

// How often a tag was used on a day. https://docs.joinmastodon.org/entities/Tag/#history
struct TagDay {
    std::int64_t day = 0; // days since 1970, UTC
    std::int64_t uses = 0;
    std::int64_t accounts = 0;
};

struct FeaturedTag {
    std::int64_t id = 0;
    Tag tag;
    std::int64_t statuses_count = 0; // public and unlisted ones
    std::optional<Time> last_status_at;
};

class Tags {
public:
    virtual ~Tags() = default;

    virtual Result<std::optional<Tag>> by_name(std::string_view normalised) const = 0;
    virtual Result<std::vector<StatusTag>> of_statuses(std::span<const StatusId> ids) const = 0;
    // Public uses on each of the last `days` days up to `now`, newest first, days without use included.
    virtual Result<std::vector<TagDay>> history(TagId tag, Time now, int days) const = 0;
    // The same of each of these tags, in their order, in one go.
    virtual Result<std::vector<std::vector<TagDay>>> histories(std::span<const TagId> tags, Time now,
                                                               int days) const = 0;
    // Normalised names that start so, in their order: the exact one is the first.
    virtual Result<std::vector<Tag>> search(std::string_view prefix, int offset, int limit) const = 0;

    // The tag of that name, made if it is new. `name` is normalised.
    virtual Result<TagId> ensure(std::string_view name, std::string_view display_name, TagId id_if_new) = 0;
    // Replaces the tags of a status.
    virtual Result<void> put(StatusId status, AccountId author, std::span<const TagId> tags) = 0;

    virtual Result<bool> follow(AccountId account, TagId tag, std::int64_t id) = 0;
    virtual Result<bool> unfollow(AccountId account, TagId tag) = 0;
    virtual Result<bool> follows(AccountId account, TagId tag) const = 0;
    // Of these tags, those that the account follows, or features.
    virtual Result<std::vector<TagId>> followed_among(AccountId account, std::span<const TagId> tags) const = 0;
    virtual Result<std::vector<TagId>> featured_among(AccountId account, std::span<const TagId> tags) const = 0;
    virtual Result<std::vector<std::pair<std::int64_t, Tag>>> followed(AccountId account, const Page& page) const = 0;
    // Local accounts that follow any of the tags: who gets a new public status.
    virtual Result<std::vector<AccountId>> followers(std::span<const TagId> tags) const = 0;

    // The id it is featured by: the first one's, if it was already.
    virtual Result<std::int64_t> feature(AccountId account, TagId tag, std::int64_t id) = 0;
    virtual Result<bool> unfeature(AccountId account, std::int64_t featured_id) = 0;
    virtual Result<std::vector<FeaturedTag>> featured(AccountId account) const = 0;
    // The account's most used tags, for suggestions.
    virtual Result<std::vector<Tag>> used_by(AccountId account, int limit) const = 0;
};

} // namespace kith::store
