// Whom a member might want to follow, and why.
#pragma once

#include "core/clock.hpp"
#include "services/tie_network.hpp"
#include "store/store.hpp"

#include <string_view>
#include <vector>

namespace kith::services {

// https://docs.joinmastodon.org/entities/Suggestion/#sources
enum class SuggestionSource { friends_of_friends, most_followed };

std::string_view to_string(SuggestionSource source);

// Why somebody is suggested, in Kith's own words.
enum class SuggestionReason {
    bridge,         // known to somebody the member knows, and opens a circle that the member doesn't know
    mutual_ties,    // known to several whom the member knows
    mutual_follows, // followed by those whom the member follows
    popular,
};
std::string_view to_string(SuggestionReason reason);

struct Suggestion {
    AccountId id;
    SuggestionSource source = SuggestionSource::friends_of_friends;
    std::int64_t mutuals = 0; // accounts the member follows that follow this one
    SuggestionReason reason = SuggestionReason::mutual_follows;
};

// Thread-safe.
class Suggestions {
public:
    Suggestions(store::Store& store, const Clock& clock, TieNetwork& network)
        : store_(store), clock_(clock), network_(network) {}

    // People who open new circles, and friends of friends by whom the member's own people know and follow, in turn.
    // Only where those are fewer than a handful, popular accounts fill it up. Not within a transaction.
    Result<std::vector<Suggestion>> list(AccountId account, int limit) const;
    // Never again. Any id will do.
    Result<void> dismiss(AccountId account, AccountId target);

private:
    struct Candidates {
        std::vector<AccountId> bridges;
        std::vector<store::SuggestedAccount> friends; // of friends
        std::vector<store::SuggestedAccount> popular;
    };
    Result<Candidates> candidates(AccountId account, std::size_t limit) const;

    store::Store& store_;
    const Clock& clock_;
    TieNetwork& network_;
};

} // namespace kith::services
