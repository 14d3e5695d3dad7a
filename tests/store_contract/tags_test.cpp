#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

using std::chrono::days;

class TagsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    TagId cats_ = add_tag("cats");
    TagId dogs_ = add_tag("dogs");

    StatusId tagged(AccountId author, const std::vector<TagId>& tags, Visibility visibility = Visibility::public_) {
        auto status = make_status(author);
        status.visibility = visibility;
        return tagged(status, tags);
    }
    StatusId tagged(const Status& status, const std::vector<TagId>& tags) {
        add(status);
        write([&](WriteTx& tx) { return tx.tags().put(status.id, status.account_id, tags); });
        return status.id;
    }
    StatusId tagged_at(Time time, AccountId author, TagId tag) {
        auto status = make_status(author);
        status.id = StatusId{id_at(time) + ++backdated_};
        return tagged(status, {tag});
    }
    std::vector<std::string> tags_of(StatusId status) {
        return names(read([&](ReadTx& tx) { return tx.tags().of_statuses(std::vector{status}); }));
    }
    static std::vector<std::string> names(const std::vector<StatusTag>& found) {
        std::vector<std::string> all;
        for (const auto& one : found)
            all.push_back(one.tag.name);
        return all;
    }
    static std::vector<std::string> names(const std::vector<Tag>& found) {
        std::vector<std::string> all;
        for (const auto& tag : found)
            all.push_back(tag.name);
        return all;
    }

private:
    std::int64_t backdated_ = 0;
};
KITH_ON_EVERY_BACKEND(TagsContract);

using Names = std::vector<std::string>;

TEST_P(TagsContract, ensure_makes_a_tag_once) {
    auto id = next<TagId>();
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.tags().ensure("café", "Café", id); }), id);
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.tags().ensure("café", "CAFÉ", next<TagId>()); }), id);
    auto found = read([&](ReadTx& tx) { return tx.tags().by_name("café"); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, id);
    EXPECT_EQ(found->name, "café");
    EXPECT_EQ(found->display_name, "Café");
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.tags().by_name("caf"); }));
}

TEST_P(TagsContract, put_replaces_the_tags_of_a_status) {
    auto status = tagged(anna_, {cats_, dogs_, cats_});
    auto other = tagged(anna_, {dogs_});
    EXPECT_EQ(tags_of(status), (Names{"cats", "dogs"}));
    write([&](WriteTx& tx) { return tx.tags().put(status, anna_, std::vector{dogs_}); });
    EXPECT_EQ(tags_of(status), Names{"dogs"});
    write([&](WriteTx& tx) { return tx.tags().put(status, anna_, {}); });
    EXPECT_EQ(tags_of(status), Names{});
    EXPECT_EQ(tags_of(other), Names{"dogs"});
}

TEST_P(TagsContract, of_statuses_names_the_status_of_each_tag) {
    auto first = tagged(anna_, {dogs_});
    auto second = tagged(ben_, {cats_, dogs_});
    tagged(ben_, {cats_});
    auto found = read([&](ReadTx& tx) { return tx.tags().of_statuses(std::vector{second, first, StatusId{404}}); });
    ASSERT_EQ(found.size(), 3U);
    int of_first = 0;
    for (const auto& one : found)
        of_first += one.status_id == first ? 1 : 0;
    EXPECT_EQ(of_first, 1);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().of_statuses({}); }).empty());
}

TEST_P(TagsContract, history_counts_public_uses_a_day) {
    auto today = std::chrono::floor<days>(now());
    tagged_at(now(), anna_, cats_);
    tagged_at(now(), anna_, cats_);
    tagged_at(now(), ben_, cats_);
    tagged_at(now(), ben_, dogs_);
    tagged(anna_, {cats_}, Visibility::unlisted);
    tagged_at(today - Duration(1), ben_, cats_);
    tagged_at(today - days(2), anna_, cats_);
    tagged_at(today - days(3), anna_, cats_);
    auto history = read([&](ReadTx& tx) { return tx.tags().history(cats_, now(), 4); });
    ASSERT_EQ(history.size(), 4U);
    auto day = today.time_since_epoch().count();
    for (int back = 0; back < 4; ++back)
        EXPECT_EQ(history[static_cast<std::size_t>(back)].day, day - back);
    EXPECT_EQ(history[0].uses, 3);
    EXPECT_EQ(history[0].accounts, 2);
    EXPECT_EQ(history[1].uses, 1);
    EXPECT_EQ(history[1].accounts, 1);
    EXPECT_EQ(history[2].uses, 1);
    EXPECT_EQ(history[3].uses, 1);
    auto unused = read([&](ReadTx& tx) { return tx.tags().history(TagId{404}, now(), 7); });
    EXPECT_EQ(unused.size(), 7U);
    EXPECT_EQ(unused[6].uses, 0);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().history(cats_, now(), 0); }).empty());
}

TEST_P(TagsContract, histories_are_those_of_each_tag_in_their_order) {
    tagged_at(now(), anna_, cats_);
    tagged_at(now(), ben_, dogs_);
    tagged_at(now() - days(1), ben_, dogs_);
    std::array wanted{dogs_, TagId{404}, cats_};
    auto histories = read([&](ReadTx& tx) { return tx.tags().histories(wanted, now(), 3); });
    ASSERT_EQ(histories.size(), 3U);
    for (const auto& history : histories)
        EXPECT_EQ(history.size(), 3U);
    EXPECT_EQ(histories[0][0].uses, 1);
    EXPECT_EQ(histories[0][1].uses, 1);
    EXPECT_EQ(histories[1][0].uses, 0);
    EXPECT_EQ(histories[2][0].uses, 1);
    EXPECT_EQ(histories[2][1].uses, 0);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().histories({}, now(), 3); }).empty());
}

TEST_P(TagsContract, followed_and_featured_among_name_only_those) {
    write([&](WriteTx& tx) { return tx.tags().follow(anna_, cats_, 1); });
    write([&](WriteTx& tx) { return tx.tags().feature(anna_, dogs_, 2); });
    std::array both{cats_, dogs_};
    auto followed = read([&](ReadTx& tx) { return tx.tags().followed_among(anna_, both); });
    auto featured = read([&](ReadTx& tx) { return tx.tags().featured_among(anna_, both); });
    EXPECT_EQ(followed, std::vector{cats_});
    EXPECT_EQ(featured, std::vector{dogs_});
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().followed_among(ben_, both); }).empty());
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().featured_among(anna_, {}); }).empty());
}

TEST_P(TagsContract, search_finds_by_prefix_and_takes_no_wildcards) {
    add_tag("catsofkith");
    add_tag("cat");
    add_tag("ca_t");
    add_tag("日本");
    add_tag("日本語");
    auto search = [&](std::string_view prefix, int offset, int limit) {
        return names(read([&](ReadTx& tx) { return tx.tags().search(prefix, offset, limit); }));
    };
    EXPECT_EQ(search("cat", 0, 10), (Names{"cat", "cats", "catsofkith"}));
    EXPECT_EQ(search("cat", 1, 1), Names{"cats"});
    EXPECT_EQ(search("ca_", 0, 10), Names{"ca_t"});
    EXPECT_EQ(search("日本", 0, 10), (Names{"日本", "日本語"}));
    EXPECT_EQ(search("%", 0, 10), Names{});
    EXPECT_EQ(search("c' OR 1=1 --", 0, 10), Names{});
}

TEST_P(TagsContract, follow_says_whether_anything_changed) {
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.tags().follow(anna_, cats_, 1); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.tags().follow(anna_, cats_, 2); }));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().follows(anna_, cats_); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.tags().follows(anna_, dogs_); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.tags().follows(ben_, cats_); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.tags().unfollow(anna_, cats_); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.tags().unfollow(anna_, cats_); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.tags().follows(anna_, cats_); }));
}

TEST_P(TagsContract, unfollowed_tag_leaves_home_with_what_came_by_it_alone) {
    auto dora = add_account("dora");
    auto post = [&](AccountId author, const std::vector<TagId>& tags) {
        auto id = add_status(author);
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.tags().put(id, author, tags));
            return tx.timelines().add_to_home(id, std::vector{dora, anna_});
        });
        return id;
    };
    auto home = [&](AccountId account) { return read([&](ReadTx& tx) { return tx.timelines().home(account, {}); }); };
    follow(dora, ben_);
    for (auto tag : {cats_, dogs_})
        write([&](WriteTx& tx) { return tx.tags().follow(dora, tag, next_id()); });
    auto untagged = post(anna_, {});
    post(anna_, {cats_}); // leaves
    auto by_both = post(anna_, {cats_, dogs_});
    auto of_followed = post(ben_, {cats_});
    auto own = post(dora, {cats_});
    write([&](WriteTx& tx) { return tx.tags().unfollow(dora, cats_); });
    EXPECT_EQ(home(dora), (std::vector{own, of_followed, by_both, untagged}));
    EXPECT_EQ(home(anna_).size(), 5U);
    write([&](WriteTx& tx) { return tx.tags().unfollow(anna_, cats_); });
    EXPECT_EQ(home(anna_).size(), 5U) << "it did not follow the tag";
}

TEST_P(TagsContract, followed_tags_page_both_ways) {
    std::vector<std::int64_t> places;
    for (int at = 0; at < 6; ++at) {
        auto tag = add_tag("tag" + std::to_string(at));
        places.insert(places.begin(), next_id());
        write([&](WriteTx& tx) { return tx.tags().follow(anna_, tag, places.front()); });
    }
    write([&](WriteTx& tx) { return tx.tags().follow(ben_, cats_, next_id()); });
    expect_pages(
        [&](Page page) {
            std::vector<std::int64_t> positions;
            for (const auto& [position, tag] : read([&](ReadTx& tx) { return tx.tags().followed(anna_, page); }))
                positions.push_back(position);
            return positions;
        },
        places);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.tags().followed(ben_, {}); }).at(0).second.name, "cats");
}

TEST_P(TagsContract, followers_of_any_are_local_and_named_once) {
    auto far = add_account("far", "far.example");
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.tags().follow(anna_, cats_, 1));
        TRY(tx.tags().follow(anna_, dogs_, 2));
        TRY(tx.tags().follow(far, cats_, 3));
        TRY(tx.tags().follow(ben_, dogs_, 4));
        return {};
    });
    EXPECT_EQ(sorted(read([&](ReadTx& tx) { return tx.tags().followers(std::vector{cats_, dogs_}); })),
              (std::vector{anna_, ben_}));
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.tags().followers(std::vector{cats_}); }), std::vector{anna_});
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().followers({}); }).empty());
}

TEST_P(TagsContract, featured_tag_keeps_its_first_id_and_counts_public_uses) {
    tagged(anna_, {cats_});
    auto last = tagged(anna_, {cats_}, Visibility::unlisted);
    tagged(anna_, {cats_}, Visibility::private_);
    tagged(anna_, {cats_}, Visibility::direct);
    tagged(ben_, {cats_});
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.tags().feature(anna_, cats_, 11); }), 11);
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.tags().feature(anna_, cats_, 12); }), 11);
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.tags().feature(anna_, dogs_, 13); }), 13);
    auto featured = read([&](ReadTx& tx) { return tx.tags().featured(anna_); });
    ASSERT_EQ(featured.size(), 2U);
    EXPECT_EQ(featured[0].id, 11);
    EXPECT_EQ(featured[0].tag.name, "cats");
    EXPECT_EQ(featured[0].statuses_count, 2);
    EXPECT_EQ(featured[0].last_status_at, time_of_id(last.value));
    EXPECT_EQ(featured[1].tag.name, "dogs");
    EXPECT_EQ(featured[1].statuses_count, 0);
    EXPECT_FALSE(featured[1].last_status_at);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.tags().featured(ben_); }).empty());
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.tags().unfeature(ben_, 11); })) << "another's";
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.tags().unfeature(anna_, 11); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.tags().unfeature(anna_, 11); }));
}

TEST_P(TagsContract, used_by_lists_the_most_used_first) {
    tagged(anna_, {cats_});
    tagged(anna_, {dogs_});
    tagged(anna_, {dogs_});
    tagged(ben_, {add_tag("birds")});
    EXPECT_EQ(names(read([&](ReadTx& tx) { return tx.tags().used_by(anna_, 10); })), (Names{"dogs", "cats"}));
    EXPECT_EQ(names(read([&](ReadTx& tx) { return tx.tags().used_by(anna_, 1); })), Names{"dogs"});
}

} // namespace
} // namespace kith::store
