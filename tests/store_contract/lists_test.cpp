#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class ListsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");
    ListId friends_ = add_list(anna_, "friends");

    ListId add_list(AccountId owner, const std::string& title) {
        List list{.id = next<ListId>(), .account_id = owner, .title = title};
        write([&](WriteTx& tx) { return tx.lists().insert(list); });
        return list.id;
    }
    bool add_member(ListId list, AccountId member) {
        return write([&](WriteTx& tx) { return tx.lists().add_member(list, member, next_id()); });
    }
    std::vector<AccountId> members(ListId list) {
        return accounts_of(read([&](ReadTx& tx) { return tx.lists().members(list, {}); }));
    }
    std::vector<StatusId> entries(ListId list) {
        return read([&](ReadTx& tx) { return tx.timelines().list(list, {}); });
    }
    std::vector<StatusId> home() {
        return read([&](ReadTx& tx) { return tx.timelines().home(anna_, {}); });
    }
    static std::vector<ListId> ids(const std::vector<List>& lists) {
        std::vector<ListId> found;
        for (const auto& list : lists)
            found.push_back(list.id);
        return found;
    }
};
KITH_ON_EVERY_BACKEND(ListsContract);

using Ids = std::vector<ListId>;

TEST_P(ListsContract, a_list_comes_back_as_it_was_written) {
    List list{.id = next<ListId>(),
              .account_id = anna_,
              .title = "Ünused",
              .replies_policy = RepliesPolicy::none,
              .exclusive = true};
    write([&](WriteTx& tx) { return tx.lists().insert(list); });
    auto found = read([&](ReadTx& tx) { return tx.lists().by_id(list.id); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->title, "Ünused");
    EXPECT_EQ(found->replies_policy, RepliesPolicy::none);
    EXPECT_TRUE(found->exclusive);
    list.title = "used";
    list.replies_policy = RepliesPolicy::followed;
    list.exclusive = false;
    write([&](WriteTx& tx) { return tx.lists().update(list); });
    found = read([&](ReadTx& tx) { return tx.lists().by_id(list.id); });
    EXPECT_EQ(found->title, "used");
    EXPECT_EQ(found->replies_policy, RepliesPolicy::followed);
    EXPECT_FALSE(found->exclusive);
    list.id = next<ListId>();
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.lists().update(list); }), ErrorKind::not_found);
}

TEST_P(ListsContract, lists_are_found_by_owner_and_by_member) {
    auto second = add_list(anna_, "second");
    auto bens = add_list(ben_, "bens");
    for (auto list : {friends_, bens})
        EXPECT_TRUE(add_member(list, cleo_));
    EXPECT_FALSE(add_member(friends_, cleo_));
    EXPECT_EQ(ids(read([&](ReadTx& tx) { return tx.lists().of_account(anna_); })), (Ids{friends_, second}));
    EXPECT_EQ(ids(read([&](ReadTx& tx) { return tx.lists().with_member(anna_, cleo_); })), Ids{friends_});
    EXPECT_EQ(sorted(ids(read([&](ReadTx& tx) { return tx.lists().all_with_member(cleo_); }))), (Ids{friends_, bens}));
    auto among = [&](std::vector<ListId> lists) {
        return read([&](ReadTx& tx) { return tx.lists().among_with_member(lists, cleo_); });
    };
    EXPECT_EQ(among({second, friends_}), Ids{friends_});
    EXPECT_EQ(among({}), Ids{});
}

TEST_P(ListsContract, members_are_paged_by_when_they_were_added) {
    for (int at = 0; at < 6; ++at)
        add_member(friends_, add_account("member" + std::to_string(at)));
    auto positions = [&](const Page& page) {
        return positions_of(read([&](ReadTx& tx) { return tx.lists().members(friends_, page); }));
    };
    expect_pages(positions, positions({}));
}

TEST_P(ListsContract, a_member_leaves_with_what_it_wrote) {
    auto other = add_list(anna_, "other");
    auto bens = add_list(ben_, "bens");
    auto said = add_status(cleo_);
    auto kept = add_status(ben_);
    for (auto list : {friends_, other, bens}) {
        add_member(list, cleo_);
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.timelines().add_to_lists(said, std::vector{list}));
            return tx.timelines().add_to_lists(kept, std::vector{list});
        });
    }
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.lists().remove_member(friends_, cleo_); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.lists().remove_member(friends_, cleo_); }));
    EXPECT_EQ(entries(friends_), std::vector{kept});
    write([&](WriteTx& tx) { return tx.lists().remove_from_all(anna_, cleo_); });
    EXPECT_EQ(entries(other), std::vector{kept});
    EXPECT_TRUE(members(other).empty());
    EXPECT_EQ(entries(bens), (std::vector{kept, said}));
    EXPECT_EQ(members(bens), std::vector{cleo_});
}

TEST_P(ListsContract, a_removed_list_leaves_nothing) {
    add_member(friends_, cleo_);
    auto said = add_status(cleo_);
    write([&](WriteTx& tx) { return tx.timelines().add_to_lists(said, std::vector{friends_}); });
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.lists().remove(friends_); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.lists().remove(friends_); }));
    EXPECT_TRUE(entries(friends_).empty());
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.lists().all_with_member(cleo_); }).empty());
}

TEST_P(ListsContract, what_members_wrote_leaves_the_home_of_an_exclusive_list_and_comes_back) {
    follow(anna_, ben_);
    follow(anna_, cleo_);
    add_member(friends_, ben_);
    add_member(friends_, anna_);
    auto bens = add_status(ben_);
    auto cleos = add_status(cleo_);
    auto own = add_status(anna_);
    write([&](WriteTx& tx) -> Result<void> {
        for (auto id : {bens, cleos, own})
            TRY(tx.timelines().add_to_home(id, std::vector{anna_}));
        return tx.timelines().add_author_to_list(friends_, ben_, 10);
    });
    EXPECT_EQ(entries(friends_), std::vector{bens});
    write([&](WriteTx& tx) { return tx.timelines().remove_list_from_home(friends_); });
    EXPECT_EQ(home(), (std::vector{own, cleos})) << "one's own stays";
    write([&](WriteTx& tx) { return tx.timelines().add_list_to_home(friends_, 10); });
    EXPECT_EQ(home(), (std::vector{own, cleos, bens}));
}

} // namespace
} // namespace kith::store
