#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class ConversationsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");

    std::int64_t put(AccountId account, ConversationId thread, const std::vector<AccountId>& others, StatusId last,
                     bool unread = false) {
        auto id = next_id();
        return write([&](WriteTx& tx) {
            return tx.conversations().put({.account_id = account,
                                           .conversation_id = thread,
                                           .participants = others,
                                           .last_status_id = last,
                                           .unread = unread},
                                          id);
        });
    }
    Conversation conversation(std::int64_t id) {
        auto found = read([&](ReadTx& tx) { return tx.conversations().by_id(id); });
        return found.value();
    }
    Status direct(ConversationId thread) {
        auto made = make_status(anna_);
        made.conversation_id = thread;
        made.visibility = Visibility::direct;
        return made;
    }
};
KITH_ON_EVERY_BACKEND(ConversationsContract);

TEST_P(ConversationsContract, put_makes_one_row_a_participant_and_moves_it_on) {
    auto first = put(anna_, ConversationId{7}, {ben_, cleo_}, StatusId{100}, true);
    auto bens = put(ben_, ConversationId{7}, {anna_, cleo_}, StatusId{100});
    EXPECT_NE(first, bens);
    auto found = conversation(first);
    EXPECT_EQ(found.id, first);
    EXPECT_EQ(found.account_id, anna_);
    EXPECT_EQ(found.conversation_id, ConversationId{7});
    EXPECT_EQ(found.participants, (std::vector{ben_, cleo_}));
    EXPECT_EQ(found.last_status_id, StatusId{100});
    EXPECT_TRUE(found.unread);

    EXPECT_EQ(put(anna_, ConversationId{7}, {ben_, cleo_}, StatusId{105}), first);
    EXPECT_EQ(conversation(first).last_status_id, StatusId{105});
    EXPECT_FALSE(conversation(first).unread);
    EXPECT_NE(put(anna_, ConversationId{7}, {ben_}, StatusId{106}), first) << "other people, another row";
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.conversations().by_id(404); }));
}

TEST_P(ConversationsContract, list_pages_by_last_status_both_ways) {
    std::vector<std::int64_t> lasts;
    for (int at = 1; at <= 6; ++at) {
        lasts.insert(lasts.begin(), at * 10);
        put(anna_, ConversationId{at}, {ben_}, StatusId{at * 10});
        put(ben_, ConversationId{at}, {anna_}, StatusId{at * 10});
    }
    expect_pages(
        [&](Page page) {
            std::vector<std::int64_t> positions;
            for (const auto& one : read([&](ReadTx& tx) { return tx.conversations().list(anna_, page); }))
                positions.push_back(one.last_status_id.value);
            return positions;
        },
        lasts);
}

TEST_P(ConversationsContract, last_status_is_found_and_set_for_one_account_alone) {
    ConversationId thread{7};
    auto first = direct(thread);
    auto second = direct(thread);
    add(first);
    add(second);
    auto annas = put(anna_, thread, {ben_}, second.id);
    auto bens = put(ben_, thread, {anna_}, second.id);
    put(cleo_, thread, {anna_}, first.id);
    std::vector<std::int64_t> ending;
    for (const auto& one : read([&](ReadTx& tx) { return tx.conversations().ending_with(second.id); }))
        ending.push_back(one.id);
    EXPECT_EQ(sorted(ending), (std::vector{annas, bens}));
    write([&](WriteTx& tx) { return tx.conversations().set_last_status(annas, first.id); });
    EXPECT_EQ(conversation(annas).last_status_id, first.id);
    EXPECT_EQ(conversation(bens).last_status_id, second.id);
}

TEST_P(ConversationsContract, only_the_owner_reads_and_removes) {
    auto id = put(anna_, ConversationId{7}, {ben_}, StatusId{100}, true);
    put(anna_, ConversationId{8}, {ben_}, StatusId{101});
    auto unread = [&] { return read([&](ReadTx& tx) { return tx.conversations().count_unread(anna_); }); };
    EXPECT_EQ(unread(), 1);
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.conversations().set_unread(ben_, id, false); }));
    EXPECT_EQ(unread(), 1);
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.conversations().set_unread(anna_, id, false); }));
    EXPECT_EQ(unread(), 0);
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.conversations().remove(ben_, id); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.conversations().remove(anna_, id); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.conversations().remove(anna_, id); }));
}

class ScheduledContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");

    ScheduledStatus schedule(AccountId account) {
        ScheduledStatus scheduled{.id = next_id(),
                                  .account_id = account,
                                  .scheduled_at = now() + std::chrono::hours(1),
                                  .params = "{\"text\":\"later\"}"};
        write([&](WriteTx& tx) { return tx.scheduled().insert(scheduled); });
        return scheduled;
    }
    std::optional<ScheduledStatus> find(std::int64_t id) {
        return read([&](ReadTx& tx) { return tx.scheduled().by_id(id); });
    }
};
KITH_ON_EVERY_BACKEND(ScheduledContract);

TEST_P(ScheduledContract, scheduled_status_comes_back_as_it_went_in) {
    auto scheduled = schedule(anna_);
    auto found = find(scheduled.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_FALSE(found->application_id);
    EXPECT_EQ(found->scheduled_at, scheduled.scheduled_at);
    EXPECT_EQ(found->params, scheduled.params);
    EXPECT_FALSE(find(404));
}

TEST_P(ScheduledContract, list_pages_both_ways) {
    std::vector<std::int64_t> ids;
    for (int at = 0; at < 6; ++at) {
        ids.insert(ids.begin(), schedule(anna_).id);
        schedule(ben_);
    }
    expect_pages(
        [&](Page page) {
            std::vector<std::int64_t> positions;
            for (const auto& one : read([&](ReadTx& tx) { return tx.scheduled().list(anna_, page); }))
                positions.push_back(one.id);
            return positions;
        },
        ids);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.scheduled().count(anna_); }), 6);
}

TEST_P(ScheduledContract, only_the_owner_reschedules_and_removes) {
    auto id = schedule(anna_).id;
    auto later = now() + std::chrono::days(2);
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.scheduled().reschedule(ben_, id, later); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.scheduled().reschedule(anna_, id, later); }));
    EXPECT_EQ(find(id)->scheduled_at, later);
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.scheduled().remove(ben_, id); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.scheduled().remove(anna_, id); }));
    EXPECT_FALSE(find(id));
}

} // namespace
} // namespace kith::store
