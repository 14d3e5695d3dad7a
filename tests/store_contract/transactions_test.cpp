#include "store_contract/contract.hpp"

#include <atomic>
#include <latch>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace kith::store {
namespace {

using std::chrono::milliseconds;

class TransactionsContract : public Contract {
protected:
    std::optional<std::string> setting(std::string_view key) {
        return read([&](ReadTx& tx) { return tx.settings().get(key); });
    }
    // Holds the writer until `units` are called from threads of their own, so that they share a commit.
    template <class Unit>
    void run_together(int units, Unit&& unit) {
        std::latch called(units);
        std::latch begun(1);
        std::jthread holder([&] {
            must(store().write([&](WriteTx&) -> Result<void> {
                begun.count_down();
                called.wait();
                std::this_thread::sleep_for(milliseconds(20));
                return {};
            }));
        });
        begun.wait();
        std::vector<std::jthread> threads;
        for (int at = 0; at < units; ++at)
            threads.emplace_back([&, at] {
                called.count_down();
                unit(at);
            });
    }
};
KITH_ON_EVERY_BACKEND(TransactionsContract);

TEST_P(TransactionsContract, write_returns_the_value_of_its_work) {
    EXPECT_EQ(must(store().write([](WriteTx&) -> Result<int> { return 42; })), 42);
    EXPECT_EQ(must(store().read([](ReadTx&) -> Result<std::string> { return "read"; })), "read");
    auto failed = store().read([](ReadTx&) -> Result<int> { return not_found(); });
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::not_found);
}

TEST_P(TransactionsContract, unit_sees_its_own_writes) {
    auto seen = write([](WriteTx& tx) -> Result<std::optional<std::string>> {
        TRY(tx.settings().put("a", "1"));
        return tx.settings().get("a");
    });
    EXPECT_EQ(seen, "1");
}

TEST_P(TransactionsContract, failed_unit_leaves_nothing) {
    write([](WriteTx& tx) { return tx.settings().put("a", "before"); });
    auto failed = store().write([](WriteTx& tx) -> Result<void> {
        TRY(tx.settings().put("a", "after"));
        TRY(tx.settings().put("b", "new"));
        return forbidden("no");
    });
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().kind, ErrorKind::forbidden);
    EXPECT_EQ(failed.error().message, "no");
    EXPECT_EQ(setting("a"), "before");
    EXPECT_FALSE(setting("b"));
}

TEST_P(TransactionsContract, neighbours_of_a_failing_unit_stay) {
    constexpr int units = 24;
    auto anna = add_account("anna");
    std::vector<std::optional<Error>> errors(units);
    run_together(units, [&](int at) {
        auto result = store().write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.settings().put("unit" + std::to_string(at), "x"));
            TRY(tx.accounts().add_counts(anna, 1, 0, 0));
            if (at % 3 == 1) return invalid("no", "refused");
            // Breaks a constraint of the database.
            if (at % 3 == 2) TRY(tx.users().insert({.account_id = AccountId{404}, .created_at = now()}));
            return {};
        });
        if (!result) errors[static_cast<std::size_t>(at)] = result.error();
    });
    for (int at = 0; at < units; ++at) {
        const auto& error = errors[static_cast<std::size_t>(at)];
        EXPECT_EQ(setting("unit" + std::to_string(at)).has_value(), at % 3 == 0) << at;
        ASSERT_EQ(error.has_value(), at % 3 != 0) << at;
        if (error) EXPECT_EQ(error->kind, at % 3 == 1 ? ErrorKind::invalid : ErrorKind::conflict);
    }
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.accounts().by_id(anna); })->followers_count, units / 3);
}

TEST_P(TransactionsContract, after_commit_runs_for_kept_units_before_write_returns) {
    constexpr int units = 24;
    std::vector<std::atomic<int>> ran(units);
    std::vector<int> ran_at_return(units);
    std::atomic<int> unseen = 0;
    run_together(units, [&](int at) {
        auto index = static_cast<std::size_t>(at);
        auto key = "unit" + std::to_string(at);
        static_cast<void>(store()
                              .write([&](WriteTx& tx) -> Result<void> {
                                  tx.after_commit([&, key] {
                                      ++ran[index];
                                      // Committed: others see it.
                                      auto seen =
                                          store().read([&](ReadTx& reading) { return reading.settings().get(key); });
                                      if (!seen || !*seen) ++unseen;
                                  });
                                  TRY(tx.settings().put(key, "x"));
                                  tx.after_commit([&] { ++ran[index]; });
                                  if (at % 2 == 1) return invalid("no", "refused");
                                  return {};
                              })
                              .has_value());
        ran_at_return[index] = ran[index].load();
    });
    for (int at = 0; at < units; ++at) {
        EXPECT_EQ(ran_at_return[static_cast<std::size_t>(at)], at % 2 == 0 ? 2 : 0) << at;
        EXPECT_EQ(ran[static_cast<std::size_t>(at)].load(), at % 2 == 0 ? 2 : 0) << at;
    }
    EXPECT_EQ(unseen.load(), 0);
}

TEST_P(TransactionsContract, eight_threads_count_exactly) {
    constexpr int threads = 8;
    constexpr int writes = 200;
    auto anna = add_account("anna");
    std::vector<AccountId> own;
    for (int at = 0; at < threads; ++at)
        own.push_back(add_account("member" + std::to_string(at)));
    std::atomic<int> failed = 0;
    {
        std::vector<std::jthread> running;
        for (int at = 0; at < threads; ++at)
            running.emplace_back([&, at] {
                for (int n = 0; n < writes; ++n) {
                    auto result = store().write([&](WriteTx& tx) -> Result<void> {
                        TRY(tx.accounts().add_counts(own[static_cast<std::size_t>(at)], 0, 0, 1));
                        // Reading, then writing what was read: nobody comes between.
                        auto text = TRY(tx.settings().get("count"));
                        TRY(tx.settings().put("count", std::to_string((text ? std::stoi(*text) : 0) + 1)));
                        return tx.accounts().add_counts(anna, 1, 0, 0);
                    });
                    if (!result) ++failed;
                }
            });
    }
    EXPECT_EQ(failed.load(), 0);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.accounts().by_id(anna); })->followers_count, threads * writes);
    EXPECT_EQ(setting("count"), std::to_string(threads * writes));
    for (auto member : own)
        EXPECT_EQ(read([&](ReadTx& tx) { return tx.accounts().by_id(member); })->statuses_count, writes);
}

TEST_P(TransactionsContract, read_sees_one_snapshot) {
    write([](WriteTx& tx) { return tx.settings().put("a", "old"); });
    auto [first, second] =
        read([&](ReadTx& tx) -> Result<std::pair<std::optional<std::string>, std::optional<std::string>>> {
            auto before = TRY(tx.settings().get("a"));
            // Another thread's write is done before we look again.
            std::jthread([&] {
                must(store().write([](WriteTx& other) -> Result<void> {
                    TRY(other.settings().put("a", "new"));
                    return other.settings().put("b", "new");
                }));
            }).join();
            EXPECT_FALSE(TRY(tx.settings().get("b")));
            auto after = TRY(tx.settings().get("a"));
            return std::pair(before, after);
        });
    EXPECT_EQ(first, "old");
    EXPECT_EQ(second, "old");
    EXPECT_EQ(setting("a"), "new");
}

TEST_P(TransactionsContract, readers_never_see_half_a_unit) {
    std::atomic<bool> stop = false;
    std::jthread writer([&] {
        for (int n = 0; !stop; ++n)
            must(store().write([&](WriteTx& tx) -> Result<void> {
                TRY(tx.settings().put("a", std::to_string(n)));
                return tx.settings().put("b", std::to_string(n));
            }));
    });
    for (int n = 0; n < 300; ++n) {
        auto [a, b] = read([](ReadTx& tx) -> Result<std::pair<std::optional<std::string>, std::optional<std::string>>> {
            auto first = TRY(tx.settings().get("a"));
            return std::pair(first, TRY(tx.settings().get("b")));
        });
        ASSERT_EQ(a, b);
    }
    stop = true;
}

TEST_P(TransactionsContract, what_was_written_is_there_after_reopening) {
    auto anna = add_account("anna");
    write([](WriteTx& tx) { return tx.settings().put("a", "kept"); });
    reopen();
    EXPECT_EQ(setting("a"), "kept");
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.accounts().by_id(anna); }));
    EXPECT_TRUE(must(store().check()).empty());
}

TEST_P(TransactionsContract, what_was_answered_survives_kill_9) {
#if __has_feature(thread_sanitizer)
    GTEST_SKIP() << "the sanitizer allows no threads in a forked process";
#endif
    TemporaryFolder other;
    must(GetParam().open(other.path()));
    pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto doomed = GetParam().open(other.path());
        if (doomed && (*doomed)->write([](WriteTx& tx) { return tx.settings().put("a", "survived"); }))
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the write failed";
    auto survivor = must(GetParam().open(other.path()));
    EXPECT_EQ(must(survivor->read([](ReadTx& tx) { return tx.settings().get("a"); })), "survived");
    EXPECT_TRUE(must(survivor->check()).empty());
}

} // namespace
} // namespace kith::store
