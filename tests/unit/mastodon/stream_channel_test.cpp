#include "mastodon/stream_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kith::mastodon {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names(const std::vector<Channel>& channels) {
    std::vector<std::string> texts;
    for (const auto& channel : channels) {
        std::string text;
        for (const auto& name : channel_names(channel))
            text += (text.empty() ? "" : " ") + name;
        texts.push_back(std::move(text));
    }
    return texts;
}

TEST(StreamChannelTest, names_are_understood_and_given_back) {
    for (const auto* name : {"user", "user:notification", "public", "public:media", "public:local",
                             "public:local:media", "public:remote", "public:remote:media", "direct"}) {
        auto channel = parse_channel({.stream = name}, AccountId{7});
        ASSERT_TRUE(channel) << name;
        EXPECT_THAT(channel_names(*channel), ElementsAre(name));
    }
    auto tag = parse_channel({.stream = "hashtag:local", .tag = "#CoFFee"}, AccountId{7});
    ASSERT_TRUE(tag);
    EXPECT_THAT(channel_names(*tag), ElementsAre("hashtag:local", "coffee"));
    auto list = parse_channel({.stream = "list", .list = "12"}, AccountId{7});
    ASSERT_TRUE(list);
    EXPECT_THAT(channel_names(*list), ElementsAre("list", "12"));
    auto friends = parse_channel({.stream = "list", .list = "2"}, AccountId{7});
    ASSERT_TRUE(friends);
    EXPECT_THAT(channel_names(*friends), ElementsAre("list", "2"));
    EXPECT_EQ(smart_list(*friends), services::SmartList::friends);
    EXPECT_NE(*friends, parse_channel({.stream = "list", .list = "2"}, AccountId{8}).value()) << "each has their own";
    auto media = parse_channel({.stream = "public:local", .only_media = true}, AccountId{7});
    EXPECT_EQ(*media, *parse_channel({.stream = "public:local:media"}, AccountId{}));
}

TEST(StreamChannelTest, unknown_and_incomplete_ones_are_refused) {
    auto code = [](ChannelRequest request) { return parse_channel(request, AccountId{7}).error().code; };
    EXPECT_EQ(code({.stream = "everything"}), "stream_unknown");
    EXPECT_EQ(code({.stream = ""}), "stream_unknown");
    EXPECT_EQ(code({.stream = "hashtag"}), "stream_without_tag");
    EXPECT_EQ(code({.stream = "list", .list = "-1"}), "stream_without_list");
}

TEST(StreamChannelTest, channels_of_members_differ) {
    EXPECT_NE(*parse_channel({.stream = "user"}, AccountId{7}), *parse_channel({.stream = "user"}, AccountId{8}));
    EXPECT_EQ(*parse_channel({.stream = "public"}, AccountId{7}), *parse_channel({.stream = "public"}, AccountId{8}));
}

TEST(StreamChannelTest, public_status_goes_to_public_and_hashtag_channels) {
    EXPECT_THAT(names(public_channels({.has_media = true}, {"tea"})),
                ElementsAre("public", "public:media", "public:local", "public:local:media", "hashtag tea",
                            "hashtag:local tea"));
    EXPECT_THAT(names(public_channels({.local = false}, {"tea"})),
                ElementsAre("public", "public:remote", "hashtag tea"));
    EXPECT_THAT(names(public_channels({.reply = true}, {"tea"})), ElementsAre("hashtag tea", "hashtag:local tea"));
}

TEST(StreamChannelTest, what_is_not_public_goes_to_none) {
    EXPECT_THAT(public_channels({.boost = true}, {"tea"}), IsEmpty());
    for (auto visibility : {Visibility::unlisted, Visibility::private_, Visibility::direct})
        EXPECT_THAT(public_channels({.visibility = visibility}, {"tea"}), IsEmpty());
}

} // namespace
} // namespace kith::mastodon
