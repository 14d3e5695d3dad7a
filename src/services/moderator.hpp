// Who acts on others, and the log of it. https://docs.joinmastodon.org/methods/admin/accounts/#action
#pragma once

#include "services/events.hpp"
#include "store/moderation_log.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

// A moderator in the act. The operator is an owner without an account.
struct Moderator {
    Role role;
    AccountId account;
    ReportId report;  // because of which; none: of none
    std::string text; // why, in their words; may be empty

    Moderator(Role role, AccountId account = {}, ReportId report = {}, std::string text = {}) // NOLINT
        : role(role), account(account), report(report), text(std::move(text)) {}
};

enum class Measure {
    none,    // words alone
    disable, // cannot sign in
    silence, // strangers are not shown what they say
    suspend, // nobody sees anything of it
};
std::optional<Measure> parse_measure(std::string_view text); // "none", "disable", "silence", "suspend"

// Whether `actor` may act on the login of somebody with the role `target`. Pure.
bool outranks(Role actor, Role target);
// Whether the server is still owned by somebody who can sign in, without this member. Errors: conflict (last_owner).
Result<void> leaves_an_owner(store::WriteTx& tx, const User& without);

// Notifies all moderators of what is theirs to look at, whatever stands between them and `from` as members: a newcomer
// who waits (admin_sign_up), a report (admin_report).
// https://docs.joinmastodon.org/entities/Notification/#type
Result<void> tell_moderators(store::WriteTx& tx, const Clock& clock, IdMaker& ids, Events& events,
                             NotificationKind kind, AccountId from, ReportId report = {});

// Writes down what was done: approve, reject, confirm, none (words alone), disable, enable, silence, unsilence,
// suspend, unsuspend, delete, role:moderator (and the like), resolve, reopen.
Result<void> log_entry(store::WriteTx& tx, IdMaker& ids, const Moderator& by, AccountId target, std::string action);
// The same for what was done to nobody: server:suspend, server:silence, server:noop, server:change (of anything else),
// server:unblock; settings; rule:add, rule:change, rule:order, rule:remove; announcement:add, announcement:change,
// announcement:remove; emoji:add, emoji:change, emoji:remove; invitation:add, invitation:revoke. `subject` says to
// what: a domain, the names of settings, a text (its beginning is kept); may be empty. Moderators read it: nothing that
// is for admins alone.
Result<void> log_change(store::WriteTx& tx, IdMaker& ids, const Moderator& by, std::string action,
                        std::string_view subject);

} // namespace kith::services
