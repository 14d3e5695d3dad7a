#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class TimelinesContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");

    std::vector<StatusId> home(AccountId account) {
        return read([&](ReadTx& tx) { return tx.timelines().home(account, {}); });
    }
    std::vector<StatusId> list(ListId id) {
        return read([&](ReadTx& tx) { return tx.timelines().list(id, {}); });
    }
    std::vector<StatusId> everyone(const PublicSelection& selection, const Page& page = {}) {
        return read([&](ReadTx& tx) { return tx.timelines().public_(selection, page); });
    }
    std::vector<StatusId> tagged(TagId tag, const std::vector<TagId>& any = {}, const std::vector<TagId>& all = {},
                                 const std::vector<TagId>& none = {}, const PublicSelection& selection = {},
                                 const Page& page = {}) {
        return read([&](ReadTx& tx) { return tx.timelines().tagged(tag, any, all, none, selection, page); });
    }
    void send_home(StatusId status, const std::vector<AccountId>& accounts) {
        write([&](WriteTx& tx) { return tx.timelines().add_to_home(status, accounts); });
    }
    void enter_home(int newest) {
        write([&](WriteTx& tx) { return tx.timelines().add_author_to_home(anna_, ben_, newest); });
    }
    StatusId reply(AccountId author, AccountId to) {
        auto status = make_status(author);
        status.in_reply_to_account_id = to;
        return add(status);
    }
    StatusId remote_status() {
        auto status = make_status(cleo_);
        status.local = false;
        return add(status);
    }
    void attach_media(StatusId status) {
        auto media = add_media(anna_);
        write([&](WriteTx& tx) { return tx.media().attach(status, std::vector{media}); });
    }
    StatusId with_tags(const std::vector<TagId>& tags) {
        auto id = add_status(anna_);
        put_tags(id, tags);
        return id;
    }
    void put_tags(StatusId id, const std::vector<TagId>& tags) {
        write([&](WriteTx& tx) { return tx.tags().put(id, anna_, tags); });
    }
    // What the public timelines leave out, whatever its tags.
    std::vector<StatusId> add_not_for_everyone() {
        std::vector<StatusId> ids;
        for (auto visibility : {Visibility::unlisted, Visibility::private_, Visibility::direct}) {
            auto status = make_status(anna_);
            status.visibility = visibility;
            ids.push_back(add(status));
        }
        auto boost = make_status(anna_);
        boost.reblog_of_id = ids[0];
        ids.push_back(add(boost));
        return ids;
    }
};
KITH_ON_EVERY_BACKEND(TimelinesContract);

TEST_P(TimelinesContract, home_and_lists_page_both_ways) {
    std::vector<std::int64_t> sent;
    for (int at = 0; at < 7; ++at) {
        auto id = add_status(ben_);
        sent.insert(sent.begin(), id.value);
        send_home(id, {anna_, cleo_, anna_});
        write([&](WriteTx& tx) { return tx.timelines().add_to_lists(id, std::vector{ListId{4}, ListId{5}}); });
        send_home(add_status(ben_), {cleo_});
    }
    expect_pages(
        [&](Page page) { return values_of(read([&](ReadTx& tx) { return tx.timelines().home(anna_, page); })); }, sent);
    expect_pages(
        [&](Page page) { return values_of(read([&](ReadTx& tx) { return tx.timelines().list(ListId{5}, page); })); },
        sent);
    EXPECT_EQ(home(cleo_).size(), 14U);
    EXPECT_TRUE(home(ben_).empty());
    EXPECT_TRUE(list(ListId{6}).empty());
}

TEST_P(TimelinesContract, public_timeline_pages_both_ways) {
    std::vector<std::int64_t> all;
    for (int at = 0; at < 6; ++at) {
        all.insert(all.begin(), add_status(anna_).value);
        add_not_for_everyone();
    }
    expect_pages([&](Page page) { return values_of(everyone({}, page)); }, all);
}

TEST_P(TimelinesContract, public_timeline_has_replies_to_oneself_only) {
    auto first = add_status(anna_);
    auto to_self = make_status(anna_);
    to_self.in_reply_to_id = first;
    to_self.in_reply_to_account_id = anna_;
    add(to_self);
    auto to_other = make_status(ben_);
    to_other.in_reply_to_id = first;
    to_other.in_reply_to_account_id = anna_;
    add(to_other);
    EXPECT_EQ(everyone({}), (std::vector{to_self.id, first}));
}

TEST_P(TimelinesContract, public_timeline_selects) {
    auto here = add_status(anna_);
    auto there = remote_status();
    auto here_with_media = add_status(anna_);
    auto there_with_media = remote_status();
    attach_media(here_with_media);
    attach_media(there_with_media);
    EXPECT_EQ(everyone({}), (std::vector{there_with_media, here_with_media, there, here}));
    EXPECT_EQ(everyone({.local_only = true}), (std::vector{here_with_media, here}));
    EXPECT_EQ(everyone({.remote_only = true}), (std::vector{there_with_media, there}));
    EXPECT_EQ(everyone({.only_media = true}), (std::vector{there_with_media, here_with_media}));
    EXPECT_EQ(everyone({.local_only = true, .only_media = true}), std::vector{here_with_media});
}

TEST_P(TimelinesContract, tag_timeline_pages_both_ways) {
    auto cats = add_tag("cats");
    auto pets = add_tag("pets");
    std::vector<std::int64_t> all;
    for (int at = 0; at < 6; ++at) {
        all.insert(all.begin(), with_tags(at % 2 == 0 ? std::vector{cats} : std::vector{cats, pets}).value);
        for (auto id : add_not_for_everyone())
            put_tags(id, {cats});
        add_status(anna_);
    }
    expect_pages([&](Page page) { return values_of(tagged(cats, {}, {}, {}, {}, page)); }, all);
    expect_pages([&](Page page) { return values_of(tagged(cats, {pets}, {}, {}, {}, page)); }, all);
}

TEST_P(TimelinesContract, tag_timeline_combines_tags) {
    auto a = add_tag("a");
    auto b = add_tag("b");
    auto c = add_tag("c");
    auto only_a = with_tags({a});
    auto only_b = with_tags({b});
    auto a_b = with_tags({a, b});
    auto a_b_c = with_tags({a, b, c});
    auto only_c = with_tags({c});
    EXPECT_EQ(tagged(a), (std::vector{a_b_c, a_b, only_a}));
    EXPECT_EQ(tagged(a, {b}), (std::vector{a_b_c, a_b, only_b, only_a}));
    EXPECT_EQ(tagged(a, {b, c}), (std::vector{only_c, a_b_c, a_b, only_b, only_a}));
    EXPECT_EQ(tagged(a, {}, {b}), (std::vector{a_b_c, a_b}));
    EXPECT_EQ(tagged(a, {}, {b, c}), std::vector{a_b_c});
    EXPECT_EQ(tagged(a, {}, {}, {b}), std::vector{only_a});
    EXPECT_EQ(tagged(a, {}, {b}, {c}), std::vector{a_b});
    EXPECT_TRUE(tagged(TagId{404}).empty());
}

TEST_P(TimelinesContract, tag_timeline_selects) {
    auto cats = add_tag("cats");
    auto here = with_tags({cats});
    auto there = remote_status();
    put_tags(there, {cats});
    attach_media(there);
    EXPECT_EQ(tagged(cats, {}, {}, {}, {.local_only = true}), std::vector{here});
    EXPECT_EQ(tagged(cats, {}, {}, {}, {.remote_only = true}), std::vector{there});
    EXPECT_EQ(tagged(cats, {}, {}, {}, {.only_media = true}), std::vector{there});
}

TEST_P(TimelinesContract, removed_status_leaves_the_timelines_of_all_who_got_it) {
    auto tag = add_tag("cats");
    auto by_tag = add_account("by_tag");
    follow(cleo_, ben_);
    write([&](WriteTx& tx) { return tx.tags().follow(by_tag, tag, 1); });
    auto gone = add_status(ben_);
    auto kept = add_status(ben_);
    put_tags(gone, {tag});
    for (auto id : {gone, kept})
        send_home(id, {cleo_, ben_, by_tag});
    write([&](WriteTx& tx) { return tx.timelines().remove_everywhere(gone); });
    for (auto account : {cleo_, ben_, by_tag})
        EXPECT_EQ(home(account), std::vector{kept});
}

TEST_P(TimelinesContract, author_leaves_a_home_with_the_boosts_of_them) {
    auto bens = add_status(ben_);
    auto cleos = add_status(cleo_);
    auto boost = make_status(cleo_);
    boost.reblog_of_id = bens;
    add(boost);
    auto boost_by_ben = make_status(ben_);
    boost_by_ben.reblog_of_id = cleos;
    add(boost_by_ben);
    auto dora = add_account("dora");
    for (auto id : {bens, cleos, boost.id, boost_by_ben.id})
        send_home(id, {anna_, dora});
    write([&](WriteTx& tx) { return tx.timelines().remove_author_from_home(anna_, ben_); });
    EXPECT_EQ(home(anna_), std::vector{cleos});
    EXPECT_EQ(home(dora).size(), 4U);
}

TEST_P(TimelinesContract, author_enters_a_home_with_the_newest_statuses) {
    std::vector<StatusId> posted;
    for (int at = 0; at < 4; ++at)
        posted.push_back(add_status(ben_));
    auto direct = make_status(ben_);
    direct.visibility = Visibility::direct;
    add(direct);
    reply(ben_, cleo_);
    auto own = add_status(anna_);
    send_home(own, {anna_});
    send_home(posted[3], {anna_});
    enter_home(3);
    EXPECT_EQ(home(anna_), (std::vector{own, posted[3]})) << "not followed";
    follow(anna_, ben_);
    enter_home(3);
    EXPECT_EQ(home(anna_), (std::vector{own, posted[3], posted[2], posted[1]}));
}

TEST_P(TimelinesContract, author_enters_a_home_as_the_follow_has_it) {
    auto german = make_status(ben_);
    german.language = "de";
    add(german);
    auto english = make_status(ben_);
    english.language = "en";
    add(english);
    auto boost = make_status(ben_);
    boost.reblog_of_id = german.id;
    add(boost);
    auto enter = [&](Follow follow) {
        follow.account_id = anna_;
        follow.target_id = ben_;
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.timelines().remove_author_from_home(anna_, ben_));
            TRY(tx.relations().put_follow(follow));
            return tx.timelines().add_author_to_home(anna_, ben_, 10);
        });
        return home(anna_);
    };
    EXPECT_EQ(enter({.id = 1}), (std::vector{boost.id, english.id, german.id}));
    EXPECT_EQ(enter({.show_reblogs = false}), (std::vector{english.id, german.id}));
    EXPECT_EQ(enter({.languages = "fr,de"}), (std::vector{boost.id, german.id}));
    EXPECT_EQ(enter({.pending = true}), std::vector<StatusId>{});
}

TEST_P(TimelinesContract, author_enters_a_home_with_replies_to_people_the_reader_follows) {
    auto dora = add_account("dora");
    follow(anna_, ben_);
    follow(anna_, cleo_);
    reply(ben_, dora);
    auto to_reader = reply(ben_, anna_);
    auto to_followed = reply(ben_, cleo_);
    auto to_self = reply(ben_, ben_);
    enter_home(10);
    EXPECT_EQ(home(anna_), (std::vector{to_self, to_followed, to_reader}));
}

} // namespace
} // namespace kith::store
