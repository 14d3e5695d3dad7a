// What an author may still say about quotes of a post: who may make them, and that one is taken off.
// https://docs.joinmastodon.org/methods/statuses/#quote-posts
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

namespace kith::services {

class Quotes {
public:
    Quotes(store::Store& store, Events& events) : store_(store), events_(events) {}

    // For quotes to come; those that are there stay. Errors: not_found (not one's own, or a boost).
    Result<void> set_policy(AccountId author, StatusId id, QuotePolicy policy);
    // The quoting post stays and no longer shows what it quotes. Once more changes nothing. Errors: not_found
    // (`quoting` does not quote `quoted`, or may not be seen), forbidden (`quoted` is somebody else's).
    Result<void> revoke(AccountId author, StatusId quoted, StatusId quoting);

private:
    store::Store& store_;
    Events& events_;
};

} // namespace kith::services
