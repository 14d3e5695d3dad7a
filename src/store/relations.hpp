// Who follows, blocks and mutes whom, and what members note about each other.
#pragma once

#include "core/result.hpp"
#include "domain/account.hpp"
#include "store/page.hpp"

#include <span>
#include <string>
#include <vector>

namespace kith::store {

// A member of a paged list of accounts: `position` is what max_id and min_id refer to.
struct Positioned {
    AccountId account_id;
    std::int64_t position = 0;
};

// What `account` has to do with one other. https://docs.joinmastodon.org/entities/Relationship/
struct Relationship {
    AccountId target_id;
    std::optional<Follow> following; // may be pending
    bool followed_by = false;
    bool requested_by = false;
    bool blocking = false;
    bool blocked_by = false;
    bool domain_blocking = false;
    std::optional<Mute> muting;
    bool endorsed = false;
    std::string note;
};

// A member who follows, and what of.
struct LocalFollower {
    AccountId account_id;
    bool show_reblogs = true;
    bool notify = false;
    std::string languages; // comma-separated; empty: all
};

class Relations {
public:
    virtual ~Relations() = default;

    // One for each target, in the given order.
    virtual Result<std::vector<Relationship>> with(AccountId account, std::span<const AccountId> targets) const = 0;

    virtual Result<std::optional<Follow>> follow(AccountId account, AccountId target) const = 0;
    // Inserts, or replaces the options and `pending` of an existing one, which keeps its id.
    virtual Result<void> put_follow(const Follow& follow) = 0;
    // Whether there was one.
    virtual Result<bool> remove_follow(AccountId account, AccountId target) = 0;
    virtual Result<std::vector<Positioned>> followers(AccountId account, bool pending, const Page& page) const = 0;
    virtual Result<std::vector<Positioned>> following(AccountId account, bool pending, const Page& page) const = 0;
    virtual Result<std::int64_t> count_pending_followers(AccountId account) const = 0;
    // Accounts of a domain that follow or asked to.
    virtual Result<std::vector<Follow>> followers_from(AccountId account, std::string_view domain) const = 0;
    // Who gets a new status (no pending follows), in order of their ids.
    virtual Result<std::vector<LocalFollower>> local_followers(AccountId account) const = 0;
    virtual Result<std::vector<AccountId>> all_following(AccountId account) const = 0;
    // Of `candidates`, those that `account` follows.
    virtual Result<std::vector<AccountId>> followed_among(AccountId account,
                                                          std::span<const AccountId> candidates) const = 0;
    // Of `candidates`, those that follow `account`.
    virtual Result<std::vector<AccountId>> followers_among(AccountId account,
                                                           std::span<const AccountId> candidates) const = 0;
    // Of `candidates`, those that block or mute `target` (mutes that have not expired): they see nothing of it.
    virtual Result<std::vector<AccountId>> hiding(AccountId target, std::span<const AccountId> candidates,
                                                  Time now) const = 0;
    // People whom `account` follows and who follow the target; who followed last comes first.
    virtual Result<std::vector<AccountId>> familiar_followers(AccountId account, AccountId target, int limit) const = 0;

    // Blocking, muting, endorsing again keeps the first id.
    virtual Result<void> block(AccountId account, AccountId target, std::int64_t id) = 0;
    virtual Result<bool> unblock(AccountId account, AccountId target) = 0;
    virtual Result<std::vector<Positioned>> blocks(AccountId account, const Page& page) const = 0;
    // Both directions at once: whom it blocks and who blocks it.
    virtual Result<std::vector<AccountId>> blocked_either_way(AccountId account) const = 0;
    // Of `candidates`, those with a block between them and `account`, either way, of an account or of its domain.
    virtual Result<std::vector<AccountId>> blocked_among(AccountId account,
                                                         std::span<const AccountId> candidates) const = 0;

    // An expired mute stays in every answer but `hiding` until it is taken back: look at expires_at.
    virtual Result<void> put_mute(const Mute& mute) = 0;
    virtual Result<bool> unmute(AccountId account, AccountId target) = 0;
    virtual Result<std::vector<Positioned>> mutes(AccountId account, const Page& page) const = 0;
    virtual Result<std::vector<Mute>> all_mutes(AccountId account) const = 0;

    virtual Result<void> block_domain(AccountId account, std::string_view domain, std::int64_t id) = 0;
    virtual Result<bool> unblock_domain(AccountId account, std::string_view domain) = 0;
    // Newest first, with positions as paging ids.
    virtual Result<std::vector<std::pair<std::int64_t, std::string>>> domain_blocks(AccountId account,
                                                                                    const Page& page) const = 0;

    // An empty comment removes the note.
    virtual Result<void> put_note(AccountId account, AccountId target, std::string_view comment) = 0;
    virtual Result<void> endorse(AccountId account, AccountId target, std::int64_t id) = 0;
    virtual Result<bool> unendorse(AccountId account, AccountId target) = 0;
    virtual Result<std::vector<Positioned>> endorsements(AccountId account, const Page& page) const = 0;
};

} // namespace kith::store
