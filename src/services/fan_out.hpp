// Whose home and list timelines a new status enters.
#pragma once

#include "store/store.hpp"

#include <span>
#include <vector>

namespace kith::services {

struct Recipients {
    std::vector<AccountId> home;
    std::vector<AccountId> notify; // followers who asked to be told of each post
    std::vector<ListId> lists;
};

// Followers of the author, by these rules: a boost goes to those who want the author's boosts and don't hide the
// boosted author; a reply to somebody else only to those who follow both; a direct status to nobody but the author (it
// is in conversations); posts in other languages than a follower chose for this author are left out; followers of one
// of the tags get public ones. What an account of an exclusive list writes stays out of that member's home.
// Lists get what their owner's home would, and replies as their policy says; replies to the owner always.
// `original`: the boosted status. Within a write transaction, before add_to_home.
Result<Recipients> recipients_of(const store::ReadTx& tx, const Status& status, const Status* original,
                                 std::span<const TagId> tags, Time now);

} // namespace kith::services
