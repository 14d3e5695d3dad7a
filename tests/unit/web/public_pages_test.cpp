#include "unit/web/browser.hpp"

#include <gmock/gmock.h>

namespace kith::web {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string text(const http::Response& response) { return std::string(response.body_text()); }

struct PublicPagesTest : testing::Test {
    WebWorld world;
    AccountId alice = world.member("alice");
    AccountId bob = world.member("bob");
    Browser browser{world};

    void change(AccountId id, const std::function<void(Account&)>& how) {
        change_silently(id, how);
        world.events.publish(services::AccountChanged{id});
    }
    void change_silently(AccountId id, const std::function<void(Account&)>& how) {
        ASSERT_TRUE(world.store->write([&](store::WriteTx& tx) -> Result<void> {
            auto account = *TRY(tx.accounts().by_id(id));
            how(account);
            return tx.accounts().update(account);
        }));
    }
};

TEST_F(PublicPagesTest, profile_shows_what_everybody_may_see_and_nothing_else) {
    world.post(alice, "hello everybody");
    world.post(alice, "for those with the link", Visibility::unlisted);
    world.post(alice, "for followers", Visibility::private_);
    world.post(alice, "@bob a secret", Visibility::direct);
    auto page = text(browser.get("/@alice"));
    EXPECT_THAT(page, HasSubstr("hello everybody"));
    EXPECT_THAT(page, HasSubstr("for those with the link"));
    EXPECT_THAT(page, Not(HasSubstr("for followers")));
    EXPECT_THAT(page, Not(HasSubstr("a secret")));
}

TEST_F(PublicPagesTest, profile_is_the_same_in_any_case_and_unknown_names_are_not_found) {
    EXPECT_EQ(text(browser.get("/@Alice")), text(browser.get("/@alice")));
    EXPECT_EQ(browser.get("/@nobody").status, 404);
    EXPECT_EQ(browser.get("/alice").status, 404);
    EXPECT_EQ(browser.get("/@alice/nonsense").status, 404);
}

TEST_F(PublicPagesTest, what_members_write_is_escaped) {
    change(alice, [](Account& account) {
        account.display_name = "<script>alert(1)</script>";
        account.note = "me & <img src=x onerror=alert(1)> https://alice.example";
        account.fields = {{"<b>site</b>", "https://alice.example/\"onmouseover=\"x", {}}};
    });
    world.post(alice, "<script>alert(2)</script>");
    auto page = text(browser.get("/@alice"));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<img src=x")));
    EXPECT_THAT(page, Not(HasSubstr("\"onmouseover")));
    EXPECT_THAT(page, HasSubstr("rel=\"me"));
}

TEST_F(PublicPagesTest, kept_profile_follows_what_changes) {
    auto first = browser.get("/@alice");
    EXPECT_EQ(text(browser.get("/@alice")), text(first));
    auto id = world.post(alice, "a new post");
    EXPECT_THAT(text(browser.get("/@alice")), HasSubstr("a new post"));
    change(alice, [](Account& account) { account.display_name = "Alice the Second"; });
    EXPECT_THAT(text(browser.get("/@alice")), HasSubstr("Alice the Second"));
    ASSERT_TRUE(world.posting.remove(alice, id));
    EXPECT_THAT(text(browser.get("/@alice")), Not(HasSubstr("a new post")));
    ASSERT_TRUE(world.settings.update(Role::owner, [](services::ServerSettings& all) { all.title = "The Harbour"; }));
    EXPECT_THAT(text(browser.get("/@alice")), HasSubstr("The Harbour"));
}

TEST_F(PublicPagesTest, kept_pages_are_dropped_when_another_process_wrote) {
    browser.get("/@alice");
    change_silently(alice, [](Account& account) { account.display_name = "Alice the Third"; });
    world.events.publish(services::EverythingChanged{});
    EXPECT_THAT(text(browser.get("/@alice")), HasSubstr("Alice the Third"));
}

TEST_F(PublicPagesTest, boosted_posts_follow_their_authors) {
    auto id = world.post(bob, "words of Bob");
    ASSERT_TRUE(world.posting.boost(alice, id, Visibility::public_));
    EXPECT_THAT(text(browser.get("/@alice")), HasSubstr("words of Bob"));
    change(bob, [](Account& account) { account.display_name = "Robert"; });
    EXPECT_THAT(text(browser.get("/@alice")), HasSubstr("Robert"));
    ASSERT_TRUE(world.users.set_suspended(Role::owner, bob, true));
    EXPECT_THAT(text(browser.get("/@alice")), Not(HasSubstr("words of Bob")));
}

TEST_F(PublicPagesTest, unchanged_page_is_not_sent_again) {
    auto first = browser.get("/@alice");
    auto request =
        http::Request::make(http::Method::get, "/@alice", {{"if-none-match", std::string(first.find_header("ETag"))}});
    auto second = world.router.answer(request);
    EXPECT_EQ(second.status, 304);
    EXPECT_EQ(second.body_text(), "");
}

TEST_F(PublicPagesTest, thread_shows_public_answers_around_the_post) {
    auto root = world.post(alice, "the question");
    auto answer = world.post(bob, "@alice the answer", Visibility::public_, root);
    world.post(alice, "@bob in private", Visibility::direct, answer);
    world.post(alice, "@bob the thanks", Visibility::public_, answer);
    auto page = text(browser.get("/@bob/" + answer.str()));
    EXPECT_THAT(page, HasSubstr("the question"));
    EXPECT_THAT(page, HasSubstr("the answer"));
    EXPECT_THAT(page, HasSubstr("the thanks"));
    EXPECT_THAT(page, Not(HasSubstr("in private")));
    EXPECT_THAT(page, HasSubstr("<link rel=\"canonical\" href=\"https://kith.example/@bob/" + answer.str() + "\">"));
    EXPECT_LT(page.find("the question"), page.find("the thanks"));
    EXPECT_EQ(browser.get("/@alice/" + answer.str()).status, 404) << "not Alice's";
}

TEST_F(PublicPagesTest, hidden_posts_have_no_page) {
    EXPECT_EQ(browser.get("/@alice/" + world.post(alice, "x", Visibility::private_).str()).status, 404);
    EXPECT_EQ(browser.get("/@alice/" + world.post(alice, "x", Visibility::direct).str()).status, 404);
    EXPECT_EQ(browser.get("/@alice/999").status, 404);
}

TEST_F(PublicPagesTest, previews_do_not_give_a_warning_away) {
    world.clock.advance(std::chrono::seconds(1));
    auto id =
        *world.posting.post({.author = alice, .text = "the murderer is Bob", .spoiler_text = "ending of the book"});
    auto page = text(browser.get("/@alice/" + id.str()));
    auto head = page.substr(0, page.find("</head>"));
    EXPECT_THAT(head, HasSubstr("ending of the book"));
    EXPECT_THAT(head, Not(HasSubstr("murderer")));
}

TEST_F(PublicPagesTest, search_engines_are_asked_to_stay_away_unless_the_member_wants_them) {
    auto id = world.post(alice, "hello");
    for (auto path : {std::string("/@alice"), "/@alice/" + id.str()})
        EXPECT_THAT(text(browser.get(path)), HasSubstr("content=\"noindex\"")) << path;
    change(alice, [](Account& account) { account.indexable = true; });
    for (auto path : {std::string("/@alice"), "/@alice/" + id.str()})
        EXPECT_THAT(text(browser.get(path)), Not(HasSubstr("content=\"noindex\""))) << path;
}

TEST_F(PublicPagesTest, tag_lists_public_posts) {
    world.post(alice, "about #Gardening");
    world.post(bob, "quietly about #gardening", Visibility::unlisted);
    auto page = text(browser.get("/tags/gardening"));
    EXPECT_THAT(page, HasSubstr("about <a"));
    EXPECT_THAT(page, Not(HasSubstr("quietly")));
    EXPECT_EQ(browser.get("/tags/never-used").status, 404);
}

TEST_F(PublicPagesTest, community_is_described) {
    ASSERT_TRUE(world.settings.update(Role::owner, [](services::ServerSettings& all) {
        all.title = "Harbour & Friends";
        all.description = "Where <people> meet";
        all.contact_account = "alice";
    }));
    ASSERT_TRUE(world.settings.add_rule(Role::owner, "Be kind", "Always"));
    auto home = text(browser.get("/"));
    EXPECT_THAT(home, HasSubstr("Harbour &amp; Friends"));
    EXPECT_THAT(home, HasSubstr("Where &lt;people&gt; meet"));
    EXPECT_THAT(home, HasSubstr("Be kind"));
    EXPECT_THAT(text(browser.get("/about")), HasSubstr("href=\"/@alice\""));
    EXPECT_EQ(browser.get("/privacy").status, 200);
}

TEST_F(PublicPagesTest, assets_are_kept_for_good_and_robots_stay_out_of_forms) {
    auto page = text(browser.get("/"));
    auto at = page.find("/assets/style-");
    ASSERT_NE(at, std::string::npos);
    auto style = browser.get(page.substr(at, page.find('"', at) - at));
    EXPECT_EQ(style.content_type, "text/css; charset=utf-8");
    EXPECT_THAT(std::string(style.find_header("Cache-Control")), HasSubstr("immutable"));
    EXPECT_TRUE(text(browser.get("/assets/avatar.png")).starts_with("\x89PNG"));
    EXPECT_TRUE(text(browser.get("/assets/header.png")).starts_with("\x89PNG"));
    EXPECT_THAT(text(browser.get("/robots.txt")), HasSubstr("Disallow: /oauth/"));
}

} // namespace
} // namespace kith::web
