#include "services/filters.hpp"

#include "core/text.hpp"
#include "services/posting.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr std::chrono::seconds longest_expiry{std::chrono::hours(24 * 365 * 100)};

Failure refuse(std::string code, std::string what) {
    return invalid(std::move(code), "Validation failed: " + std::move(what));
}

// Title, contexts, action and expiry.
Result<void> change_columns(Filter& filter, const FilterChange& change, Time now, std::size_t longest_title) {
    if (change.title) filter.title = trim(*change.title);
    if (change.contexts) filter.contexts = *change.contexts;
    if (change.action) filter.action = *change.action;
    if (change.expires_in) {
        filter.expires_at.reset();
        if (change.expires_in->count() != 0)
            filter.expires_at = now + std::clamp(*change.expires_in, std::chrono::seconds(0), longest_expiry);
    }
    std::vector<std::string> wrong;
    if (filter.title.empty()) wrong.emplace_back("Title can't be blank");
    if (count_code_points(filter.title) > longest_title)
        wrong.push_back(fmt::format("Title is too long (maximum is {} characters)", longest_title));
    if (!wrong.empty() && !filter.contexts.empty()) return refuse("filter_title", wrong.front());
    if (!filter.contexts.empty()) return {};
    wrong.emplace_back("Context can't be blank");
    wrong.emplace_back("Context None or invalid context supplied");
    return refuse("filter_context", fmt::format("{}", fmt::join(wrong, ", ")));
}

} // namespace

void Filters::tell(store::WriteTx& tx, AccountId account) {
    tx.after_commit([this, account] { events_.publish(ViewerChanged{account, true}); });
}

Result<FilterKeyword> Filters::put_keyword(store::WriteTx& tx, Filter& filter, const KeywordChange& change) {
    auto found = std::ranges::find(filter.keywords, change.id, &FilterKeyword::id);
    if (change.id && found == filter.keywords.end()) return not_found();
    FilterKeyword keyword = change.id ? *found : FilterKeyword{.id = ids_.make<FilterKeywordId>()};
    if (change.keyword) keyword.keyword = trim(*change.keyword);
    if (change.whole_word) keyword.whole_word = *change.whole_word;
    if (keyword.keyword.empty()) return refuse("filter_keyword", "Keyword can't be blank");
    if (count_code_points(keyword.keyword) > limits_.keyword)
        return refuse("filter_keyword", fmt::format("Keyword is too long (maximum is {} characters)", limits_.keyword));
    if (!change.id && filter.keywords.size() >= limits_.keywords)
        return refuse("filter_limit", "You have reached the maximum number of keywords of a filter");
    TRY(tx.filters().put_keyword(filter.id, keyword));
    if (change.id)
        *found = keyword;
    else
        filter.keywords.push_back(keyword);
    return keyword;
}

// The keywords, in the store as well.
Result<void> Filters::apply(store::WriteTx& tx, Filter& filter, const FilterChange& change) {
    for (const auto& keyword : change.keywords) {
        if (!keyword.remove) {
            TRY(put_keyword(tx, filter, keyword));
            continue;
        }
        if (!keyword.id) continue;
        if (std::erase_if(filter.keywords, [&](const auto& k) { return k.id == keyword.id; }) == 0) return not_found();
        TRY(tx.filters().remove_keyword(keyword.id));
    }
    return {};
}

Result<Filter> Filters::create(AccountId account, const FilterChange& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<Filter> {
        if (TRY(tx.filters().count(account)) >= limits_.filters)
            return refuse("filter_limit", "You have reached the maximum number of filters");
        Filter filter{.id = ids_.make<FilterId>()};
        TRY(change_columns(filter, change, clock_.now(), limits_.title));
        TRY(tx.filters().insert(account, filter));
        TRY(apply(tx, filter, change));
        tell(tx, account);
        return filter;
    });
}

Result<Filter> Filters::update(AccountId account, FilterId id, const FilterChange& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<Filter> {
        auto filter = TRY(tx.filters().by_id(account, id));
        if (!filter) return not_found();
        TRY(change_columns(*filter, change, clock_.now(), limits_.title));
        TRY(tx.filters().update(*filter));
        TRY(apply(tx, *filter, change));
        tell(tx, account);
        return std::move(*filter);
    });
}

Result<void> Filters::remove(AccountId account, FilterId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.filters().by_id(account, id))) return not_found();
        tell(tx, account);
        return tx.filters().remove(id);
    });
}

Result<FilterKeyword> Filters::add_keyword(AccountId account, FilterId id, const KeywordChange& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<FilterKeyword> {
        auto filter = TRY(tx.filters().by_id(account, id));
        if (!filter) return not_found();
        tell(tx, account);
        return put_keyword(tx, *filter, change);
    });
}

Result<FilterKeyword> Filters::change_keyword(AccountId account, const KeywordChange& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<FilterKeyword> {
        auto filter = TRY(tx.filters().with_keyword(account, change.id));
        if (!filter) return not_found();
        tell(tx, account);
        return put_keyword(tx, *filter, change);
    });
}

Result<void> Filters::remove_keyword(AccountId account, FilterKeywordId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.filters().with_keyword(account, id))) return not_found();
        tell(tx, account);
        return tx.filters().remove_keyword(id);
    });
}

Result<FilterStatus> Filters::add_status(AccountId account, FilterId id, StatusId status) {
    return store_.write([&](store::WriteTx& tx) -> Result<FilterStatus> {
        auto filter = TRY(tx.filters().by_id(account, id));
        if (!filter) return not_found();
        TRY(Posting::visible(tx, account, status));
        auto found = std::ranges::find(filter->statuses, status, &FilterStatus::status);
        if (found != filter->statuses.end()) return *found;
        if (filter->statuses.size() >= limits_.keywords)
            return refuse("filter_limit", "You have reached the maximum number of posts of a filter");
        FilterStatus added{ids_.make<FilterStatusId>(), status};
        TRY(tx.filters().insert_status(id, added));
        tell(tx, account);
        return added;
    });
}

Result<void> Filters::remove_status(AccountId account, FilterStatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.filters().with_status(account, id))) return not_found();
        tell(tx, account);
        return tx.filters().remove_status(id);
    });
}

Result<Filter> Filters::change_single(AccountId account, FilterKeywordId id, const FilterChange& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<Filter> {
        auto filter = TRY(tx.filters().with_keyword(account, id));
        if (!filter) return not_found();
        auto before = *filter;
        TRY(change_columns(*filter, change, clock_.now(), limits_.title));
        bool same = before.contexts == filter->contexts && before.action == filter->action &&
                    before.expires_at == filter->expires_at;
        if (!same && filter->keywords.size() > 1)
            return refuse("filter_shared",
                          "These settings belong to a filter with several keywords. Please use a newer "
                          "app to change them");
        TRY(tx.filters().update(*filter));
        TRY(apply(tx, *filter, change));
        tell(tx, account);
        return std::move(*filter);
    });
}

Result<void> Filters::remove_single(AccountId account, FilterKeywordId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto filter = TRY(tx.filters().with_keyword(account, id));
        if (!filter) return not_found();
        tell(tx, account);
        if (filter->keywords.size() == 1 && filter->statuses.empty()) return tx.filters().remove(filter->id);
        return tx.filters().remove_keyword(id);
    });
}

} // namespace kith::services
