#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class FiltersContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");

    FilterId add_filter(AccountId account, const std::string& title = "no rain") {
        Filter filter{.id = next<FilterId>(), .title = title};
        filter.contexts.insert(FilterContext::home);
        write([&](WriteTx& tx) { return tx.filters().insert(account, filter); });
        return filter.id;
    }
    FilterKeywordId add_keyword(FilterId filter, const std::string& word, bool whole_word = true) {
        FilterKeyword keyword{next<FilterKeywordId>(), word, whole_word};
        write([&](WriteTx& tx) { return tx.filters().put_keyword(filter, keyword); });
        return keyword.id;
    }
    FilterStatusId add_status_to(FilterId filter, StatusId status) {
        FilterStatus entry{next<FilterStatusId>(), status};
        write([&](WriteTx& tx) { return tx.filters().insert_status(filter, entry); });
        return entry.id;
    }
    std::vector<Filter> filters_of(AccountId account) {
        return read([&](ReadTx& tx) { return tx.filters().of_account(account); });
    }
    std::optional<Filter> filter(AccountId account, FilterId id) {
        return read([&](ReadTx& tx) { return tx.filters().by_id(account, id); });
    }
};
KITH_ON_EVERY_BACKEND(FiltersContract);

TEST_P(FiltersContract, filter_comes_back_as_it_went_in) {
    Filter made{.id = next<FilterId>(), .title = "Wetter ☂", .action = FilterAction::hide, .expires_at = now()};
    made.contexts.insert(FilterContext::public_);
    made.contexts.insert(FilterContext::thread);
    write([&](WriteTx& tx) { return tx.filters().insert(anna_, made); });
    auto found = filter(anna_, made.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->title, "Wetter ☂");
    EXPECT_EQ(found->contexts, made.contexts);
    EXPECT_EQ(found->action, FilterAction::hide);
    EXPECT_EQ(found->expires_at, made.expires_at);
    EXPECT_TRUE(found->keywords.empty());
    EXPECT_TRUE(found->statuses.empty());
    EXPECT_FALSE(filter(anna_, FilterId{404}));
    EXPECT_FALSE(filter(ben_, made.id)) << "only the account's own";
}

TEST_P(FiltersContract, update_replaces_the_filters_own_columns_and_leaves_its_rules) {
    auto id = add_filter(anna_);
    add_keyword(id, "rain");
    Filter changed{.id = id, .title = "no snow", .action = FilterAction::blur, .expires_at = {}};
    changed.contexts.insert(FilterContext::account);
    write([&](WriteTx& tx) { return tx.filters().update(changed); });
    auto found = filter(anna_, id);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->title, "no snow");
    EXPECT_EQ(found->action, FilterAction::blur);
    EXPECT_EQ(found->contexts, changed.contexts);
    EXPECT_FALSE(found->expires_at);
    EXPECT_EQ(found->keywords.size(), 1U);
}

TEST_P(FiltersContract, accounts_filters_come_in_the_order_they_were_made_with_all_their_rules) {
    auto first = add_filter(anna_, "first");
    auto others = add_filter(ben_, "others");
    auto second = add_filter(anna_, "second");
    auto late = add_keyword(second, "late");
    auto early = add_keyword(first, "early", false);
    auto again = add_keyword(first, "again");
    add_keyword(others, "not hers");
    auto status = add_status(ben_);
    auto entry = add_status_to(second, status);

    auto found = filters_of(anna_);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].id, first);
    ASSERT_EQ(found[0].keywords.size(), 2U);
    EXPECT_EQ(found[0].keywords[0].id, early);
    EXPECT_FALSE(found[0].keywords[0].whole_word);
    EXPECT_EQ(found[0].keywords[1].id, again);
    EXPECT_TRUE(found[0].statuses.empty());
    ASSERT_EQ(found[1].keywords.size(), 1U);
    EXPECT_EQ(found[1].keywords[0].id, late);
    ASSERT_EQ(found[1].statuses.size(), 1U);
    EXPECT_EQ(found[1].statuses[0].id, entry);
    EXPECT_EQ(found[1].statuses[0].status, status);
    EXPECT_TRUE(filters_of(add_account("cleo")).empty());
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.filters().count(anna_); }), 2);
}

TEST_P(FiltersContract, rule_names_its_filter_to_the_owner_alone) {
    auto id = add_filter(anna_);
    auto keyword = add_keyword(id, "rain");
    auto entry = add_status_to(id, add_status(ben_));
    auto by_keyword = [&](AccountId who, FilterKeywordId which) {
        return read([&](ReadTx& tx) { return tx.filters().with_keyword(who, which); });
    };
    auto by_status = [&](AccountId who, FilterStatusId which) {
        return read([&](ReadTx& tx) { return tx.filters().with_status(who, which); });
    };
    ASSERT_TRUE(by_keyword(anna_, keyword));
    EXPECT_EQ(by_keyword(anna_, keyword)->id, id);
    EXPECT_EQ(by_keyword(anna_, keyword)->statuses.size(), 1U) << "with all its rules";
    ASSERT_TRUE(by_status(anna_, entry));
    EXPECT_EQ(by_status(anna_, entry)->id, id);
    EXPECT_FALSE(by_keyword(ben_, keyword));
    EXPECT_FALSE(by_status(ben_, entry));
    EXPECT_FALSE(by_keyword(anna_, FilterKeywordId{404}));
    EXPECT_FALSE(by_status(anna_, FilterStatusId{404}));
}

TEST_P(FiltersContract, keyword_is_replaced_by_its_id_and_removed) {
    auto id = add_filter(anna_);
    auto keyword = add_keyword(id, "rain");
    auto other = add_keyword(id, "hail");
    write([&](WriteTx& tx) { return tx.filters().put_keyword(id, {keyword, "drizzle", false}); });
    auto words = filter(anna_, id)->keywords;
    ASSERT_EQ(words.size(), 2U);
    EXPECT_EQ(words[0].keyword, "drizzle");
    EXPECT_FALSE(words[0].whole_word);
    write([&](WriteTx& tx) { return tx.filters().remove_keyword(keyword); });
    words = filter(anna_, id)->keywords;
    ASSERT_EQ(words.size(), 1U);
    EXPECT_EQ(words[0].id, other);
}

TEST_P(FiltersContract, status_is_in_a_filter_once_and_leaves_with_itself) {
    auto id = add_filter(anna_);
    auto other = add_filter(anna_, "other");
    auto status = add_status(ben_);
    auto entry = add_status_to(id, status);
    add_status_to(id, status);
    auto elsewhere = add_status_to(other, status);
    ASSERT_EQ(filter(anna_, id)->statuses.size(), 1U);
    EXPECT_EQ(filter(anna_, id)->statuses[0].id, entry);
    write([&](WriteTx& tx) { return tx.filters().remove_status(elsewhere); });
    EXPECT_TRUE(filter(anna_, other)->statuses.empty());
    write([&](WriteTx& tx) -> Result<void> {
        auto gone = TRY(tx.statuses().by_id(status));
        return tx.statuses().remove(*gone, now());
    });
    EXPECT_TRUE(filter(anna_, id)->statuses.empty());
}

TEST_P(FiltersContract, removed_filter_takes_its_rules_along) {
    auto id = add_filter(anna_);
    auto kept = add_filter(anna_, "kept");
    auto keyword = add_keyword(id, "rain");
    auto entry = add_status_to(id, add_status(ben_));
    write([&](WriteTx& tx) { return tx.filters().remove(id); });
    EXPECT_FALSE(filter(anna_, id));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.filters().with_keyword(anna_, keyword); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.filters().with_status(anna_, entry); }));
    ASSERT_EQ(filters_of(anna_).size(), 1U);
    EXPECT_EQ(filters_of(anna_)[0].id, kept);
}

} // namespace
} // namespace kith::store
