#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class SuggestionsContract : public Contract {
protected:
    SuggestionsContract() {
        for (auto name : {"ben", "cleo", "dora", "emil", "fay"})
            people_.push_back(member(name));
        follow(anna_, ben_());
        follow(anna_, cleo_());
        follow(ben_(), cleo_());
        for (auto friend_ : {ben_(), cleo_()})
            follow(friend_, dora_());
        follow(ben_(), emil_());
    }
    AccountId member(const std::string& name) {
        auto id = add_account(name);
        write([&](WriteTx& tx) {
            return tx.users().insert({.account_id = id, .confirmed_at = now(), .created_at = now()});
        });
        return id;
    }
    AccountId ben_() const { return people_[0]; }
    AccountId cleo_() const { return people_[1]; }
    AccountId dora_() const { return people_[2]; }
    AccountId emil_() const { return people_[3]; }
    AccountId fay_() const { return people_[4]; }

    std::vector<AccountId> friends_of_friends(int through = 10, int limit = 10) {
        return ids(read([&](ReadTx& tx) { return tx.suggestions().friends_of_friends(anna_, now(), through, limit); }));
    }
    std::vector<AccountId> popular(int limit = 10) {
        return ids(read([&](ReadTx& tx) { return tx.suggestions().popular(anna_, now(), limit); }));
    }
    static std::vector<AccountId> ids(const std::vector<SuggestedAccount>& suggested) {
        std::vector<AccountId> found;
        for (const auto& one : suggested)
            found.push_back(one.id);
        return found;
    }
    void change(AccountId id, const std::function<void(Account&)>& how) {
        write([&](WriteTx& tx) -> Result<void> {
            auto account = TRY(tx.accounts().by_id(id)).value();
            how(account);
            return tx.accounts().update(account);
        });
    }

    AccountId anna_ = member("anna");
    std::vector<AccountId> people_;
};
KITH_ON_EVERY_BACKEND(SuggestionsContract);

using Ids = std::vector<AccountId>;

TEST_P(SuggestionsContract, friends_of_friends_come_by_mutuals_without_those_followed) {
    auto found = read([&](ReadTx& tx) { return tx.suggestions().friends_of_friends(anna_, now(), 10, 10); });
    EXPECT_EQ(ids(found), (Ids{dora_(), emil_()}));
    EXPECT_EQ(found[0].mutuals, 2);
    EXPECT_EQ(found[1].mutuals, 1);
    EXPECT_EQ(friends_of_friends(10, 1), Ids{dora_()});
    EXPECT_EQ(friends_of_friends(1), Ids{dora_()}) << "through the newest friend alone";
}

TEST_P(SuggestionsContract, popular_ones_are_local_and_have_followers) {
    auto far = add_account("far", "far.example");
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.accounts().add_counts(fay_(), 9, 0, 0));
        TRY(tx.accounts().add_counts(far, 99, 0, 0));
        return tx.accounts().add_counts(dora_(), 3, 0, 0);
    });
    auto found = popular();
    found.resize(2);
    EXPECT_EQ(found, (Ids{fay_(), dora_()}));
    EXPECT_EQ(popular(1), Ids{fay_()});
}

TEST_P(SuggestionsContract, whoever_should_not_be_suggested_is_not) {
    auto without_dora = [&](const char* why) {
        EXPECT_EQ(friends_of_friends(), Ids{emil_()}) << why;
        EXPECT_EQ(std::ranges::count(popular(), dora_()), 0) << why;
    };
    write([&](WriteTx& tx) { return tx.accounts().add_counts(dora_(), 3, 0, 0); });
    change(dora_(), [](Account& account) { account.discoverable = false; });
    without_dora("undiscoverable");
    change(dora_(), [&](Account& account) { account.discoverable = true, account.silenced_at = now(); });
    without_dora("limited");
    change(dora_(), [&](Account& account) { account.silenced_at.reset(), account.suspended_at = now(); });
    without_dora("suspended");
    change(dora_(), [&](Account& account) { account.suspended_at.reset(), account.moved_to = fay_(); });
    without_dora("moved");
    change(dora_(), [](Account& account) { account.moved_to = {}; });
    write([&](WriteTx& tx) { return tx.relations().block(dora_(), anna_, next_id()); });
    without_dora("blocks");
    write([&](WriteTx& tx) { return tx.relations().unblock(dora_(), anna_); });
    write([&](WriteTx& tx) { return tx.relations().block(anna_, dora_(), next_id()); });
    without_dora("blocked");
    write([&](WriteTx& tx) { return tx.relations().unblock(anna_, dora_()); });
    Mute mute{.account_id = anna_, .target_id = dora_(), .id = next_id(), .expires_at = now() + std::chrono::hours(1)};
    write([&](WriteTx& tx) { return tx.relations().put_mute(mute); });
    without_dora("muted");
    mute.expires_at = now() - std::chrono::hours(1);
    write([&](WriteTx& tx) { return tx.relations().put_mute(mute); });
    EXPECT_EQ(friends_of_friends(), (Ids{dora_(), emil_()})) << "no longer muted";
    write([&](WriteTx& tx) { return tx.suggestions().dismiss(anna_, dora_()); });
    write([&](WriteTx& tx) { return tx.suggestions().dismiss(anna_, dora_()); });
    without_dora("dismissed");
    write([&](WriteTx& tx) { return tx.suggestions().dismiss(anna_, AccountId{77}); });
}

TEST_P(SuggestionsContract, friends_who_hide_whom_they_follow_are_not_asked) {
    change(ben_(), [](Account& account) { account.hide_collections = true; });
    EXPECT_EQ(friends_of_friends(), Ids{dora_()});
}

TEST_P(SuggestionsContract, names_are_searched_by_prefixes_of_words) {
    auto emilia = member("emilia_b");
    change(emilia, [](Account& account) { account.display_name = "Émilia Brontë"; });
    auto search = [&](std::string_view query, AccountSearch how = {}) {
        return read([&](ReadTx& tx) { return tx.accounts().search(query, how); });
    };
    EXPECT_EQ(sorted(search("emil")), (Ids{emil_(), emilia}));
    EXPECT_EQ(search("bron EMI"), Ids{emilia});
    EXPECT_EQ(search("emil", {.viewer = anna_, .limit = 1}).size(), 1U);
    follow(anna_, emilia);
    EXPECT_EQ(search("emil", {.viewer = anna_}), (Ids{emilia, emil_()})) << "whom one follows comes first";
    EXPECT_EQ(search("emil", {.viewer = anna_, .following = true}), Ids{emilia});
    EXPECT_EQ(search("emil", {.viewer = anna_, .offset = 1}), Ids{emil_()});
    EXPECT_EQ(search("\"\"* AND ("), Ids{});
    change(emilia, [&](Account& account) { account.suspended_at = now(); });
    EXPECT_EQ(search("emil"), Ids{emil_()});
}

} // namespace
} // namespace kith::store
