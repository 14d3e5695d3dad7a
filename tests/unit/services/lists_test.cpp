#include "unit/services/network.hpp"

namespace kith::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class ListsTest : public Network {
protected:
    ListsTest() {
        EXPECT_TRUE(relations->follow(ana, ben));
        EXPECT_TRUE(relations->follow(ana, cleo));
    }
    ListId list(const ListChange& change) { return lists->create(ana, change).value().id; }
    ListId list_of(AccountId member, RepliesPolicy policy = RepliesPolicy::list, bool exclusive = false) {
        auto id = list({.title = "friends", .replies_policy = policy, .exclusive = exclusive});
        EXPECT_TRUE(lists->add(ana, id, std::array{member}));
        return id;
    }

    AccountId ana = member("ana");
    AccountId ben = member("ben");
    AccountId cleo = member("cleo");
    AccountId stranger = member("stranger");
};

TEST_F(ListsTest, a_list_needs_a_title_that_is_not_endless) {
    EXPECT_EQ(code(lists->create(ana, {})), "title_blank");
    EXPECT_EQ(code(lists->create(ana, {.title = "  "})), "title_blank");
    EXPECT_EQ(code(lists->create(ana, {.title = std::string(257, 'x')})), "title_too_long");
    auto made = lists->create(ana, {.title = " Friends "});
    ASSERT_TRUE(made);
    EXPECT_EQ(made->title, "Friends");
    EXPECT_EQ(made->replies_policy, RepliesPolicy::list);
    EXPECT_FALSE(made->exclusive);
}

TEST_F(ListsTest, there_are_at_most_fifty) {
    for (int i = 0; i < 50; ++i)
        list({.title = "l"});
    EXPECT_EQ(code(lists->create(ana, {.title = "l"})), "too_many_lists");
}

TEST_F(ListsTest, lists_of_others_cannot_be_found) {
    auto id = list_of(ben);
    EXPECT_EQ(code(lists->update(ben, id, {.title = "mine"})), "not_found");
    EXPECT_EQ(code(lists->remove(ben, id)), "not_found");
    EXPECT_EQ(code(lists->add(ben, id, std::array{cleo})), "not_found");
    EXPECT_EQ(code(lists->remove_accounts(ben, id, std::array{ben})), "not_found");
}

TEST_F(ListsTest, only_followed_accounts_enter_and_all_or_none) {
    auto id = list({.title = "l"});
    EXPECT_EQ(code(lists->add(ana, id, std::array{ben, stranger})), "not_found");
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.lists().members(id, {}); }), IsEmpty());
    ASSERT_TRUE(lists->add(ana, id, std::array{ben, ana}));
    EXPECT_EQ(code(lists->add(ana, id, std::array{cleo, ben})), "already_listed");
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.lists().members(id, {}); }).size(), 2U);
}

TEST_F(ListsTest, posts_and_boosts_of_members_enter_the_list_and_the_home) {
    auto said = post(stranger, "news");
    auto id = list_of(ben);
    auto first = post(ben, "hello");
    auto shared = boost(ben, said);
    post(cleo, "not a member");
    EXPECT_THAT(entries(id), ElementsAre(shared, first));
    EXPECT_EQ(home(ana).size(), 3U);
    ASSERT_TRUE(posting->remove(ben, first));
    EXPECT_THAT(entries(id), ElementsAre(shared));
}

TEST_F(ListsTest, earlier_posts_come_and_go_with_the_member) {
    auto said = post(ben, "hello");
    auto id = list_of(ben);
    EXPECT_THAT(entries(id), ElementsAre(said));
    ASSERT_TRUE(lists->remove_accounts(ana, id, std::array{ben, stranger}));
    EXPECT_THAT(entries(id), IsEmpty());
    EXPECT_THAT(home(ana), ElementsAre(said));
}

TEST_F(ListsTest, an_unfollow_or_block_leaves_the_lists) {
    auto id = list_of(ben);
    post(ben, "hello");
    ASSERT_TRUE(relations->unfollow(ana, ben));
    EXPECT_THAT(entries(id), IsEmpty());
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.lists().members(id, {}); }), IsEmpty());
    ASSERT_TRUE(lists->add(ana, id, std::array{cleo}));
    ASSERT_TRUE(relations->block(cleo, ana));
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.lists().members(id, {}); }), IsEmpty());
}

TEST_F(ListsTest, muted_members_write_nothing_into_the_list) {
    auto id = list_of(ben);
    ASSERT_TRUE(relations->mute(ana, ben, true, 0s));
    post(ben, "hello");
    EXPECT_THAT(entries(id), IsEmpty());
    ASSERT_TRUE(relations->unmute(ana, ben));
    EXPECT_EQ(entries(id).size(), 1U);
}

TEST_F(ListsTest, boosts_that_are_not_wanted_stay_out) {
    auto said = post(stranger, "news");
    auto id = list_of(ben);
    ASSERT_TRUE(relations->follow(ana, ben, {.reblogs = false}));
    boost(ben, said);
    EXPECT_THAT(entries(id), IsEmpty());
    ASSERT_TRUE(relations->follow(ana, ben, {.reblogs = true}));
    ASSERT_TRUE(relations->block(ana, stranger));
    ASSERT_TRUE(posting->unboost(ben, said));
    boost(ben, said);
    EXPECT_THAT(entries(id), IsEmpty()) << "of a blocked author";
}

TEST_F(ListsTest, replies_follow_the_policy) {
    auto to_me = post(ana, "mine");
    auto to_followed = post(cleo, "hers");
    auto to_stranger = post(stranger, "theirs");
    auto members = list_of(ben, RepliesPolicy::list);
    ASSERT_TRUE(lists->add(ana, members, std::array{cleo}));
    auto followed = list_of(ben, RepliesPolicy::followed);
    auto none = list_of(ben, RepliesPolicy::none);
    auto alone = list_of(ben, RepliesPolicy::list);
    auto first = post(ben, "to the owner", to_me);
    auto second = post(ben, "to a member", to_followed);
    post(ben, "to a stranger", to_stranger);
    auto own = post(ben, "to himself", first);
    auto contains_cleo = post(cleo, "x");
    EXPECT_THAT(entries(members), ElementsAre(contains_cleo, own, second, first, to_followed));
    EXPECT_THAT(entries(followed), ElementsAre(own, second, first));
    EXPECT_THAT(entries(none), ElementsAre(own, first));
    EXPECT_THAT(entries(alone), ElementsAre(own, first));

    // What comes with a member that is added later is the same.
    for (auto [id, count] : {std::pair(followed, 3U), std::pair(none, 2U), std::pair(alone, 2U)}) {
        ASSERT_TRUE(lists->remove_accounts(ana, id, std::array{ben}));
        EXPECT_THAT(entries(id), IsEmpty());
        ASSERT_TRUE(lists->add(ana, id, std::array{ben}));
        EXPECT_EQ(entries(id).size(), count);
    }
}

TEST_F(ListsTest, members_of_an_exclusive_list_stay_out_of_the_home) {
    auto before = post(ben, "before");
    auto id = list_of(ben, RepliesPolicy::list, true);
    EXPECT_THAT(home(ana), IsEmpty());
    auto said = post(ben, "hello");
    auto hers = post(cleo, "hers");
    auto mine = post(ana, "mine");
    EXPECT_THAT(home(ana), ElementsAre(mine, hers));
    EXPECT_THAT(entries(id), ElementsAre(said, before));
    ASSERT_TRUE(lists->update(ana, id, {.exclusive = false}));
    EXPECT_THAT(home(ana), ElementsAre(mine, hers, said, before));
    ASSERT_TRUE(lists->update(ana, id, {.exclusive = true}));
    EXPECT_THAT(home(ana), ElementsAre(mine, hers));
    ASSERT_TRUE(lists->remove_accounts(ana, id, std::array{ben}));
    EXPECT_THAT(home(ana), ElementsAre(mine, hers, said, before));
}

TEST_F(ListsTest, removing_an_exclusive_list_brings_its_posts_home_unless_another_holds_them) {
    auto one = list_of(ben, RepliesPolicy::list, true);
    auto other = list_of(ben, RepliesPolicy::list, true);
    auto said = post(ben, "hello");
    ASSERT_TRUE(lists->remove(ana, one));
    EXPECT_THAT(home(ana), IsEmpty());
    ASSERT_TRUE(lists->remove(ana, other));
    EXPECT_THAT(home(ana), ElementsAre(said));
    EXPECT_THAT(read([&](store::ReadTx& tx) { return tx.lists().of_account(ana); }), IsEmpty());
}

TEST_F(ListsTest, an_accepted_request_fills_the_lists_it_waits_in) {
    auto dora = member("dora", {.locked = true});
    auto said = post(dora, "hello");
    ASSERT_TRUE(relations->follow(ana, dora));
    auto id = list_of(dora, RepliesPolicy::list, true);
    EXPECT_THAT(entries(id), IsEmpty());
    post(dora, "still closed");
    EXPECT_THAT(entries(id), IsEmpty());
    ASSERT_TRUE(relations->authorize(dora, ana));
    EXPECT_EQ(entries(id).size(), 2U);
    EXPECT_EQ(entries(id).back(), said);
    EXPECT_THAT(home(ana), IsEmpty()) << "the list is exclusive";
}

} // namespace
} // namespace kith::services
