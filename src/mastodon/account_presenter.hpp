// Accounts as the API shows them, kept ready as JSON text.
#pragma once

#include "mastodon/emoji_presenter.hpp"
#include "mastodon/entities.hpp"
#include "mastodon/entity_cache.hpp"
#include "services/events.hpp"
#include "services/instance.hpp"
#include "store/store.hpp"
#include "store/ties.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace kith::mastodon {

// What rendering a status needs of its author, and the author's JSON.
struct AccountView {
    AccountId id;
    std::string username;
    std::string domain;
    std::string acct;
    std::string url;
    bool suspended = false;
    std::string json;
};

using AccountViews = boost::unordered_flat_map<AccountId, std::shared_ptr<const AccountView>, std::hash<AccountId>>;

// Thread-safe.
class AccountPresenter {
public:
    // `counts`: who sees the numbers of followers and followed of those who did not choose; others are shown 0.
    AccountPresenter(const services::Instance& instance, const EmojiPresenter& emojis, services::Events& events,
                     std::size_t cache_bytes, store::Counts counts = store::Counts::nobody);

    const EmojiPresenter& emojis() const { return emojis_; }

    // See EntityCache: take it before the snapshot that load() reads begins.
    std::uint64_t epoch() const { return cache_.epoch(); }
    // Those that exist, in one batch.
    Result<AccountViews> load(const store::ReadTx& tx, std::span<const AccountId> ids, std::uint64_t epoch);
    // A JSON list in the order of the ids; accounts that no longer exist are left out.
    Result<std::string> list(const store::ReadTx& tx, std::span<const AccountId> ids, std::uint64_t epoch);
    // Errors: not_found.
    Result<std::string> one(const store::ReadTx& tx, AccountId id, std::uint64_t epoch);

    // Made anew, as others see it, but without numbers of followers and followed.
    AccountEntity entity(const Account& account) const;
    // As the member sees themself, for answers that add to it (verify_credentials).
    Result<AccountEntity> own_entity(const store::ReadTx& tx, const Account& account) const;

private:
    AccountEntity entity_with_counts(const Account& account) const;
    store::Counts counts_of(std::span<const std::pair<AccountId, store::TiePreferences>> chosen, AccountId id) const;

    const services::Instance& instance_;
    const EmojiPresenter& emojis_;
    store::Counts counts_;
    EntityCache<AccountId, AccountView> cache_;
};

} // namespace kith::mastodon
