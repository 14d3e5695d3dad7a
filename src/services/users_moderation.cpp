// What moderators do with members' logins.
#include "core/text.hpp"
#include "services/account_mails.hpp"
#include "services/users.hpp"

#include <array>

namespace kith::services {
namespace {

constexpr std::size_t longest_text = 2000; // code points

Result<void> resolve_reports(store::WriteTx& tx, const Moderator& by, AccountId target, Time now) {
    store::Page page{.limit = 200};
    for (;;) {
        auto open = TRY(tx.reports().list({.resolved = false, .account = {}, .target = target}, page));
        if (open.empty()) return {};
        page.max_id = open.back().id.value;
        for (auto& report : open) {
            report.resolved_at = report.updated_at = now;
            report.resolved_by = by.account;
            TRY(tx.reports().update(report));
        }
    }
}

} // namespace

Result<void> Users::change(const Moderator& by, AccountId id, const Change& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto found = TRY(member(tx, id));
        if (!outranks(by.role, found.user.role)) return forbidden();
        auto done = TRY(change(tx, found));
        if (done.empty()) return {};
        publish_changed(tx, id);
        // Who was rejected is gone.
        bool there = TRY(tx.accounts().by_id(id)).has_value();
        return log_entry(tx, ids_, by, there ? id : AccountId{}, std::move(done));
    });
}

Result<void> Users::confirm(const Moderator& by, AccountId id) {
    return change(by, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (who.user.confirmed_at) return std::string();
        who.user.confirmed_at = clock_.now();
        TRY(tx.users().remove_links(id, "confirm"));
        TRY(tx.users().update(who.user));
        return std::string("confirm");
    });
}

Result<void> Users::set_disabled(const Moderator& by, AccountId id, bool disabled) {
    return change(by, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (who.user.disabled == disabled) return std::string();
        if (disabled) TRY(leaves_an_owner(tx, who.user));
        who.user.disabled = disabled;
        TRY(tx.users().update(who.user));
        if (disabled) TRY(end_access(tx, id, SessionId{}));
        return std::string(disabled ? "disable" : "enable");
    });
}

Result<void> Users::set_silenced(const Moderator& by, AccountId id, bool silenced) {
    return change(by, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (who.account.silenced_at.has_value() == silenced) return std::string();
        who.account.silenced_at = silenced ? std::optional(clock_.now()) : std::nullopt;
        TRY(tx.accounts().update(who.account));
        return std::string(silenced ? "silence" : "unsilence");
    });
}

Result<void> Users::set_suspended(const Moderator& by, AccountId id, bool suspended) {
    return change(by, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (who.account.suspended() == suspended) return std::string();
        if (suspended) TRY(leaves_an_owner(tx, who.user));
        who.account.suspended_at = suspended ? std::optional(clock_.now()) : std::nullopt;
        TRY(tx.accounts().update(who.account));
        if (suspended) TRY(end_access(tx, id, SessionId{}));
        return std::string(suspended ? "suspend" : "unsuspend");
    });
}

Result<void> Users::approve(const Moderator& by, AccountId id) {
    return change(by, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (who.user.approved) return std::string();
        who.user.approved = true;
        // Without mail, nothing else would confirm the address: who lets somebody in vouches for them.
        if (!mailer_.configured() && !who.user.confirmed_at) who.user.confirmed_at = clock_.now();
        TRY(tx.users().update(who.user));
        TRY(send(tx, approved_mail(who.user.email, who.account.username, TRY(settings_.get(tx))->title,
                                   instance_.base_url)));
        return std::string("approve");
    });
}

Result<void> Users::reject(const Moderator& by, AccountId id) {
    return change(by, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (who.user.approved)
            return fail(ErrorKind::conflict, "already_approved", "This member has been let in already");
        TRY(end_access(tx, id, SessionId{}));
        TRY(tx.accounts().remove(id));
        return std::string("reject");
    });
}

Result<void> Users::set_role(const Moderator& by, AccountId id, Role role) {
    if (role > by.role) return forbidden();
    return change(by, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (who.user.role == role) return std::string();
        TRY(leaves_an_owner(tx, who.user));
        who.user.role = role;
        TRY(tx.users().update(who.user));
        // Sessions of the API carry the role.
        tx.after_commit([this, id] { events_.publish(TokensRevoked{id, {}}); });
        return "role:" + std::string(to_string(role));
    });
}

Result<void> Users::act(const Moderator& by, AccountId id, Measure measure, bool tell) {
    auto why = by;
    why.text = to_valid_utf8(trim(by.text));
    if (count_code_points(why.text) > longest_text)
        return invalid("moderation_text", "Validation failed: Text is too long (maximum is 2000 characters)");
    return change(why, id, [&](store::WriteTx& tx, Member& who) -> Result<std::string> {
        if (by.report && !TRY(tx.reports().by_id(by.report))) return not_found();
        bool taken = TRY(take(tx, who, measure));
        TRY(resolve_reports(tx, why, id, clock_.now()));
        if (tell && (taken || !why.text.empty()))
            TRY(send(tx, moderation_mail(who.user.email, who.account.username, TRY(settings_.get(tx))->title, measure,
                                         why.text)));
        constexpr std::array<std::string_view, 4> names{"none", "disable", "silence", "suspend"};
        return std::string(names[static_cast<std::size_t>(measure)]);
    });
}

// False: it was so already.
Result<bool> Users::take(store::WriteTx& tx, Member& who, Measure measure) {
    auto now = clock_.now();
    switch (measure) {
    case Measure::none:
        return false;
    case Measure::disable:
        if (who.user.disabled) return false;
        TRY(leaves_an_owner(tx, who.user));
        who.user.disabled = true;
        TRY(tx.users().update(who.user));
        break;
    case Measure::silence:
        if (who.account.silenced_at) return false;
        who.account.silenced_at = now;
        TRY(tx.accounts().update(who.account));
        return true;
    case Measure::suspend:
        if (who.account.suspended()) return false;
        TRY(leaves_an_owner(tx, who.user));
        who.account.suspended_at = now;
        TRY(tx.accounts().update(who.account));
        break;
    }
    TRY(end_access(tx, who.account.id, SessionId{}));
    return true;
}

} // namespace kith::services
