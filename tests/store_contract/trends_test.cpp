#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

using std::chrono::days;

class TrendsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId carol_ = add_account("carol");
    TagId cats_ = add_tag("cats");
    TagId dogs_ = add_tag("dogs");

    void tagged(AccountId author, TagId tag, Visibility visibility = Visibility::public_) {
        auto status = make_status(author);
        status.visibility = visibility;
        add(status);
        write([&](WriteTx& tx) { return tx.tags().put(status.id, author, std::array{tag}); });
    }
    std::int64_t card(const std::string& url, const std::string& title) {
        return write([&](WriteTx& tx) {
            return tx.cards().put({.id = next_id(), .url = url, .title = title, .fetched_at = now()});
        });
    }
    StatusId linked(AccountId author, std::int64_t card, Visibility visibility = Visibility::public_) {
        auto status = make_status(author);
        status.visibility = visibility;
        add(status);
        write([&](WriteTx& tx) { return tx.statuses().set_card(status.id, card); });
        return status.id;
    }
    void favourite(AccountId account, StatusId id) {
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.statuses().favourite(account, id, next_id()));
            return tx.statuses().add_counts(id, 0, 0, 1, 0);
        });
    }
    void boost(AccountId account, StatusId id) {
        auto boosting = make_status(account);
        boosting.reblog_of_id = id;
        add(boosting);
        write([&](WriteTx& tx) { return tx.statuses().add_counts(id, 0, 1, 0, 0); });
    }
    void silence(AccountId id) {
        write([&](WriteTx& tx) -> Result<void> {
            auto account = *TRY(tx.accounts().by_id(id));
            account.silenced_at = now();
            return tx.accounts().update(account);
        });
    }
    std::vector<std::string> tag_names(int people) {
        std::vector<std::string> names;
        for (const auto& one : read([&](ReadTx& tx) { return tx.trends().tags(now() - days(3), people, 10); }))
            names.push_back(one.tag.name);
        return names;
    }
};
KITH_ON_EVERY_BACKEND(TrendsContract);

using Names = std::vector<std::string>;

TEST_P(TrendsContract, a_tag_goes_by_its_people_not_by_its_uses) {
    for (int at = 0; at < 3; ++at)
        tagged(anna_, cats_);
    tagged(anna_, dogs_);
    tagged(ben_, dogs_);
    EXPECT_EQ(tag_names(1), (Names{"dogs", "cats"}));
    EXPECT_EQ(tag_names(2), Names{"dogs"});
}

TEST_P(TrendsContract, only_public_uses_of_unlimited_people_count) {
    tagged(anna_, dogs_);
    tagged(ben_, dogs_, Visibility::unlisted);
    tagged(carol_, dogs_);
    EXPECT_EQ(tag_names(2), Names{"dogs"});
    silence(carol_);
    EXPECT_EQ(tag_names(2), Names{});
}

TEST_P(TrendsContract, a_status_goes_by_the_people_who_marked_it_without_its_author) {
    auto liked = add_status(anna_);
    favourite(ben_, liked);
    boost(ben_, liked);
    favourite(carol_, liked);
    auto by_one = add_status(anna_);
    favourite(anna_, by_one);
    favourite(ben_, by_one);
    auto hidden = make_status(anna_);
    hidden.sensitive = true;
    add(hidden);
    favourite(ben_, hidden.id);
    favourite(carol_, hidden.id);
    auto found = read([&](ReadTx& tx) { return tx.trends().statuses(now() - days(7), 2, 10); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].id, liked);
    EXPECT_EQ(found[0].people, 2);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.trends().statuses(now() + days(1), 2, 10); }).empty());
}

TEST_P(TrendsContract, a_link_goes_by_the_people_who_share_it) {
    auto news = card("https://news.example/", "News");
    auto nothing = card("https://nothing.example/", "");
    auto first = linked(anna_, news);
    auto second = linked(ben_, news);
    linked(carol_, news, Visibility::unlisted);
    linked(anna_, nothing);
    linked(ben_, nothing);
    auto found = read([&](ReadTx& tx) { return tx.trends().links(now() - days(3), 2, 10); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].card.title, "News");
    EXPECT_EQ(found[0].people, 2);
    std::array cards{nothing, news};
    auto histories = read([&](ReadTx& tx) { return tx.trends().link_histories(cards, now(), 7); });
    ASSERT_EQ(histories.size(), 2U);
    EXPECT_EQ(histories[1].size(), 7U);
    EXPECT_EQ(histories[1][0].uses + histories[1][1].uses, 2);
    auto with = read([&](ReadTx& tx) { return tx.trends().with_link("https://news.example/", {}); });
    EXPECT_EQ(with, (std::vector{second, first}));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.trends().with_link("https://nothing.example/", {}); }).empty());
}

} // namespace
} // namespace kith::store
