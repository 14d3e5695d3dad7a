#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class RelationsContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");

    Relationship with(AccountId account, AccountId target) {
        return read([&](ReadTx& tx) { return tx.relations().with(account, std::vector{target}); }).at(0);
    }
    std::vector<AccountId> many(int count) {
        std::vector<AccountId> accounts;
        for (int at = 0; at < count; ++at)
            accounts.push_back(add_account("member" + std::to_string(at)));
        return accounts;
    }
};
KITH_ON_EVERY_BACKEND(RelationsContract);

TEST_P(RelationsContract, with_answers_for_each_target_in_the_given_order) {
    follow(anna_, ben_);
    std::vector targets{cleo_, AccountId{77}, ben_, anna_, ben_};
    auto relationships = read([&](ReadTx& tx) { return tx.relations().with(anna_, targets); });
    ASSERT_EQ(relationships.size(), targets.size());
    for (std::size_t at = 0; at < targets.size(); ++at) {
        EXPECT_EQ(relationships[at].target_id, targets[at]);
        EXPECT_EQ(relationships[at].following.has_value(), targets[at] == ben_);
    }
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.relations().with(anna_, {}); }).empty());
}

TEST_P(RelationsContract, with_sees_every_kind_of_relation) {
    auto far = add_account("far", "elsewhere.example");
    auto later = now() + std::chrono::hours(1);
    write([&](WriteTx& tx) -> Result<void> {
        auto& relations = tx.relations();
        TRY(relations.put_follow({.account_id = anna_,
                                  .target_id = far,
                                  .id = 11,
                                  .show_reblogs = false,
                                  .notify = true,
                                  .languages = "de,en"}));
        TRY(relations.put_follow({.account_id = far, .target_id = anna_, .id = 12}));
        TRY(relations.put_follow({.account_id = ben_, .target_id = anna_, .id = 13, .pending = true}));
        TRY(relations.block(anna_, cleo_, 14));
        TRY(relations.block(ben_, anna_, 15));
        TRY(relations.put_mute(
            {.account_id = anna_, .target_id = far, .id = 16, .hide_notifications = false, .expires_at = later}));
        TRY(relations.block_domain(anna_, "elsewhere.example", 17));
        TRY(relations.endorse(anna_, far, 18));
        return relations.put_note(anna_, far, "met in Graz");
    });

    auto to_far = with(anna_, far);
    ASSERT_TRUE(to_far.following);
    EXPECT_EQ(to_far.following->id, 11);
    EXPECT_FALSE(to_far.following->pending);
    EXPECT_FALSE(to_far.following->show_reblogs);
    EXPECT_TRUE(to_far.following->notify);
    EXPECT_EQ(to_far.following->languages, "de,en");
    EXPECT_TRUE(to_far.followed_by);
    EXPECT_FALSE(to_far.requested_by);
    ASSERT_TRUE(to_far.muting);
    EXPECT_FALSE(to_far.muting->hide_notifications);
    EXPECT_EQ(to_far.muting->expires_at, later);
    EXPECT_TRUE(to_far.domain_blocking);
    EXPECT_TRUE(to_far.endorsed);
    EXPECT_EQ(to_far.note, "met in Graz");
    EXPECT_FALSE(to_far.blocking);
    EXPECT_FALSE(to_far.blocked_by);

    auto to_ben = with(anna_, ben_);
    EXPECT_TRUE(to_ben.requested_by);
    EXPECT_FALSE(to_ben.followed_by);
    EXPECT_TRUE(to_ben.blocked_by);
    EXPECT_FALSE(to_ben.blocking);
    EXPECT_FALSE(to_ben.domain_blocking);

    auto to_cleo = with(anna_, cleo_);
    EXPECT_TRUE(to_cleo.blocking);
    EXPECT_FALSE(to_cleo.blocked_by);
    EXPECT_FALSE(to_cleo.following);
    EXPECT_FALSE(to_cleo.muting);
    EXPECT_FALSE(to_cleo.endorsed);
    EXPECT_EQ(to_cleo.note, "");
    EXPECT_FALSE(with(cleo_, anna_).blocking);
    EXPECT_TRUE(with(cleo_, anna_).blocked_by);
}

TEST_P(RelationsContract, second_follow_replaces_the_options_and_keeps_the_place) {
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.relations().put_follow({.account_id = anna_, .target_id = ben_, .id = 5, .pending = true}));
        return tx.relations().put_follow({.account_id = anna_,
                                          .target_id = ben_,
                                          .id = 9,
                                          .show_reblogs = false,
                                          .notify = true,
                                          .languages = "fr"});
    });
    auto found = read([&](ReadTx& tx) { return tx.relations().follow(anna_, ben_); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->target_id, ben_);
    EXPECT_EQ(found->id, 5);
    EXPECT_FALSE(found->pending);
    EXPECT_FALSE(found->show_reblogs);
    EXPECT_TRUE(found->notify);
    EXPECT_EQ(found->languages, "fr");
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.relations().follow(ben_, anna_); }));
}

TEST_P(RelationsContract, removals_say_whether_there_was_one) {
    follow(anna_, ben_);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.relations().block(anna_, ben_, 1));
        TRY(tx.relations().put_mute({.account_id = anna_, .target_id = ben_, .id = 2}));
        TRY(tx.relations().block_domain(anna_, "x.example", 3));
        return tx.relations().endorse(anna_, ben_, 4);
    });
    for (bool expected : {true, false}) {
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.relations().remove_follow(anna_, ben_); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.relations().unblock(anna_, ben_); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.relations().unmute(anna_, ben_); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.relations().unblock_domain(anna_, "x.example"); }), expected);
        EXPECT_EQ(write([&](WriteTx& tx) { return tx.relations().unendorse(anna_, ben_); }), expected);
    }
    auto left = with(anna_, ben_);
    EXPECT_FALSE(left.following || left.blocking || left.muting || left.endorsed);
}

TEST_P(RelationsContract, followers_and_following_page_both_ways) {
    std::vector<std::int64_t> places;
    for (auto member : many(7)) {
        write([&](WriteTx& tx) -> Result<void> {
            auto id = next_id();
            places.insert(places.begin(), id);
            TRY(tx.relations().put_follow({.account_id = member, .target_id = anna_, .id = id}));
            return tx.relations().put_follow({.account_id = anna_, .target_id = member, .id = id});
        });
    }
    follow(ben_, cleo_);
    write([&](WriteTx& tx) {
        return tx.relations().put_follow({.account_id = ben_, .target_id = anna_, .id = next_id(), .pending = true});
    });
    expect_pages(
        [&](Page page) {
            return positions_of(read([&](ReadTx& tx) { return tx.relations().followers(anna_, false, page); }));
        },
        places);
    expect_pages(
        [&](Page page) {
            return positions_of(read([&](ReadTx& tx) { return tx.relations().following(anna_, false, page); }));
        },
        places);
}

TEST_P(RelationsContract, requests_are_apart_from_follows) {
    follow(anna_, cleo_);
    write([&](WriteTx& tx) {
        return tx.relations().put_follow({.account_id = ben_, .target_id = cleo_, .id = next_id(), .pending = true});
    });
    auto members = [&](bool pending) {
        return accounts_of(read([&](ReadTx& tx) { return tx.relations().followers(cleo_, pending, {}); }));
    };
    EXPECT_EQ(members(false), std::vector{anna_});
    EXPECT_EQ(members(true), std::vector{ben_});
    auto requested = [&](bool pending) {
        return accounts_of(read([&](ReadTx& tx) { return tx.relations().following(ben_, pending, {}); }));
    };
    EXPECT_TRUE(requested(false).empty());
    EXPECT_EQ(requested(true), std::vector{cleo_});
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.relations().all_following(ben_); }).empty());
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.relations().followed_among(ben_, std::vector{cleo_}); }).empty());
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.relations().followers_among(cleo_, std::vector{anna_, ben_}); }),
              std::vector{anna_});
}

TEST_P(RelationsContract, local_followers_come_by_id_with_their_options) {
    auto far = add_account("far", "elsewhere.example");
    follow(far, anna_);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.relations().put_follow({.account_id = ben_,
                                       .target_id = anna_,
                                       .id = 7,
                                       .show_reblogs = false,
                                       .notify = true,
                                       .languages = "sl"}));
        return tx.relations().put_follow({.account_id = cleo_, .target_id = anna_, .id = 8, .pending = true});
    });
    auto dora = add_account("dora");
    follow(dora, anna_);
    auto found = read([&](ReadTx& tx) { return tx.relations().local_followers(anna_); });
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].account_id, dora);
    EXPECT_TRUE(found[1].show_reblogs);
    EXPECT_EQ(found[0].account_id, ben_);
    EXPECT_FALSE(found[0].show_reblogs);
    EXPECT_TRUE(found[0].notify);
    EXPECT_EQ(found[0].languages, "sl");
}

TEST_P(RelationsContract, among_keeps_to_the_candidates) {
    auto dora = add_account("dora");
    follow(anna_, ben_);
    follow(anna_, cleo_);
    follow(dora, anna_);
    follow(ben_, anna_);
    EXPECT_EQ(sorted(read([&](ReadTx& tx) { return tx.relations().all_following(anna_); })),
              (std::vector{ben_, cleo_}));
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.relations().followed_among(anna_, std::vector{cleo_, dora}); }),
              std::vector{cleo_});
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.relations().followers_among(anna_, std::vector{cleo_, dora}); }),
              std::vector{dora});
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.relations().followed_among(anna_, {}); }).empty());
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.relations().followers_among(anna_, {}); }).empty());
}

TEST_P(RelationsContract, hiding_names_those_who_block_or_still_mute) {
    auto members = many(5);
    write([&](WriteTx& tx) -> Result<void> {
        auto& relations = tx.relations();
        TRY(relations.block(members[0], anna_, 1));
        TRY(relations.put_mute({.account_id = members[1], .target_id = anna_, .id = 2}));
        TRY(relations.put_mute({.account_id = members[2], .target_id = anna_, .id = 3, .expires_at = now()}));
        TRY(relations.put_mute(
            {.account_id = members[3], .target_id = anna_, .id = 4, .expires_at = now() + Duration(1)}));
        TRY(relations.block(members[0], ben_, 5));
        TRY(relations.block(cleo_, anna_, 6));
        return relations.block(anna_, members[4], 7);
    });
    EXPECT_EQ(sorted(read([&](ReadTx& tx) { return tx.relations().hiding(anna_, members, now()); })),
              (std::vector{members[0], members[1], members[3]}));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.relations().hiding(anna_, {}, now()); }).empty());
}

TEST_P(RelationsContract, familiar_followers_are_followed_by_one_and_follow_the_other) {
    auto members = many(5);
    for (auto member : members)
        follow(anna_, member);
    follow(members[0], ben_);
    follow(members[2], ben_);
    follow(members[3], ben_);
    follow(cleo_, ben_);
    write([&](WriteTx& tx) {
        return tx.relations().put_follow(
            {.account_id = members[4], .target_id = ben_, .id = next_id(), .pending = true});
    });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.relations().familiar_followers(anna_, ben_, 10); }),
              (std::vector{members[3], members[2], members[0]}));
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.relations().familiar_followers(anna_, ben_, 1); }),
              std::vector{members[3]});
}

TEST_P(RelationsContract, blocks_mutes_and_endorsements_page_both_ways) {
    std::vector<std::int64_t> places;
    for (auto member : many(6)) {
        write([&](WriteTx& tx) -> Result<void> {
            auto id = next_id();
            places.insert(places.begin(), id);
            TRY(tx.relations().block(anna_, member, id));
            TRY(tx.relations().put_mute({.account_id = anna_, .target_id = member, .id = id}));
            TRY(tx.relations().endorse(anna_, member, id));
            return tx.relations().block_domain(anna_, member.str() + ".example", id);
        });
    }
    write([&](WriteTx& tx) { return tx.relations().block(ben_, anna_, next_id()); });
    expect_pages(
        [&](Page page) { return positions_of(read([&](ReadTx& tx) { return tx.relations().blocks(anna_, page); })); },
        places);
    expect_pages(
        [&](Page page) { return positions_of(read([&](ReadTx& tx) { return tx.relations().mutes(anna_, page); })); },
        places);
    expect_pages(
        [&](Page page) {
            return positions_of(read([&](ReadTx& tx) { return tx.relations().endorsements(anna_, page); }));
        },
        places);
    expect_pages(
        [&](Page page) {
            std::vector<std::int64_t> positions;
            for (const auto& [position, domain] :
                 read([&](ReadTx& tx) { return tx.relations().domain_blocks(anna_, page); }))
                positions.push_back(position);
            return positions;
        },
        places);
}

TEST_P(RelationsContract, doing_it_again_keeps_the_first_place) {
    write([&](WriteTx& tx) -> Result<void> {
        auto& relations = tx.relations();
        for (std::int64_t id : {3, 4}) {
            TRY(relations.block(anna_, ben_, id));
            TRY(relations.endorse(anna_, ben_, id));
            TRY(relations.block_domain(anna_, "x.example", id));
        }
        TRY(relations.put_mute({.account_id = anna_, .target_id = ben_, .id = 3}));
        return relations.put_mute(
            {.account_id = anna_, .target_id = ben_, .id = 4, .hide_notifications = false, .expires_at = now()});
    });
    std::vector<std::int64_t> first{3};
    EXPECT_EQ(positions_of(read([&](ReadTx& tx) { return tx.relations().blocks(anna_, {}); })), first);
    EXPECT_EQ(positions_of(read([&](ReadTx& tx) { return tx.relations().endorsements(anna_, {}); })), first);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.relations().domain_blocks(anna_, {}); }),
              (std::vector<std::pair<std::int64_t, std::string>>{{3, "x.example"}}));
    auto mutes = read([&](ReadTx& tx) { return tx.relations().all_mutes(anna_); });
    ASSERT_EQ(mutes.size(), 1U);
    EXPECT_EQ(mutes[0].id, 3);
    EXPECT_EQ(mutes[0].target_id, ben_);
    EXPECT_FALSE(mutes[0].hide_notifications);
    EXPECT_EQ(mutes[0].expires_at, now());
}

TEST_P(RelationsContract, blocked_among_knows_blocks_of_accounts_and_of_domains_either_way) {
    auto far = add_account("far", "far.example");
    auto further = add_account("further", "far.example");
    auto near = add_account("near", "near.example");
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.relations().block(anna_, ben_, 1));
        TRY(tx.relations().block(cleo_, anna_, 2));
        return tx.relations().block_domain(anna_, "far.example", 3);
    });
    auto among = [&](AccountId account, std::vector<AccountId> candidates) {
        auto found = sorted(read([&](ReadTx& tx) { return tx.relations().blocked_among(account, candidates); }));
        std::vector<AccountId> singly;
        for (auto candidate : candidates)
            for (auto one :
                 read([&](ReadTx& tx) { return tx.relations().blocked_among(account, std::array{candidate}); }))
                singly.push_back(one);
        EXPECT_EQ(found, sorted(singly)) << "one at a time as in one go";
        return found;
    };
    EXPECT_EQ(among(anna_, {ben_, cleo_, far, further, near}), sorted(std::vector{ben_, cleo_, far, further}));
    EXPECT_EQ(among(far, {anna_, ben_, further}), std::vector{anna_});
    EXPECT_EQ(among(ben_, {anna_, far}), std::vector{anna_});
    EXPECT_TRUE(among(cleo_, {ben_, far}).empty());
}

TEST_P(RelationsContract, blocked_either_way_names_each_once) {
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.relations().block(anna_, ben_, 1));
        TRY(tx.relations().block(ben_, anna_, 2));
        TRY(tx.relations().block(cleo_, anna_, 3));
        return tx.relations().block(cleo_, ben_, 4);
    });
    EXPECT_EQ(sorted(read([&](ReadTx& tx) { return tx.relations().blocked_either_way(anna_); })),
              (std::vector{ben_, cleo_}));
}

TEST_P(RelationsContract, note_is_replaced_and_an_empty_one_removes_it) {
    for (std::string comment : {"first", "second", ""}) {
        write([&](WriteTx& tx) { return tx.relations().put_note(anna_, ben_, comment); });
        EXPECT_EQ(with(anna_, ben_).note, comment);
    }
    EXPECT_EQ(with(ben_, anna_).note, "");
}

TEST_P(RelationsContract, relation_with_nobody_is_a_conflict) {
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.relations().block(anna_, AccountId{404}, 1); }),
              ErrorKind::conflict);
    EXPECT_EQ(error_of([&](WriteTx& tx) {
                  return tx.relations().put_follow({.account_id = AccountId{404}, .target_id = anna_, .id = 1});
              }),
              ErrorKind::conflict);
}

} // namespace
} // namespace kith::store
