#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class PollsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");
    StatusId status_ = add_status(anna_);

    Poll poll(PollId id) {
        auto found = read([&](ReadTx& tx) { return tx.polls().by_id(id); });
        return found.value();
    }
    void vote(PollId id, AccountId account, const std::vector<int>& positions) {
        write([&](WriteTx& tx) { return tx.polls().vote(id, account, positions); });
    }
    std::vector<std::pair<std::int64_t, int>> votes(AccountId viewer, const std::vector<PollId>& ids) {
        std::vector<std::pair<std::int64_t, int>> all;
        for (const auto& vote : read([&](ReadTx& tx) { return tx.polls().votes(viewer, ids); }))
            all.emplace_back(vote.poll_id.value, vote.position);
        std::ranges::sort(all);
        return all;
    }
    static std::vector<std::int64_t> counts(const Poll& poll) {
        std::vector<std::int64_t> counts;
        for (const auto& option : poll.options)
            counts.push_back(option.votes_count);
        return counts;
    }
};
KITH_ON_EVERY_BACKEND(PollsContract);

using Counts = std::vector<std::int64_t>;

TEST_P(PollsContract, poll_comes_back_as_it_went_in) {
    Poll asked{.id = next<PollId>(),
               .status_id = status_,
               .account_id = anna_,
               .expires_at = now() + std::chrono::hours(1),
               .multiple = true,
               .hide_totals = true,
               .voters_count = 4,
               .options = {{"zebra", 3}, {"", 0}, {"ape", 2}}};
    write([&](WriteTx& tx) { return tx.polls().insert(asked); });
    auto found = poll(asked.id);
    EXPECT_EQ(found.id, asked.id);
    EXPECT_EQ(found.status_id, status_);
    EXPECT_EQ(found.account_id, anna_);
    EXPECT_EQ(found.expires_at, asked.expires_at);
    EXPECT_TRUE(found.multiple);
    EXPECT_TRUE(found.hide_totals);
    EXPECT_EQ(found.voters_count, 4);
    ASSERT_EQ(found.options.size(), 3U);
    EXPECT_EQ(found.options[0].title, "zebra");
    EXPECT_EQ(found.options[1].title, "");
    EXPECT_EQ(found.options[2].title, "ape");
    EXPECT_EQ(counts(found), (Counts{3, 0, 2}));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.polls().by_id(PollId{404}); }));
}

TEST_P(PollsContract, by_ids_keeps_each_polls_options_together) {
    auto first = add_poll(status_, anna_, {"a", "b"});
    auto second = add_poll(add_status(ben_), ben_, {"c", "d", "e"});
    auto polls = read([&](ReadTx& tx) { return tx.polls().by_ids(std::vector{second, PollId{404}, first}); });
    ASSERT_EQ(polls.size(), 2U);
    for (const auto& found : polls) {
        EXPECT_TRUE(found.id == first || found.id == second);
        EXPECT_EQ(found.options.size(), found.id == first ? 2U : 3U);
        EXPECT_EQ(found.options[0].title, found.id == first ? "a" : "c");
        EXPECT_FALSE(found.expires_at);
    }
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.polls().by_ids({}); }).empty());
}

TEST_P(PollsContract, vote_counts_options_and_voters) {
    auto id = add_poll(status_, anna_, {"a", "b", "c"});
    vote(id, ben_, {2, 0, 2});
    vote(id, cleo_, {2});
    auto found = poll(id);
    EXPECT_EQ(counts(found), (Counts{1, 0, 2}));
    EXPECT_EQ(found.voters_count, 2);
    EXPECT_EQ(sorted(read([&](ReadTx& tx) { return tx.polls().voters(id); })), (std::vector{ben_, cleo_}));
}

TEST_P(PollsContract, second_vote_is_a_conflict_also_for_another_option) {
    auto id = add_poll(status_, anna_, {"a", "b"});
    vote(id, ben_, {0});
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.polls().vote(id, ben_, std::vector{0}); }), ErrorKind::conflict);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.polls().vote(id, ben_, std::vector{1}); }), ErrorKind::conflict);
    EXPECT_EQ(counts(poll(id)), (Counts{1, 0}));
    EXPECT_EQ(poll(id).voters_count, 1);
}

TEST_P(PollsContract, vote_for_what_is_not_there_changes_nothing) {
    auto id = add_poll(status_, anna_, {"a", "b"});
    for (const auto& positions : {std::vector{2}, std::vector{-1}, std::vector{0, 2}, std::vector<int>{}})
        EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.polls().vote(id, ben_, positions); }), ErrorKind::invalid);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.polls().vote(PollId{404}, ben_, std::vector{0}); }),
              ErrorKind::invalid);
    EXPECT_EQ(counts(poll(id)), (Counts{0, 0}));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.polls().voters(id); }).empty());
}

TEST_P(PollsContract, votes_are_the_viewers_own) {
    auto first = add_poll(status_, anna_, {"a", "b"});
    auto second = add_poll(add_status(anna_), anna_, {"a", "b"});
    auto third = add_poll(add_status(anna_), anna_, {"a", "b"});
    vote(first, ben_, {0, 1});
    vote(second, ben_, {1});
    vote(third, ben_, {0});
    vote(second, cleo_, {0});
    EXPECT_EQ(votes(ben_, {second, first}),
              (std::vector<std::pair<std::int64_t, int>>{{first.value, 0}, {first.value, 1}, {second.value, 1}}));
    EXPECT_TRUE(votes(anna_, {first, second, third}).empty());
    EXPECT_TRUE(votes(ben_, {}).empty());
}

TEST_P(PollsContract, replaced_poll_starts_anew) {
    auto id = add_poll(status_, anna_, {"a", "b", "c"});
    vote(id, ben_, {1});
    auto until = now() + std::chrono::days(1);
    write([&](WriteTx& tx) {
        return tx.polls().replace({.id = id,
                                   .expires_at = until,
                                   .multiple = true,
                                   .hide_totals = true,
                                   .voters_count = 9,
                                   .options = {{"x", 5}, {"y", 6}}});
    });
    auto found = poll(id);
    EXPECT_EQ(found.status_id, status_);
    EXPECT_EQ(found.account_id, anna_);
    EXPECT_EQ(found.expires_at, until);
    EXPECT_TRUE(found.multiple);
    EXPECT_TRUE(found.hide_totals);
    EXPECT_EQ(found.voters_count, 0);
    EXPECT_EQ(found.options.at(1).title, "y");
    EXPECT_EQ(counts(found), (Counts{0, 0}));
    EXPECT_TRUE(votes(ben_, {id}).empty());
    vote(id, ben_, {1});
    EXPECT_EQ(counts(poll(id)), (Counts{0, 1}));
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.polls().replace({.id = PollId{404}}); }), ErrorKind::not_found);
}

TEST_P(PollsContract, poll_goes_with_its_votes_and_with_its_status) {
    auto id = add_poll(status_, anna_, {"a"});
    vote(id, ben_, {0});
    write([&](WriteTx& tx) { return tx.polls().remove(id); });
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.polls().by_id(id); }));
    EXPECT_TRUE(votes(ben_, {id}).empty());

    auto status = make_status(anna_);
    add(status);
    auto second = add_poll(status.id, anna_, {"a"});
    write([&](WriteTx& tx) { return tx.statuses().remove(status, now()); });
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.polls().by_id(second); }));
}

TEST_P(PollsContract, retracted_votes_are_no_longer_counted) {
    auto first = add_poll(status_, anna_, {"a", "b", "c"});
    auto second = add_poll(add_status(ben_), ben_, {"d", "e"});
    vote(first, cleo_, {0, 2});
    vote(first, ben_, {0});
    vote(second, cleo_, {1});
    auto some = write([&](WriteTx& tx) { return tx.polls().retract_votes(cleo_, 1); });
    ASSERT_EQ(some.size(), 1U) << "as many polls as asked for";
    write([&](WriteTx& tx) { return tx.polls().retract_votes(cleo_, 10); });
    EXPECT_EQ(counts(poll(first)), (Counts{1, 0, 0}));
    EXPECT_EQ(poll(first).voters_count, 1);
    EXPECT_EQ(counts(poll(second)), (Counts{0, 0}));
    EXPECT_TRUE(votes(cleo_, {first, second}).empty());
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.polls().retract_votes(cleo_, 10); }).empty());
}

} // namespace
} // namespace kith::store
