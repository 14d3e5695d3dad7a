// Invitations: links with which somebody may join whatever the sign-up mode.
#pragma once

#include "store/store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace kith::services {

class Invites {
public:
    Invites(store::Store& store, const Clock& clock, IdMaker& ids) : store_(store), clock_(clock), ids_(ids) {}

    // Kept in the log. By whom: an admin; none for the operator. Errors: invalid (invite_uses, invite_expiry,
    // invite_comment).
    Result<store::Invite> create(AccountId by, std::string comment, std::optional<std::int64_t> max_uses,
                                 std::optional<std::chrono::seconds> expires_in);
    // Newest first; none: everybody's.
    Result<std::vector<store::Invite>> list(AccountId by) const;
    // Kept in the log. By whom: as above. Errors: not_found.
    Result<void> revoke(InviteId id, AccountId by = {});
    // Errors: not_found for one that does not exist or cannot be used any more.
    Result<store::Invite> usable(std::string_view code) const;

    // Counts one use, in the transaction that makes the account. Errors: as usable.
    static Result<store::Invite> use(store::WriteTx& tx, std::string_view code, Time now);

private:
    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
};

// Pure.
bool is_usable(const store::Invite& invite, Time now);

} // namespace kith::services
