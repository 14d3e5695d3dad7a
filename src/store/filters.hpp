// Members' filters. https://docs.joinmastodon.org/methods/filters/
#pragma once

#include "core/result.hpp"
#include "domain/filter.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace kith::store {

class Filters {
public:
    virtual ~Filters() = default;

    // With their keywords and statuses, all in the order in which they were made.
    virtual Result<std::vector<Filter>> of_account(AccountId account) const = 0;
    // Only the account's own.
    virtual Result<std::optional<Filter>> by_id(AccountId account, FilterId id) const = 0;
    // The account's filter that has the keyword, or the status entry.
    virtual Result<std::optional<Filter>> with_keyword(AccountId account, FilterKeywordId id) const = 0;
    virtual Result<std::optional<Filter>> with_status(AccountId account, FilterStatusId id) const = 0;
    virtual Result<std::int64_t> count(AccountId account) const = 0;

    // The filter's own columns; keywords and statuses have functions of their own.
    virtual Result<void> insert(AccountId account, const Filter& filter) = 0;
    virtual Result<void> update(const Filter& filter) = 0;
    virtual Result<void> remove(FilterId id) = 0;
    // Inserts, or replaces the one with this id.
    virtual Result<void> put_keyword(FilterId filter, const FilterKeyword& keyword) = 0;
    virtual Result<void> remove_keyword(FilterKeywordId id) = 0;
    // A status is in a filter once: the second time nothing happens.
    virtual Result<void> insert_status(FilterId filter, const FilterStatus& status) = 0;
    virtual Result<void> remove_status(FilterStatusId id) = 0;
};

} // namespace kith::store
