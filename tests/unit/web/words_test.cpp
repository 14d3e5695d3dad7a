#include "unit/web/browser.hpp"

#include <algorithm>
#include <gmock/gmock.h>
#include <set>
#include <string>
#include <vector>

namespace kith::web {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string text(const http::Response& response) { return std::string(response.body_text()); }

TEST(Language, what_the_reader_likes_best_is_taken) {
    for (auto header : {"de", "de-AT", "DE", "de-DE,de;q=0.9,en;q=0.8", "fr, de;q=0.5", "en;q=0.3,de;q=0.4",
                        "en;q=0,de;q=0.1", "nl;q=1, de ; q=0.7 , en;q=0.6", "xx;q=1.5,de"})
        EXPECT_EQ(language_of(header), Language::german) << header;
    for (auto header : {"", "en", "en-GB,de;q=0.9", "fr", "de;q=0", "de;q=0.000", "*", "deu", "de;q=x",
                        "de;q=0.5555,en;q=0.1", ",,;;,=", "de;level=1", "en,de"})
        EXPECT_EQ(language_of(header), Language::english) << header;
}

TEST(Language, a_long_header_is_not_read_to_its_end) {
    std::string header;
    for (int i = 0; i < 100; ++i)
        header += "fr,";
    EXPECT_EQ(language_of(header + "de"), Language::english);
}

std::vector<std::size_t> places_of(std::string_view sentence) {
    std::size_t places = 0;
    for (auto at = sentence.find("{}"); at != std::string_view::npos; at = sentence.find("{}", at + 2))
        ++places;
    return {places, static_cast<std::size_t>(std::ranges::count(sentence, '{'))};
}

TEST(Sentences, each_is_there_once_in_every_language_with_the_same_places) {
    std::set<std::string_view> english;
    for (const auto& sentence : sentences) {
        EXPECT_TRUE(english.insert(sentence.english).second) << sentence.english;
        EXPECT_FALSE(sentence.german.empty()) << sentence.english;
        EXPECT_EQ(places_of(sentence.english), places_of(sentence.german)) << sentence.english;
        EXPECT_EQ(sentence.english.ends_with('.'), sentence.german.ends_with('.')) << sentence.english;
    }
}

TEST(Sentences, every_scope_of_an_app_is_explained_in_german) {
    Words say(Language::german);
    for (auto scope : {"read",
                       "write",
                       "follow",
                       "push",
                       "profile",
                       "admin:read",
                       "admin:write",
                       "admin:read:accounts",
                       "admin:write:accounts",
                       "read:accounts",
                       "read:blocks",
                       "read:bookmarks",
                       "read:collections",
                       "read:favourites",
                       "read:filters",
                       "read:follows",
                       "read:lists",
                       "read:mutes",
                       "read:notifications",
                       "read:search",
                       "read:statuses",
                       "read:me",
                       "write:accounts",
                       "write:blocks",
                       "write:bookmarks",
                       "write:collections",
                       "write:conversations",
                       "write:favourites",
                       "write:filters",
                       "write:follows",
                       "write:lists",
                       "write:media",
                       "write:mutes",
                       "write:notifications",
                       "write:reports",
                       "write:statuses"}) {
        auto texts = services::explain_scopes(scope);
        ASSERT_FALSE(texts.empty()) << scope;
        for (auto english : texts)
            EXPECT_NE(say.of(english), english) << scope;
    }
}

TEST(Words, a_value_stands_in_its_place_and_unknown_words_stay) {
    Words say(Language::german);
    EXPECT_EQ(say("Join {}", "{} & co"), "Bei {} & co mitmachen");
    EXPECT_EQ(say("Sign in"), "Anmelden");
    EXPECT_EQ(say.of("Something new"), "Something new");
    EXPECT_EQ(Words(Language::english)("Sign in"), "Sign in");
}

TEST(Html, marked_words_stand_in_their_place_of_a_sentence) {
    Html html;
    html.sentence("<All> of {}, and {}", "<a href=\"{}\">{}</a>", "/x", "us & them");
    EXPECT_EQ(html.str(), "&lt;All&gt; of <a href=\"/x\">us &amp; them</a>, and {}");
    EXPECT_EQ(Html().sentence("Nothing & nobody", "<b>{}</b>", "x").str(), "Nothing &amp; nobody");
}

TEST(GermanPages, signing_in_and_what_went_wrong) {
    WebWorld world;
    world.member("alice");
    Browser browser(world);
    browser.languages = "de-DE,de;q=0.9,en;q=0.8";
    EXPECT_THAT(text(browser.get("/sign-in")), HasSubstr("<html lang=\"de\">"));
    EXPECT_THAT(text(browser.get("/sign-in")), HasSubstr(">Anmelden</button>"));
    EXPECT_THAT(text(browser.sign_in("alice", "wrong")), HasSubstr("passen nicht zusammen"));
    EXPECT_THAT(text(browser.post("/sign-in", {{"login", "alice"}})), HasSubstr("zu lange offen"));
    EXPECT_THAT(text(browser.get("/confirm/nothing")), HasSubstr("Dieser Link gilt nicht mehr."));
    EXPECT_THAT(text(browser.get("/@nobody")), HasSubstr("Hier ist nichts, oder du darfst es nicht sehen."));
    EXPECT_EQ(browser.sign_in("alice").status, 303);
}

TEST(GermanPages, joining_with_problems_beside_the_fields) {
    WebWorld world;
    world.set_mode(services::SignUpMode::open);
    Browser browser(world);
    browser.languages = "de";
    auto answer = browser.submit(browser.get("/sign-up"), "/sign-up",
                                 {{"username", "al ice"}, {"email", "nothing"}, {"password", "short"}});
    EXPECT_THAT(text(answer), HasSubstr("Der Name darf nur Buchstaben, Ziffern und Unterstriche haben."));
    EXPECT_THAT(text(answer), HasSubstr("Die Adresse ist keine E-Mail-Adresse."));
    EXPECT_THAT(text(answer), HasSubstr("Das Passwort ist zu kurz (mindestens 8 Zeichen)."));
    EXPECT_THAT(text(answer), HasSubstr("Das muss bestätigt werden."));
    EXPECT_THAT(text(answer), HasSubstr("<a href=\"/privacy\">Datenschutzerklärung</a> gelesen"));
    EXPECT_THAT(text(browser.get("/invite/nothing")), HasSubstr("Diese Einladung gibt es nicht"));
    EXPECT_THAT(text(browser.get("/forgot")), HasSubstr("Passwort vergessen?"));
}

TEST(GermanPages, settings_and_what_they_refuse) {
    WebWorld world;
    world.member("alice");
    Browser browser(world);
    browser.languages = "de";
    browser.sign_in("alice");
    auto page = browser.get("/settings");
    for (auto words : {"<h1>Einstellungen</h1>", "Du bist als <strong>@alice</strong> angemeldet.", "Jetziges Passwort",
                       "Warten auf dich", "Firefox auf Linux", "dieser</span>", "Menschen, denen du folgst (CSV)",
                       "Alles geht, endgültig"})
        EXPECT_THAT(text(page), HasSubstr(words));
    for (auto english : {" the ", " your ", "Your "})
        EXPECT_THAT(text(page), Not(HasSubstr(english)));
    EXPECT_THAT(text(browser.submit(page, "/settings/email", {{"email", "a@b.example"}, {"password", "wrong"}})),
                HasSubstr("Das ist nicht dein Passwort"));
    EXPECT_THAT(text(browser.get("/settings?done=ties")), HasSubstr("Gespeichert."));
    EXPECT_THAT(text(browser.submit(page, "/settings/delete", {{"password", "correct horse battery"}})),
                HasSubstr("<h1>Auf Wiedersehen</h1>"));
}

TEST(GermanPages, public_pages_are_kept_in_each_language) {
    WebWorld world;
    auto alice = world.member("alice");
    world.post(alice, "Guten Tag");
    Browser german(world);
    german.languages = "de";
    Browser english(world);
    for (auto path : {"/", "/about", "/privacy", "/@alice"}) {
        auto first = german.get(path);
        auto second = english.get(path);
        auto third = german.get(path);
        EXPECT_THAT(text(first), HasSubstr("Zum Inhalt springen")) << path;
        EXPECT_THAT(text(second), HasSubstr("Skip to content")) << path;
        EXPECT_EQ(text(first), text(third)) << path;
        EXPECT_NE(first.find_header("ETag"), second.find_header("ETag")) << path;
        EXPECT_THAT(std::string(first.find_header("Vary")), HasSubstr("Accept-Language")) << path;
    }
    EXPECT_THAT(text(german.get("/@alice")), HasSubstr("Wie man diesen Menschen erreicht"));
    EXPECT_THAT(text(german.get("/@alice")), Not(HasSubstr(" from ")));
    EXPECT_THAT(text(german.get("/privacy")), HasSubstr("Nichts wird verkauft"));
}

TEST(GermanPages, a_profile_changes_in_both_languages) {
    WebWorld world;
    auto alice = world.member("alice");
    Browser german(world);
    german.languages = "de";
    Browser english(world);
    EXPECT_THAT(text(german.get("/@alice")), HasSubstr("Noch nichts Öffentliches."));
    EXPECT_THAT(text(english.get("/@alice")), HasSubstr("Nothing public yet."));
    world.post(alice, "Da bin ich");
    EXPECT_THAT(text(german.get("/@alice")), HasSubstr("Da bin ich"));
    EXPECT_THAT(text(english.get("/@alice")), HasSubstr("Da bin ich"));
}

} // namespace
} // namespace kith::web
