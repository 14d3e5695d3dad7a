// Timelines as ids. Home and list timelines are written when a status is posted; the others are read off the statuses.
#pragma once

#include "core/result.hpp"
#include "domain/status.hpp"
#include "store/page.hpp"

#include <span>
#include <vector>

namespace kith::store {

struct PublicSelection {
    bool local_only = false;
    bool remote_only = false;
    bool only_media = false;
};

class Timelines {
public:
    virtual ~Timelines() = default;

    // All newest first.
    virtual Result<std::vector<StatusId>> home(AccountId account, const Page& page) const = 0;
    virtual Result<std::vector<StatusId>> list(ListId list, const Page& page) const = 0;
    virtual Result<std::vector<StatusId>> public_(const PublicSelection& selection, const Page& page) const = 0;
    // Public statuses with the tag; `all`: also with each of these, `none`: with none of these.
    virtual Result<std::vector<StatusId>> tagged(TagId tag, std::span<const TagId> any, std::span<const TagId> all,
                                                 std::span<const TagId> none, const PublicSelection& selection,
                                                 const Page& page) const = 0;

    virtual Result<void> add_to_home(StatusId status, std::span<const AccountId> accounts) = 0;
    virtual Result<void> add_to_lists(StatusId status, std::span<const ListId> lists) = 0;
    virtual Result<void> remove_everywhere(StatusId status) = 0;
    // The author's statuses and boosts of them leave the account's home (mute, block, unfollow).
    virtual Result<void> remove_author_from_home(AccountId account, AccountId author) = 0;
    // The author's newest statuses enter the account's home (follow), as its follow and the rules of fan-out have it.
    virtual Result<void> add_author_to_home(AccountId account, AccountId author, int newest) = 0;
    // Likewise a list that the author is a member of.
    virtual Result<void> add_author_to_list(ListId list, AccountId author, int newest) = 0;
    // What the list's members wrote or boosted leaves its owner's home (the list became exclusive); what the owner
    // wrote stays.
    virtual Result<void> remove_list_from_home(ListId list) = 0;
    // The newest entries of the list enter its owner's home, but for authors who are in another, exclusive one.
    virtual Result<void> add_list_to_home(ListId list, int newest) = 0;
};

} // namespace kith::store
