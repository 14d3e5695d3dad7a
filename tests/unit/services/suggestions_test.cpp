#include "unit/services/network.hpp"

#include "services/account_search.hpp"

namespace kith::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class SuggestionsTest : public Network {
protected:
    SuggestionsTest() {
        for (auto friend_ : {ben, cleo}) {
            EXPECT_TRUE(relations->follow(ana, friend_));
            EXPECT_TRUE(relations->follow(friend_, both));
        }
        EXPECT_TRUE(relations->follow(ben, one));
    }
    std::vector<AccountId> suggested(SuggestionSource source = SuggestionSource::friends_of_friends) {
        std::vector<AccountId> found;
        for (const auto& suggestion : suggestions->list(ana, 40).value())
            if (suggestion.source == source) found.push_back(suggestion.id);
        return found;
    }

    AccountId ana = member("ana");
    AccountId ben = member("ben");
    AccountId cleo = member("cleo");
    AccountId both = member("both");
    AccountId one = member("one");
};

TEST_F(SuggestionsTest, friends_of_friends_come_by_how_many_friends_follow_them) {
    auto found = suggestions->list(ana, 40).value();
    ASSERT_GE(found.size(), 2U);
    EXPECT_EQ(found[0].id, both);
    EXPECT_EQ(found[0].mutuals, 2);
    EXPECT_EQ(found[1].id, one);
    EXPECT_EQ(found[1].mutuals, 1);
}

TEST_F(SuggestionsTest, popular_accounts_only_fill_up_a_handful) {
    auto famous = member("famous");
    for (int i = 0; i < 3; ++i)
        ASSERT_TRUE(relations->follow(member("fan" + std::to_string(i)), famous));
    EXPECT_THAT(suggested(SuggestionSource::most_followed), ElementsAre(famous));
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(relations->follow(ben, member("more" + std::to_string(i))));
    EXPECT_THAT(suggested(SuggestionSource::most_followed), IsEmpty());
    EXPECT_EQ(suggested().size(), 7U);
}

TEST_F(SuggestionsTest, who_opens_a_circle_comes_first_and_who_is_known_to_many_before_who_is_followed) {
    auto talk = [&](const std::string& one_name, AccountId first, const std::string& name, AccountId second) {
        post(second, "@" + one_name + " hello", post(first, "@" + name + " hello"));
    };
    auto opener = member("opener");
    talk("ana", ana, "ben", ben);
    talk("ana", ana, "cleo", cleo);
    talk("ben", ben, "one", one);
    talk("cleo", cleo, "one", one);
    talk("ben", ben, "opener", opener);
    for (int i = 0; i < 3; ++i) {
        auto name = "new" + std::to_string(i);
        talk("opener", opener, name, member(name));
    }
    ASSERT_TRUE(tie_network->keep_up());
    auto found = suggestions->list(ana, 40).value();
    ASSERT_GE(found.size(), 3U);
    EXPECT_EQ(found[0].id, opener);
    EXPECT_EQ(found[0].reason, SuggestionReason::bridge);
    EXPECT_EQ(found[1].id, one);
    EXPECT_EQ(found[2].id, both);
    EXPECT_EQ(found[2].reason, SuggestionReason::mutual_follows);
    ASSERT_TRUE(suggestions->dismiss(ana, opener));
    EXPECT_NE(suggestions->list(ana, 40).value().front().id, opener);
}

TEST_F(SuggestionsTest, who_was_dismissed_blocked_muted_or_asked_is_never_suggested) {
    ASSERT_TRUE(suggestions->dismiss(ana, both));
    EXPECT_THAT(suggested(), ElementsAre(one));
    ASSERT_TRUE(relations->mute(ana, one, true, 0s));
    EXPECT_THAT(suggested(), IsEmpty());
    EXPECT_THAT(suggested(SuggestionSource::most_followed), IsEmpty());
    ASSERT_TRUE(relations->unmute(ana, one));
    ASSERT_TRUE(relations->block(one, ana));
    EXPECT_THAT(suggested(), IsEmpty());
    ASSERT_TRUE(relations->unblock(one, ana));
    ASSERT_TRUE(profiles->update(one, {.locked = true}));
    ASSERT_TRUE(relations->follow(ana, one));
    EXPECT_THAT(suggested(), IsEmpty());
    EXPECT_TRUE(suggestions->dismiss(ana, AccountId{12345})) << "whoever that is";
}

TEST_F(SuggestionsTest, who_does_not_want_to_be_discovered_is_left_alone) {
    ASSERT_TRUE(profiles->update(both, {.discoverable = false}));
    EXPECT_THAT(suggested(), ElementsAre(one));
    EXPECT_THAT(suggested(SuggestionSource::most_followed), IsEmpty());
}

TEST_F(SuggestionsTest, who_hides_whom_they_follow_gives_nobody_away) {
    ASSERT_TRUE(profiles->update(ben, {.hide_collections = true}));
    EXPECT_THAT(suggested(), ElementsAre(both));
    EXPECT_EQ(suggestions->list(ana, 40).value().front().mutuals, 1);
}

class AccountSearchTest : public Network {
protected:
    std::vector<AccountId> find(std::string_view query, store::AccountSearch search = {}) {
        return read([&](store::ReadTx& tx) { return search_accounts(tx, instance, query, search); });
    }

    AccountId ana = member("ana", {.display_name = "Ana Tölgyesi"});
    AccountId anatol = member("anatol", {.display_name = "Anatol B."});
    AccountId far = member("ana", {.domain = "far.example", .display_name = "Another"});
    AccountId gone = member("anagone", {.suspended_at = clock.now()});
    AccountId ben = member("ben_smith", {.display_name = "Benjamin"});
};

TEST_F(AccountSearchTest, the_exact_address_comes_first_and_prefixes_follow) {
    EXPECT_EQ(find("ana").front(), ana);
    EXPECT_EQ(find("ana").size(), 3U) << "not the suspended one";
    EXPECT_EQ(find("@ana@far.example").front(), far);
    EXPECT_EQ(find("https://kith.example/@anatol").front(), anatol);
    EXPECT_THAT(find("anato"), ElementsAre(anatol));
}

TEST_F(AccountSearchTest, names_are_found_without_their_accents_and_in_any_order) {
    EXPECT_THAT(find("tolgy"), ElementsAre(ana));
    EXPECT_THAT(find("tölgyesi ana"), ElementsAre(ana));
    EXPECT_THAT(find("ben_sm"), ElementsAre(ben));
}

TEST_F(AccountSearchTest, a_new_name_is_found_and_the_old_one_is_not) {
    ASSERT_TRUE(profiles->update(ben, {.display_name = "Waldemar"}));
    EXPECT_THAT(find("waldem"), ElementsAre(ben));
    EXPECT_THAT(find("benjam"), IsEmpty());
}

TEST_F(AccountSearchTest, nothing_that_is_typed_is_an_error) {
    for (auto query : {"", " ", "@", "\"", "\"*", "a OR", "NEAR(", "-", "{username} : x", "🎉", "''", "*", "\xff\xfe"})
        EXPECT_LE(find(query).size(), 5U) << query;
    EXPECT_THAT(find(std::string(5000, 'x')), IsEmpty());
}

TEST_F(AccountSearchTest, the_search_can_be_kept_to_those_one_follows) {
    ASSERT_TRUE(relations->follow(ben, anatol));
    EXPECT_THAT(find("ana", {.viewer = ben, .following = true}), ElementsAre(anatol));
    EXPECT_THAT(find("ana", {.viewer = ben, .offset = 1, .limit = 1}), ElementsAre(anatol))
        << "known ones before others";
}

TEST_F(AccountSearchTest, who_waits_for_approval_is_not_found) {
    write([&](store::WriteTx& tx) -> Result<void> {
        auto user = *TRY(tx.users().by_account(ben));
        user.approved = false;
        return tx.users().update(user);
    });
    EXPECT_THAT(find("ben"), IsEmpty());
    EXPECT_THAT(find("ben_smith"), IsEmpty());
}

} // namespace
} // namespace kith::services
