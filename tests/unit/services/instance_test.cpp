// What belongs to the whole server: tags, emojis, announcements, reports, previews of links.
#include "services/announcements.hpp"
#include "services/emojis.hpp"
#include "services/link_previews.hpp"
#include "services/reports.hpp"
#include "services/tags.hpp"
#include "services/trends.hpp"
#include "unit/services/network.hpp"

namespace kith::services {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class InstanceTest : public Network {
protected:
    InstanceTest() {
        events.listen([this](const Event& event) { seen.push_back(event); });
    }
    template <class E>
    int published() const {
        return static_cast<int>(
            std::ranges::count_if(seen, [](const Event& event) { return std::holds_alternative<E>(event); }));
    }
    std::vector<Event> seen;
    Emojis emojis{*store_, ids, events};
};

TEST_F(InstanceTest, a_tag_nobody_used_can_be_followed) {
    Tags tags(*store_, ids);
    auto anna = member("anna");
    auto followed = tags.follow(anna, "#Gardening");
    ASSERT_TRUE(followed);
    EXPECT_EQ(followed->name, "gardening");
    EXPECT_EQ(followed->display_name, "Gardening");
    EXPECT_EQ(tags.follow(anna, "gardening")->id, followed->id);
    EXPECT_EQ(code(tags.follow(anna, "no tag")), "not_found");
    EXPECT_EQ(code(tags.follow(anna, std::string(300, 'x'))), "not_found");
    EXPECT_FALSE(tags.unfollow(anna, "never_seen")->id);
}

TEST_F(InstanceTest, ten_tags_are_featured_at_most) {
    Tags tags(*store_, ids);
    auto anna = member("anna");
    for (int at = 0; at < 10; ++at)
        ASSERT_TRUE(tags.feature(anna, "tag" + std::to_string(at)));
    EXPECT_EQ(code(tags.feature(anna, "eleven")), "featured_too_many");
    EXPECT_TRUE(tags.feature(anna, "tag3"));
    EXPECT_EQ(code(tags.feature(anna, "123")), "tag_invalid");
    EXPECT_TRUE(tags.unfeature(anna, "tag3"));
    EXPECT_TRUE(tags.feature(anna, "eleven"));
}

TEST_F(InstanceTest, emojis_are_in_the_table_once_they_are_put) {
    EXPECT_FALSE(emojis.any());
    ASSERT_TRUE(emojis.put(Role::owner, {.shortcode = "blob", .file = "emojis/blob.png", .static_file = ""}));
    EXPECT_TRUE(emojis.any());
    EXPECT_EQ(published<EmojisChanged>(), 1);
    std::array<std::string_view, 2> texts{":blob: :cat:", "again :blob:"};
    auto table = emojis.table();
    ASSERT_EQ(table->named_in(texts).size(), 1U);
    EXPECT_EQ(code(emojis.put(Role::owner, {.shortcode = "no-code", .file = "x", .static_file = ""})),
              "emoji_shortcode");
    EXPECT_EQ(emojis.remove(Role::owner, "blob")->file, "emojis/blob.png");
    EXPECT_EQ(code(emojis.remove(Role::owner, "blob")), "not_found");
    EXPECT_FALSE(emojis.any());
    EXPECT_EQ(table->all().size(), 1U) << "who holds the table goes on having it";
}

TEST_F(InstanceTest, what_another_process_changed_is_seen_after_a_refresh) {
    Emojis other(*store_, ids, events);
    ASSERT_TRUE(other.put(Role::owner, {.shortcode = "blob", .file = "a.png", .static_file = ""}));
    EXPECT_FALSE(emojis.any());
    seen.clear();
    ASSERT_TRUE(emojis.refresh());
    ASSERT_TRUE(emojis.refresh());
    EXPECT_TRUE(emojis.any());
    EXPECT_EQ(published<EmojisChanged>(), 1) << "nothing changed the second time";
}

TEST_F(InstanceTest, announcements_end_and_take_reactions) {
    Announcements announcements(*store_, clock, ids, events, emojis);
    auto anna = member("anna");
    auto id = *announcements.add(Role::owner, {.text = " Maintenance ", .ends_at = clock.now() + 1h, .all_day = true});
    EXPECT_EQ(announcements.list()->front().text, "Maintenance");
    EXPECT_EQ(code(announcements.add(Role::owner, {.text = "  "})), "announcement_blank");
    EXPECT_EQ(
        code(announcements.add(Role::owner, {.text = "x", .starts_at = clock.now(), .ends_at = clock.now() - 1h})),
        "announcement_times");
    EXPECT_TRUE(announcements.react(anna, id, "🤔"));
    EXPECT_EQ(code(announcements.react(anna, id, "blob")), "reaction_name");
    ASSERT_TRUE(emojis.put(Role::owner, {.shortcode = "blob", .file = "a.png", .static_file = ""}));
    EXPECT_TRUE(announcements.react(anna, id, "blob"));
    for (auto name : {"👍", "👎", "❤", "🎉", "🚀", "👀"})
        EXPECT_TRUE(announcements.react(anna, id, name));
    EXPECT_EQ(code(announcements.react(anna, id, "😀")), "reactions_too_many");
    EXPECT_TRUE(announcements.unreact(anna, id, "🚀"));
    EXPECT_TRUE(announcements.react(anna, id, "😀"));
    EXPECT_TRUE(announcements.dismiss(anna, id));
    clock.advance(1h);
    EXPECT_EQ(code(announcements.dismiss(anna, id)), "not_found");
    EXPECT_TRUE(announcements.remove(Role::owner, id));
    EXPECT_EQ(code(announcements.remove(Role::owner, id)), "not_found");
}

TEST_F(InstanceTest, a_draft_is_shown_to_nobody_until_it_is_published) {
    Announcements announcements(*store_, clock, ids, events, emojis);
    auto anna = member("anna");
    auto id = *announcements.add(Role::owner, {.text = "Perhaps", .published = false});
    EXPECT_EQ(published<AnnouncementsChanged>(), 0);
    EXPECT_EQ(code(announcements.dismiss(anna, id)), "not_found");
    clock.advance(1h);
    ASSERT_TRUE(announcements.update(Role::owner, id, {.text = "Surely"}));
    EXPECT_EQ(published<AnnouncementsChanged>(), 1);
    EXPECT_EQ(announcements.list()->front().published_at(), clock.now());
    EXPECT_TRUE(announcements.dismiss(anna, id));
    ASSERT_TRUE(announcements.update(Role::owner, id, {.text = "Perhaps", .published = false}));
    EXPECT_EQ(published<AnnouncementsChanged>(), 2);
    EXPECT_EQ(code(announcements.dismiss(anna, id)), "not_found");
}

TEST_F(InstanceTest, a_disabled_emoji_is_kept_but_not_shown) {
    ASSERT_TRUE(emojis.put(Role::owner, {.shortcode = "blob", .file = "a.png", .static_file = "", .disabled = true}));
    EXPECT_FALSE(emojis.any());
    EXPECT_EQ(emojis.list()->size(), 1U);
    ASSERT_TRUE(emojis.put(Role::owner, {.shortcode = "blob", .file = "a.png", .static_file = ""}));
    EXPECT_TRUE(emojis.any());
}

TEST_F(InstanceTest, a_report_reaches_every_moderator) {
    Reports reports(*store_, clock, ids, events);
    auto anna = member("anna");
    auto ben = member("ben");
    auto carol = member("carol");
    auto moderator = member("mod");
    write([&](store::WriteTx& tx) -> Result<void> {
        auto user = *TRY(tx.users().by_account(moderator));
        user.role = Role::moderator;
        TRY(tx.users().update(user));
        return tx.rules().insert({RuleId{7}, "Be kind", "", 1});
    });
    ASSERT_TRUE(relations->block(moderator, anna));
    auto bad = post(ben, "something rude");
    auto others = post(carol, "not ben's");
    auto filed = reports.file({.account = anna,
                               .target = ben,
                               .statuses = {bad, others, bad, StatusId{1}},
                               .rules = {RuleId{7}},
                               .comment = " rude ",
                               .category = "spam"});
    ASSERT_TRUE(filed);
    EXPECT_THAT(filed->statuses, ElementsAre(bad));
    EXPECT_EQ(filed->category, "violation");
    EXPECT_EQ(filed->comment, "rude");
    EXPECT_THAT(told(moderator, anna), ElementsAre(NotificationKind::admin_report));
    EXPECT_THAT(told(ben, anna), IsEmpty());
    ASSERT_TRUE(reports.resolve(filed->id, moderator));
    EXPECT_EQ(reports.get(filed->id)->resolved_by, moderator);
    EXPECT_THAT(*reports.list({.resolved = false}, {}), IsEmpty());
    ASSERT_TRUE(reports.reopen(filed->id));
    EXPECT_EQ(reports.list({.resolved = false}, {})->size(), 1U);
}

TEST_F(InstanceTest, reports_that_make_no_sense_are_refused) {
    Reports reports(*store_, clock, ids, events);
    auto anna = member("anna");
    auto ben = member("ben");
    EXPECT_EQ(code(reports.file({.account = anna, .target = AccountId{1}})), "not_found");
    EXPECT_EQ(code(reports.file({.account = anna, .target = ben, .rules = {RuleId{404}}})), "report_rules");
    EXPECT_EQ(code(reports.file({.account = anna, .target = ben, .category = "violation"})), "report_rules");
    EXPECT_EQ(code(reports.file({.account = anna, .target = ben, .category = "boring"})), "report_category");
    EXPECT_EQ(code(reports.file({.account = anna, .target = ben, .comment = std::string(1001, 'x')})),
              "report_comment");
}

class LinkPreviewsTest : public InstanceTest {
protected:
    LinkPreviews::Sources sources() {
        return {.page = [this](const std::string& url) -> Result<FetchedPage> {
                    asked.push_back(url);
                    if (page.empty()) return fail(ErrorKind::unavailable, "down", "Down");
                    return FetchedPage{.url = url, .html = html, .charset = "", .body = page};
                },
                .picture = [this](const std::string& url) -> Result<PreviewPicture> {
                    pictures.push_back(url);
                    return PreviewPicture{"previews/" + std::to_string(pictures.size()) + "/x.jpg", 400, 200, "hash"};
                },
                .drop = [this](const std::string& file) { dropped.push_back(file); }};
    }
    std::optional<Card> card_of(StatusId id) {
        auto status = read([&](store::ReadTx& tx) { return tx.statuses().by_id(id); });
        if (status->card_id == 0) return std::nullopt;
        return read([&](store::ReadTx& tx) { return tx.cards().by_id(status->card_id); });
    }

    std::string page = "<title>News</title><meta property=og:image content=/p.png>";
    bool html = true;
    std::vector<std::string> asked;
    std::vector<std::string> pictures;
    std::vector<std::string> dropped;
    LinkPreviews previews{*store_, clock, ids, events, instance, sources()};
};

TEST_F(LinkPreviewsTest, a_link_is_fetched_once_for_all_who_post_it) {
    auto anna = member("anna");
    auto first = post(anna, "look https://news.example/a#part");
    auto second = post(anna, "again https://news.example/a");
    seen.clear();
    ASSERT_TRUE(previews.make(first.str()));
    ASSERT_TRUE(previews.make(second.str()));
    EXPECT_THAT(asked, ElementsAre("https://news.example/a"));
    auto card = card_of(first);
    ASSERT_TRUE(card);
    EXPECT_EQ(card->title, "News");
    EXPECT_EQ(card->provider_name, "news.example");
    EXPECT_EQ(card->image_file, "previews/1/x.jpg");
    EXPECT_EQ(card_of(second)->id, card->id);
    EXPECT_EQ(published<StatusChanged>(), 2);
    EXPECT_THAT(pictures, ElementsAre("https://news.example/p.png"));
}

TEST_F(LinkPreviewsTest, a_preview_gets_old) {
    auto anna = member("anna");
    auto id = post(anna, "https://news.example/a");
    ASSERT_TRUE(previews.make(id.str()));
    clock.advance(13 * 24h);
    ASSERT_TRUE(previews.make(id.str()));
    EXPECT_EQ(asked.size(), 1U);
    clock.advance(2 * 24h);
    page = "<title>Newer</title><meta property=og:image content=/q.png>";
    ASSERT_TRUE(previews.make(id.str()));
    EXPECT_EQ(card_of(id)->title, "Newer");
    EXPECT_THAT(dropped, ElementsAre("previews/1/x.jpg"));
    clock.advance(15 * 24h);
    page.clear();
    ASSERT_TRUE(previews.make(id.str()));
    EXPECT_EQ(card_of(id)->title, "Newer") << "what was there stays when the page is gone";
}

TEST_F(LinkPreviewsTest, a_page_that_gives_nothing_is_left_alone_for_a_while) {
    auto anna = member("anna");
    page.clear();
    auto id = post(anna, "https://news.example/a");
    for (int twice = 0; twice < 2; ++twice)
        ASSERT_TRUE(previews.make(id.str()));
    EXPECT_FALSE(card_of(id));
    EXPECT_EQ(asked.size(), 1U);
    clock.advance(1h);
    page = "<title>Back</title>";
    ASSERT_TRUE(previews.make(id.str()));
    EXPECT_EQ(card_of(id)->title, "Back");
    html = false;
    auto file = post(anna, "https://news.example/file.zip");
    ASSERT_TRUE(previews.make(file.str()));
    EXPECT_FALSE(card_of(file));
}

TEST_F(LinkPreviewsTest, mentions_hashtags_and_pages_of_this_server_get_none) {
    auto anna = member("anna");
    auto id = post(anna, "@anna #tag https://kith.example/@anna/1 https://kith.example");
    ASSERT_TRUE(previews.make(id.str()));
    EXPECT_THAT(asked, IsEmpty());
    auto other = post(anna, "https://kith.example.org/ is another server");
    ASSERT_TRUE(previews.make(other.str()));
    EXPECT_EQ(asked.size(), 1U);
    EXPECT_TRUE(previews.make("1")) << "the status is gone";
    EXPECT_EQ(code(previews.make("x")), "payload");
}

TEST_F(LinkPreviewsTest, a_link_that_many_share_trends) {
    Trends trends(*store_, clock);
    for (auto name : {"anna", "ben"})
        ASSERT_TRUE(previews.make(post(member(name), "https://news.example/a").str()));
    auto list = trends.get();
    ASSERT_TRUE(list);
    ASSERT_EQ((*list)->links.size(), 1U);
    EXPECT_EQ((*list)->links[0].card.title, "News");
    EXPECT_EQ((*list)->links[0].history[0].uses, 2);
}

} // namespace
} // namespace kith::services
