#include "services/filters.hpp"
#include "services/markers.hpp"
#include "services/viewers.hpp"
#include "unit/services/network.hpp"

namespace kith::services {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class FiltersTest : public Network {
protected:
    FiltersTest() : filters(*store_, clock, ids, events), viewers(clock, events), me(member("me")) {
        home.insert(FilterContext::home);
        events.listen([this](const Event& event) {
            const auto* changed = std::get_if<ViewerChanged>(&event);
            told += changed != nullptr && changed->filters;
        });
    }

    FilterChange hiding(const std::string& word) {
        return {
            .title = "About " + word, .contexts = home, .action = FilterAction::hide, .keywords = {{.keyword = word}}};
    }
    // Whether the member's view of home is free of the text.
    bool hides(const std::string& text) {
        auto viewer = read([&](store::ReadTx& tx) { return viewers.get(tx, me); });
        return !viewer->filters.match(FilterText({text}), StatusId{1}, {}, FilterContext::home, clock.now()).empty();
    }
    std::vector<Filter> kept() {
        return read([&](store::ReadTx& tx) { return tx.filters().of_account(me); });
    }

    Filters filters;
    Viewers viewers;
    AccountId me;
    FilterContexts home;
    int told = 0;
};

TEST_F(FiltersTest, filter_works_at_once_and_stops_when_removed) {
    EXPECT_FALSE(hides("a storm comes"));
    auto filter = filters.create(me, hiding("storm")).value();
    EXPECT_TRUE(hides("a storm comes"));
    EXPECT_EQ(told, 1);
    ASSERT_TRUE(filters.remove(me, filter.id));
    EXPECT_FALSE(hides("a storm comes"));
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(FiltersTest, read_that_began_before_a_block_keeps_nothing_for_later_ones) {
    auto other = member("other");
    auto blocks = [&] { return read([&](store::ReadTx& tx) { return viewers.get(tx, me); })->blocked.contains(other); };
    read([&](store::ReadTx& tx) -> Result<bool> {
        TRY(tx.accounts().by_id(me)); // the snapshot is taken
        EXPECT_TRUE(relations->block(me, other));
        EXPECT_FALSE(TRY(viewers.get(tx, me))->blocked.contains(other)) << "this request goes on as it began";
        return true;
    });
    EXPECT_TRUE(blocks());
    read([&](store::ReadTx& tx) -> Result<bool> {
        EXPECT_EQ(TRY(viewers.get(tx, me)), TRY(viewers.get(tx, me))) << "and what is right is kept";
        return true;
    });
}

TEST_F(FiltersTest, filter_ends_with_its_time) {
    auto change = hiding("storm");
    change.expires_in = std::chrono::hours(1);
    ASSERT_TRUE(filters.create(me, change));
    EXPECT_TRUE(hides("a storm comes"));
    clock.advance(std::chrono::minutes(61));
    EXPECT_FALSE(hides("a storm comes"));
    EXPECT_THAT(kept(), SizeIs(1)); // the member may prolong it
}

TEST_F(FiltersTest, update_changes_adds_and_removes_keywords_together) {
    auto filter = filters.create(me, hiding("storm")).value();
    auto changed = filters.update(
        me, filter.id,
        {.title = "Weather",
         .keywords = {{.id = filter.keywords[0].id, .keyword = "gale", .whole_word = false}, {.keyword = "hail"}}});
    ASSERT_TRUE(changed);
    EXPECT_TRUE(hides("gales"));
    EXPECT_TRUE(hides("hail!"));
    EXPECT_FALSE(hides("storm"));
    ASSERT_TRUE(filters.update(me, filter.id, {.keywords = {{.id = filter.keywords[0].id, .remove = true}}}));
    EXPECT_FALSE(hides("gales"));
    EXPECT_EQ(kept().front().title, "Weather");
}

TEST_F(FiltersTest, failed_update_changes_nothing) {
    auto filter = filters.create(me, hiding("storm")).value();
    auto unknown = filters.update(me, filter.id, {.title = "New", .keywords = {{.id = FilterKeywordId{77}}}});
    EXPECT_EQ(code(unknown), "not_found");
    EXPECT_EQ(kept().front().title, "About storm");
}

TEST_F(FiltersTest, blank_titles_contexts_and_keywords_are_refused_in_words) {
    auto nothing = filters.create(me, {.title = " ", .contexts = FilterContexts()});
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error().message, "Validation failed: Title can't be blank, Context can't be blank, Context None "
                                       "or invalid context supplied");
    EXPECT_EQ(code(filters.create(me, {.title = "x"})), "filter_context");
    EXPECT_EQ(code(filters.create(me, {.contexts = home})), "filter_title");
    EXPECT_EQ(code(filters.create(me, hiding(" "))), "filter_keyword");
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(FiltersTest, only_the_owner_reaches_a_filter) {
    auto other = member("other");
    auto filter = filters.create(me, hiding("storm")).value();
    auto status = post(me, "hello");
    auto entry = filters.add_status(me, filter.id, status).value();
    EXPECT_EQ(code(filters.update(other, filter.id, {.title = "mine"})), "not_found");
    EXPECT_EQ(code(filters.remove(other, filter.id)), "not_found");
    EXPECT_EQ(code(filters.add_keyword(other, filter.id, {.keyword = "x"})), "not_found");
    EXPECT_EQ(code(filters.remove_keyword(other, filter.keywords[0].id)), "not_found");
    EXPECT_EQ(code(filters.remove_status(other, entry.id)), "not_found");
}

TEST_F(FiltersTest, status_is_in_a_filter_once_and_must_be_visible) {
    auto author = member("author");
    auto filter = filters.create(me, hiding("storm")).value();
    auto status = post(author, "hello");
    auto entry = filters.add_status(me, filter.id, status).value();
    EXPECT_EQ(filters.add_status(me, filter.id, status).value().id, entry.id);
    auto secret = posting->post({.author = author, .text = "psst", .visibility = Visibility::direct}).value();
    EXPECT_EQ(code(filters.add_status(me, filter.id, secret)), "not_found");
    ASSERT_TRUE(filters.remove_status(me, entry.id));
    EXPECT_THAT(kept().front().statuses, IsEmpty());
}

TEST_F(FiltersTest, old_apps_change_single_keywords_but_not_what_several_share) {
    auto filter = filters.create(me, hiding("storm")).value();
    auto id = filter.keywords[0].id;
    ASSERT_TRUE(
        filters.change_single(me, id, {.action = FilterAction::warn, .keywords = {{.id = id, .keyword = "gale"}}}));
    EXPECT_TRUE(hides("gale"));
    ASSERT_TRUE(filters.add_keyword(me, filter.id, {.keyword = "hail"}));
    EXPECT_EQ(code(filters.change_single(me, id, {.action = FilterAction::hide})), "filter_shared");
    ASSERT_TRUE(filters.change_single(me, id, {.keywords = {{.id = id, .keyword = "fog"}}}));
    ASSERT_TRUE(filters.remove_single(me, id));
    EXPECT_THAT(kept().front().keywords, SizeIs(1));
    ASSERT_TRUE(filters.remove_single(me, kept().front().keywords.front().id));
    EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(FiltersTest, marker_moves_and_counts_and_a_stale_one_is_a_conflict) {
    Markers markers(*store_, clock);
    std::vector<MarkerChange> change{{.timeline = "home", .last_read_id = 5}};
    EXPECT_EQ(markers.move(me, change).value().front().version, 1);
    change = {{.timeline = "home", .last_read_id = 9, .version = 1}};
    EXPECT_EQ(markers.move(me, change).value().front().version, 2);
    std::vector<MarkerChange> stale{{.timeline = "notifications", .last_read_id = 4},
                                    {.timeline = "home", .last_read_id = 7, .version = 1}};
    auto refused = markers.move(me, stale);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    auto both = read(
        [&](store::ReadTx& tx) { return Markers::get(tx, me, std::vector<std::string>{"home", "notifications"}); });
    ASSERT_EQ(both.size(), 1U);
    EXPECT_EQ(both.front().last_read_id, 9);
}

} // namespace
} // namespace kith::services
