#include "services/suggestions.hpp"

#include <algorithm>
#include <utility>

namespace kith::services {
namespace {

constexpr int friends_looked_at = 200; // the newest; a count over all of thousands takes too long
constexpr int handful = 5;

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

Result<std::vector<Suggestion>> Suggestions::list(const store::ReadTx& tx, AccountId account, int limit) const {
    std::vector<Suggestion> suggestions;
    auto now = clock_.now();
    for (const auto& found : TRY(tx.suggestions().friends_of_friends(account, now, friends_looked_at, limit)))
        suggestions.push_back({found.id, SuggestionSource::friends_of_friends, found.mutuals});
    auto wanted = static_cast<std::size_t>(std::min(limit, handful));
    if (suggestions.size() >= wanted) return suggestions;
    for (const auto& found : TRY(tx.suggestions().popular(account, now, 2 * handful))) {
        if (suggestions.size() == wanted) break;
        if (std::ranges::find(suggestions, found.id, &Suggestion::id) == suggestions.end())
            suggestions.push_back({found.id, SuggestionSource::most_followed, 0});
    }
    return suggestions;
}

Result<void> Suggestions::dismiss(AccountId account, AccountId target) {
    return store_.write([&](store::WriteTx& tx) { return tx.suggestions().dismiss(account, target); });
}

} // namespace kith::services
