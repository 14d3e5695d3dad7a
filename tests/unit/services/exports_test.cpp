#include "services/exports.hpp"

#include "member_world.hpp"
#include "services/devices.hpp"
#include "services/lists.hpp"
#include "services/posting.hpp"
#include "services/relations.hpp"
#include "services/status_marks.hpp"

namespace kith::services {
namespace {

struct ExportsTest : testing::Test {
    MemberWorld world;
    Posting posting{*world.store, world.clock, world.ids, world.events, world.instance, PostingLimits{}};
    Relations relations{*world.store, world.clock, world.ids, world.events};
    StatusMarks marks{*world.store, world.clock, world.ids, world.events, 5};
    Exports exports{*world.store, world.instance, world.folder.path()};
    AccountId anna = world.member("anna");
    AccountId bert = world.member("bert");
    AccountId cora = world.member("cora");

    std::string file(Export what) {
        std::string out;
        EXPECT_TRUE(exports.write(anna, what, [&](std::string_view bytes) -> Result<void> {
            out += bytes;
            return {};
        }));
        return out;
    }
};

TEST_F(ExportsTest, follows_carry_how_they_are_followed) {
    ASSERT_TRUE(relations.follow(anna, bert));
    ASSERT_TRUE(relations.follow(
        anna, cora, {.reblogs = false, .notify = true, .languages = std::vector<std::string>{"de", "en"}}));
    EXPECT_EQ(file(Export::follows), "Account address,Show boosts,Notify on new posts,Languages\n"
                                     "cora@kith.example,false,true,\"de, en\"\n"
                                     "bert@kith.example,true,false,\n");
}

TEST_F(ExportsTest, blocks_mutes_and_servers_are_named_in_full) {
    ASSERT_TRUE(relations.block(anna, bert));
    ASSERT_TRUE(relations.mute(anna, cora, false, std::chrono::seconds(0)));
    ASSERT_TRUE(relations.block_domain(anna, "spam.example"));
    EXPECT_EQ(file(Export::blocks), "bert@kith.example\n");
    EXPECT_EQ(file(Export::mutes), "Account address,Hide notifications\ncora@kith.example,false\n");
    EXPECT_EQ(file(Export::domain_blocks), "spam.example\n");
}

TEST_F(ExportsTest, names_of_lists_are_quoted_where_they_must_be) {
    ASSERT_TRUE(relations.follow(anna, bert));
    Lists lists(*world.store, world.ids);
    auto list = *lists.create(anna, {.title = "Bread, \"good\""});
    ASSERT_TRUE(lists.add(anna, list.id, std::vector{bert}));
    EXPECT_EQ(file(Export::lists), "\"Bread, \"\"good\"\"\",bert@kith.example\n");
}

TEST_F(ExportsTest, bookmarks_are_addresses_newest_first_over_many_pages) {
    for (int i = 0; i < 1200; ++i) {
        auto id = *posting.post({.author = bert, .text = "post"});
        ASSERT_TRUE(marks.bookmark(anna, id));
    }
    auto all = file(Export::bookmarks);
    EXPECT_EQ(std::ranges::count(all, '\n'), 1200);
    EXPECT_TRUE(all.starts_with("https://kith.example/users/bert/statuses/"));
}

TEST_F(ExportsTest, who_has_nothing_gets_files_with_their_first_line_alone) {
    EXPECT_EQ(file(Export::mutes), "Account address,Hide notifications\n");
    EXPECT_EQ(file(Export::lists), "");
    EXPECT_EQ(file(Export::bookmarks), "");
    EXPECT_EQ(parse_export("follows.csv"), Export::follows);
    EXPECT_FALSE(parse_export("follows"));
    EXPECT_FALSE(parse_export("passwords.csv"));
}

TEST(DeviceNames, are_short_and_tell_browsers_apart) {
    auto chrome = device_name("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36");
    EXPECT_EQ(chrome.browser, "Chrome");
    EXPECT_EQ(chrome.system, "Android");
    auto edge = device_name("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0");
    EXPECT_EQ(edge.browser, "Edge");
    EXPECT_EQ(edge.system, "Windows");
    EXPECT_EQ(device_name("curl/8").browser, "");
}

} // namespace
} // namespace kith::services
