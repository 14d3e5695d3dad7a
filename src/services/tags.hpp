// Hashtags that members follow and feature.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

#include <string_view>

namespace kith::services {

class Tags {
public:
    static constexpr std::size_t most_featured = 10;

    Tags(store::Store& store, IdMaker& ids) : store_(store), ids_(ids) {}

    // Tags are named in any form, with or without the sign; one that nobody used is made. Doing a thing twice is doing
    // it once. Errors: not_found for what can be no hashtag.
    Result<Tag> follow(AccountId account, std::string_view name);
    Result<Tag> unfollow(AccountId account, std::string_view name);
    // Errors: invalid (tag_invalid, featured_too_many).
    Result<store::FeaturedTag> feature(AccountId account, std::string_view name);
    Result<Tag> unfeature(AccountId account, std::string_view name);
    // Errors: not_found.
    Result<void> unfeature(AccountId account, std::int64_t featured_id);

    // The tag of that name, or one without an id that nobody has used yet. Errors: not_found for what can be no
    // hashtag.
    static Result<Tag> named(const store::ReadTx& tx, std::string_view name);

private:
    Result<Tag> ensure(store::WriteTx& tx, std::string_view name);

    store::Store& store_;
    IdMaker& ids_;
};

} // namespace kith::services
