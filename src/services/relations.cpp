#include "services/relations.hpp"

#include "core/text.hpp"
#include "domain/language.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr std::int64_t free_follows = 7'500;
constexpr int backfilled = 40; // posts of somebody newly followed

Result<std::string> languages_of(const std::vector<std::string>& asked) {
    std::vector<std::string> codes;
    for (const auto& text : asked) {
        if (text.empty()) continue;
        auto code = normalize_language(text);
        if (!code) return invalid("language", "Validation failed: Languages contains invalid values");
        if (std::ranges::find(codes, *code) == codes.end()) codes.push_back(std::move(*code));
    }
    return join(codes, ",");
}

Result<void> apply(const FollowOptions& options, Follow& follow) {
    follow.show_reblogs = options.reblogs.value_or(follow.show_reblogs);
    follow.notify = options.notify.value_or(follow.notify);
    if (options.languages) follow.languages = TRY(languages_of(*options.languages));
    return {};
}

Result<bool> hides_posts(const store::ReadTx& tx, AccountId account, AccountId author, Time now) {
    std::array readers{account};
    return !TRY(tx.relations().hiding(author, readers, now)).empty();
}

} // namespace

std::int64_t follow_limit(std::int64_t followers) { return std::max(free_follows, followers + followers / 10); }

Relations::Relations(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      notifier_(clock, ids, events),
      ties_(clock, ids, events) {}

Result<Account> Relations::target(const store::ReadTx& tx, AccountId account, AccountId id) const {
    auto found = TRY(tx.accounts().by_id(id));
    if (!found) return not_found();
    if (account == id) return forbidden();
    return std::move(*found);
}

void Relations::tell(store::WriteTx& tx, AccountId account, AccountId target) {
    tx.after_commit([this, account, target] {
        events_.publish(ViewerChanged{account});
        events_.publish(ViewerChanged{target});
        events_.publish(AccountChanged{account});
        events_.publish(AccountChanged{target});
    });
}

Result<void> Relations::follow(AccountId account, AccountId target_id, const FollowOptions& options) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        auto existing = TRY(tx.relations().follow(account, target_id));
        if (!existing) return begin_follow(tx, account, target, options);
        TRY(apply(options, *existing));
        TRY(tx.relations().put_follow(*existing));
        tx.after_commit([this, account] { events_.publish(ViewerChanged{account}); });
        return {};
    });
}

Result<void> Relations::begin_follow(store::WriteTx& tx, AccountId account, const Account& target,
                                     const FollowOptions& options) {
    if (target.suspended()) return not_found();
    std::array targets{target.id};
    auto relationship = TRY(tx.relations().with(account, targets)).front();
    if (relationship.blocking || relationship.blocked_by || relationship.domain_blocking || target.moved_to)
        return forbidden();
    auto follower = TRY(tx.accounts().by_id(account));
    if (!follower) return not_found();
    if (auto limit = follow_limit(follower->followers_count); follower->following_count >= limit)
        return invalid("follow_limit", fmt::format("Validation failed: You cannot follow more than {} people", limit));
    Follow follow{.account_id = account, .target_id = target.id, .id = ids_.next(), .languages = {}};
    TRY(apply(options, follow));
    follow.pending = target.locked || !target.local() || follower->silenced_at.has_value();
    if (!follow.pending) {
        TRY(accept(tx, follow));
        return notifier_.notify(tx, NotificationKind::follow, target, account, nullptr);
    }
    TRY(tx.relations().put_follow(follow));
    tell(tx, account, target.id);
    return notifier_.notify(tx, NotificationKind::follow_request, target, account, nullptr);
}

// What following brings; the follow may have been pending.
Result<void> Relations::accept(store::WriteTx& tx, Follow follow) {
    follow.pending = false;
    TRY(tx.relations().put_follow(follow));
    TRY(tx.accounts().add_counts(follow.account_id, 0, 1, 0));
    TRY(tx.accounts().add_counts(follow.target_id, 1, 0, 0));
    TRY(enter_timelines(tx, follow.account_id, follow.target_id));
    TRY(ties_.record(tx, {.actor = follow.account_id,
                          .target = follow.target_id,
                          .kind = relationship::InteractionKind::follow,
                          .at = clock_.now()}));
    tell(tx, follow.account_id, follow.target_id);
    return {};
}

Result<void> Relations::enter_timelines(store::WriteTx& tx, AccountId account, AccountId author) {
    if (TRY(hides_posts(tx, account, author, clock_.now()))) return {};
    bool exclusive = false;
    for (const auto& list : TRY(tx.lists().with_member(account, author))) {
        exclusive = exclusive || list.exclusive;
        TRY(tx.timelines().add_author_to_list(list.id, author, backfilled));
    }
    if (!exclusive) TRY(tx.timelines().add_author_to_home(account, author, backfilled));
    return {};
}

Result<bool> Relations::end_follow(store::WriteTx& tx, AccountId account, AccountId target) {
    auto follow = TRY(tx.relations().follow(account, target));
    if (!follow) return false;
    TRY(tx.relations().remove_follow(account, target));
    TRY(tx.relations().unendorse(account, target));
    TRY(tx.timelines().remove_author_from_home(account, target));
    TRY(tx.lists().remove_from_all(account, target));
    auto kind = follow->pending ? NotificationKind::follow_request : NotificationKind::follow;
    TRY(tx.notifications().remove_act(kind, account, target, {}));
    if (!follow->pending) {
        TRY(ties_.forget_kind(tx, account, target, relationship::InteractionKind::follow));
        TRY(tx.accounts().add_counts(account, 0, -1, 0));
        TRY(tx.accounts().add_counts(target, -1, 0, 0));
    }
    tell(tx, account, target);
    return true;
}

Result<void> Relations::unfollow(AccountId account, AccountId target_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        TRY(end_follow(tx, account, target.id));
        return {};
    });
}

Result<void> Relations::remove_follower(AccountId account, AccountId follower_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto follower = TRY(target(tx, account, follower_id));
        auto follow = TRY(tx.relations().follow(follower.id, account));
        if (follow && !follow->pending) TRY(end_follow(tx, follower.id, account));
        return {};
    });
}

Result<void> Relations::authorize(AccountId account, AccountId requester) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto follow = TRY(tx.relations().follow(requester, account));
        auto me = TRY(tx.accounts().by_id(account));
        if (!follow || !follow->pending || !me) return not_found();
        TRY(accept(tx, *follow));
        TRY(tx.notifications().remove_act(NotificationKind::follow_request, requester, account, {}));
        return notifier_.notify(tx, NotificationKind::follow, *me, requester, nullptr);
    });
}

Result<void> Relations::reject(AccountId account, AccountId requester) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto follow = TRY(tx.relations().follow(requester, account));
        if (!follow || !follow->pending) return not_found();
        TRY(end_follow(tx, requester, account));
        return {};
    });
}

Result<void> Relations::authorize_all(store::WriteTx& tx, const Account& account) {
    store::Page all{.limit = 10'000};
    std::vector<AccountId> requesters;
    for (const auto& request : TRY(tx.relations().followers(account.id, true, all)))
        requesters.push_back(request.account_id);
    for (const auto& requester : TRY(tx.accounts().by_ids(requesters))) {
        if (!requester.local() || requester.silenced_at || requester.suspended()) continue;
        TRY(accept(tx, *TRY(tx.relations().follow(requester.id, account.id))));
        TRY(tx.notifications().remove_act(NotificationKind::follow_request, requester.id, account.id, {}));
        TRY(notifier_.notify(tx, NotificationKind::follow, account, requester.id, nullptr));
    }
    return {};
}

} // namespace kith::services
