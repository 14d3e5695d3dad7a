#include "network.hpp"
#include "services/server_blocks.hpp"

namespace kith::services {
namespace {

using enum ServerBlockSeverity;

class ServerBlocksTest : public Network {
protected:
    ServerBlocksTest() {
        events.listen([this](const Event& event) { stale += std::holds_alternative<EverythingChanged>(event); });
    }
    AccountId elsewhere(const std::string& name, const std::string& domain) {
        Account account;
        account.domain = domain;
        return member(name, account);
    }
    ServerBlock block(const std::string& domain, ServerBlockSeverity severity) {
        clock.advance(std::chrono::seconds(1));
        auto added = blocks.add({Role::admin, admin}, {.id = {}, .domain = domain, .severity = severity});
        EXPECT_TRUE(added && added->made);
        return added ? added->block : ServerBlock{};
    }
    std::string refused(const std::string& domain) {
        return code(blocks.add(Role::admin, {.id = {}, .domain = domain}));
    }
    ServerBlock change(const ServerBlock& one, ServerBlockSeverity severity) {
        auto changed = blocks.update({Role::admin, admin}, one.id, [&](ServerBlock& it) -> Result<void> {
            it.severity = severity;
            return {};
        });
        EXPECT_TRUE(changed);
        return changed.value_or(ServerBlock{});
    }
    // "action subject", newest first.
    std::vector<std::string> log() {
        std::vector<std::string> lines;
        for (const auto& entry : read([](store::ReadTx& tx) { return tx.moderation_log().list({}, {}); })) {
            EXPECT_EQ(entry.account_id, admin);
            lines.push_back(entry.action + " " + entry.subject);
        }
        return lines;
    }

    int stale = 0; // how often all that is kept ready was thrown away
    AccountId admin = member("adam");
    ServerBlocks blocks{*store_, ids, events, instance};
};

TEST_F(ServerBlocksTest, a_name_is_kept_as_the_network_writes_it) {
    EXPECT_EQ(block(" Bad.Example. ", suspend).domain, "bad.example");
    EXPECT_EQ(block("Bücher.example", silence).domain, "xn--bcher-kva.example");
    auto table = *blocks.table();
    EXPECT_TRUE(table->limits("bad.example").suspended());
    EXPECT_TRUE(table->limits("deep.xn--bcher-kva.example").silenced());
}

TEST_F(ServerBlocksTest, what_is_no_server_or_ones_own_is_refused) {
    EXPECT_EQ(refused(" "), "server_block_blank");
    EXPECT_EQ(refused("https://bad.example/"), "server_block_domain");
    EXPECT_EQ(refused("bad..example"), "server_block_domain");
    EXPECT_EQ(refused("KITH.example"), "server_block_own");
    EXPECT_EQ(refused("example"), "server_block_own") << "this server is below it";
    EXPECT_EQ(
        code(blocks.add(Role::admin, {.id = {}, .domain = "a.example", .public_comment = std::string(2001, 'x')})),
        "server_block_comment");
    EXPECT_TRUE((*blocks.table())->all().empty());
    EXPECT_TRUE(log().empty());
}

TEST_F(ServerBlocksTest, a_block_that_adds_nothing_is_not_made) {
    auto parent = block("bad.example", silence);
    auto again = *blocks.add(Role::admin, {.id = {}, .domain = "a.bad.example", .severity = silence});
    EXPECT_FALSE(again.made);
    EXPECT_EQ(again.block, parent);
    EXPECT_EQ(block("a.bad.example", suspend).domain, "a.bad.example");
    EXPECT_THAT(log(), testing::ElementsAre("server:suspend a.bad.example", "server:silence bad.example"));
}

TEST_F(ServerBlocksTest, accounts_of_the_server_and_below_follow_the_block) {
    auto cleo = elsewhere("cleo", "bad.example");
    auto dora = elsewhere("dora", "deep.bad.example");
    auto emil = elsewhere("emil", "notbad.example");
    auto one = block("bad.example", suspend);
    EXPECT_TRUE(account(cleo).suspended());
    EXPECT_TRUE(account(dora).suspended());
    EXPECT_FALSE(account(emil).suspended());
    EXPECT_EQ(stale, 1);

    change(one, silence);
    EXPECT_FALSE(account(cleo).suspended());
    EXPECT_EQ(account(cleo).silenced_at, one.created_at());
    EXPECT_EQ(stale, 2);

    ASSERT_TRUE(blocks.remove({Role::admin, admin}, one.id));
    EXPECT_FALSE(account(cleo).silenced_at);
    EXPECT_FALSE(account(dora).silenced_at);
    EXPECT_EQ(code(blocks.remove(Role::admin, one.id)), "not_found");
    EXPECT_THAT(log(), testing::ElementsAre("server:unblock bad.example", "server:silence bad.example",
                                            "server:suspend bad.example"));
}

TEST_F(ServerBlocksTest, lifting_one_of_two_blocks_leaves_what_the_other_says) {
    auto dora = elsewhere("dora", "deep.bad.example");
    auto parent = block("bad.example", silence);
    auto child = block("deep.bad.example", suspend);
    EXPECT_TRUE(account(dora).suspended());
    EXPECT_TRUE(account(dora).silenced_at);
    ASSERT_TRUE(blocks.remove({Role::admin, admin}, child.id));
    EXPECT_FALSE(account(dora).suspended());
    EXPECT_EQ(account(dora).silenced_at, parent.created_at());
}

TEST_F(ServerBlocksTest, posts_of_a_silenced_server_leave_the_public_timeline) {
    auto cleo = elsewhere("cleo", "bad.example");
    post(cleo, "Hello from afar");
    auto shown = [&] { return read([](store::ReadTx& tx) { return tx.timelines().public_({}, {}); }).size(); };
    EXPECT_EQ(shown(), 1U);
    auto one = block("bad.example", silence);
    EXPECT_EQ(shown(), 0U);
    change(one, noop);
    EXPECT_EQ(shown(), 1U);
}

TEST_F(ServerBlocksTest, a_change_that_changes_nothing_is_not_kept) {
    auto one = block("bad.example", silence);
    change(one, silence);
    EXPECT_THAT(log(), testing::ElementsAre("server:silence bad.example"));
    ASSERT_TRUE(blocks.update({Role::admin, admin}, one.id, [](ServerBlock& it) -> Result<void> {
        it.public_comment = " Spam ";
        return {};
    }));
    EXPECT_EQ((*blocks.table())->find("bad.example")->public_comment, "Spam");
    EXPECT_THAT(log(), testing::ElementsAre("server:change bad.example", "server:silence bad.example"));
    EXPECT_EQ(code(blocks.update(Role::admin, ServerBlockId{5}, [](ServerBlock&) -> Result<void> { return {}; })),
              "not_found");
    EXPECT_EQ(stale, 0) << "no account was touched";
}

TEST_F(ServerBlocksTest, what_another_process_wrote_is_noticed) {
    EXPECT_TRUE((*blocks.table())->all().empty());
    ServerBlocks other(*store_, ids, events, instance);
    ASSERT_TRUE(other.add({Role::admin, admin}, {.id = {}, .domain = "bad.example", .severity = suspend}));
    EXPECT_TRUE((*blocks.table())->all().empty()) << "kept ready";
    events.publish(EverythingChanged{});
    EXPECT_TRUE((*blocks.table())->limits("bad.example").suspended());
}

} // namespace
} // namespace kith::services
