#include "domain/filter_match.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

constexpr Time now = from_unix_ms(1'800'000'000'000);

Filter filter(std::vector<std::pair<std::string, bool>> keywords, std::int64_t id = 1) {
    Filter made;
    made.id = FilterId{id};
    made.title = "t";
    made.contexts.insert(FilterContext::home);
    for (auto& [keyword, whole_word] : keywords)
        made.keywords.push_back(
            {FilterKeywordId{static_cast<std::int64_t>(made.keywords.size()) + 1}, keyword, whole_word});
    return made;
}

std::vector<std::string> matched(const Filter& one, std::string_view text) {
    CompiledFilters filters({one});
    auto matches = filters.match(FilterText{text}, StatusId{9}, {}, FilterContext::home, now);
    return matches.empty() ? std::vector<std::string>{} : matches[0].keyword_matches;
}
bool whole(std::string keyword, std::string_view text) { return !matched(filter({{keyword, true}}), text).empty(); }
bool part(std::string keyword, std::string_view text) { return !matched(filter({{keyword, false}}), text).empty(); }

} // namespace

TEST(FilterMatch, case_width_and_composition_do_not_matter) {
    EXPECT_TRUE(part("straße", "Am STRASSENRAND"));
    EXPECT_TRUE(part("ÉCOLE", "l'e\u0301cole"));
    EXPECT_TRUE(part("foo", "ｆＯＯ"));
    EXPECT_TRUE(part("spoiler", "spoi\u00ADler")); // a soft hyphen inside
    EXPECT_FALSE(part("foo", "fo o"));
}

TEST(FilterMatch, whole_words_are_not_found_inside_others) {
    EXPECT_TRUE(whole("cat", "a cat."));
    EXPECT_TRUE(whole("cat", "cat"));
    EXPECT_FALSE(whole("cat", "concatenate"));
    EXPECT_FALSE(whole("cat", "cats"));
    EXPECT_FALSE(whole("cat", "écat"));
    EXPECT_FALSE(whole("cat", "cat_"));
    EXPECT_TRUE(part("cat", "concatenate"));
    EXPECT_TRUE(whole("cat", "concatenate a cat")); // a later place counts
}

TEST(FilterMatch, boundaries_only_count_next_to_word_characters) {
    EXPECT_TRUE(whole("#cat", "x#cat"));
    EXPECT_FALSE(whole("#cat", "#cats"));
    EXPECT_TRUE(whole("c++", "objc c++11"));
    EXPECT_TRUE(whole("🎉", "a🎉b"));
    EXPECT_TRUE(whole("new york", "in New York!"));
    EXPECT_FALSE(whole("猫", "黒猫が"));
    EXPECT_TRUE(part("猫", "黒猫が"));
}

TEST(FilterMatch, all_keywords_that_match_are_given_as_written_and_once) {
    auto one = filter({{"He", false}, {"SHE", false}, {"hers", false}, {"his", false}, {"e", true}});
    EXPECT_EQ(matched(one, "ushers ushers"), (std::vector<std::string>{"He", "SHE", "hers"}));
}

TEST(FilterMatch, keywords_do_not_reach_across_parts) {
    CompiledFilters filters({filter({{"ab", false}})});
    EXPECT_TRUE(filters.match({"a", "b"}, StatusId{9}, {}, FilterContext::home, now).empty());
    EXPECT_EQ(filters.match({"a", "", "xabx"}, StatusId{9}, {}, FilterContext::home, now).size(), 1U);
    CompiledFilters words({filter({{"a", true}})});
    EXPECT_EQ(words.match({"a", "b"}, StatusId{9}, {}, FilterContext::home, now).size(), 1U);
}

TEST(FilterMatch, statuses_are_matched_by_id_also_behind_a_boost) {
    Filter one = filter({});
    one.statuses = {{FilterStatusId{1}, StatusId{7}}, {FilterStatusId{2}, StatusId{8}}};
    CompiledFilters filters({one, filter({{"x", true}}, 2)});
    auto matches = filters.match({"x"}, StatusId{9}, StatusId{7}, FilterContext::home, now);
    ASSERT_EQ(matches.size(), 2U);
    EXPECT_EQ(matches[0].filter->id, FilterId{1});
    EXPECT_EQ(matches[0].status_matches, std::vector<StatusId>{StatusId{7}});
    EXPECT_TRUE(matches[0].keyword_matches.empty());
    EXPECT_EQ(matches[1].filter->id, FilterId{2});
    EXPECT_TRUE(filters.match({"y"}, StatusId{9}, StatusId{}, FilterContext::home, now).empty());
}

TEST(FilterMatch, expired_filters_and_other_contexts_are_passed_over) {
    Filter one = filter({{"x", true}});
    one.expires_at = now;
    EXPECT_TRUE(matched(one, "x").empty());
    one.expires_at = now + Duration(1);
    EXPECT_FALSE(matched(one, "x").empty());
    CompiledFilters filters({one});
    EXPECT_TRUE(filters.match({"x"}, StatusId{9}, {}, FilterContext::thread, now).empty());
}

TEST(FilterMatch, empty_keywords_and_no_filters_match_nothing) {
    EXPECT_FALSE(part(" ", "anything at all"));
    EXPECT_FALSE(part("\u00AD", "anything"));
    EXPECT_TRUE(CompiledFilters().match({"x"}, StatusId{9}, {}, FilterContext::home, now).empty());
}

TEST(FilterMatch, agrees_with_a_plain_search_on_random_words) {
    std::uint64_t seed = 42;
    auto random = [&](std::uint64_t below) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return (seed >> 33) % below;
    };
    auto word = [&](std::size_t longest) {
        std::string out;
        for (std::uint64_t i = 0, size = 1 + random(longest); i < size; ++i)
            out += "ab "[random(3)];
        return out;
    };
    for (int round = 0; round < 3000; ++round) {
        std::vector<std::pair<std::string, bool>> keywords;
        for (int i = 0; i < 6; ++i)
            keywords.emplace_back("a" + word(4) + "b", false);
        std::string text = word(40);
        std::vector<std::string> expected;
        for (const auto& [keyword, whole_word] : keywords)
            if (text.find(keyword) != std::string::npos) expected.push_back(keyword);
        ASSERT_EQ(matched(filter(keywords), text), expected) << text;
    }
}

TEST(FilterMatch, words_of_the_api_round_trip) {
    for (auto action : {FilterAction::warn, FilterAction::hide, FilterAction::blur})
        EXPECT_EQ(parse_filter_action(to_string(action)), action);
    FilterContexts contexts;
    for (std::string_view name : {"home", "notifications", "public", "thread", "account"}) {
        auto context = parse_filter_context(name);
        ASSERT_TRUE(context) << name;
        EXPECT_EQ(to_string(*context), name);
        EXPECT_FALSE(contexts.contains(*context));
        contexts.insert(*context);
        EXPECT_TRUE(contexts.contains(*context));
    }
    EXPECT_EQ(FilterContexts(contexts.bits()), contexts);
    EXPECT_EQ(parse_filter_context("tags"), std::nullopt);
    EXPECT_EQ(parse_filter_action(""), std::nullopt);
}

} // namespace kith
