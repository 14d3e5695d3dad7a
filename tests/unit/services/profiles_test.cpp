#include "unit/services/network.hpp"

namespace kith::services {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ProfilesTest : public Network {
protected:
    User user(AccountId id) {
        return *read([&](store::ReadTx& tx) { return tx.users().by_account(id); });
    }
    UserSettings settings() { return read_user_settings(user(ana).settings); }

    AccountId ana = member("ana");
};

TEST_F(ProfilesTest, what_is_not_given_stays) {
    ASSERT_TRUE(profiles->update(ana, {.display_name = " Ana ", .note = "Hello", .why_here = "To meet gardeners"}));
    ASSERT_TRUE(profiles->update(ana, {.bot = true}));
    auto now = account(ana);
    EXPECT_EQ(now.display_name, "Ana");
    EXPECT_EQ(now.note, "Hello");
    EXPECT_EQ(now.why_here, "To meet gardeners");
    EXPECT_TRUE(now.bot);
    EXPECT_FALSE(now.locked);
}

TEST_F(ProfilesTest, texts_that_are_too_long_change_nothing) {
    EXPECT_EQ(code(profiles->update(ana, {.display_name = std::string(31, 'x')})), "display_name_too_long");
    EXPECT_EQ(code(profiles->update(ana, {.note = std::string(501, 'x')})), "note_too_long");
    auto refused = profiles->update(ana, {.display_name = "Ana", .why_here = std::string(201, 'x')});
    EXPECT_EQ(code(refused), "why_here_too_long");
    EXPECT_TRUE(refused.error().message.starts_with("Validation failed: "));
    EXPECT_EQ(account(ana).display_name, "");
}

TEST_F(ProfilesTest, fields_keep_their_proof_while_they_stay_the_same) {
    ProfileChange change;
    change.fields =
        std::vector<ProfileField>{{"Site", "https://ana.example", {}}, {"", "", {}}, {"Pronouns", "she", {}}};
    ASSERT_TRUE(profiles->update(ana, change));
    ASSERT_EQ(account(ana).fields.size(), 2U);
    write([&](store::WriteTx& tx) -> Result<void> {
        auto changed = *TRY(tx.accounts().by_id(ana));
        changed.fields[0].verified_at = clock.now();
        return tx.accounts().update(changed);
    });
    change.fields = std::vector<ProfileField>{{"Pronouns", "she", {}}, {"Site", "https://ana.example", {}}};
    ASSERT_TRUE(profiles->update(ana, change));
    EXPECT_TRUE(account(ana).fields[1].verified_at);
    change.fields = std::vector<ProfileField>{{"Site", "https://other.example", {}}};
    ASSERT_TRUE(profiles->update(ana, change));
    EXPECT_FALSE(account(ana).fields[0].verified_at);
}

TEST_F(ProfilesTest, fields_have_names_and_there_are_four) {
    ProfileChange change;
    change.fields = std::vector<ProfileField>{{" ", "value", {}}};
    EXPECT_EQ(code(profiles->update(ana, change)), "field_without_name");
    change.fields = std::vector<ProfileField>(5, {"a", "b", {}});
    EXPECT_EQ(code(profiles->update(ana, change)), "too_many_fields");
    change.fields = std::vector<ProfileField>{{"a", std::string(256, 'x'), {}}};
    EXPECT_EQ(code(profiles->update(ana, change)), "field_too_long");
    change.fields.emplace();
    EXPECT_TRUE(profiles->update(ana, change));
}

TEST_F(ProfilesTest, domains_of_attribution_are_tidied_and_bounded) {
    ProfileChange change;
    change.attribution_domains = {"News.Example", "", "news.example"};
    ASSERT_TRUE(profiles->update(ana, change));
    EXPECT_THAT(account(ana).attribution_domains, ElementsAre("news.example"));
    change.attribution_domains = {"not a domain"};
    EXPECT_EQ(code(profiles->update(ana, change)), "domain_invalid");
    change.attribution_domains.emplace();
    for (int i = 0; i < 11; ++i)
        change.attribution_domains->push_back("a" + std::to_string(i) + ".example");
    EXPECT_EQ(code(profiles->update(ana, change)), "too_many_domains");
}

TEST_F(ProfilesTest, a_removed_picture_takes_its_description_along_and_the_files_are_told) {
    ProfileChange change;
    change.avatar = ProfilePicture{"profiles/a/original.gif", "profiles/a/preview.png"};
    change.avatar_description = "Ana in a garden";
    ASSERT_TRUE(profiles->update(ana, change));
    EXPECT_EQ(account(ana).avatar_static_file, "profiles/a/preview.png");
    EXPECT_EQ(account(ana).avatar_description, "Ana in a garden");
    ProfileChange removal;
    removal.avatar = ProfilePicture{};
    auto before = profiles->update(ana, removal);
    ASSERT_TRUE(before);
    EXPECT_EQ(before->avatar_file, "profiles/a/original.gif");
    EXPECT_EQ(account(ana).avatar_file, "");
    EXPECT_EQ(account(ana).avatar_description, "");
}

TEST_F(ProfilesTest, preferences_are_kept_and_checked) {
    ASSERT_TRUE(profiles->update(ana, {.privacy = Visibility::unlisted,
                                       .sensitive = true,
                                       .language = "DE",
                                       .quote_policy = QuotePolicy::followers,
                                       .expand_media = ExpandMedia::show_all,
                                       .expand_spoilers = true}));
    EXPECT_EQ(settings().privacy, Visibility::unlisted);
    EXPECT_TRUE(settings().sensitive);
    EXPECT_EQ(settings().language, "de");
    EXPECT_EQ(settings().quote_policy, QuotePolicy::followers);
    EXPECT_EQ(settings().expand_media, ExpandMedia::show_all);
    EXPECT_TRUE(settings().expand_spoilers);
    EXPECT_EQ(code(profiles->update(ana, {.privacy = Visibility::direct})), "privacy");
    EXPECT_EQ(code(profiles->update(ana, {.language = "klingonish"})), "language");
    ASSERT_TRUE(profiles->update(ana, {.language = ""}));
    EXPECT_EQ(settings().language, "");
    EXPECT_EQ(settings().privacy, Visibility::unlisted);
}

TEST_F(ProfilesTest, posts_take_what_the_author_prefers_where_nothing_is_said) {
    ASSERT_TRUE(profiles->update(
        ana,
        {.privacy = Visibility::unlisted, .sensitive = true, .language = "hu", .quote_policy = QuotePolicy::nobody}));
    auto id = post(ana, "ok");
    auto status = *read([&](store::ReadTx& tx) { return tx.statuses().by_id(id); });
    EXPECT_EQ(status.language, "hu");
    EXPECT_EQ(status.visibility, Visibility::unlisted);
    EXPECT_TRUE(status.sensitive);
    EXPECT_EQ(status.quote_policy, QuotePolicy::nobody);
}

TEST(UserSettingsTest, anything_is_read_and_members_of_others_stay) {
    for (auto json : {"", "{}", "[]", "nonsense", R"({"privacy":7,"sensitive":"maybe","language":[1]})"}) {
        auto settings = read_user_settings(json);
        EXPECT_EQ(settings.privacy, Visibility::public_) << json;
        EXPECT_FALSE(settings.sensitive) << json;
        EXPECT_EQ(settings.language, "") << json;
    }
    auto written = write_user_settings({.privacy = Visibility::private_}, R"({"theme":"dark"})");
    EXPECT_THAT(written, ::testing::HasSubstr(R"("theme":"dark")"));
    EXPECT_EQ(read_user_settings(written).privacy, Visibility::private_);
    EXPECT_EQ(read_user_settings(write_user_settings({.sensitive = true}, "[]")).sensitive, true);
}

} // namespace
} // namespace kith::services
