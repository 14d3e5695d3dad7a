#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

using std::chrono::days;

class StatisticsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");

    void log_in(AccountId id, bool confirmed, std::optional<Time> last_active_at = std::nullopt) {
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.users().insert({.account_id = id,
                                   .email = id.str() + "@example.org",
                                   .confirmed_at = confirmed ? std::optional(now()) : std::nullopt,
                                   .created_at = now()}));
            if (last_active_at) TRY(tx.users().set_last_active(id, *last_active_at));
            return {};
        });
    }
};
KITH_ON_EVERY_BACKEND(StatisticsContract);

TEST_P(StatisticsContract, counts_members_that_may_be_seen_and_their_statuses) {
    log_in(anna_, true);
    log_in(ben_, false);
    add_account("carol", "other.example");
    add_account("dan", "other.example");
    add_status(anna_);
    write([&](WriteTx& tx) { return tx.accounts().add_counts(anna_, 0, 0, 1); });
    auto counts = read([&](ReadTx& tx) { return tx.statistics().counts(); });
    EXPECT_EQ(counts.members, 1);
    EXPECT_EQ(counts.statuses, 1);
    EXPECT_EQ(counts.domains, 1);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statistics().domains(); }), std::vector<std::string>{"other.example"});
}

TEST_P(StatisticsContract, weeks_hold_what_happened_in_them) {
    auto first = std::chrono::floor<days>(now()) - days(7);
    log_in(anna_, true, first + days(1));
    log_in(ben_, true);
    auto earlier = make_status(ben_);
    earlier.id = StatusId{id_at(first + days(2))};
    add(earlier);
    add_status(ben_);
    auto weeks = read([&](ReadTx& tx) { return tx.statistics().weeks(first, 3); });
    ASSERT_EQ(weeks.size(), 3U);
    EXPECT_EQ(weeks[0].start, first);
    EXPECT_EQ(weeks[0].statuses, 1);
    EXPECT_EQ(weeks[0].members, 2);
    EXPECT_EQ(weeks[0].registrations, 0);
    EXPECT_EQ(weeks[1].statuses, 1);
    EXPECT_EQ(weeks[1].members, 1);
    EXPECT_EQ(weeks[1].registrations, 2);
    EXPECT_EQ(weeks[2].statuses, 0);
}

TEST_P(StatisticsContract, follows_across_counts_both_ways) {
    auto far = add_account("carol", "other.example");
    follow(anna_, far);
    follow(far, anna_);
    follow(ben_, far);
    auto follows = read([&](ReadTx& tx) { return tx.statistics().follows_across(anna_, "other.example"); });
    EXPECT_EQ(follows.following, 1);
    EXPECT_EQ(follows.followers, 1);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statistics().follows_across(anna_, "x.example"); }).following, 0);
}

} // namespace
} // namespace kith::store
