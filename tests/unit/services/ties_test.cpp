#include "network.hpp"
#include "services/ties.hpp"

#include <random>

namespace kith::services {
namespace {

using relationship::Interaction;
using relationship::InteractionKind;
using relationship::Stage;
using std::chrono::days;
using std::chrono::hours;

class TiesTest : public Network {
protected:
    Ties ties{clock, ids, events};
    AccountId ada = member("ada");
    AccountId bob = member("bob");
    AccountId cem = member("cem");

    void record(AccountId actor, AccountId target, InteractionKind kind, std::int64_t conversation = 0,
                StatusId status = {}) {
        write([&](store::WriteTx& tx) {
            return ties.record(tx, {.actor = actor,
                                    .target = target,
                                    .kind = kind,
                                    .in_public = true,
                                    .at = clock.now(),
                                    .conversation = ConversationId{conversation},
                                    .status = status ? status : ids.make<StatusId>()});
        });
        clock.advance(std::chrono::minutes(1));
    }
    // A day on which both speak.
    void talk(AccountId one, AccountId another) {
        auto conversation = ids.next();
        record(one, another, InteractionKind::mention, conversation);
        record(another, one, InteractionKind::reply, conversation);
    }
    KnownTie tie(AccountId owner, AccountId other) {
        return read([&](store::ReadTx& tx) { return tie_with(tx, owner, other, clock.now()); });
    }
    bool wrong(AccountId one, AccountId another) {
        return read([&](store::ReadTx& tx) { return Ties::is_wrong(tx, one, another); });
    }
    void block(AccountId account, AccountId target, bool blocks) {
        write([&](store::WriteTx& tx) -> Result<void> {
            if (blocks)
                TRY(tx.relations().block(account, target, ids.next()));
            else
                TRY(tx.relations().unblock(account, target));
            return ties.block_changed(tx, account, target);
        });
    }
};

TEST_F(TiesTest, an_exchange_makes_acquaintances_of_both) {
    record(ada, bob, InteractionKind::mention, 7);
    EXPECT_EQ(tie(ada, bob).stage, Stage::stranger);
    EXPECT_EQ(tie(bob, ada).tie.unanswered, 1U);
    record(bob, ada, InteractionKind::reply, 7);
    for (auto [owner, other] : {std::pair(ada, bob), std::pair(bob, ada)}) {
        EXPECT_EQ(tie(owner, other).stage, Stage::acquaintance);
        EXPECT_GT(tie(owner, other).strength, 0);
        EXPECT_EQ(tie(owner, other).around.owner_people, 1U);
    }
    EXPECT_EQ(tie(bob, ada).tie.unanswered, 0U);
    EXPECT_EQ(tie(ada, cem).stage, Stage::stranger);
    EXPECT_EQ(tie(ada, cem).strength, 0);
}

TEST_F(TiesTest, weeks_of_answers_make_friends) {
    for (int i = 0; i < 5; ++i) {
        talk(ada, bob);
        clock.advance(days(4));
    }
    EXPECT_EQ(tie(ada, bob).stage, Stage::friend_);
    auto all = read([&](store::ReadTx& tx) { return ties_of(tx, ada, store::TieSelection::known, clock.now()); });
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().tie.other, bob);
    clock.advance(days(366));
    EXPECT_EQ(tie(ada, bob).stage, Stage::acquaintance);
}

TEST_F(TiesTest, batches_come_in_the_order_asked_for) {
    talk(ada, bob);
    read([&](store::ReadTx& tx) -> Result<bool> {
        auto both = TRY(ties_with(tx, ada, std::array{cem, bob}, clock.now()));
        EXPECT_EQ(both.at(0).tie.other, cem);
        EXPECT_EQ(both.at(0).stage, Stage::stranger);
        EXPECT_EQ(both.at(1).stage, Stage::acquaintance);
        auto towards = TRY(ties_towards(tx, std::array{cem, bob}, ada, clock.now()));
        EXPECT_EQ(towards.at(0).tie.owner, cem);
        EXPECT_EQ(towards.at(1).stage, Stage::acquaintance);
        return true;
    });
}

TEST_F(TiesTest, a_clock_that_runs_ahead_is_cut_to_now) {
    write([&](store::WriteTx& tx) {
        return ties.record(tx, {.actor = ada,
                                .target = bob,
                                .kind = InteractionKind::mention,
                                .at = clock.now() + days(400),
                                .status = ids.make<StatusId>()});
    });
    EXPECT_EQ(tie(ada, bob).tie.mine.last_contact, clock.now());
}

TEST_F(TiesTest, oneself_and_facts_told_twice_are_left_out) {
    record(ada, ada, InteractionKind::mention, 7);
    auto status = ids.make<StatusId>();
    record(ada, bob, InteractionKind::mention, 7, status);
    record(ada, bob, InteractionKind::mention, 7, status);
    EXPECT_EQ(tie(ada, bob).tie.mine.contacts, 1U);
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.ties().count(ada); }), 1);
}

TEST_F(TiesTest, a_status_that_goes_takes_its_contacts_along) {
    auto hello = ids.make<StatusId>();
    write([&](store::WriteTx& tx) {
        std::vector<Interaction> all;
        for (auto target : {bob, cem})
            all.push_back({.actor = ada,
                           .target = target,
                           .kind = InteractionKind::mention,
                           .in_public = true,
                           .at = clock.now(),
                           .conversation = ConversationId{7},
                           .status = hello});
        return ties.record(tx, all);
    });
    record(bob, ada, InteractionKind::reply, 7);
    EXPECT_EQ(tie(ada, bob).stage, Stage::acquaintance);
    write([&](store::WriteTx& tx) { return ties.forget_some_of_status(tx, hello); });
    EXPECT_EQ(tie(ada, bob).stage, Stage::stranger);
    EXPECT_EQ(tie(ada, bob).tie.theirs.contacts, 1U);
    EXPECT_EQ(tie(ada, cem).tie, tie(ada, cem).tie);
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.ties().count(cem); }), 0) << "an empty tie is no row";
    EXPECT_EQ(tie(ada, bob).around.owner_spoke, relationship::never);
    EXPECT_EQ(tie(ada, bob).around.owner_people, 1U);
}

TEST_F(TiesTest, an_edit_changes_what_a_message_was_and_keeps_its_place) {
    auto hello = ids.make<StatusId>();
    Interaction said{.actor = ada,
                     .target = bob,
                     .kind = InteractionKind::mention,
                     .at = clock.now(),
                     .conversation = ConversationId{7},
                     .status = hello};
    write([&](store::WriteTx& tx) { return ties.record(tx, said); });
    record(bob, ada, InteractionKind::reply, 7);
    auto pitch = said;
    pitch.pitch = true;
    auto to_cem = pitch;
    to_cem.target = cem;
    write([&](store::WriteTx& tx) { return ties.revise(tx, ada, hello, std::array{pitch, to_cem}); });
    EXPECT_EQ(tie(ada, bob).tie.mine.pitches, 1U);
    EXPECT_EQ(tie(ada, bob).tie.unanswered, 1U) << "bob's answer came after it still";
    EXPECT_EQ(tie(ada, bob).tie.exchanges, 1U);
    EXPECT_EQ(tie(ada, cem).tie.mine.last_contact, clock.now());
    write([&](store::WriteTx& tx) { return ties.revise(tx, ada, hello, std::array{to_cem}); });
    EXPECT_EQ(tie(ada, bob).tie.mine.contacts, 0U);
}

TEST_F(TiesTest, a_block_hides_the_tie_and_unblocking_brings_it_back) {
    talk(ada, bob);
    write([&](store::WriteTx& tx) { return ties.set_stage(tx, ada, bob, Stage::trusted); });
    EXPECT_EQ(tie(ada, bob).stage, Stage::trusted);
    EXPECT_EQ(tie(bob, ada).stage, Stage::acquaintance);
    block(bob, ada, true);
    EXPECT_EQ(tie(ada, bob).stage, Stage::stranger);
    EXPECT_EQ(tie(ada, bob).around.owner_people, 1U);
    record(ada, bob, InteractionKind::mention, 8);
    EXPECT_EQ(tie(ada, bob).tie.mine.contacts, 0U) << "nothing counts across a block";
    block(bob, ada, false);
    EXPECT_EQ(tie(ada, bob).stage, Stage::acquaintance);
    EXPECT_EQ(tie(ada, bob).tie.mine.contacts, 1U);
}

TEST_F(TiesTest, blocking_a_whole_server_hides_the_ties_with_its_people_until_it_ends) {
    auto far = member("far", {.domain = "far.example"});
    auto near = member("near", {.domain = "near.example"});
    talk(ada, far);
    talk(ada, near);
    auto before = tie(far, ada).tie;
    ASSERT_TRUE(relations->block_domain(ada, "far.example"));
    EXPECT_EQ(tie(ada, far).stage, Stage::stranger);
    EXPECT_EQ(tie(far, ada).stage, Stage::stranger);
    EXPECT_EQ(tie(ada, near).stage, Stage::acquaintance);
    talk(far, ada);
    EXPECT_EQ(tie(ada, far).tie.theirs.contacts, 0U) << "nothing said meanwhile counts";
    EXPECT_FALSE(wrong(ada, far));
    ASSERT_TRUE(relations->unblock_domain(ada, "far.example"));
    EXPECT_EQ(tie(far, ada).tie, before);
    EXPECT_FALSE(wrong(ada, far));
}

TEST_F(TiesTest, post_with_thousands_of_marks_goes_at_once_and_its_marks_in_steps) {
    constexpr int marks = 2'500;
    auto popular = post(ada, "A duckling crossed the road. @bob");
    auto since = clock.now();
    write([&](store::WriteTx& tx) -> Result<void> {
        for (int i = 0; i < marks; ++i) {
            Account account{.id = ids.make<AccountId>(), .username = "reader" + std::to_string(i)};
            TRY(tx.accounts().insert(account));
            TRY(ties.record(tx, {.actor = account.id,
                                 .target = ada,
                                 .kind = InteractionKind::favourite,
                                 .in_public = true,
                                 .at = since,
                                 .status = popular}));
        }
        return {};
    });
    int changed = 0;
    events.listen([&](const Event& event) { changed += std::holds_alternative<TiesChanged>(event); });
    ASSERT_TRUE(posting->remove(ada, popular));
    EXPECT_EQ(changed, 100) << "in one transaction";
    EXPECT_EQ(tie(bob, ada).tie.theirs.contacts, 0U) << "words go first";
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.interactions().of_status(popular); }).size(), marks + 1U - 100);
    auto jobs = [&] {
        std::vector<store::Job> found;
        write([&](store::WriteTx& tx) -> Result<void> {
            found = TRY(tx.jobs().lease(clock.now(), clock.now() + hours(1), 10));
            return {};
        });
        std::erase_if(found, [](const auto& job) { return job.kind != Posting::forget_job; });
        return found;
    }();
    ASSERT_EQ(jobs.size(), 1U);
    ASSERT_TRUE(posting->run_forget_job(jobs.front().payload));
    EXPECT_TRUE(read([&](store::ReadTx& tx) { return tx.interactions().of_status(popular); }).empty());
    EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.ties().count(ada); }), 0);
    EXPECT_TRUE(posting->run_forget_job(jobs.front().payload)) << "it may run twice";
}

TEST_F(TiesTest, what_is_set_by_hand_outlives_a_rebuild) {
    write([&](store::WriteTx& tx) -> Result<void> {
        TRY(ties.set_stage(tx, ada, bob, Stage::friend_));
        TRY(ties.set_vouch(tx, bob, ada, true));
        return ties.set_origin(tx, ada, bob, {relationship::OriginKind::introduction, cem, 0});
    });
    write([&](store::WriteTx& tx) -> Result<void> {
        EXPECT_FALSE(TRY(ties.rebuild(tx, ada, bob)));
        return {};
    });
    EXPECT_EQ(tie(ada, bob).stage, Stage::friend_);
    EXPECT_TRUE(tie(ada, bob).tie.theirs.vouches);
    EXPECT_TRUE(tie(bob, ada).tie.mine.vouches);
    EXPECT_EQ(tie(bob, ada).tie.origin.through, cem);
    write([&](store::WriteTx& tx) -> Result<void> {
        TRY(ties.set_stage(tx, ada, bob, std::nullopt));
        return ties.set_vouch(tx, bob, ada, false);
    });
    EXPECT_EQ(tie(ada, bob).stage, Stage::stranger);
}

TEST_F(TiesTest, strength_tells_nothing_of_what_others_say_in_private) {
    talk(ada, bob);
    auto before = tie(ada, bob);
    write([&](store::WriteTx& tx) {
        return ties.record(tx, {.actor = bob,
                                .target = cem,
                                .kind = InteractionKind::direct,
                                .at = clock.now(),
                                .conversation = ConversationId{9},
                                .status = ids.make<StatusId>()});
    });
    auto after = tie(ada, bob);
    EXPECT_EQ(after.strength, before.strength);
    EXPECT_EQ(after.around.other_people, before.around.other_people);
    EXPECT_EQ(after.around.other_spoke, before.around.other_spoke);
}

TEST_F(TiesTest, both_are_told_after_the_commit) {
    std::vector<std::pair<AccountId, AccountId>> told;
    events.listen([&](const Event& event) {
        if (const auto* changed = std::get_if<TiesChanged>(&event)) told.emplace_back(changed->one, changed->another);
    });
    record(ada, bob, InteractionKind::favourite);
    EXPECT_EQ(told, (std::vector{std::pair(ada, bob)}));
}

TEST_F(TiesTest, incremental_ties_equal_rebuilt_ones_after_a_long_random_history) {
    std::vector<AccountId> people{ada,           bob,           cem,
                                  member("dee"), member("eve"), member("fay", {.domain = "far.example"})};
    std::mt19937 random(20'261'122);
    auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
    std::vector<Interaction> said;
    for (int step = 0; step < 3'000; ++step) {
        clock.advance(std::chrono::minutes(below(600)));
        auto actor = people[below(people.size())];
        auto target = people[below(people.size())];
        switch (below(24)) {
        case 0: { // gone
            if (said.empty()) break;
            write([&](store::WriteTx& tx) { return ties.forget_some_of_status(tx, said[below(said.size())].status); });
            break;
        }
        case 1: { // edited
            if (said.empty()) break;
            auto edited = said[below(said.size())];
            edited.pitch = !edited.pitch;
            write([&](store::WriteTx& tx) {
                return ties.revise(tx, edited.actor, edited.status, std::span(&edited, below(4) ? 1 : 0));
            });
            break;
        }
        case 2:
            if (below(4) == 0) {
                ASSERT_TRUE(below(3) == 0 ? relations->block_domain(ada, "far.example")
                                          : relations->unblock_domain(ada, "far.example"));
            } else if (actor != target) {
                block(actor, target, below(3) == 0);
            }
            break;
        case 3:
            write([&](store::WriteTx& tx) { return ties.forget_kind(tx, actor, target, InteractionKind::follow); });
            break;
        case 4:
            if (actor != target)
                write([&](store::WriteTx& tx) { return ties.set_vouch(tx, actor, target, below(2) == 0); });
            break;
        case 5:
            if (below(25) == 0) {
                bool more = true;
                while (more)
                    write([&](store::WriteTx& tx) -> Result<void> {
                        more = TRY(ties.forget_some_of(tx, actor, 2));
                        return {};
                    });
                EXPECT_EQ(read([&](store::ReadTx& tx) { return tx.ties().count(actor); }), 0);
            }
            break;
        default: {
            Interaction interaction{.actor = actor,
                                    .target = target,
                                    .kind = InteractionKind(1 + below(11)),
                                    .pitch = below(9) == 0,
                                    .ask = below(9) == 0,
                                    .own_words = below(2) == 0,
                                    .for_answer = below(2) == 0,
                                    .in_public = below(3) != 0,
                                    .at = clock.now() - hours(below(10) ? 0 : below(900)),
                                    .conversation = ConversationId{std::int64_t(below(40))},
                                    .status = ids.make<StatusId>()};
            write([&](store::WriteTx& tx) { return ties.record(tx, interaction); });
            said.push_back(interaction);
        }
        }
    }
    std::size_t contacts = 0;
    auto in_public = [&](AccountId one, AccountId another) {
        auto row = read([&](store::ReadTx& tx) { return tx.ties().tie(one, another); });
        return row && row->in_public();
    };
    for (auto one : people) {
        std::uint32_t known = 0;
        auto spoke = relationship::never;
        for (auto another : people) {
            if (one == another) continue;
            EXPECT_FALSE(wrong(one, another));
            auto kept = tie(one, another);
            contacts += kept.tie.mine.contacts;
            std::uint32_t shared = 0;
            for (auto third : people)
                shared += third != one && third != another && in_public(one, third) && in_public(another, third);
            known += in_public(one, another);
            if (in_public(one, another)) EXPECT_EQ(kept.around.shared_people, shared);
            std::uint32_t in_public_to = 0;
            for (const auto& interaction :
                 read([&](store::ReadTx& tx) { return tx.interactions().between({one, another}); }))
                if (interaction.actor == one && interaction.in_public && relationship::is_spoken(interaction)) {
                    spoke = std::max(spoke, interaction.at);
                    ++in_public_to;
                }
            auto there = read([&](store::ReadTx& tx) { return tx.ties().tie(one, another); });
            auto back = read([&](store::ReadTx& tx) { return tx.ties().tie(another, one); });
            bool blocked = !read([&](store::ReadTx& tx) {
                                return tx.relations().blocked_among(one, std::array{another});
                            }).empty();
            EXPECT_EQ(there ? there->mine_public : 0, blocked ? 0 : in_public_to);
            EXPECT_EQ(back ? back->theirs_public : 0, blocked ? 0 : in_public_to);
        }
        auto person = read([&](store::ReadTx& tx) { return tx.ties().person(one); });
        EXPECT_EQ(person.people, known);
        EXPECT_EQ(person.last_spoken, spoke);
    }
    EXPECT_GT(contacts, 100U);
}

} // namespace
} // namespace kith::services
