// Whom a member might want to follow, and why.
#pragma once

#include "core/clock.hpp"
#include "store/store.hpp"

#include <string_view>
#include <vector>

namespace kith::services {

// https://docs.joinmastodon.org/entities/Suggestion/#sources
enum class SuggestionSource { friends_of_friends, most_followed };

std::string_view to_string(SuggestionSource source);

struct Suggestion {
    AccountId id;
    SuggestionSource source = SuggestionSource::friends_of_friends;
    std::int64_t mutuals = 0; // accounts the member follows that follow this one
};

// Thread-safe.
class Suggestions {
public:
    Suggestions(store::Store& store, const Clock& clock) : store_(store), clock_(clock) {}

    // Friends of friends, most mutuals first. Only where those are fewer than a handful, popular accounts fill it up.
    // Within a read.
    Result<std::vector<Suggestion>> list(const store::ReadTx& tx, AccountId account, int limit) const;
    // Never again. Any id will do.
    Result<void> dismiss(AccountId account, AccountId target);

private:
    store::Store& store_;
    const Clock& clock_;
};

} // namespace kith::services
