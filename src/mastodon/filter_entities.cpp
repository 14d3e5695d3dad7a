#include "mastodon/filter_entities.hpp"

#include "json/write.hpp"

namespace kith::mastodon {
namespace {

struct KeywordEntity {
    FilterKeywordId id;
    std::string keyword;
    bool whole_word = true;
};
BOOST_DESCRIBE_STRUCT(KeywordEntity, (), (id, keyword, whole_word))

struct FilterStatusEntity {
    FilterStatusId id;
    StatusId status_id;
};
BOOST_DESCRIBE_STRUCT(FilterStatusEntity, (), (id, status_id))

struct FilterEntity {
    FilterId id;
    std::string title;
    std::vector<std::string> context;
    std::optional<Time> expires_at;
    std::string filter_action;
    json::Maybe<std::vector<KeywordEntity>> keywords;
    json::Maybe<std::vector<FilterStatusEntity>> statuses;
};
BOOST_DESCRIBE_STRUCT(FilterEntity, (), (id, title, context, expires_at, filter_action, keywords, statuses))

struct FilterResultEntity {
    FilterEntity filter;
    std::optional<std::vector<std::string>> keyword_matches;
    std::optional<std::vector<StatusId>> status_matches;
};
BOOST_DESCRIBE_STRUCT(FilterResultEntity, (), (filter, keyword_matches, status_matches))

FilterEntity entity(const Filter& filter, bool with_rules) {
    FilterEntity made{.id = filter.id,
                      .title = filter.title,
                      .expires_at = filter.expires_at,
                      .filter_action = std::string(to_string(filter.action))};
    for (auto context : {FilterContext::home, FilterContext::notifications, FilterContext::public_,
                         FilterContext::thread, FilterContext::account})
        if (filter.contexts.contains(context)) made.context.emplace_back(to_string(context));
    if (with_rules) {
        made.keywords.emplace();
        for (const auto& keyword : filter.keywords)
            made.keywords->push_back({keyword.id, keyword.keyword, keyword.whole_word});
        made.statuses.emplace();
        for (const auto& status : filter.statuses)
            made.statuses->push_back({status.id, status.status});
    }
    return made;
}

} // namespace

void write_filter(std::string& out, const Filter& filter, bool with_rules) {
    json::write(out, entity(filter, with_rules));
}

void write_filter_results(std::string& out, const std::vector<FilterMatch>& matches) {
    if (matches.empty()) {
        out += "[]";
        return;
    }
    std::vector<FilterResultEntity> results;
    for (const auto& match : matches) {
        FilterResultEntity result{.filter = entity(*match.filter, false)};
        if (!match.keyword_matches.empty()) result.keyword_matches = match.keyword_matches;
        if (!match.status_matches.empty()) result.status_matches = match.status_matches;
        results.push_back(std::move(result));
    }
    json::write(out, results);
}

} // namespace kith::mastodon
