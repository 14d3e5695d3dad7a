#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class StatusesContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");

    Status status(StatusId id) {
        auto found = read([&](ReadTx& tx) { return tx.statuses().by_id(id); });
        return found.value();
    }
    StatusId boost(AccountId account, StatusId original, Visibility visibility = Visibility::public_) {
        auto made = make_status(account);
        made.reblog_of_id = original;
        made.visibility = visibility;
        return add(made);
    }
    void expect_marks_of(StatusId first);
    std::vector<AccountId> mentioned(StatusId id) {
        std::vector<AccountId> accounts;
        for (const auto& mention : read([&](ReadTx& tx) { return tx.statuses().mentions(std::vector{id}); }))
            accounts.push_back(mention.account_id);
        return sorted(accounts);
    }
    std::vector<StatusId> by_account(const StatusSelection& selection, const Page& page = {}) {
        return read([&](ReadTx& tx) { return tx.statuses().by_account(anna_, selection, page); });
    }
    Status full(AccountId author) {
        auto original = add_status(ben_);
        return Status{.id = next<StatusId>(),
                      .account_id = author,
                      .local = false,
                      .uri = "https://far.example/statuses/1",
                      .url = "https://far.example/@anna/1",
                      .in_reply_to_id = original,
                      .in_reply_to_account_id = ben_,
                      .reblog_of_id = {},
                      .quote_of_id = original,
                      .quote_state = QuoteState::pending,
                      .quote_policy = QuotePolicy::followers,
                      .conversation_id = ConversationId{original.value},
                      .visibility = Visibility::private_,
                      .sensitive = true,
                      .spoiler_text = "spiders",
                      .text = "typed",
                      .content = "<p>shown</p>",
                      .language = "de",
                      .application_id = {},
                      .poll_id = PollId{8},
                      .card_id = 9,
                      .edited_at = now(),
                      .replies_count = 1,
                      .reblogs_count = 2,
                      .favourites_count = 3,
                      .quotes_count = 4};
    }
};
KITH_ON_EVERY_BACKEND(StatusesContract);

void expect_same_content(const Status& a, const Status& b) {
    EXPECT_EQ(a.quote_of_id, b.quote_of_id);
    EXPECT_EQ(a.quote_state, b.quote_state);
    EXPECT_EQ(a.quote_policy, b.quote_policy);
    EXPECT_EQ(a.visibility, b.visibility);
    EXPECT_EQ(a.sensitive, b.sensitive);
    EXPECT_EQ(a.spoiler_text, b.spoiler_text);
    EXPECT_EQ(a.text, b.text);
    EXPECT_EQ(a.content, b.content);
    EXPECT_EQ(a.language, b.language);
    EXPECT_EQ(a.poll_id, b.poll_id);
    EXPECT_EQ(a.card_id, b.card_id);
    EXPECT_EQ(a.edited_at, b.edited_at);
}

TEST_P(StatusesContract, status_comes_back_as_it_went_in) {
    auto posted = full(anna_);
    write([&](WriteTx& tx) { return tx.oauth().insert_application({.id = ApplicationId{5}, .client_id = "c"}); });
    posted.application_id = ApplicationId{5};
    add(posted);
    auto found = status(posted.id);
    expect_same_content(found, posted);
    EXPECT_EQ(found.account_id, anna_);
    EXPECT_FALSE(found.local);
    EXPECT_EQ(found.uri, posted.uri);
    EXPECT_EQ(found.url, posted.url);
    EXPECT_EQ(found.in_reply_to_id, posted.in_reply_to_id);
    EXPECT_EQ(found.in_reply_to_account_id, ben_);
    EXPECT_FALSE(found.reblog_of_id);
    EXPECT_EQ(found.conversation_id, posted.conversation_id);
    EXPECT_EQ(found.application_id, ApplicationId{5});
    EXPECT_EQ(found.replies_count, 1);
    EXPECT_EQ(found.reblogs_count, 2);
    EXPECT_EQ(found.favourites_count, 3);
    EXPECT_EQ(found.quotes_count, 4);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.statuses().by_id(StatusId{404}); }));
}

TEST_P(StatusesContract, by_ids_leaves_out_what_does_not_exist) {
    auto first = add_status(anna_);
    auto second = add_status(ben_);
    add_status(ben_);
    std::vector<StatusId> found;
    for (const auto& one :
         read([&](ReadTx& tx) { return tx.statuses().by_ids(std::vector{second, StatusId{404}, first}); }))
        found.push_back(one.id);
    EXPECT_EQ(sorted(found), (std::vector{first, second}));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.statuses().by_ids({}); }).empty());
}

TEST_P(StatusesContract, by_uri_finds_remote_ones_only) {
    add_status(anna_);
    auto remote = full(anna_);
    add(remote);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statuses().by_uri(remote.uri); })->id, remote.id);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.statuses().by_uri(""); }));
}

TEST_P(StatusesContract, mentions_are_kept_and_replaced) {
    auto made = make_status(anna_);
    add(made, {cleo_, ben_, cleo_});
    auto other = add(make_status(ben_), {anna_});
    EXPECT_EQ(mentioned(made.id), (std::vector{ben_, cleo_}));
    auto both = read([&](ReadTx& tx) { return tx.statuses().mentions(std::vector{made.id, other}); });
    EXPECT_EQ(both.size(), 3U);
    write([&](WriteTx& tx) { return tx.statuses().update(made, std::vector{ben_}); });
    EXPECT_EQ(mentioned(made.id), std::vector{ben_});
    EXPECT_EQ(mentioned(other), std::vector{anna_});
}

TEST_P(StatusesContract, update_changes_the_content_and_not_the_counters) {
    auto id = add_status(anna_);
    write([&](WriteTx& tx) { return tx.statuses().add_counts(id, 5, 6, 7, 8); });
    auto changed = full(ben_);
    changed.id = id;
    write([&](WriteTx& tx) { return tx.statuses().update(changed, {}); });
    auto found = status(id);
    expect_same_content(found, changed);
    EXPECT_EQ(found.account_id, anna_);
    EXPECT_EQ(found.replies_count, 5);
    EXPECT_EQ(found.reblogs_count, 6);
    EXPECT_EQ(found.favourites_count, 7);
    EXPECT_EQ(found.quotes_count, 8);
    changed.id = StatusId{404};
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.statuses().update(changed, {}); }), ErrorKind::not_found);
}

TEST_P(StatusesContract, card_and_counts_are_set_alone) {
    auto id = add_status(anna_);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.statuses().set_card(id, 12));
        TRY(tx.statuses().add_counts(id, 1, 2, 3, 4));
        return tx.statuses().add_counts(id, 1, -5, 0, -1);
    });
    auto found = status(id);
    EXPECT_EQ(found.card_id, 12);
    EXPECT_EQ(found.replies_count, 2);
    EXPECT_EQ(found.reblogs_count, 0) << "never below zero";
    EXPECT_EQ(found.favourites_count, 3);
    EXPECT_EQ(found.quotes_count, 3);
}

TEST_P(StatusesContract, account_boosts_a_status_once) {
    auto original = add_status(anna_);
    auto first = boost(ben_, original);
    boost(cleo_, original);
    auto again = make_status(ben_);
    again.reblog_of_id = original;
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.statuses().insert(again, {}); }), ErrorKind::conflict);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statuses().boost_of(ben_, original); }), first);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.statuses().boost_of(anna_, original); }));
}

TEST_P(StatusesContract, boosts_are_found_whatever_their_visibility) {
    auto original = add_status(anna_);
    auto open = boost(ben_, original);
    auto hidden = boost(cleo_, original, Visibility::private_);
    auto all = [&](int limit) {
        std::vector<StatusId> ids;
        for (const auto& one : read([&](ReadTx& tx) { return tx.statuses().all_boosts(original, limit); }))
            ids.push_back(one.id);
        return sorted(ids);
    };
    EXPECT_EQ(all(10), (std::vector{open, hidden}));
    EXPECT_EQ(all(1).size(), 1U);
    EXPECT_EQ(accounts_of(read([&](ReadTx& tx) { return tx.statuses().boosters(original, {}); })), std::vector{ben_});
}

TEST_P(StatusesContract, boosters_favouriters_and_quotes_page_both_ways) {
    auto original = add_status(anna_);
    std::vector<std::int64_t> boosts;
    std::vector<std::int64_t> favourites;
    std::vector<std::int64_t> quotes;
    for (int at = 0; at < 6; ++at) {
        auto member = add_account("member" + std::to_string(at));
        boosts.insert(boosts.begin(), boost(member, original).value);
        favourites.insert(favourites.begin(), next_id());
        write([&](WriteTx& tx) { return tx.statuses().favourite(member, original, favourites.front()); });
        auto quote = make_status(member);
        quote.quote_of_id = original;
        quote.quote_state = QuoteState::accepted;
        quotes.insert(quotes.begin(), add(quote).value);
        quote = make_status(member);
        quote.quote_of_id = original;
        quote.quote_state = QuoteState::pending;
        add(quote);
    }
    expect_pages(
        [&](Page page) {
            return positions_of(read([&](ReadTx& tx) { return tx.statuses().boosters(original, page); }));
        },
        boosts);
    expect_pages(
        [&](Page page) {
            return positions_of(read([&](ReadTx& tx) { return tx.statuses().favouriters(original, page); }));
        },
        favourites);
    expect_pages(
        [&](Page page) { return values_of(read([&](ReadTx& tx) { return tx.statuses().quotes(original, page); })); },
        quotes);
}

TEST_P(StatusesContract, conversation_is_read_oldest_first_without_boosts) {
    auto first = make_status(anna_);
    add(first);
    std::vector<StatusId> thread{first.id};
    for (int at = 0; at < 3; ++at) {
        auto reply = make_status(ben_);
        reply.in_reply_to_id = thread.back();
        reply.conversation_id = first.conversation_id;
        thread.push_back(add(reply));
    }
    auto shared = make_status(cleo_);
    shared.reblog_of_id = first.id;
    shared.conversation_id = first.conversation_id;
    add(shared);
    add_status(anna_);
    auto conversation = [&](int limit) {
        std::vector<StatusId> ids;
        for (const auto& one :
             read([&](ReadTx& tx) { return tx.statuses().conversation(first.conversation_id, limit); }))
            ids.push_back(one.id);
        return ids;
    };
    EXPECT_EQ(conversation(100), thread);
    EXPECT_EQ(conversation(2), (std::vector{thread[0], thread[1]}));
}

TEST_P(StatusesContract, by_account_pages_both_ways) {
    std::vector<std::int64_t> own;
    for (int at = 0; at < 7; ++at) {
        own.insert(own.begin(), add_status(anna_).value);
        add_status(ben_);
    }
    expect_pages([&](Page page) { return values_of(by_account({}, page)); }, own);
}

TEST_P(StatusesContract, by_account_selects) {
    auto plain = add_status(anna_);
    auto with_media = add_status(anna_);
    write([&](WriteTx& tx) -> Result<void> {
        Media file{.id = next<MediaId>(), .account_id = anna_};
        TRY(tx.media().insert(file));
        return tx.media().attach(with_media, std::vector{file.id});
    });
    auto to_ben = make_status(anna_);
    to_ben.in_reply_to_id = add_status(ben_);
    to_ben.in_reply_to_account_id = ben_;
    add(to_ben);
    auto to_self = make_status(anna_);
    to_self.in_reply_to_id = plain;
    to_self.in_reply_to_account_id = anna_;
    add(to_self);
    auto shared = boost(anna_, add_status(cleo_));
    auto tag = add_tag("cats");
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.tags().put(plain, anna_, std::vector{tag}));
        TRY(tx.statuses().pin(anna_, plain, 1));
        TRY(tx.statuses().pin(anna_, to_self.id, 2));
        return {};
    });
    EXPECT_EQ(by_account({}), (std::vector{shared, to_self.id, to_ben.id, with_media, plain}));
    EXPECT_EQ(by_account({.only_media = true}), std::vector{with_media});
    EXPECT_EQ(by_account({.exclude_replies = true}), (std::vector{shared, to_self.id, with_media, plain}));
    EXPECT_EQ(by_account({.exclude_boosts = true}), (std::vector{to_self.id, to_ben.id, with_media, plain}));
    EXPECT_EQ(by_account({.pinned = true}), (std::vector{to_self.id, plain}));
    EXPECT_EQ(by_account({.tagged = tag}), std::vector{plain});
}

TEST_P(StatusesContract, by_account_shows_no_more_than_the_viewer_may_see) {
    std::vector<StatusId> ids;
    for (auto visibility : {Visibility::public_, Visibility::unlisted, Visibility::private_, Visibility::direct}) {
        auto made = make_status(anna_);
        made.visibility = visibility;
        ids.push_back(add(made));
    }
    auto to_ben = make_status(anna_);
    to_ben.visibility = Visibility::direct;
    ids.push_back(add(to_ben, {ben_}));
    EXPECT_EQ(by_account({}), std::vector{ids[0]});
    EXPECT_EQ(by_account({.at_most = Visibility::unlisted}), (std::vector{ids[1], ids[0]}));
    EXPECT_EQ(by_account({.at_most = Visibility::private_}), (std::vector{ids[2], ids[1], ids[0]}));
    EXPECT_EQ(by_account({.at_most = Visibility::direct}).size(), 5U);
    EXPECT_EQ(by_account({.at_most = Visibility::unlisted, .mentioning = ben_}), (std::vector{ids[4], ids[1], ids[0]}));
    EXPECT_EQ(by_account({.at_most = Visibility::unlisted, .mentioning = cleo_}), (std::vector{ids[1], ids[0]}));
}

TEST_P(StatusesContract, edits_come_oldest_first) {
    auto id = add_status(anna_);
    StatusEdit first{.at = now(),
                     .content = "<p>one</p>",
                     .spoiler_text = "s",
                     .sensitive = true,
                     .media = {MediaId{5}, MediaId{3}},
                     .media_descriptions = {"a \"cat\"", ""},
                     .poll_options = {"yes", "no, never"}};
    StatusEdit second{.at = now() + Duration(1), .content = "<p>two</p>"};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.statuses().insert_edit(id, second));
        return tx.statuses().insert_edit(id, first);
    });
    auto edits = read([&](ReadTx& tx) { return tx.statuses().edits(id); });
    ASSERT_EQ(edits.size(), 2U);
    EXPECT_EQ(edits[0].at, first.at);
    EXPECT_EQ(edits[0].content, first.content);
    EXPECT_EQ(edits[0].spoiler_text, "s");
    EXPECT_TRUE(edits[0].sensitive);
    EXPECT_EQ(edits[0].media, first.media);
    EXPECT_EQ(edits[0].media_descriptions, first.media_descriptions);
    EXPECT_EQ(edits[0].poll_options, first.poll_options);
    EXPECT_EQ(edits[1].content, second.content);
    EXPECT_TRUE(edits[1].media.empty());
}

TEST_P(StatusesContract, removed_status_takes_all_that_hangs_on_it_and_leaves_a_tombstone) {
    auto made = make_status(anna_);
    add(made, {ben_});
    auto shared = boost(ben_, made.id);
    auto reply = make_status(ben_);
    reply.in_reply_to_id = made.id;
    add(reply);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.statuses().favourite(ben_, made.id, 1));
        TRY(tx.statuses().bookmark(ben_, made.id, 2));
        TRY(tx.statuses().pin(anna_, made.id, 3));
        return tx.statuses().insert_edit(made.id, {.at = now()});
    });
    auto deleted = [&](StatusId id) { return read([&](ReadTx& tx) { return tx.statuses().was_deleted(id); }); };
    EXPECT_FALSE(deleted(made.id));
    write([&](WriteTx& tx) { return tx.statuses().remove(made, now()); });
    EXPECT_TRUE(deleted(made.id));
    EXPECT_FALSE(deleted(reply.id));
    write([&](WriteTx& tx) -> Result<void> {
        EXPECT_FALSE(TRY(tx.statuses().by_id(made.id)));
        EXPECT_FALSE(TRY(tx.statuses().by_id(shared)));
        EXPECT_TRUE(TRY(tx.statuses().by_id(reply.id)));
        EXPECT_TRUE(TRY(tx.statuses().mentions(std::vector{made.id})).empty());
        EXPECT_TRUE(TRY(tx.statuses().favourites(ben_, {})).empty());
        EXPECT_TRUE(TRY(tx.statuses().bookmarks(ben_, {})).empty());
        EXPECT_EQ(TRY(tx.statuses().count_pins(anna_)), 0);
        EXPECT_TRUE(TRY(tx.statuses().edits(made.id)).empty());
        return {};
    });
}

TEST_P(StatusesContract, marks_say_whether_anything_changed) {
    auto id = add_status(anna_);
    auto conversation = ConversationId{id.value};
    for (bool expected : {true, false}) {
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().favourite(ben_, id, 1); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().bookmark(ben_, id, 1); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().pin(ben_, id, 1); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().mute_conversation(ben_, conversation); }), expected);
    }
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statuses().count_pins(ben_); }), 1);
    for (bool expected : {true, false}) {
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().unfavourite(ben_, id); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().unbookmark(ben_, id); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().unpin(ben_, id); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.statuses().unmute_conversation(ben_, conversation); }), expected);
    }
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statuses().count_pins(ben_); }), 0);
}

// Close together, and with years between the first and the others.
TEST_P(StatusesContract, marks_are_the_viewers_own_among_those_asked_for) {
    expect_marks_of({});
    expect_marks_of(StatusId{id_at(now() - std::chrono::years(5))});
}

void StatusesContract::expect_marks_of(StatusId first) {
    std::vector<StatusId> ids;
    std::vector<ConversationId> conversations;
    for (int at = 0; at < 5; ++at) {
        auto made = make_status(anna_);
        if (at == 0 && first) made.id = first;
        ids.push_back(add(made));
        conversations.push_back(made.conversation_id);
    }
    boost(ben_, ids[0]);
    boost(ben_, ids[3]);
    // The third is marked too, but not asked for.
    write([&](WriteTx& tx) -> Result<void> {
        for (auto id : {ids[1], ids[2]}) {
            TRY(tx.statuses().favourite(ben_, id, id.value));
            TRY(tx.statuses().bookmark(ben_, id, id.value));
            TRY(tx.statuses().pin(ben_, id, id.value));
        }
        for (auto conversation : {conversations[1], conversations[2]})
            TRY(tx.statuses().mute_conversation(ben_, conversation));
        TRY(tx.statuses().favourite(cleo_, ids[0], 1));
        return {};
    });
    std::vector asked{ids[4], ids[0], ids[1], ids[3]};
    std::vector asked_conversations{conversations[4], conversations[0], conversations[1]};
    auto marks = read([&](ReadTx& tx) { return tx.statuses().marks(ben_, asked, asked_conversations); });
    EXPECT_EQ(marks.favourited, std::vector{ids[1]});
    EXPECT_EQ(marks.bookmarked, std::vector{ids[1]});
    EXPECT_EQ(marks.pinned, std::vector{ids[1]});
    EXPECT_EQ(sorted(marks.boosted), (std::vector{ids[0], ids[3]}));
    EXPECT_EQ(marks.muted, std::vector{conversations[1]});

    auto nothing = read([&](ReadTx& tx) { return tx.statuses().marks(anna_, asked, asked_conversations); });
    EXPECT_TRUE(nothing.favourited.empty() && nothing.bookmarked.empty() && nothing.pinned.empty() &&
                nothing.boosted.empty() && nothing.muted.empty());
    auto muted = read([&](ReadTx& tx) { return tx.statuses().marks(ben_, {}, asked_conversations); }).muted;
    EXPECT_EQ(muted, std::vector{conversations[1]}) << "conversations alone";
}

TEST_P(StatusesContract, favourites_and_bookmarks_page_by_mark) {
    std::vector<StatusId> statuses;
    for (int at = 0; at < 6; ++at)
        statuses.push_back(add_status(anna_));
    std::vector<std::int64_t> places;
    // Marked in another order than posted.
    for (int at : {3, 0, 5, 1, 4, 2})
        write([&](WriteTx& tx) -> Result<void> {
            auto id = statuses[static_cast<std::size_t>(at)];
            places.insert(places.begin(), next_id());
            TRY(tx.statuses().favourite(ben_, id, places.front()));
            TRY(tx.statuses().bookmark(ben_, id, places.front()));
            return {};
        });
    auto positions = [](const std::vector<std::pair<StatusId, std::int64_t>>& marks) {
        std::vector<std::int64_t> all;
        for (const auto& [id, position] : marks)
            all.push_back(position);
        return all;
    };
    expect_pages(
        [&](Page page) { return positions(read([&](ReadTx& tx) { return tx.statuses().favourites(ben_, page); })); },
        places);
    expect_pages(
        [&](Page page) { return positions(read([&](ReadTx& tx) { return tx.statuses().bookmarks(ben_, page); })); },
        places);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statuses().favourites(ben_, {}); }).at(0).first, statuses[2]);
}

TEST_P(StatusesContract, idempotency_key_is_one_accounts_own_and_is_forgotten) {
    auto id = add_status(anna_);
    auto at = now();
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.statuses().remember_idempotent(anna_, "old", id, at - Duration(1)));
        return tx.statuses().remember_idempotent(anna_, "key", id, at);
    });
    auto find = [&](AccountId account, std::string_view key) {
        return read([&](ReadTx& tx) { return tx.statuses().idempotent(account, key); });
    };
    EXPECT_EQ(find(anna_, "key"), id);
    EXPECT_FALSE(find(ben_, "key"));
    EXPECT_FALSE(find(anna_, "other"));
    write([&](WriteTx& tx) { return tx.statuses().forget_idempotent_before(at); });
    EXPECT_TRUE(find(anna_, "key"));
    EXPECT_FALSE(find(anna_, "old"));
}

TEST_P(StatusesContract, count_local_adds_up_the_local_accounts) {
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statuses().count_local(); }), 0);
    auto far = add_account("far", "far.example");
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.accounts().add_counts(anna_, 0, 0, 3));
        TRY(tx.accounts().add_counts(ben_, 0, 0, 2));
        return tx.accounts().add_counts(far, 0, 0, 50);
    });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.statuses().count_local(); }), 5);
}

} // namespace
} // namespace kith::store
