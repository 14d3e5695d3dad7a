#include "domain/server_block.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

using enum ServerBlockSeverity;

constexpr Time monday = from_unix_ms(1'780'000'000'000);
constexpr Time tuesday = monday + std::chrono::hours(24);

ServerBlock block(const std::string& domain, ServerBlockSeverity severity, Time at = monday) {
    return {.id = ServerBlockId{id_at(at)}, .domain = domain, .severity = severity};
}

TEST(ServerBlock, a_domain_is_within_itself_and_what_it_is_below) {
    EXPECT_TRUE(within_domain("example.org", "example.org"));
    EXPECT_TRUE(within_domain("a.b.example.org", "example.org"));
    EXPECT_FALSE(within_domain("badexample.org", "example.org"));
    EXPECT_FALSE(within_domain("example.org", "a.example.org"));
    EXPECT_FALSE(within_domain("example.org", ""));
}

TEST(ServerBlock, a_domain_holds_for_all_its_ports_and_a_port_for_itself) {
    EXPECT_TRUE(within_domain("a.example.org:8443", "example.org"));
    EXPECT_TRUE(within_domain("example.org:8443", "example.org:8443"));
    EXPECT_FALSE(within_domain("example.org", "example.org:8443"));
    EXPECT_FALSE(within_domain("example.org:443", "example.org:8443"));
}

TEST(ServerBlock, nobody_is_limited_without_a_block) {
    EXPECT_EQ(ServerBlockTable().limits("example.org"), ServerLimits());
    ServerBlockTable table({block("example.org", suspend)});
    EXPECT_EQ(table.limits("example.net"), ServerLimits());
    EXPECT_EQ(table.limits("badexample.org"), ServerLimits());
    EXPECT_EQ(table.limits("org"), ServerLimits());
    EXPECT_EQ(table.limits(""), ServerLimits());
    EXPECT_EQ(table.limits("..."), ServerLimits());
}

TEST(ServerBlock, a_suspended_server_may_do_nothing) {
    ServerBlockTable table({block("example.org", suspend)});
    EXPECT_EQ(table.limits("example.org"), (ServerLimits{monday, {}, false, false}));
    EXPECT_TRUE(table.limits("example.org").suspended());
    EXPECT_FALSE(table.limits("example.org").silenced());
}

TEST(ServerBlock, a_silenced_server_reaches_followers_and_may_do_the_rest) {
    ServerBlockTable table({block("example.org", silence)});
    EXPECT_EQ(table.limits("example.org"), (ServerLimits{{}, monday, true, true}));
}

TEST(ServerBlock, media_and_reports_are_refused_one_by_one) {
    auto no_media = block("media.example", noop);
    no_media.reject_media = true;
    auto no_reports = block("reports.example", noop);
    no_reports.reject_reports = true;
    ServerBlockTable table({no_media, no_reports});
    EXPECT_EQ(table.limits("media.example"), (ServerLimits{{}, {}, false, true}));
    EXPECT_EQ(table.limits("reports.example"), (ServerLimits{{}, {}, true, false}));
}

TEST(ServerBlock, a_subdomain_follows_its_parent_and_the_strictest_counts) {
    auto parent = block("example.org", silence);
    parent.reject_reports = true;
    ServerBlockTable table({block("loud.example.org", suspend, tuesday), parent, block("mild.example.org", noop)});
    EXPECT_EQ(table.limits("any.example.org:8443"), (ServerLimits{{}, monday, true, false}));
    EXPECT_EQ(table.limits("mild.example.org"), (ServerLimits{{}, monday, true, false})) << "no way around the parent";
    EXPECT_EQ(table.limits("a.loud.example.org"), (ServerLimits{tuesday, monday, false, false}));
}

TEST(ServerBlock, the_earliest_of_equal_blocks_says_since_when) {
    ServerBlockTable table({block("a.example.org", suspend), block("example.org", suspend, tuesday)});
    EXPECT_EQ(table.limits("a.example.org").suspended_at, monday);
    EXPECT_EQ(table.limits("b.example.org").suspended_at, tuesday);
}

TEST(ServerBlock, a_block_is_covered_by_one_that_does_as_much) {
    auto parent = block("example.org", silence);
    ServerBlockTable table({parent});
    ASSERT_NE(table.covering(block("example.org", suspend)), nullptr) << "to be changed, not made twice";
    EXPECT_NE(table.covering(block("a.example.org", silence)), nullptr);
    EXPECT_NE(table.covering(block("a.example.org", noop)), nullptr);
    EXPECT_EQ(table.covering(block("a.example.org", suspend)), nullptr);
    EXPECT_EQ(table.covering(block("org", noop)), nullptr);
    auto wanted = block("a.example.org", noop);
    wanted.reject_media = true;
    EXPECT_EQ(table.covering(wanted), nullptr) << "silence does not refuse media";
    EXPECT_NE(ServerBlockTable({block("example.org", suspend)}).covering(wanted), nullptr);
}

TEST(ServerBlock, an_obfuscated_name_keeps_its_ends_and_dots) {
    auto shown = [](const std::string& domain) {
        auto one = block(domain, suspend);
        one.obfuscate = true;
        return public_domain(one);
    };
    EXPECT_EQ(shown("bad.example.org"), "bad.*******.org");
    EXPECT_EQ(shown("nuisance.example"), "nuis****.***mple");
    EXPECT_EQ(shown("x.y"), "x.y");
    EXPECT_EQ(public_domain(block("bad.example.org", suspend)), "bad.example.org");
}

TEST(ServerBlock, severities_are_read_as_they_are_written) {
    for (auto severity : {noop, silence, suspend})
        EXPECT_EQ(parse_server_block_severity(to_string(severity)), severity);
    EXPECT_FALSE(parse_server_block_severity("none"));
}

} // namespace
} // namespace kith
