// Members' filters: making and changing them. They work through services::Viewer.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace kith::services {

// https://docs.joinmastodon.org/methods/filters/#update (keywords_attributes)
struct KeywordChange {
    FilterKeywordId id; // none: a new one
    std::optional<std::string> keyword;
    std::optional<bool> whole_word; // of a new one: true unless said otherwise
    bool remove = false;
};

// What is not given stays as it is; a new filter warns and never expires.
struct FilterChange {
    std::optional<std::string> title;
    std::optional<FilterContexts> contexts; // empty is refused
    std::optional<FilterAction> action;
    std::optional<std::chrono::seconds> expires_in; // 0: never
    std::vector<KeywordChange> keywords;
};

struct FilterLimits {
    std::int64_t filters = 200;
    std::size_t keywords = 500; // of one filter, as of statuses
    std::size_t title = 256;    // characters
    std::size_t keyword = 512;
};

// Thread-safe; each function is one transaction. Errors: not_found for what is not the account's own, invalid
// (filter_title, filter_context, filter_keyword, filter_limit).
class Filters {
public:
    Filters(store::Store& store, const Clock& clock, IdMaker& ids, Events& events)
        : store_(store), clock_(clock), ids_(ids), events_(events) {}

    Result<Filter> create(AccountId account, const FilterChange& change);
    Result<Filter> update(AccountId account, FilterId id, const FilterChange& change);
    Result<void> remove(AccountId account, FilterId id);

    Result<FilterKeyword> add_keyword(AccountId account, FilterId id, const KeywordChange& change);
    Result<FilterKeyword> change_keyword(AccountId account, const KeywordChange& change);
    Result<void> remove_keyword(AccountId account, FilterKeywordId id);
    // The entry there was, if the filter has the status already. The status must be visible to the account.
    Result<FilterStatus> add_status(AccountId account, FilterId id, StatusId status);
    Result<void> remove_status(AccountId account, FilterStatusId id);

    // The first version of the API knows a filter of one keyword by the keyword. A change of anything but the keyword
    // is refused if the filter has others too.
    Result<Filter> change_single(AccountId account, FilterKeywordId id, const FilterChange& change);
    // The filter goes with its last keyword, unless it has statuses.
    Result<void> remove_single(AccountId account, FilterKeywordId id);

private:
    Result<void> apply(store::WriteTx& tx, Filter& filter, const FilterChange& change);
    Result<FilterKeyword> put_keyword(store::WriteTx& tx, Filter& filter, const KeywordChange& change);
    void tell(store::WriteTx& tx, AccountId account);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    FilterLimits limits_;
};

} // namespace kith::services
