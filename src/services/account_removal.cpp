#include "services/account_removal.hpp"

#include <array>

namespace kith::services {
namespace {

constexpr int batch = 100;
constexpr int batches_a_run = 50; // a job must end long before its lease does

} // namespace

AccountRemoval::AccountRemoval(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, Users& users,
                               Posting& posting, Uploads& uploads)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      users_(users),
      posting_(posting),
      uploads_(uploads),
      ties_(clock, ids, events) {}

Result<void> AccountRemoval::queue(store::WriteTx& tx, AccountId id) {
    TRY(tx.jobs().insert({.id = ids_.make<JobId>(),
                          .kind = std::string(job_kind),
                          .payload = id.str(),
                          .run_at = clock_.now(),
                          .last_error = {}}));
    tx.after_commit([this] { events_.publish(JobsAdded{}); });
    return {};
}

Result<void> AccountRemoval::begin(store::WriteTx& tx, AccountId id) {
    auto user = TRY(tx.users().by_account(id));
    auto account = TRY(tx.accounts().by_id(id));
    if (!user || !account) return not_found();
    TRY(leaves_an_owner(tx, *user));
    user->disabled = true;
    TRY(tx.users().update(*user));
    account->suspended_at = clock_.now();
    TRY(tx.accounts().update(*account));
    TRY(tx.users().remove_sessions(id));
    TRY(tx.oauth().remove_tokens(id));
    tx.after_commit([this, id] {
        events_.publish(TokensRevoked{id, {}});
        events_.publish(AccountChanged{id});
    });
    return queue(tx, id);
}

Result<void> AccountRemoval::request(AccountId id, std::string_view password, std::string_view address) {
    TRY(users_.check_own_password(id, password, address));
    return store_.write([&](store::WriteTx& tx) { return begin(tx, id); });
}

Result<void> AccountRemoval::request_by(const Moderator& by, AccountId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto user = TRY(tx.users().by_account(id));
        if (!user) return not_found();
        if (!outranks(by.role, user->role)) return forbidden();
        TRY(log_entry(tx, ids_, by, id, "delete"));
        return begin(tx, id);
    });
}

Result<void> AccountRemoval::run(const std::string& payload) {
    auto id = parse_id_as<AccountId>(payload);
    if (!id) return invalid("payload", "A remove_account job names no account");
    if (TRY(work(*id, batches_a_run))) return {};
    return store_.write([&](store::WriteTx& tx) { return queue(tx, *id); });
}

Result<bool> AccountRemoval::work(AccountId id, int batches) {
    // Ties first, so that nothing makes them anew for each post that goes; and last, for what came meanwhile.
    constexpr std::array<Step, 8> steps{&AccountRemoval::remove_ties,       &AccountRemoval::remove_statuses,
                                        &AccountRemoval::remove_follows,    &AccountRemoval::remove_followers,
                                        &AccountRemoval::remove_favourites, &AccountRemoval::remove_votes,
                                        &AccountRemoval::remove_uploads,    &AccountRemoval::remove_ties};
    for (auto step : steps)
        while (TRY((this->*step)(id)))
            if (--batches == 0) return false;
    TRY(remove_account(id));
    return true;
}

Result<bool> AccountRemoval::remove_ties(AccountId id) {
    return store_.write([&](store::WriteTx& tx) { return ties_.forget_some_of(tx, id, batch); });
}

Result<bool> AccountRemoval::remove_statuses(AccountId id) {
    store::StatusSelection all;
    all.at_most = Visibility::direct;
    auto statuses = TRY(
        store_.read([&](store::ReadTx& tx) { return tx.statuses().by_account(id, all, store::Page{.limit = batch}); }));
    for (auto status : statuses)
        if (auto removed = posting_.remove(id, status); !removed && removed.error().kind != ErrorKind::not_found)
            return Failure(removed.error());
    return !statuses.empty();
}

Result<bool> AccountRemoval::remove_follows(AccountId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<bool> {
        bool any = false;
        for (bool pending : {false, true})
            for (const auto& [target, position] :
                 TRY(tx.relations().following(id, pending, store::Page{.limit = batch}))) {
                any = true;
                TRY(tx.relations().remove_follow(id, target));
                if (pending) continue;
                TRY(tx.accounts().add_counts(id, 0, -1, 0));
                TRY(tx.accounts().add_counts(target, -1, 0, 0));
                tx.after_commit([this, who = target] { events_.publish(AccountChanged{who}); });
            }
        return any;
    });
}

Result<bool> AccountRemoval::remove_followers(AccountId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<bool> {
        bool any = false;
        for (bool pending : {false, true})
            for (const auto& [follower, position] :
                 TRY(tx.relations().followers(id, pending, store::Page{.limit = batch}))) {
                any = true;
                TRY(tx.relations().remove_follow(follower, id));
                if (!pending) {
                    TRY(tx.accounts().add_counts(id, -1, 0, 0));
                    TRY(tx.accounts().add_counts(follower, 0, -1, 0));
                }
                tx.after_commit([this, who = follower] {
                    events_.publish(AccountChanged{who});
                    events_.publish(ViewerChanged{.id = who});
                });
            }
        return any;
    });
}

Result<bool> AccountRemoval::remove_favourites(AccountId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<bool> {
        auto marks = TRY(tx.statuses().favourites(id, store::Page{.limit = batch}));
        for (const auto& [status, position] : marks) {
            TRY(tx.statuses().unfavourite(id, status));
            TRY(tx.statuses().add_counts(status, 0, 0, -1, 0));
            tx.after_commit([this, changed = status] { events_.publish(StatusChanged{.id = changed}); });
        }
        return !marks.empty();
    });
}

Result<bool> AccountRemoval::remove_votes(AccountId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<bool> {
        auto polls = TRY(tx.polls().retract_votes(id, batch));
        for (const auto& poll : TRY(tx.polls().by_ids(polls)))
            tx.after_commit([this, status = poll.status_id] { events_.publish(StatusChanged{.id = status}); });
        return !polls.empty();
    });
}

// The rows go first: a file without a row is cleared up some day, a row without a file is a broken picture.
Result<bool> AccountRemoval::remove_uploads(AccountId id) {
    std::vector<Media> removed;
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        removed = TRY(tx.media().of_account(id));
        if (removed.size() > batch) removed.resize(batch);
        for (const auto& media : removed)
            TRY(tx.media().remove(media.id));
        return {};
    }));
    for (const auto& media : removed)
        uploads_.remove_files(media);
    return !removed.empty();
}

Result<void> AccountRemoval::remove_account(AccountId id) {
    std::optional<Account> account;
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        account = TRY(tx.accounts().by_id(id));
        TRY(tx.accounts().remove(id));
        tx.after_commit([this, id] {
            events_.publish(AccountChanged{id});
            events_.publish(ViewerChanged{.id = id});
        });
        return {};
    }));
    if (!account) return {};
    for (const auto& [file, still] : {std::pair(account->avatar_file, account->avatar_static_file),
                                      std::pair(account->header_file, account->header_static_file)})
        uploads_.remove_files(Media{.file = file, .preview_file = still});
    return store_.tidy(); // their words leave the search index, too
}

} // namespace kith::services
