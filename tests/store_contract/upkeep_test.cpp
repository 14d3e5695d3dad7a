#include "store_contract/contract.hpp"

#include <atomic>
#include <thread>

namespace kith::store {
namespace {

// Backup, check and tidy.
class UpkeepContract : public Contract {
protected:
    // All of these lines and no other.
    void expect_findings(const std::vector<std::string>& expected) {
        EXPECT_EQ(sorted(must(store().check())), sorted(expected));
    }
    std::string finding(const std::string& of, std::int64_t id, const std::string& counter, int kept, int counted) {
        return "wrong counter: " + of + " " + std::to_string(id) + " has " + counter + " " + std::to_string(kept) +
               ", but there are " + std::to_string(counted);
    }
};
KITH_ON_EVERY_BACKEND(UpkeepContract);

TEST_P(UpkeepContract, backup_holds_what_was_there) {
    auto anna = add_account("anna");
    auto file = folder() / "backup.db";
    must(store().backup(file.string(), {}));
    write([](WriteTx& tx) { return tx.settings().put("late", "x"); });
    auto copy = must(GetParam().open_backup(file));
    EXPECT_TRUE(must(copy->read([&](ReadTx& tx) { return tx.accounts().by_acct("anna", ""); })));
    EXPECT_TRUE(must(copy->read([&](ReadTx& tx) { return tx.accounts().by_id(anna); })));
    EXPECT_FALSE(must(copy->read([&](ReadTx& tx) { return tx.settings().get("late"); })));
    EXPECT_TRUE(must(copy->check()).empty());
}

TEST_P(UpkeepContract, backup_to_nowhere_is_refused_and_the_store_goes_on) {
    auto refused = store().backup((folder() / "no" / "such" / "folder" / "backup.db").string(), {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
    write([](WriteTx& tx) { return tx.settings().put("a", "x"); });
}

// Large enough that the copy takes many steps, each of which a writer comes before.
TEST_P(UpkeepContract, backup_while_writing_is_one_consistent_moment) {
    write([](WriteTx& tx) -> Result<void> {
        for (int at = 0; at < 40; ++at)
            TRY(tx.settings().put("filler" + std::to_string(at), std::string(500'000, 'x')));
        return {};
    });
    std::atomic<bool> stop = false;
    std::atomic<int> written = 0;
    std::jthread writer([&] {
        while (!stop) {
            must(store().write([&](WriteTx& tx) -> Result<void> {
                TRY(tx.settings().put("a", std::to_string(written)));
                return tx.settings().put("b", std::to_string(written));
            }));
            ++written;
        }
    });
    while (written < 5)
        std::this_thread::yield();

    auto file = folder() / "backup.db";
    int steps = 0;
    int before = written;
    auto done = store().backup(file.string(), [&](int copied, int total) {
        EXPECT_GE(copied, 0);
        EXPECT_LE(copied, total);
        if (++steps >= 100) return; // a copy that starts again after each write would never end
        // The writer gets through between any two steps.
        for (int seen = written, waited = 0; written == seen && waited < 1000; ++waited)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    });
    int after = written;
    stop = true;
    writer.join();
    must(std::move(done));
    EXPECT_GT(steps, 1);
    EXPECT_LT(steps, 100) << "the copy kept starting again";
    EXPECT_GT(after, before) << "writing went on meanwhile";

    auto copy = must(GetParam().open_backup(file));
    EXPECT_TRUE(must(copy->check()).empty());
    auto a = must(copy->read([](ReadTx& tx) { return tx.settings().get("a"); }));
    auto b = must(copy->read([](ReadTx& tx) { return tx.settings().get("b"); }));
    ASSERT_TRUE(a);
    EXPECT_EQ(a, b);
    EXPECT_GE(std::stoi(*a), before - 1);
    EXPECT_LE(std::stoi(*a), after);
    auto filler = must(copy->read([](ReadTx& tx) { return tx.settings().get("filler39"); }));
    EXPECT_EQ(filler.value().size(), 500'000U);
}

TEST_P(UpkeepContract, check_is_empty_while_counters_match) {
    auto anna = add_account("anna");
    auto ben = add_account("ben");
    follow(ben, anna);
    auto status = add_status(anna);
    auto reply = make_status(ben);
    reply.in_reply_to_id = status;
    reply.in_reply_to_account_id = anna;
    add(reply);
    auto quote = make_status(ben);
    quote.quote_of_id = status;
    quote.quote_state = QuoteState::accepted;
    add(quote);
    auto refused = make_status(ben);
    refused.quote_of_id = status;
    refused.quote_state = QuoteState::rejected;
    add(refused);
    auto boost = make_status(ben);
    boost.reblog_of_id = status;
    add(boost);
    auto poll = add_poll(status, anna, {"a", "b"});
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.relations().put_follow({.account_id = anna, .target_id = ben, .id = 1, .pending = true}));
        TRY(tx.polls().vote(poll, ben, std::vector{0, 1}));
        TRY(tx.polls().vote(poll, anna, std::vector{1}));
        TRY(tx.statuses().favourite(ben, status, 1));
        TRY(tx.statuses().add_counts(status, 1, 1, 1, 1));
        TRY(tx.accounts().add_counts(anna, 1, 0, 1));
        return tx.accounts().add_counts(ben, 0, 1, 4);
    });
    expect_findings({});
}

TEST_P(UpkeepContract, check_finds_every_wrong_counter) {
    auto anna = add_account("anna");
    auto far = add_account("far", "far.example");
    auto status = add_status(anna);
    Poll poll{.id = next<PollId>(),
              .status_id = status,
              .account_id = anna,
              .voters_count = 3,
              .options = {{"a", 0}, {"b", 2}}};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.polls().insert(poll));
        TRY(tx.accounts().add_counts(anna, 5, 6, 7));
        TRY(tx.accounts().add_counts(far, 5, 6, 7)); // its own server counts
        return tx.statuses().add_counts(status, 1, 2, 3, 4);
    });
    expect_findings({
        finding("account", anna.value, "followers_count", 5, 0),
        finding("account", anna.value, "following_count", 6, 0),
        finding("account", anna.value, "statuses_count", 7, 1),
        finding("status", status.value, "replies_count", 1, 0),
        finding("status", status.value, "reblogs_count", 2, 0),
        finding("status", status.value, "favourites_count", 3, 0),
        finding("status", status.value, "quotes_count", 4, 0),
        finding("poll", poll.id.value, "voters_count", 3, 0),
        finding("poll", poll.id.value, "votes_count of an option", 2, 0),
    });
}

TEST_P(UpkeepContract, check_stops_at_fifty_wrong_counters) {
    write([&](WriteTx& tx) -> Result<void> {
        for (int at = 0; at < 60; ++at)
            TRY(tx.accounts().insert({.id = next<AccountId>(),
                                      .username = "member" + std::to_string(at),
                                      .followers_count = at % 2,
                                      .following_count = 1}));
        return {};
    });
    EXPECT_EQ(must(store().check()).size(), 50U);
}

TEST_P(UpkeepContract, tidy_changes_nothing_that_can_be_seen) {
    auto anna = add_account("anna");
    must(store().tidy());
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.accounts().by_id(anna); }));
    add_account("ben");
    must(store().tidy());
    EXPECT_TRUE(must(store().check()).empty());
}

} // namespace
} // namespace kith::store
