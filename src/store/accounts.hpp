// Accounts, local and remote.
#pragma once

#include "core/result.hpp"
#include "domain/account.hpp"
#include "domain/server_block.hpp"
#include "store/page.hpp"

#include <span>
#include <vector>

namespace kith::store {

struct AccountSearch {
    AccountId viewer;       // whom they follow comes first; none: a stranger
    bool following = false; // only those whom the viewer follows, and the viewer
    int offset = 0;
    int limit = 40;
};

// Which accounts a moderator asks for; what is not given does not matter.
struct AccountSelection {
    enum class State { any, active, pending, disabled, silenced, suspended };

    std::optional<bool> local;
    State state = State::any;
    std::vector<Role> roles;     // any of these
    std::string username;        // a part of it, in any case
    std::string display_name;    // the same
    std::string email;           // the same
    std::string name_or_address; // a part of any of the three
    std::string domain;          // the whole
    std::string address;         // of a browser that is signed in
    AccountId invited_by;
};

class Accounts {
public:
    virtual ~Accounts() = default;

    virtual Result<std::optional<Account>> by_id(AccountId id) const = 0;
    // In no particular order; ids that don't exist are left out.
    virtual Result<std::vector<Account>> by_ids(std::span<const AccountId> ids) const = 0;
    // domain empty: here. The username's case does not matter.
    virtual Result<std::optional<Account>> by_acct(std::string_view username, std::string_view domain) const = 0;
    virtual Result<std::optional<Account>> by_uri(std::string_view uri) const = 0;
    // Whose names start with the words of `query`, best first; no suspended ones, none that wait for approval.
    virtual Result<std::vector<AccountId>> search(std::string_view query, const AccountSearch& search) const = 0;
    // Discoverable ones that are neither limited nor moved away, by what they posted last or by newness.
    virtual Result<std::vector<AccountId>> directory(bool by_newness, bool local_only, int offset, int limit) const = 0;
    // Newest first, also those that nobody else sees. Reads the whole table: for moderators.
    virtual Result<std::vector<AccountId>> select(const AccountSelection& selection, const Page& page) const = 0;
    virtual Result<std::int64_t> count_local() const = 0;
    // Local accounts that were active (posted or signed in) since.
    virtual Result<std::int64_t> count_active_since(Time since) const = 0;

    // conflict if the name is taken.
    virtual Result<void> insert(const Account& account) = 0;
    // All but id, username, domain and the counters.
    virtual Result<void> update(const Account& account) = 0;
    virtual Result<void> add_counts(AccountId id, int followers, int following, int statuses) = 0;
    virtual Result<void> set_last_status_at(AccountId id, Time at) = 0;
    // For the accounts of another server, when what limits it changes: who is limited since `before`, or not at all if
    // that says so, is limited as `after` says. Who is since another time stays as they are. Says whether anybody
    // changed.
    virtual Result<bool> limit_server(std::string_view domain, const ServerLimits& before,
                                      const ServerLimits& after) = 0;
    // And everything that belongs to it, by the schema's cascades. Counters of others are the caller's business.
    virtual Result<void> remove(AccountId id) = 0;
};

} // namespace kith::store
