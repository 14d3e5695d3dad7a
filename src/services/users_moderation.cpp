// What moderators do with members' logins.
#include "services/account_mails.hpp"
#include "services/users.hpp"

#include <algorithm>

namespace kith::services {

Result<void> Users::change(Role actor, AccountId id,
                           const std::function<Result<void>(store::WriteTx&, Member&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto found = TRY(member(tx, id));
        if (!outranks(actor, found.user.role)) return forbidden();
        TRY(change(tx, found));
        publish_changed(tx, id);
        return {};
    });
}

Result<void> Users::confirm(Role actor, AccountId id) {
    return change(actor, id, [&](store::WriteTx& tx, Member& who) -> Result<void> {
        if (who.user.confirmed_at) return {};
        who.user.confirmed_at = clock_.now();
        TRY(tx.users().remove_links(id, "confirm"));
        return tx.users().update(who.user);
    });
}

Result<void> Users::set_disabled(Role actor, AccountId id, bool disabled) {
    return change(actor, id, [&](store::WriteTx& tx, Member& who) -> Result<void> {
        if (who.user.disabled == disabled) return {};
        who.user.disabled = disabled;
        TRY(tx.users().update(who.user));
        return disabled ? end_access(tx, id, SessionId{}) : Result<void>();
    });
}

Result<void> Users::set_suspended(Role actor, AccountId id, bool suspended) {
    return change(actor, id, [&](store::WriteTx& tx, Member& who) -> Result<void> {
        if (who.account.suspended() == suspended) return {};
        who.account.suspended_at = suspended ? std::optional(clock_.now()) : std::nullopt;
        TRY(tx.accounts().update(who.account));
        return suspended ? end_access(tx, id, SessionId{}) : Result<void>();
    });
}

Result<void> Users::approve(Role actor, AccountId id) {
    return change(actor, id, [&](store::WriteTx& tx, Member& who) -> Result<void> {
        if (who.user.approved) return {};
        who.user.approved = true;
        TRY(tx.users().update(who.user));
        return send(
            tx, approved_mail(who.user.email, who.account.username, TRY(settings_.get(tx))->title, instance_.base_url));
    });
}

Result<void> Users::reject(Role actor, AccountId id) {
    return change(actor, id, [&](store::WriteTx& tx, Member& who) -> Result<void> {
        if (who.user.approved)
            return fail(ErrorKind::conflict, "already_approved", "This member has been let in already");
        TRY(end_access(tx, id, SessionId{}));
        return tx.accounts().remove(id);
    });
}

Result<void> Users::set_role(Role actor, AccountId id, Role role) {
    if (role > actor) return forbidden();
    return change(actor, id, [&](store::WriteTx& tx, Member& who) -> Result<void> {
        if (who.user.role == Role::owner && role != Role::owner) {
            auto users = TRY(tx.users().all());
            if (std::ranges::count(users, Role::owner, &User::role) == 1)
                return fail(ErrorKind::conflict, "last_owner", "Somebody has to own this server");
        }
        who.user.role = role;
        TRY(tx.users().update(who.user));
        // Sessions of the API carry the role.
        tx.after_commit([this, id] { events_.publish(TokensRevoked{id, {}}); });
        return {};
    });
}

} // namespace kith::services
