#include "backends/sql/repositories.hpp"

#include <algorithm>

namespace kith::backends::sql {
namespace {

#define FILTER_COLUMNS "id, title, contexts, action, expires_at"

Filter read_filter(Row& row) {
    Filter filter;
    filter.id = row.id<FilterId>();
    filter.title = row.text();
    filter.contexts = FilterContexts(static_cast<std::uint8_t>(row.integer()));
    filter.action = row.enumeration<FilterAction>();
    filter.expires_at = row.optional_time();
    return filter;
}

class SqlFilters final : public store::Filters {
public:
    explicit SqlFilters(Connection& connection) : connection_(connection) {}

    Result<std::vector<Filter>> of_account(AccountId account) const override {
        return with_rules(TRY(connection_.all(
            "SELECT " FILTER_COLUMNS " FROM filters WHERE account_id = ?1 ORDER BY id", read_filter, account)));
    }

    Result<std::optional<Filter>> by_id(AccountId account, FilterId id) const override {
        return first(TRY(connection_.all("SELECT " FILTER_COLUMNS " FROM filters WHERE id = ?2 AND account_id = ?1",
                                         read_filter, account, id)));
    }

    Result<std::optional<Filter>> with_keyword(AccountId account, FilterKeywordId id) const override {
        return first(TRY(connection_.all("SELECT " FILTER_COLUMNS
                                         " FROM filters WHERE id = (SELECT filter_id FROM filter_keywords WHERE id = "
                                         "?2) AND account_id = ?1",
                                         read_filter, account, id)));
    }

    Result<std::optional<Filter>> with_status(AccountId account, FilterStatusId id) const override {
        return first(TRY(connection_.all("SELECT " FILTER_COLUMNS
                                         " FROM filters WHERE id = (SELECT filter_id FROM filter_statuses WHERE id = "
                                         "?2) AND account_id = ?1",
                                         read_filter, account, id)));
    }

    Result<std::int64_t> count(AccountId account) const override {
        return connection_.integer("SELECT count(*) FROM filters WHERE account_id = ?1", account);
    }

    Result<void> insert(AccountId account, const Filter& filter) override {
        TRY(connection_.run("INSERT INTO filters (account_id, " FILTER_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                            account, filter.id, filter.title, filter.contexts.bits(), filter.action,
                            filter.expires_at));
        return {};
    }

    Result<void> update(const Filter& filter) override {
        TRY(connection_.run("UPDATE filters SET title = ?2, contexts = ?3, action = ?4, expires_at = ?5 WHERE id = ?1",
                            filter.id, filter.title, filter.contexts.bits(), filter.action, filter.expires_at));
        return {};
    }

    Result<void> remove(FilterId id) override {
        TRY(connection_.run("DELETE FROM filters WHERE id = ?1", id));
        return {};
    }

    Result<void> put_keyword(FilterId filter, const FilterKeyword& keyword) override {
        TRY(connection_.run("INSERT INTO filter_keywords (id, filter_id, keyword, whole_word) VALUES (?1, ?2, ?3, ?4) "
                            "ON CONFLICT (id) DO UPDATE SET keyword = excluded.keyword, whole_word = "
                            "excluded.whole_word",
                            keyword.id, filter, keyword.keyword, keyword.whole_word));
        return {};
    }

    Result<void> remove_keyword(FilterKeywordId id) override {
        TRY(connection_.run("DELETE FROM filter_keywords WHERE id = ?1", id));
        return {};
    }

    Result<void> insert_status(FilterId filter, const FilterStatus& status) override {
        TRY(connection_.run("INSERT INTO filter_statuses (id, filter_id, status_id) VALUES (?1, ?2, ?3) "
                            "ON CONFLICT (filter_id, status_id) DO NOTHING",
                            status.id, filter, status.status));
        return {};
    }

    Result<void> remove_status(FilterStatusId id) override {
        TRY(connection_.run("DELETE FROM filter_statuses WHERE id = ?1", id));
        return {};
    }

private:
    Result<std::optional<Filter>> first(std::vector<Filter> found) const {
        if (found.empty()) return std::optional<Filter>();
        auto filled = TRY(with_rules(std::move(found)));
        return std::optional(std::move(filled.front()));
    }

    // `filters` in the order of their ids.
    Result<std::vector<Filter>> with_rules(std::vector<Filter> filters) const {
        if (filters.empty()) return filters;
        std::vector<FilterId> ids;
        for (const auto& filter : filters)
            ids.push_back(filter.id);
        auto list = id_list(std::span<const FilterId>(ids));
        auto owner = [&](FilterId id) -> Filter& { return *std::ranges::lower_bound(filters, id, {}, &Filter::id); };
        TRY(connection_.all(
            "SELECT filter_id, id, keyword, whole_word FROM filter_keywords WHERE filter_id IN (SELECT value FROM "
            "json_each(?1)) ORDER BY id",
            [&](Row& row) {
                auto& filter = owner(row.id<FilterId>());
                auto id = row.id<FilterKeywordId>();
                auto keyword = row.text();
                filter.keywords.push_back({id, std::move(keyword), row.boolean()});
                return 0;
            },
            list));
        TRY(connection_.all(
            "SELECT filter_id, id, status_id FROM filter_statuses WHERE filter_id IN (SELECT value FROM "
            "json_each(?1)) ORDER BY id",
            [&](Row& row) {
                auto& filter = owner(row.id<FilterId>());
                auto id = row.id<FilterStatusId>();
                filter.statuses.push_back({id, row.id<StatusId>()});
                return 0;
            },
            list));
        return filters;
    }

    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Filters> make_filters(Connection& connection) {
    return std::make_unique<SqlFilters>(connection);
}

} // namespace kith::backends::sql
