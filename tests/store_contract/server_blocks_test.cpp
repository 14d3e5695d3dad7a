#include "store/server_blocks.hpp"

#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class ServerBlocksContract : public Contract {
protected:
    ServerBlock make(const std::string& domain, ServerBlockSeverity severity = ServerBlockSeverity::silence) {
        ServerBlock block{.id = next<ServerBlockId>(), .domain = domain, .severity = severity};
        write([&](WriteTx& tx) { return tx.server_blocks().insert(block); });
        return block;
    }
    std::vector<ServerBlock> all() {
        return read([](ReadTx& tx) { return tx.server_blocks().all(); });
    }
    Account account(AccountId id) {
        return *read([&](ReadTx& tx) { return tx.accounts().by_id(id); });
    }
    bool limit(const std::string& domain, const ServerLimits& before, const ServerLimits& after) {
        return write([&](WriteTx& tx) { return tx.accounts().limit_server(domain, before, after); });
    }
};
KITH_ON_EVERY_BACKEND(ServerBlocksContract);

TEST_P(ServerBlocksContract, block_is_kept_as_it_is_and_found_by_its_id) {
    ServerBlock block{.id = next<ServerBlockId>(),
                      .domain = "xn--bcher-kva.example",
                      .severity = ServerBlockSeverity::noop,
                      .reject_media = true,
                      .reject_reports = true,
                      .private_comment = "for us",
                      .public_comment = "für alle",
                      .obfuscate = true};
    write([&](WriteTx& tx) { return tx.server_blocks().insert(block); });
    EXPECT_EQ(all(), std::vector{block});
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.server_blocks().by_id(block.id); }), block);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.server_blocks().by_id(next<ServerBlockId>()); }));
    block.severity = ServerBlockSeverity::suspend;
    block.reject_media = block.reject_reports = block.obfuscate = false;
    block.private_comment = block.public_comment = "";
    write([&](WriteTx& tx) { return tx.server_blocks().update(block); });
    EXPECT_EQ(all(), std::vector{block});
}

TEST_P(ServerBlocksContract, there_is_one_block_of_a_domain) {
    auto first = make("bad.example");
    auto second = first;
    second.id = next<ServerBlockId>();
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.server_blocks().insert(second); }), ErrorKind::conflict);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.server_blocks().update(second); }), ErrorKind::not_found);
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.server_blocks().remove(first.id); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.server_blocks().remove(first.id); }));
    EXPECT_TRUE(all().empty());
}

TEST_P(ServerBlocksContract, all_come_by_domain_and_pages_by_age) {
    std::vector<std::int64_t> newest_first;
    for (const char* domain : {"c.example", "a.example", "e.example", "b.example", "d.example"})
        newest_first.insert(newest_first.begin(), make(domain).id.value);
    auto blocks = all();
    EXPECT_TRUE(std::ranges::is_sorted(blocks, {}, &ServerBlock::domain));
    expect_pages(
        [&](const Page& page) {
            std::vector<std::int64_t> ids;
            for (const auto& block : read([&](ReadTx& tx) { return tx.server_blocks().list(page); }))
                ids.push_back(block.id.value);
            return ids;
        },
        newest_first);
}

TEST_P(ServerBlocksContract, accounts_of_a_server_are_limited_and_released) {
    auto cleo = add_account("cleo", "bad.example");
    auto dora = add_account("dora", "good.example");
    auto emil = add_account("emil");
    auto since = now();
    ServerLimits limited{.suspended_at = since, .silenced_at = since};
    EXPECT_TRUE(limit("bad.example", {}, limited));
    EXPECT_EQ(account(cleo).suspended_at, since);
    EXPECT_EQ(account(cleo).silenced_at, since);
    for (auto other : {dora, emil}) {
        EXPECT_FALSE(account(other).suspended());
        EXPECT_FALSE(account(other).silenced_at);
    }
    EXPECT_FALSE(limit("bad.example", limited, limited));
    EXPECT_TRUE(limit("bad.example", limited, {.suspended_at = {}, .silenced_at = since}));
    EXPECT_FALSE(account(cleo).suspended());
    EXPECT_EQ(account(cleo).silenced_at, since);
}

TEST_P(ServerBlocksContract, who_was_limited_at_another_time_stays_so) {
    auto cleo = add_account("cleo", "bad.example");
    auto by_hand = now();
    write([&](WriteTx& tx) -> Result<void> {
        auto account = *TRY(tx.accounts().by_id(cleo));
        account.silenced_at = by_hand;
        return tx.accounts().update(account);
    });
    ServerLimits limited{.suspended_at = {}, .silenced_at = by_hand + std::chrono::seconds(1)};
    EXPECT_FALSE(limit("bad.example", {}, limited));
    EXPECT_FALSE(limit("bad.example", limited, {}));
    EXPECT_EQ(account(cleo).silenced_at, by_hand);
}

} // namespace
} // namespace kith::store
