#include "services/invites.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "services/moderator.hpp"

#include <algorithm>

namespace kith::services {
namespace {

Result<store::Invite> find_usable(const store::ReadTx& tx, std::string_view code, Time now) {
    auto invite = TRY(tx.users().invite_by_code(code));
    if (!invite || !is_usable(*invite, now))
        return fail(ErrorKind::not_found, "invite_not_found",
                    "This invitation does not exist or can't be used any more");
    return std::move(*invite);
}

} // namespace

bool is_usable(const store::Invite& invite, Time now) {
    return !invite.revoked_at && (!invite.expires_at || *invite.expires_at > now) &&
           (!invite.max_uses || invite.uses < *invite.max_uses);
}

Result<store::Invite> Invites::create(AccountId by, std::string comment, std::optional<std::int64_t> max_uses,
                                      std::optional<std::chrono::seconds> expires_in) {
    using namespace std::chrono_literals;
    comment = to_valid_utf8(trim(comment));
    if (count_code_points(comment) > 200)
        return invalid("invite_comment", "A note on an invitation can have at most 200 characters");
    if (max_uses && (*max_uses < 1 || *max_uses > 10'000))
        return invalid("invite_uses", "An invitation can be used between once and 10,000 times");
    if (expires_in && (*expires_in < 1min || *expires_in > 366 * 24h))
        return invalid("invite_expiry", "An invitation can be good for between a minute and a year");
    store::Invite invite{.id = ids_.make<InviteId>(),
                         .code = random_token(12),
                         .account_id = by,
                         .comment = std::move(comment),
                         .max_uses = max_uses};
    if (expires_in) invite.expires_at = clock_.now() + *expires_in;
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.users().insert_invite(invite));
        return log_change(tx, ids_, {Role::admin, by}, "invitation:add", "");
    }));
    return invite;
}

Result<std::vector<store::Invite>> Invites::list(AccountId by) const {
    auto invites = TRY(store_.read([](store::ReadTx& tx) { return tx.users().invites(); }));
    if (by) std::erase_if(invites, [&](const auto& invite) { return invite.account_id != by; });
    return invites;
}

Result<void> Invites::revoke(InviteId id, AccountId by) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto invites = TRY(tx.users().invites());
        auto invite = std::ranges::find(invites, id, &store::Invite::id);
        if (invite == invites.end()) return not_found();
        if (invite->revoked_at) return {};
        invite->revoked_at = clock_.now();
        TRY(tx.users().update_invite(*invite));
        return log_change(tx, ids_, {Role::admin, by}, "invitation:revoke", "");
    });
}

Result<store::Invite> Invites::usable(std::string_view code) const {
    return store_.read([&](store::ReadTx& tx) { return find_usable(tx, code, clock_.now()); });
}

Result<store::Invite> Invites::use(store::WriteTx& tx, std::string_view code, Time now) {
    auto invite = TRY(find_usable(tx, code, now));
    ++invite.uses;
    TRY(tx.users().update_invite(invite));
    return invite;
}

} // namespace kith::services
