// Following, follow requests, blocking, muting, endorsing and private notes: what members do about each other.
#pragma once

#include "services/events.hpp"
#include "services/notifier.hpp"
#include "services/ties.hpp"
#include "store/store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace kith::services {

// What a follow is to bring; what is not given stays as it is (at first: boosts, no notifications, all languages).
struct FollowOptions {
    std::optional<bool> reblogs;
    std::optional<bool> notify;
    std::optional<std::vector<std::string>> languages; // empty: all
};

// How many accounts one may follow who is followed by so many: 7,500, or a tenth more than follow back.
std::int64_t follow_limit(std::int64_t followers);

// Thread-safe. Every function is one transaction; doing something twice is no error. Where another account is named:
// not_found if it does not exist, forbidden if it is oneself.
class Relations {
public:
    Relations(store::Store& store, const Clock& clock, IdMaker& ids, Events& events);

    // Follows, or asks to if the target is locked or remote or the account is limited; changes the options if it
    // follows or asked already. Errors: not_found (suspended), forbidden (a block between them, or the target moved
    // away), invalid (follow_limit, language).
    Result<void> follow(AccountId account, AccountId target, const FollowOptions& options = {});
    // Or takes the request back. The target leaves the account's lists, endorsements and home.
    Result<void> unfollow(AccountId account, AccountId target);
    Result<void> remove_follower(AccountId account, AccountId follower);
    // The answers to a request. Errors: not_found if there is none.
    Result<void> authorize(AccountId account, AccountId requester);
    Result<void> reject(AccountId account, AccountId requester);
    // All requests that need not have waited if the account had been open: of local accounts that are not limited.
    Result<void> authorize_all(store::WriteTx& tx, const Account& account);

    // Ends follows and requests in both directions; what each wrote leaves the other's home and lists; notifications
    // between them go, and so does their tie (see ties.hpp).
    Result<void> block(AccountId account, AccountId target);
    Result<void> unblock(AccountId account, AccountId target);
    // duration 0: until taken back.
    Result<void> mute(AccountId account, AccountId target, bool notifications, std::chrono::seconds duration);
    // What a followed target wrote comes back.
    Result<void> unmute(AccountId account, AccountId target);
    // Takes a mute back whose time is over; nothing happens if it was made longer meanwhile.
    Result<void> end_mute(AccountId account, AccountId target);
    static constexpr std::string_view mute_job = "mute_end";
    // end_mute for what `mute` put into the job.
    Result<void> run_mute_job(const std::string& payload);

    // Followers from there go, and so do notifications. Errors: invalid (domain_blank, domain_invalid).
    Result<void> block_domain(AccountId account, std::string_view domain);
    Result<void> unblock_domain(AccountId account, std::string_view domain);

    // Only whom one follows. Errors: invalid (not_following).
    Result<void> endorse(AccountId account, AccountId target);
    Result<void> unendorse(AccountId account, AccountId target);
    // An empty comment removes the note. Errors: invalid (note_too_long).
    Result<void> note(AccountId account, AccountId target, const std::string& comment);

private:
    Result<Account> target(const store::ReadTx& tx, AccountId account, AccountId id) const;
    Result<void> begin_follow(store::WriteTx& tx, AccountId account, const Account& target,
                              const FollowOptions& options);
    Result<void> accept(store::WriteTx& tx, Follow follow);
    Result<bool> end_follow(store::WriteTx& tx, AccountId account, AccountId target);
    Result<void> enter_timelines(store::WriteTx& tx, AccountId account, AccountId author);
    Result<void> unmute_within(store::WriteTx& tx, AccountId account, AccountId target);
    void tell(store::WriteTx& tx, AccountId account, AccountId target);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    Notifier notifier_;
    Ties ties_;
};

} // namespace kith::services
