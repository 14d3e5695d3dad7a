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

struct FilterV1Entity {
    FilterKeywordId id;
    std::string phrase;
    std::vector<std::string> context;
    bool whole_word = false;
    std::optional<Time> expires_at;
    bool irreversible = false;
};
BOOST_DESCRIBE_STRUCT(FilterV1Entity, (), (id, phrase, context, whole_word, expires_at, irreversible))

struct FilterResultEntity {
    FilterEntity filter;
    std::optional<std::vector<std::string>> keyword_matches;
    std::optional<std::vector<StatusId>> status_matches;
};
BOOST_DESCRIBE_STRUCT(FilterResultEntity, (), (filter, keyword_matches, status_matches))

std::vector<std::string> context_names(FilterContexts contexts) {
    std::vector<std::string> names;
    for (auto context : {FilterContext::home, FilterContext::notifications, FilterContext::public_,
                         FilterContext::thread, FilterContext::account})
        if (contexts.contains(context)) names.emplace_back(to_string(context));
    return names;
}

FilterEntity entity(const Filter& filter, bool with_rules) {
    FilterEntity made{.id = filter.id,
                      .title = filter.title,
                      .context = context_names(filter.contexts),
                      .expires_at = filter.expires_at,
                      .filter_action = std::string(to_string(filter.action))};
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

void write_filter_keyword(std::string& out, const FilterKeyword& keyword) {
    json::write(out, KeywordEntity{keyword.id, keyword.keyword, keyword.whole_word});
}

void write_filter_status(std::string& out, const FilterStatus& status) {
    json::write(out, FilterStatusEntity{status.id, status.status});
}

void write_filter_v1(std::string& out, const Filter& filter, const FilterKeyword& keyword) {
    json::write(out, FilterV1Entity{.id = keyword.id,
                                    .phrase = keyword.keyword,
                                    .context = context_names(filter.contexts),
                                    .whole_word = keyword.whole_word,
                                    .expires_at = filter.expires_at,
                                    .irreversible = filter.action == FilterAction::hide});
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
