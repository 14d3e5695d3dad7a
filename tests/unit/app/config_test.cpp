#include "app/config.hpp"

#include <gtest/gtest.h>

namespace kith::app {

TEST(Config, later_sources_win_over_earlier_ones) {
    Config from_toml;
    ASSERT_TRUE(apply_toml(
        from_toml, "data = \"/srv/kith\"\n[server]\nthreads = 3\nlisten = [\"127.0.0.1:1\", \"[::1]:2\"]", "test"));
    EXPECT_EQ(from_toml.data, "/srv/kith");
    EXPECT_EQ(from_toml.threads, 3U);
    EXPECT_EQ(from_toml.listen, (std::vector<std::string>{"127.0.0.1:1", "[::1]:2"}));

    auto config = load_config("", {"KITH_SERVER_THREADS=4", "KITH_SERVER_DOMAIN=Kith.Example", "PATH=/bin"},
                              {"server.threads=5"});
    ASSERT_TRUE(config);
    EXPECT_EQ(config->threads, 5U);
    EXPECT_EQ(config->domain, "kith.example");
}

TEST(Config, unknown_key_names_the_nearest_known_one) {
    Config config;
    auto failed = apply_toml(config, "[server]\ndomian = \"x\"", "kith.toml");
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("did you mean server.domain"), std::string::npos) << failed.error().message;
    EXPECT_NE(failed.error().message.find("kith.toml line 2"), std::string::npos) << failed.error().message;
}

TEST(Config, unknown_section_is_refused_even_if_it_is_empty) {
    Config config;
    auto failed = apply_toml(config, "\n[serverr]\n", "kith.toml");
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("kith.toml line 2: unknown section serverr; did you mean server?"),
              std::string::npos)
        << failed.error().message;
    EXPECT_FALSE(apply_toml(config, "[data]", "t")) << "a key, not a section";
    EXPECT_FALSE(apply_toml(config, "[bananas]", "t"));
    EXPECT_FALSE(apply_toml(config, "[server.log]", "t"));
    EXPECT_FALSE(apply_toml(config, "[[server]]\nthreads = 2", "t"));
    EXPECT_TRUE(apply_toml(config, "[server]\n[media]", "t"));
}

TEST(Config, letters_beyond_ascii_stand_only_in_texts_and_comments) {
    Config config;
    EXPECT_TRUE(apply_toml(config, "# für alle\n[mail]\nfrom = \"Zoë <zoe@kith.example>\"", "t"));
    EXPECT_EQ(config.mail_from, "Zoë <zoe@kith.example>");
    for (const auto* text : {"\n\nfür = 1", "\n\nä", "\n\n[ä]", "\n\ndata = \"x\" ä", "\n\ndata = 0\"ʚ\""}) {
        auto failed = apply_toml(config, text, "t");
        ASSERT_FALSE(failed) << text;
        EXPECT_TRUE(failed.error().message.starts_with("t line 3: ")) << failed.error().message;
    }
}

TEST(Config, environment_of_a_section_must_be_a_key_and_the_rest_is_not_ours) {
    auto failed = load_config("", {"KITH_SERVER_DOMIAN=x.org"}, {});
    ASSERT_FALSE(failed);
    EXPECT_NE(failed.error().message.find("unknown key KITH_SERVER_DOMIAN; did you mean KITH_SERVER_DOMAIN?"),
              std::string::npos)
        << failed.error().message;
    for (const char* name : {"KITH_MEDIA_BANANAS", "KITH_LOG_", "KITH_STAGES_FRIEND", "KITH_DATABASE_FILE"})
        EXPECT_FALSE(load_config("", {std::string(name) + "=1"}, {})) << name;
    for (const char* name : {"KITH_BINARY", "KITH_BASE", "KITH_", "KITH_SERVER", "KITH_MEDIATOR", "XKITH_SERVER_X"})
        EXPECT_TRUE(load_config("", {std::string(name) + "=1"}, {})) << name;
    auto config = load_config("", {"KITH_DATA=/srv/kith", "KITH_MAIL_SMTP_PASSWORD=a=b"}, {});
    ASSERT_TRUE(config);
    EXPECT_EQ(config->data, "/srv/kith");
    EXPECT_EQ(config->smtp_password, "a=b");
}

TEST(Config, bad_values_say_what_would_be_right) {
    Config config;
    EXPECT_FALSE(apply_toml(config, "[server]\nthreads = 0", "t"));
    EXPECT_FALSE(apply_toml(config, "[server]\nthreads = \"many\"", "t"));
    EXPECT_FALSE(apply_toml(config, "[log]\nlevel = \"loud\"", "t"));
    EXPECT_FALSE(apply_toml(config, "[database]\ndurability = \"some\"", "t"));
    EXPECT_FALSE(apply_toml(config, "[server]\nbase_url = \"kith.example\"", "t"));
    EXPECT_FALSE(apply_toml(config, "[server\n", "t"));
    EXPECT_FALSE(apply_toml(config, "server = 3", "t"));
    EXPECT_FALSE(apply_toml(config, "[server.deep]\nkey = 1", "t"));
    EXPECT_FALSE(load_config("", {}, {"server.threads"}));
    EXPECT_FALSE(load_config("/nonexistent/kith.toml", {}, {}));
}

TEST(Config, hosts_decide_what_makes_a_friend) {
    Config config;
    ASSERT_TRUE(
        apply_toml(config, "[stages]\nfriend_days = 2\nfriend_span = 7\nfriend_turns = 10\nfall_after = 0", "t"));
    EXPECT_EQ(config.stages.friend_exchange_days, 2U);
    EXPECT_EQ(config.stages.friend_span_days, 7U);
    EXPECT_DOUBLE_EQ(config.stages.friend_least_share_of_turns, 0.1);
    EXPECT_EQ(config.stages.fall_after_days, 0U);
    EXPECT_FALSE(apply_toml(config, "[stages]\nfriend_days = -1", "t"));
    EXPECT_FALSE(apply_toml(config, "[stages]\nfriend_turns = 60", "t")) << "not both can speak most of the time";
}

TEST(Config, every_default_in_the_sample_is_accepted_and_changes_nothing) {
    Config config;
    for (const auto& option : options()) {
        auto key = std::string(option.key);
        auto dot = key.find('.');
        auto toml = dot == std::string::npos
                        ? key + " = " + std::string(option.fallback)
                        : "[" + key.substr(0, dot) + "]\n" + key.substr(dot + 1) + " = " + std::string(option.fallback);
        auto applied = apply_toml(config, toml, "sample");
        EXPECT_TRUE(applied) << toml << (applied ? "" : applied.error().message);
        EXPECT_NE(sample_config().find(std::string(option.help)), std::string::npos);
    }
    Config fresh;
    EXPECT_EQ(config.listen, fresh.listen);
    EXPECT_EQ(config.workers, fresh.workers);
    EXPECT_EQ(config.metrics_listen, fresh.metrics_listen);
    EXPECT_EQ(config.cache_mib, fresh.cache_mib);
    EXPECT_EQ(config.stages, relationship::StageRules());
}

} // namespace kith::app
