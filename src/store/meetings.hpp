// How people come to know each other: newcomers at the door with what is known of them in public, and meetings in
// person.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "store/page.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kith::store {

// A follower, or one who asked to follow. `follow_id` is a snowflake: since when.
struct AtDoor {
    AccountId account_id;
    std::int64_t follow_id = 0;
    bool pending = false;
};

// Own public posts (not boosts).
struct PostingHabits {
    AccountId account_id;
    std::int64_t posts = 0;
    std::int64_t replies = 0; // to others
    std::int64_t pitches = 0;
    std::int64_t asks = 0;
};

// Messages to an account that everybody may read.
struct AnsweringHabits {
    AccountId account_id;
    std::int64_t received = 0;
    std::int64_t answered = 0; // in the same conversation
};

struct PublicPost {
    StatusId id;
    AccountId account_id;
    std::string words; // as typed, or HTML from elsewhere
    bool html = false;
    std::string language;
};

// A code that a member shows. Only its digest is kept.
struct MeetingCode {
    AccountId account_id;
    std::string digest;
    Time made_at;
    Time expires_at;
};

// `id` is a snowflake: when.
struct Meeting {
    AccountId account_id;
    AccountId target_id;
    std::int64_t id = 0;
};

class Meetings {
public:
    virtual ~Meetings() = default;

    // Requests, and followers since then whom the account neither follows (or asked to), spoke to or met, nor told to
    // stay; nobody it blocks or mutes, no suspended ones. By the follow's id.
    virtual Result<std::vector<AtDoor>> at_door(AccountId account, Time since, const Page& page) const = 0;
    // This one, whatever the account did about them; none if they neither follow nor asked to.
    virtual Result<std::optional<AtDoor>> follower(AccountId account, AccountId target) const = 0;
    // They stay a follower, and are no longer at the door.
    virtual Result<void> leave(AccountId account, AccountId target) = 0;
    // Takes `leave` back.
    virtual Result<void> look_again(AccountId account, AccountId target) = 0;

    // What everybody may read of these accounts since then; those without any are left out.
    virtual Result<std::vector<PostingHabits>> posting(std::span<const AccountId> ids, Time since) const = 0;
    virtual Result<std::vector<AnsweringHabits>> answering(std::span<const AccountId> ids, Time since) const = 0;
    // The newest `each` of every account, newest first.
    virtual Result<std::vector<PublicPost>> newest_posts(std::span<const AccountId> ids, Time since,
                                                         int each) const = 0;
    // Hashtags that they used, by account; those used most come first.
    virtual Result<std::vector<std::pair<AccountId, std::string>>> tags_used(std::span<const AccountId> ids,
                                                                             Time since) const = 0;
    virtual Result<std::vector<std::pair<AccountId, std::string>>>
    tags_featured(std::span<const AccountId> ids) const = 0;
    virtual Result<std::vector<std::pair<AccountId, std::string>>> languages(std::span<const AccountId> ids,
                                                                             Time since) const = 0;
    // One of `one` and one of `another` who have spoken to each other, both ways, where everybody may read it.
    virtual Result<std::vector<std::pair<AccountId, AccountId>>> talking(std::span<const AccountId> one,
                                                                         std::span<const AccountId> another) const = 0;
    // Everybody with whom one of these has spoken so, at most `each` of one account.
    virtual Result<std::vector<std::pair<AccountId, AccountId>>> partners(std::span<const AccountId> ids,
                                                                          int each) const = 0;
    // One of `followers` who follows one of `ids` and does not hide it.
    virtual Result<std::vector<std::pair<AccountId, AccountId>>> following(std::span<const AccountId> followers,
                                                                           std::span<const AccountId> ids) const = 0;
    // Local accounts that joined since then, may be seen and are open about themselves (discoverable), newest first,
    // and whether anybody has spoken to them in public.
    virtual Result<std::vector<std::pair<AccountId, bool>>> joined(Time since, int limit) const = 0;

    // In place of an earlier one of the account.
    virtual Result<void> put_code(const MeetingCode& code) = 0;
    virtual Result<std::optional<MeetingCode>> code(std::string_view digest, Time now) const = 0;
    virtual Result<std::optional<MeetingCode>> code_of(AccountId account, Time now) const = 0;
    virtual Result<void> remove_code(AccountId account) = 0;
    virtual Result<void> remove_expired_codes(Time now) = 0;

    // Both rows; false: they have met before, and that stays.
    virtual Result<bool> put_meeting(AccountId one, AccountId another, std::int64_t id) = 0;
    virtual Result<bool> remove_meeting(AccountId one, AccountId another) = 0;
    // Newest first; nobody with whom there is a block.
    virtual Result<std::vector<Meeting>> meetings(AccountId account, const Page& page) const = 0;
    virtual Result<std::optional<Meeting>> meeting(AccountId account, AccountId target) const = 0;
};

} // namespace kith::store
