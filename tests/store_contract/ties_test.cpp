#include "contract.hpp"
#include "store/interactions.hpp"
#include "store/ties.hpp"

#include <array>

namespace kith::store {
namespace {

using relationship::InteractionKey;
using relationship::key_of;
using relationship::Source;

class TiesContract : public Contract {
protected:
    AccountId ada = add_account("ada");
    AccountId bob = add_account("bob");
    AccountId cem = add_account("cem");
    AccountId dee = add_account("dee");

    Interaction said(AccountId actor, AccountId target, InteractionKind kind, StatusId status) {
        return {.actor = actor,
                .target = target,
                .kind = kind,
                .at = time_of_id(status.value),
                .conversation = ConversationId{status.value},
                .status = status};
    }
    bool record(const Interaction& interaction) {
        return write([&](WriteTx& tx) { return tx.interactions().add(interaction, next_id()); });
    }
    // A tie in which nothing is at its default.
    Tie full_tie(AccountId owner, AccountId other) {
        Tie tie;
        tie.owner = owner;
        tie.other = other;
        std::uint32_t n = 1;
        auto at = [&] { return now() + std::chrono::seconds(n++); };
        for (auto* side : {&tie.mine, &tie.theirs}) {
            side->contacts = n++;
            side->turns = n++;
            side->asks = n++;
            side->pitches = n++;
            side->first_contact = at();
            side->last_contact = at();
            side->last_spoken = at();
            side->recent_contacts = {1.5 * n, at()};
            side->given = {0.1 * n, at()};
            side->taken = {1.0 / n, at()};
            for (auto& count : side->answers.counts)
                count = static_cast<std::uint8_t>(200 + n++);
            side->says_met = true;
            side->vouches = true;
        }
        tie.exchanges = n++;
        tie.exchange_days = n++;
        tie.first_exchange_day = 20'000;
        tie.last_exchange_day = 20'400;
        tie.exchange_day_bits = 0x8000'0000'0000'0001;
        tie.recent_exchanges = {0.3, at()};
        tie.unanswered = n++;
        tie.origin = {relationship::OriginKind::introduction, cem, 7};
        tie.set_stage = 3;
        return tie;
    }
    Tie plain_tie(AccountId owner, AccountId other) {
        Tie tie;
        tie.owner = owner;
        tie.other = other;
        tie.mine.contacts = 1;
        return tie;
    }
    void meet(AccountId one, AccountId another) {
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.ties().put({plain_tie(one, another), 1, 0}));
            TRY(tx.ties().put({plain_tie(another, one), 0, 1}));
            return tx.ties().count_contact({one, another});
        });
    }
    Surroundings around(AccountId owner, AccountId other) {
        return read([&](ReadTx& tx) { return tx.ties().with(owner, std::array{other}); }).at(0).around;
    }
};

TEST_P(TiesContract, interactions_come_back_as_recorded) {
    auto hello = said(ada, bob, InteractionKind::quote, add_status(ada));
    hello.pitch = hello.own_words = true;
    hello.source = Source::federated;
    auto thanks = said(bob, ada, InteractionKind::thanks, add_status(bob));
    thanks.ask = thanks.for_answer = true;
    thanks.conversation = {};
    Interaction follow{.actor = ada, .target = bob, .kind = InteractionKind::follow, .at = now()};
    EXPECT_TRUE(record(hello));
    EXPECT_TRUE(record(thanks));
    EXPECT_TRUE(record(follow));
    EXPECT_FALSE(record(hello)) << "told twice";
    record(said(ada, cem, InteractionKind::mention, hello.status));

    read([&](ReadTx& tx) -> Result<void> {
        using All = std::vector<Interaction>;
        EXPECT_EQ(TRY(tx.interactions().between({bob, ada})), (All{hello, thanks, follow}));
        EXPECT_EQ(TRY(tx.interactions().of_status(hello.status)).size(), 2U);
        EXPECT_EQ(TRY(tx.interactions().made(ada, hello.at, hello.at + Duration(1), 9)).size(), 2U);
        EXPECT_EQ(TRY(tx.interactions().received(ada, {}, Time::max(), 9)), All{thanks});
        EXPECT_EQ(TRY(tx.interactions().received(bob, {}, Time::max(), 1)).size(), 1U);
        EXPECT_EQ(TRY(tx.interactions().partners(ada)), sorted(std::vector{bob, cem}));
        EXPECT_EQ(TRY(tx.interactions().partners(dee)), std::vector<AccountId>());
        return {};
    });
}

TEST_P(TiesContract, history_is_newest_first_and_paged_by_time) {
    std::vector<Interaction> all;
    for (int i = 0; i < 4; ++i) {
        all.push_back(said(i % 2 ? ada : bob, i % 2 ? bob : ada, InteractionKind::reply, add_status(ada)));
        record(all.back());
    }
    read([&](ReadTx& tx) -> Result<void> {
        EXPECT_EQ(TRY(tx.interactions().history({ada, bob}, Time::max(), 3)), (std::vector{all[3], all[2], all[1]}));
        EXPECT_EQ(TRY(tx.interactions().history({ada, bob}, all[1].at, 3)), std::vector{all[0]});
        return {};
    });
}

TEST_P(TiesContract, a_replaced_interaction_keeps_its_place) {
    auto first = said(ada, bob, InteractionKind::mention, add_status(ada));
    auto second = said(bob, ada, InteractionKind::reply, add_status(bob));
    record(first);
    record(second);
    auto changed = first;
    changed.kind = InteractionKind::reply;
    changed.pitch = true;
    write([&](WriteTx& tx) { return tx.interactions().replace(first, changed); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.interactions().between({ada, bob}); }), (std::vector{changed, second}));
}

TEST_P(TiesContract, interactions_are_removed_by_key_kind_and_pair) {
    auto mention = said(ada, bob, InteractionKind::mention, add_status(ada));
    Interaction follow{.actor = ada, .target = bob, .kind = InteractionKind::follow, .at = now()};
    auto answer = said(bob, ada, InteractionKind::reply, add_status(bob));
    for (const auto& each : {mention, follow, answer})
        record(each);
    write([&](WriteTx& tx) -> Result<void> {
        EXPECT_TRUE(TRY(tx.interactions().remove(mention)));
        EXPECT_FALSE(TRY(tx.interactions().remove(mention)));
        EXPECT_EQ(TRY(tx.interactions().remove_kind(ada, bob, InteractionKind::follow)), 1);
        EXPECT_EQ(TRY(tx.interactions().between({ada, bob})), std::vector{answer});
        TRY(tx.interactions().remove_between({ada, bob}));
        EXPECT_TRUE(TRY(tx.interactions().between({ada, bob})).empty());
        return {};
    });
}

TEST_P(TiesContract, a_tie_comes_back_bit_for_bit) {
    auto tie = full_tie(ada, bob);
    auto empty = Tie{};
    empty.owner = bob;
    empty.other = ada;
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().put({.tie = empty}));
        TRY(tx.ties().put({.tie = plain_tie(ada, bob)}));
        return tx.ties().put({tie, 9, 4});
    });
    reopen();
    read([&](ReadTx& tx) -> Result<void> {
        EXPECT_EQ(TRY(tx.ties().tie(ada, bob)), (TieRow{tie, 9, 4}));
        EXPECT_EQ(TRY(tx.ties().tie(bob, ada)), (TieRow{.tie = empty}));
        EXPECT_EQ(TRY(tx.ties().tie(ada, cem)), std::nullopt);
        EXPECT_EQ(TRY(tx.ties().count(ada)), 1);
        return {};
    });
    write([&](WriteTx& tx) { return tx.ties().remove(ada, bob); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.ties().tie(ada, bob); }), std::nullopt);
}

TEST_P(TiesContract, ties_are_selected_by_what_they_are) {
    auto stranger = plain_tie(ada, bob);
    auto known = plain_tie(ada, cem);
    known.exchanges = 1;
    auto waits = plain_tie(ada, dee);
    waits.unanswered = 2;
    auto met = plain_tie(bob, ada);
    met.mine.says_met = met.theirs.says_met = true;
    auto set = plain_tie(cem, ada);
    set.set_stage = 1;
    write([&](WriteTx& tx) -> Result<void> {
        for (const auto& tie : {stranger, known, waits, met, set})
            TRY(tx.ties().put({.tie = tie}));
        return {};
    });
    auto others = [](const std::vector<KeptTie>& ties) {
        std::vector<AccountId> ids;
        for (const auto& kept : ties)
            ids.push_back(kept.tie.other);
        return sorted(ids);
    };
    read([&](ReadTx& tx) -> Result<void> {
        EXPECT_EQ(others(TRY(tx.ties().of(ada, TieSelection::all))), sorted(std::vector{bob, cem, dee}));
        EXPECT_EQ(others(TRY(tx.ties().of(ada, TieSelection::known))), std::vector{cem});
        EXPECT_EQ(others(TRY(tx.ties().of(ada, TieSelection::unanswered))), std::vector{dee});
        EXPECT_EQ(TRY(tx.ties().of(bob, TieSelection::known)).size(), 1U);
        EXPECT_EQ(TRY(tx.ties().of(cem, TieSelection::known)).size(), 1U);
        EXPECT_EQ(others(TRY(tx.ties().with(ada, std::array{dee, bob, ada}))), sorted(std::vector{bob, dee}));
        auto towards = TRY(tx.ties().towards(std::array{bob, cem, dee}, ada));
        EXPECT_EQ(towards.size(), 2U);
        return {};
    });
}

TEST_P(TiesContract, pairs_who_know_each_other_in_public_come_once_each) {
    auto both_met = [](Tie tie) {
        tie.mine.says_met = tie.theirs.says_met = true;
        return tie;
    };
    auto one_met = plain_tie(bob, cem);
    one_met.mine.says_met = true;
    auto set = plain_tie(cem, dee);
    set.set_stage = 3;
    set.exchanges = 9;
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().put({plain_tie(ada, bob), 2, 7}));
        TRY(tx.ties().put({plain_tie(bob, ada), 7, 2}));
        TRY(tx.ties().put({.tie = both_met(plain_tie(ada, cem))}));
        TRY(tx.ties().put({.tie = both_met(plain_tie(cem, ada))}));
        TRY(tx.ties().put({plain_tie(ada, dee), 5, 0}));
        TRY(tx.ties().put({plain_tie(dee, ada), 0, 5}));
        TRY(tx.ties().put({one_met, 0, 3}));
        TRY(tx.ties().put({plain_tie(bob, dee), 1, 1}));
        return tx.ties().put({.tie = set});
    });
    store::PublicTie ada_and_bob{.one = ada, .another = bob, .one_spoke = 2, .another_spoke = 7};
    store::PublicTie ada_and_cem{.one = ada, .another = cem, .both_met = true};
    store::PublicTie bob_and_dee{.one = bob, .another = dee, .one_spoke = 1, .another_spoke = 1};
    read([&](ReadTx& tx) -> Result<void> {
        using All = std::vector<store::PublicTie>;
        EXPECT_EQ(TRY(tx.ties().public_after({}, {}, 9)), (All{ada_and_bob, ada_and_cem, bob_and_dee}));
        EXPECT_EQ(TRY(tx.ties().public_after({}, {}, 1)), All{ada_and_bob});
        EXPECT_EQ(TRY(tx.ties().public_after(ada, bob, 9)), (All{ada_and_cem, bob_and_dee}));
        EXPECT_TRUE(TRY(tx.ties().public_after(bob, dee, 9)).empty());
        EXPECT_TRUE(TRY(tx.ties().public_with(ada, {})).empty());
        auto with = TRY(tx.ties().public_with(bob, std::array{ada, dee, cem, bob}));
        std::ranges::sort(with, {}, &store::PublicTie::another);
        EXPECT_EQ(with, (All{{.one = bob, .another = ada, .one_spoke = 7, .another_spoke = 2},
                             {.one = bob, .another = cem, .one_spoke = 0, .another_spoke = 3},
                             bob_and_dee}))
            << "what is known, whether it suffices or not";
        return {};
    });
}

TEST_P(TiesContract, conversations_of_a_pair_are_shared_by_both) {
    TieConversation stands{.last_speaker = bob, .last_at = now(), .last_exchange_day = 20'000};
    TieConversation begins{.last_speaker = ada, .last_at = now()};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().put_conversation({ada, bob}, ConversationId{7}, begins));
        TRY(tx.ties().put_conversation({bob, ada}, ConversationId{7}, stands));
        return tx.ties().put_conversation({ada, bob}, ConversationId{9}, begins);
    });
    read([&](ReadTx& tx) -> Result<void> {
        EXPECT_EQ(TRY(tx.ties().conversation({bob, ada}, ConversationId{7})), stands);
        EXPECT_EQ(TRY(tx.ties().conversation({bob, cem}, ConversationId{7})), std::nullopt);
        auto all = TRY(tx.ties().conversations({bob, ada}));
        EXPECT_EQ(all.size(), 2U);
        EXPECT_EQ(all.back(), std::pair(ConversationId{9}, begins));
        return {};
    });
    write([&](WriteTx& tx) { return tx.ties().remove_conversations({ada, bob}); });
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.ties().conversations({bob, ada}); }).empty());
}

TEST_P(TiesContract, people_and_shared_people_follow_contacts) {
    meet(ada, bob);
    meet(ada, cem);
    EXPECT_EQ(around(ada, bob).shared_people, 0U);
    meet(bob, cem);
    for (auto [owner, other] : {std::pair(ada, bob), std::pair(bob, ada), std::pair(ada, cem), std::pair(cem, bob)}) {
        EXPECT_EQ(around(owner, other).shared_people, 1U);
        EXPECT_EQ(around(owner, other).owner_people, 2U);
        EXPECT_EQ(around(owner, other).other_people, 2U);
    }
    meet(ada, dee);
    meet(dee, bob);
    EXPECT_EQ(around(ada, bob).shared_people, 2U);
    EXPECT_EQ(around(ada, cem).shared_people, 1U);
    EXPECT_EQ(around(bob, dee).shared_people, 1U);
    EXPECT_EQ(sorted(read([&](ReadTx& tx) { return tx.ties().shared({ada, bob}); })), sorted(std::vector{cem, dee}));
    write([&](WriteTx& tx) { return tx.ties().discount_contact({bob, ada}); });
    EXPECT_EQ(around(ada, bob).shared_people, 0U);
    EXPECT_EQ(around(ada, cem).shared_people, 0U);
    EXPECT_EQ(around(bob, cem).shared_people, 0U);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.ties().person(ada); }).people, 2U);
}

TEST_P(TiesContract, what_authors_wrote_is_read_as_far_as_the_reader_may) {
    follow(ada, bob);
    auto as = [&](AccountId author, Visibility visibility, AccountId to = {}) {
        auto status = make_status(author);
        status.visibility = visibility;
        status.in_reply_to_account_id = to;
        return add(status);
    };
    std::vector<std::int64_t> expected;
    auto expect = [&](StatusId id) { expected.insert(expected.begin(), id.value); };
    expect(as(bob, Visibility::public_));
    as(bob, Visibility::direct);
    expect(as(bob, Visibility::private_));
    as(cem, Visibility::private_);
    expect(as(cem, Visibility::unlisted));
    as(dee, Visibility::public_);
    as(bob, Visibility::public_, dee);
    expect(as(bob, Visibility::public_, cem));
    expect(as(cem, Visibility::public_, ada));
    expect(as(cem, Visibility::public_, cem));
    auto boost = make_status(cem);
    boost.reblog_of_id = as(dee, Visibility::public_);
    expect(add(boost));
    expect_pages(
        [&](Page page) {
            return values_of(read([&](ReadTx& tx) { return tx.ties().written_by(ada, std::array{bob, cem}, page); }));
        },
        expected);
}

TEST_P(TiesContract, blocks_are_found_either_way_one_by_one_and_together) {
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.relations().block(ada, bob, next_id()));
        return tx.relations().block(cem, ada, next_id());
    });
    auto among = [&](std::vector<AccountId> candidates) {
        return sorted(read([&](ReadTx& tx) { return tx.relations().blocked_among(ada, candidates); }));
    };
    EXPECT_EQ(among({bob}), std::vector{bob});
    EXPECT_EQ(among({cem}), std::vector{cem});
    EXPECT_EQ(among({dee}), std::vector<AccountId>());
    EXPECT_EQ(among({}), std::vector<AccountId>());
    EXPECT_EQ(among({dee, cem, bob}), sorted(std::vector{bob, cem}));
}

TEST_P(TiesContract, who_may_be_suggested_is_neither_followed_nor_blocked) {
    follow(ada, bob);
    write([&](WriteTx& tx) { return tx.relations().block(cem, ada, next_id()); });
    auto found = read([&](ReadTx& tx) { return tx.ties().suggestable(ada, std::array{ada, bob, cem, dee}, now()); });
    EXPECT_EQ(found, std::vector{dee});
}

TEST_P(TiesContract, preferences_are_of_those_who_chose) {
    TiePreferences chosen{.counts = Counts::everybody, .hidden_lists = 6, .connects = false};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().put_preferences(ada, {}));
        TRY(tx.ties().put_preferences(ada, chosen));
        auto bobs = TRY(tx.accounts().by_id(bob));
        bobs->suspended_at = now();
        return tx.accounts().update(*bobs);
    });
    read([&](ReadTx& tx) -> Result<void> {
        auto found = TRY(tx.ties().preferences(std::array{ada, cem}));
        EXPECT_EQ(found.size(), 1U);
        EXPECT_EQ(found.front(), std::pair(ada, chosen));
        EXPECT_EQ(sorted(TRY(tx.ties().unconnected())), sorted(std::vector{ada, bob}));
        return {};
    });
}

TEST_P(TiesContract, people_counted_again_are_the_same) {
    meet(ada, bob);
    meet(bob, cem);
    meet(cem, ada);
    meet(ada, dee);
    auto before = around(ada, bob);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().recount_people(ada));
        return tx.ties().recount_people(bob);
    });
    EXPECT_EQ(around(ada, bob).shared_people, before.shared_people);
    EXPECT_EQ(around(ada, bob).owner_people, 3U);
    EXPECT_EQ(around(ada, bob).other_people, 2U);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.ties().accounts(ada, 2); }).size(), 2U);
}

TEST_P(TiesContract, last_words_never_move_back_until_recounted) {
    meet(ada, bob);
    auto early = now();
    auto late = early + std::chrono::hours(1);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().put_spoken(ada, late));
        TRY(tx.ties().put_spoken(ada, early));
        return tx.ties().put_spoken(cem, early);
    });
    EXPECT_EQ(around(ada, bob).owner_spoke, late);
    EXPECT_EQ(around(bob, ada).other_spoke, late);
    EXPECT_EQ(around(ada, bob).other_spoke, relationship::never);
    auto said_early = said(ada, bob, InteractionKind::mention, add_status(ada));
    said_early.at = early;
    auto in_private = said_early;
    auto boosted = said_early;
    in_private.status = add_status(ada);
    boosted.kind = InteractionKind::boost;
    boosted.at = in_private.at = late;
    said_early.in_public = boosted.in_public = true;
    for (const auto& each : {said_early, in_private, boosted})
        record(each);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().recount_spoken(cem));
        return tx.ties().recount_spoken(ada);
    });
    EXPECT_EQ(around(ada, bob).owner_spoke, early);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.ties().person(cem); }).last_spoken, relationship::never);
}

TEST_P(TiesContract, what_waits_came_after_the_owners_last_word) {
    auto before = said(bob, ada, InteractionKind::mention, add_status(bob));
    auto spoken = add_status(ada);
    auto tie = plain_tie(ada, bob);
    tie.mine.last_spoken = time_of_id(spoken.value);
    tie.unanswered = 1;
    std::vector<std::int64_t> waiting;
    for (int i = 0; i < 5; ++i) {
        auto kind = i % 2 ? InteractionKind::direct : InteractionKind::reply;
        auto status = add_status(bob);
        record(said(bob, ada, kind, status));
        waiting.insert(waiting.begin(), status.value);
    }
    auto pitch = said(bob, ada, InteractionKind::mention, add_status(bob));
    pitch.pitch = true;
    auto boost = said(bob, ada, InteractionKind::boost, add_status(bob));
    auto answered = said(cem, ada, InteractionKind::mention, add_status(cem));
    for (const auto& each : {before, pitch, boost, answered})
        record(each);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.ties().put({.tie = plain_tie(ada, cem)}));
        return tx.ties().put({tie, 9});
    });
    expect_pages([&](Page page) { return values_of(read([&](ReadTx& tx) { return tx.ties().waiting(ada, page); })); },
                 waiting);
}

TEST_P(TiesContract, an_account_takes_its_ties_along) {
    meet(ada, bob);
    record(said(ada, bob, InteractionKind::mention, add_status(cem)));
    write([&](WriteTx& tx) { return tx.accounts().remove(bob); });
    read([&](ReadTx& tx) -> Result<void> {
        EXPECT_EQ(TRY(tx.ties().tie(ada, bob)), std::nullopt);
        EXPECT_TRUE(TRY(tx.interactions().between({ada, bob})).empty());
        return {};
    });
}

KITH_ON_EVERY_BACKEND(TiesContract);

} // namespace
} // namespace kith::store
