// Deleting a member's account for good: everything it wrote and did, the counters of others that knew of it, its files.
//
// It disappears at once (nobody can sign in, nobody sees it); a job then takes it apart in small steps, so that others'
// writes pass between them, and removes the account last: its name is taken until then.
#pragma once

#include "services/events.hpp"
#include "services/posting.hpp"
#include "services/ties.hpp"
#include "services/uploads.hpp"
#include "services/users.hpp"

namespace kith::services {

// Thread-safe.
class AccountRemoval {
public:
    static constexpr std::string_view job_kind = "remove_account";

    AccountRemoval(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, Users& users,
                   Posting& posting, Uploads& uploads);

    // By the member. Errors: forbidden (password_wrong), conflict (last_owner), rate_limited.
    Result<void> request(AccountId id, std::string_view password, std::string_view address);
    // By a moderator, who must outrank the member. Errors: not_found, forbidden.
    Result<void> request_by(const Moderator& by, AccountId id);

    // The job: payload is the id. Does a bounded part of the work, and queues itself again if that was not all.
    Result<void> run(const std::string& payload);
    // The same for who waits for it: up to `batches` steps of at most 100 things. True once the account is gone.
    Result<bool> work(AccountId id, int batches);

private:
    // Each does at most one batch; false: nothing was left to do.
    using Step = Result<bool> (AccountRemoval::*)(AccountId);

    Result<void> begin(store::WriteTx& tx, AccountId id);
    Result<void> queue(store::WriteTx& tx, AccountId id);
    Result<bool> remove_ties(AccountId id);
    Result<bool> remove_statuses(AccountId id);
    Result<bool> remove_follows(AccountId id);
    Result<bool> remove_followers(AccountId id);
    Result<bool> remove_favourites(AccountId id);
    Result<bool> remove_votes(AccountId id);
    Result<bool> remove_uploads(AccountId id);
    Result<void> remove_account(AccountId id);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    Users& users_;
    Posting& posting_;
    Uploads& uploads_;
    Ties ties_;
};

} // namespace kith::services
