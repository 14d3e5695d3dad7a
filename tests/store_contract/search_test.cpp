#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class SearchContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");

    StatusId say(AccountId author, const std::string& text, Visibility visibility = Visibility::public_,
                 const std::vector<AccountId>& mentioned = {}) {
        auto made = make_status(author);
        made.text = text;
        made.visibility = visibility;
        add(made, mentioned);
        index(made);
        return made.id;
    }
    void index(const Status& status) {
        write([&](WriteTx& tx) { return tx.search().index_status(status); });
    }
    std::vector<StatusId> find(const StatusQuery& query) {
        return read([&](ReadTx& tx) { return tx.search().statuses(query); });
    }
    std::vector<StatusId> find(AccountId viewer, const std::string& words) {
        return find({.viewer = viewer, .words = words});
    }
    void make_indexable(AccountId id) {
        write([&](WriteTx& tx) -> Result<void> {
            auto account = TRY(tx.accounts().by_id(id)).value();
            account.indexable = true;
            return tx.accounts().update(account);
        });
    }
};
KITH_ON_EVERY_BACKEND(SearchContract);

using Found = std::vector<StatusId>;

TEST_P(SearchContract, all_words_must_be_there_whatever_case_and_accents) {
    auto both = say(anna_, "A Café by the river");
    say(anna_, "just a cafe");
    EXPECT_EQ(find(anna_, "cafe RIVER"), Found{both});
    EXPECT_EQ(find(anna_, "cafe").size(), 2U);
    EXPECT_EQ(find(anna_, "lake"), Found{});
    EXPECT_EQ(find(anna_, "  "), Found{});
}

TEST_P(SearchContract, words_within_sentences_of_scripts_without_blanks_are_found) {
    auto tower = say(anna_, "昨日は東京タワーへ行きました。");
    auto letters = say(anna_, "가나다라를");
    EXPECT_EQ(find(anna_, "東京タワー"), Found{tower});
    EXPECT_EQ(find(anna_, "東京 行きました"), Found{tower});
    EXPECT_EQ(find(anna_, "京東"), Found{}) << "in that order";
    EXPECT_EQ(find(anna_, "가나다라"), Found{letters});
    AccountSearch search{.viewer = ben_, .limit = 5};
    auto yamada = add_account("yamada");
    write([&](WriteTx& tx) -> Result<void> {
        auto account = TRY(tx.accounts().by_id(yamada)).value();
        account.display_name = "山田太郎";
        return tx.accounts().update(account);
    });
    for (std::string name : {"山田", "太郎", "山田太郎"})
        EXPECT_EQ(read([&](ReadTx& tx) { return tx.accounts().search(name, search); }), std::vector{yamada}) << name;
}

TEST_P(SearchContract, what_belongs_to_a_status_is_found_with_it) {
    auto made = make_status(anna_);
    made.text = "Look";
    add(made);
    write([&](WriteTx& tx) { return tx.search().index_status(made, "a heron at the lake\n"); });
    EXPECT_EQ(find(anna_, "look heron"), Found{made.id});
}

TEST_P(SearchContract, what_is_typed_is_words_and_no_expression) {
    auto odd = say(anna_, "one OR two AND \"three\"");
    say(anna_, "one");
    for (std::string words : {"\"", "*", "(", "text:", "^", "NEAR(", "'; DROP TABLE statuses; --", "one* two", "-one"})
        EXPECT_TRUE(store().read([&](ReadTx& tx) { return tx.search().statuses({.viewer = anna_, .words = words}); }))
            << words;
    EXPECT_EQ(find(anna_, "one OR two"), Found{odd});
}

TEST_P(SearchContract, words_of_a_unit_that_failed_are_not_found) {
    auto kept = say(anna_, "beans");
    EXPECT_FALSE(store().write([&](WriteTx& tx) -> Result<void> {
        auto failed = make_status(anna_);
        failed.text = "beans";
        TRY(tx.statuses().insert(failed, {}));
        TRY(tx.search().index_status(failed));
        return not_found();
    }));
    EXPECT_EQ(find(anna_, "beans"), Found{kept});
}

TEST_P(SearchContract, words_can_be_replaced_and_removed_within_one_unit) {
    auto made = make_status(anna_);
    made.text = "first words";
    auto gone = make_status(anna_);
    gone.text = "words that go";
    write([&](WriteTx& tx) -> Result<void> {
        for (const auto& status : {made, gone}) {
            TRY(tx.statuses().insert(status, {}));
            TRY(tx.search().index_status(status));
        }
        made.text = "second words";
        TRY(tx.search().index_status(made));
        return tx.statuses().remove(gone, now());
    });
    EXPECT_EQ(find(anna_, "words"), Found{made.id});
    EXPECT_EQ(find(anna_, "second"), Found{made.id});
    EXPECT_EQ(find(anna_, "first"), Found{});
}

TEST_P(SearchContract, strangers_find_public_statuses_of_indexable_authors) {
    auto open = say(anna_, "tomatoes");
    say(anna_, "tomatoes", Visibility::unlisted);
    say(anna_, "tomatoes", Visibility::private_);
    EXPECT_EQ(find(ben_, "tomatoes"), Found{});
    EXPECT_EQ(find(anna_, "tomatoes").size(), 3U);
    make_indexable(anna_);
    EXPECT_EQ(find(ben_, "tomatoes"), Found{open});
}

TEST_P(SearchContract, viewer_finds_what_they_had_to_do_with) {
    say(anna_, "tomatoes");
    auto mentioning = say(anna_, "tomatoes", Visibility::direct, {ben_});
    auto favourite = say(anna_, "tomatoes");
    auto bookmark = say(anna_, "tomatoes");
    auto boosted = say(anna_, "tomatoes");
    auto boost = make_status(ben_);
    boost.reblog_of_id = boosted;
    add(boost);
    index(boost);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.statuses().favourite(ben_, favourite, 1));
        TRY(tx.statuses().bookmark(ben_, bookmark, 1));
        return {};
    });
    EXPECT_EQ(find(ben_, "tomatoes"), (Found{boosted, bookmark, favourite, mentioning}));
}

TEST_P(SearchContract, query_is_bounded_by_author_ids_and_page) {
    make_indexable(anna_);
    Found all;
    for (int at = 0; at < 5; ++at)
        all.insert(all.begin(), say(anna_, "tomatoes"));
    auto bens = say(ben_, "tomatoes");
    EXPECT_EQ(find({.viewer = ben_, .words = "tomatoes", .author = anna_}), all);
    EXPECT_EQ(find({.viewer = ben_, .words = "tomatoes", .author = ben_}), Found{bens});
    EXPECT_EQ(find({.viewer = anna_, .words = "tomatoes", .max_id = all[1].value, .min_id = all[4].value}),
              (Found{all[2], all[3]}));
    EXPECT_EQ(find({.viewer = anna_, .words = "tomatoes", .offset = 1, .limit = 2}), (Found{all[1], all[2]}));
}

TEST_P(SearchContract, indexing_again_replaces_the_words) {
    auto made = make_status(anna_);
    made.text = "tomatoes";
    made.spoiler_text = "garden";
    add(made);
    index(made);
    EXPECT_EQ(find(anna_, "garden tomatoes"), Found{made.id});
    made.text = "cucumbers";
    index(made);
    EXPECT_EQ(find(anna_, "tomatoes"), Found{});
    EXPECT_EQ(find(anna_, "cucumbers"), Found{made.id});
    write([&](WriteTx& tx) { return tx.statuses().remove(made, now()); });
    EXPECT_EQ(find(anna_, "cucumbers"), Found{});
}

TEST_P(SearchContract, remote_statuses_are_indexed_by_what_is_shown) {
    auto made = make_status(anna_);
    made.local = false;
    made.content = "<p>fresh <b>toma</b>toes</p>";
    add(made);
    index(made);
    EXPECT_EQ(find(anna_, "tomatoes"), Found{made.id});
    EXPECT_EQ(find(anna_, "b"), Found{});
}

} // namespace
} // namespace kith::store
