#include "services/search.hpp"

#include "core/text.hpp"
#include "domain/text_entities.hpp"
#include "services/account_search.hpp"
#include "services/addresses.hpp"

#include <algorithm>

namespace kith::services {
namespace {

constexpr std::size_t longest_query = 500; // bytes
constexpr int deepest = 400;

bool is_address(std::string_view text) {
    return (text.starts_with("https://") || text.starts_with("http://")) && text.find(' ') == std::string_view::npos;
}

// What a URL names, if it is known here.
Result<bool> find_address(const store::ReadTx& tx, const Instance& instance, const SearchRequest& request,
                          std::string_view url, SearchResults& results) {
    std::optional<Account> account;
    std::optional<Status> status;
    if (auto local = parse_local_address(instance, url)) {
        if (local->status)
            status = TRY(tx.statuses().by_id(local->status));
        else
            account = TRY(account_of_address(tx, instance, local->username));
    } else {
        status = TRY(tx.statuses().by_uri(url));
        if (!status) account = TRY(tx.accounts().by_uri(url));
    }
    if (account && request.accounts) results.accounts.push_back(account->id);
    if (status && request.statuses) results.statuses.push_back(status->id);
    return account || status;
}

Result<std::vector<StatusId>> find_statuses(const store::ReadTx& tx, const Instance& instance,
                                            const SearchRequest& request) {
    auto typed = parse_search(request.typed);
    store::StatusQuery query{.viewer = request.viewer,
                             .words = typed.words,
                             .author = request.author,
                             .max_id = request.max_id,
                             .min_id = request.min_id,
                             .offset = request.offset,
                             .limit = request.limit};
    if (typed.from == "me") {
        query.author = request.viewer;
    } else if (!typed.from.empty()) {
        auto author = TRY(account_of_address(tx, instance, typed.from));
        if (!author) return std::vector<StatusId>();
        query.author = author->id;
    }
    if (typed.before) {
        auto bound = id_at(*typed.before);
        query.max_id = query.max_id == 0 ? bound : std::min(query.max_id, bound);
    }
    if (typed.after) query.min_id = std::max(query.min_id, id_at(*typed.after));
    return tx.search().statuses(query);
}

} // namespace

SearchWords parse_search(std::string_view typed) {
    SearchWords parsed;
    auto date_of = [](std::string_view word) { return word.size() == 10 ? parse_iso(word) : std::nullopt; };
    for (auto word : split(typed, ' ')) {
        auto colon = word.find(':');
        auto name = word.substr(0, colon);
        auto value = colon == std::string_view::npos ? std::string_view() : word.substr(colon + 1);
        if (equals_ignoring_case(name, "from") && !value.empty()) {
            parsed.from = to_lower_ascii(value.starts_with('@') ? value.substr(1) : value);
            continue;
        }
        auto* bound = equals_ignoring_case(name, "before")  ? &parsed.before
                      : equals_ignoring_case(name, "after") ? &parsed.after
                                                            : nullptr;
        if (bound != nullptr && date_of(value)) {
            // "after" a day means from the next one on.
            *bound = *date_of(value) + (bound == &parsed.after ? std::chrono::days(1) : std::chrono::days(0));
            continue;
        }
        if (word.empty()) continue;
        if (!parsed.words.empty()) parsed.words += ' ';
        parsed.words += word;
    }
    return parsed;
}

Result<SearchResults> search(const store::ReadTx& tx, const Instance& instance, const SearchRequest& asked) {
    SearchResults results;
    auto request = asked;
    request.typed = std::string(trim(to_valid_utf8(std::string_view(asked.typed).substr(0, longest_query))));
    request.offset = std::clamp(asked.offset, 0, deepest);
    if (request.typed.empty()) return results;
    if (is_address(request.typed) && TRY(find_address(tx, instance, request, request.typed, results))) return results;
    if (request.accounts && !request.typed.starts_with('#'))
        results.accounts = TRY(search_accounts(tx, instance, request.typed,
                                               {.viewer = request.viewer,
                                                .following = request.following,
                                                .offset = request.offset,
                                                .limit = request.limit}));
    if (request.hashtags && !request.typed.starts_with('@')) {
        // "two words" may be the hashtag #twowords.
        auto name = normalize_hashtag(
            replace_all(request.typed.starts_with('#') ? request.typed.substr(1) : request.typed, " ", ""));
        if (!name.empty()) results.hashtags = TRY(tx.tags().search(name, request.offset, request.limit));
    }
    if (request.statuses && request.viewer) results.statuses = TRY(find_statuses(tx, instance, request));
    return results;
}

} // namespace kith::services
