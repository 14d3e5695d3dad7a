#include "services/suggestions.hpp"

#include "store/ties.hpp"

#include <algorithm>
#include <utility>

namespace kith::services {
namespace {

constexpr int friends_looked_at = 200; // the newest; a count over all of thousands takes too long
constexpr int handful = 5;
constexpr std::size_t most_bridges = 20;
constexpr std::size_t most_mutual = 20; // more say no more

} // namespace

std::string_view to_string(SuggestionSource source) {
    switch (source) {
    case SuggestionSource::friends_of_friends:
        return "friends_of_friends";
    case SuggestionSource::most_followed:
        return "most_followed";
    }
    std::unreachable();
}

std::string_view to_string(SuggestionReason reason) {
    switch (reason) {
    case SuggestionReason::bridge:
        return "bridge";
    case SuggestionReason::mutual_ties:
        return "mutual_ties";
    case SuggestionReason::mutual_follows:
        return "mutual_follows";
    case SuggestionReason::popular:
        return "popular";
    }
    std::unreachable();
}

Result<Suggestions::Candidates> Suggestions::candidates(AccountId account, std::size_t limit) const {
    std::vector<AccountId> bridges;
    for (const auto& bridge : TRY(network_.bridges(account, std::min(limit, most_bridges))))
        bridges.push_back(bridge.person);
    auto now = clock_.now();
    return store_.read([&](store::ReadTx& tx) -> Result<Candidates> {
        Candidates found;
        auto allowed = TRY(tx.ties().suggestable(account, bridges, now));
        std::ranges::copy_if(bridges, std::back_inserter(found.bridges),
                             [&](AccountId id) { return std::ranges::find(allowed, id) != allowed.end(); });
        found.friends =
            TRY(tx.suggestions().friends_of_friends(account, now, friends_looked_at, static_cast<int>(limit)));
        if (found.bridges.size() + found.friends.size() < handful)
            found.popular = TRY(tx.suggestions().popular(account, now, 2 * handful));
        return found;
    });
}

Result<std::vector<Suggestion>> Suggestions::list(AccountId account, int limit) const {
    auto most = static_cast<std::size_t>(std::max(limit, 0));
    auto found = TRY(candidates(account, most));
    std::vector<AccountId> ids;
    for (const auto& candidate : found.friends)
        ids.push_back(candidate.id);
    auto mutual = TRY(network_.mutual(account, ids, most_mutual));
    std::vector<Suggestion> friends;
    std::vector<std::pair<std::size_t, std::size_t>> order; // mutual ties, place
    for (std::size_t i = 0; i < ids.size(); ++i) {
        auto known = mutual[i].size() >= 2 ? SuggestionReason::mutual_ties : SuggestionReason::mutual_follows;
        friends.push_back({ids[i], SuggestionSource::friends_of_friends, found.friends[i].mutuals, known});
        order.emplace_back(mutual[i].size(), i);
    }
    std::ranges::sort(order, [](const auto& one, const auto& another) {
        return std::pair(another.first, one.second) < std::pair(one.first, another.second);
    });

    std::vector<Suggestion> suggestions;
    auto add = [&](const Suggestion& suggestion, std::size_t at_most) {
        if (suggestions.size() < at_most &&
            std::ranges::find(suggestions, suggestion.id, &Suggestion::id) == suggestions.end())
            suggestions.push_back(suggestion);
    };
    for (std::size_t i = 0; i < std::max(found.bridges.size(), order.size()); ++i) {
        if (i < found.bridges.size())
            add({found.bridges[i], SuggestionSource::friends_of_friends, 0, SuggestionReason::bridge}, most);
        if (i < order.size()) add(friends[order[i].second], most);
    }
    for (const auto& candidate : found.popular)
        add({candidate.id, SuggestionSource::most_followed, 0, SuggestionReason::popular},
            std::min<std::size_t>(most, handful));
    return suggestions;
}

Result<void> Suggestions::dismiss(AccountId account, AccountId target) {
    return store_.write([&](store::WriteTx& tx) { return tx.suggestions().dismiss(account, target); });
}

} // namespace kith::services
