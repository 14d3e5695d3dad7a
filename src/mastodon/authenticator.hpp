// Access tokens to sessions, kept ready.
#pragma once

#include "mastodon/api.hpp"
#include "services/events.hpp"
#include "store/store.hpp"

#include <mutex>
#include <unordered_map>

namespace kith::mastodon {

// Thread-safe; may be called on event loops.
class Authenticator {
public:
    Authenticator(store::Store& store, services::Events& events);

    // Null for a token that is unknown or revoked. Errors: forbidden if its member may not act (not confirmed or not
    // let in yet, disabled, suspended).
    Result<std::shared_ptr<const Session>> session(std::string_view token);
    // Tokens used since the last call, for `last_used_at`.
    std::vector<TokenId> take_used();

private:
    struct Entry {
        std::shared_ptr<const Session> session;
        bool used = true;
    };

    std::string key_of(std::string_view token) const;

    store::Store& store_;
    const std::string secret_;
    std::mutex mutex_;
    std::unordered_map<std::string, Entry> sessions_; // by keyed hash of the token
    std::uint64_t revocations_ = 0;
};

} // namespace kith::mastodon
