#include "contract.hpp"
#include "store/meetings.hpp"
#include "store/outcomes.hpp"
#include "store/person_notes.hpp"
#include "store/put_offs.hpp"
#include "store/ties.hpp"

#include <array>

namespace kith::store {
namespace {

using relationship::EntryAction;
using relationship::EntryKind;
using relationship::Interaction;
using relationship::InteractionKind;

class PeopleContract : public Contract {
protected:
    AccountId ada = add_account("ada");
    AccountId bob = add_account("bob");
    AccountId cem = add_account("cem");
    Time long_ago = now() - std::chrono::days(30);

    PersonNote note(AccountId target) {
        return {.account_id = ada,
                .target_id = target,
                .note = "has a boat",
                .likes = "herons",
                .how_met = "at the lock",
                .tags = {"boats", "neighbours"},
                .dates = {{"The birthday", 2, 29, {}}, {"The day we met", 6, 1, 2019}}};
    }
    // What the tie has of it in public too.
    void speak(AccountId actor, AccountId target, InteractionKind kind, bool in_public, std::int64_t conversation = 1) {
        write([&](WriteTx& tx) -> Result<void> {
            TRY(tx.interactions().add({.actor = actor,
                                       .target = target,
                                       .kind = kind,
                                       .in_public = in_public,
                                       .at = now(),
                                       .conversation = ConversationId{conversation},
                                       .status = next<StatusId>()},
                                      next_id()));
            for (auto [owner, other] : {std::pair(actor, target), std::pair(target, actor)}) {
                auto row = TRY(tx.ties().tie(owner, other)).value_or(TieRow{});
                row.tie.owner = owner;
                row.tie.other = other;
                if (owner == actor) ++row.tie.mine.contacts;
                if (in_public && relationship::is_spoken({.kind = kind}))
                    ++(owner == actor ? row.mine_public : row.theirs_public);
                TRY(tx.ties().put(row));
            }
            return {};
        });
    }
    std::vector<AccountId> door(AccountId owner) {
        std::vector<AccountId> ids;
        for (const auto& each : read([&](ReadTx& tx) { return tx.meetings().at_door(owner, long_ago, {}); }))
            ids.push_back(each.account_id);
        return ids;
    }
    using Pairs = std::vector<std::pair<AccountId, AccountId>>;
    ListedEntry entry(AccountId other, std::int32_t day, EntryKind kind = EntryKind::unanswered) {
        ListedEntry made{.id = next_id(), .day = day, .entry = {}};
        made.entry.kind = kind;
        made.entry.action = EntryAction::answer;
        made.entry.account = other;
        made.entry.reason = relationship::Reason("today_unanswered", {{"name", "Bob"}, {"days", "3"}});
        return made;
    }
};

TEST_P(PeopleContract, notes_are_kept_whole_and_the_note_is_that_of_relations) {
    auto kept = note(bob);
    write([&](WriteTx& tx) { return tx.person_notes().put(kept); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.person_notes().about(ada, bob); }), kept);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.relations().with(ada, std::array{bob}); }).front().note, "has a boat");
    write([&](WriteTx& tx) { return tx.relations().put_note(ada, cem, "sings"); });
    auto all = read([&](ReadTx& tx) { return tx.person_notes().all(ada); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0], kept);
    EXPECT_EQ(all[1].note, "sings");
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.person_notes().all(bob); }).empty());
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.person_notes().tags(ada); }),
              (std::vector<std::pair<std::string, std::int64_t>>{{"boats", 1}, {"neighbours", 1}}));
    write([&](WriteTx& tx) { return tx.person_notes().put({.account_id = ada, .target_id = bob}); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.person_notes().all(ada); }).size(), 1U);
    write([&](WriteTx& tx) { return tx.accounts().remove(cem); });
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.person_notes().all(ada); }).empty());
}

TEST_P(PeopleContract, whoever_was_dealt_with_is_no_longer_at_the_door) {
    follow(bob, ada);
    follow(cem, ada);
    EXPECT_EQ(door(ada), (std::vector{cem, bob}));
    write([&](WriteTx& tx) { return tx.meetings().leave(ada, cem); });
    EXPECT_EQ(door(ada), std::vector{bob});
    write([&](WriteTx& tx) { return tx.meetings().look_again(ada, cem); });
    EXPECT_EQ(door(ada), (std::vector{cem, bob}));
    write([&](WriteTx& tx) { return tx.meetings().leave(ada, cem); });
    EXPECT_EQ(door(ada), std::vector{bob});
    speak(bob, ada, InteractionKind::mention, true);
    EXPECT_EQ(door(ada), std::vector{bob}) << "ada has not spoken to them";
    speak(ada, bob, InteractionKind::direct, false);
    EXPECT_TRUE(door(ada).empty());
    auto dee = add_account("dee");
    follow(dee, ada);
    EXPECT_EQ(door(ada), std::vector{dee});
    follow(ada, dee);
    EXPECT_TRUE(door(ada).empty());
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.meetings().follower(ada, cem); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.meetings().follower(cem, ada); }));
}

TEST_P(PeopleContract, the_door_is_paged_and_has_requests_whatever_their_age) {
    std::vector<std::int64_t> all;
    for (int i = 0; i < 6; ++i) {
        auto other = add_account("p" + std::to_string(i));
        all.insert(all.begin(), next_id());
        write([&](WriteTx& tx) {
            return tx.relations().put_follow(
                {.account_id = other, .target_id = ada, .id = all.front(), .pending = i % 2 == 0, .languages = {}});
        });
    }
    auto fetch = [&](Time since) {
        return [this, since](const Page& page) {
            std::vector<std::int64_t> ids;
            for (const auto& each : read([&](ReadTx& tx) { return tx.meetings().at_door(ada, since, page); }))
                ids.push_back(each.follow_id);
            return ids;
        };
    };
    expect_pages(fetch(long_ago), all);
    EXPECT_EQ(fetch(now() + std::chrono::hours(1))(Page{}), (std::vector{all[1], all[3], all[5]}));
}

TEST_P(PeopleContract, habits_are_counted_from_what_everybody_may_read) {
    auto reply = make_status(bob);
    reply.in_reply_to_account_id = ada;
    add(reply);
    add_status(bob);
    auto secret = make_status(bob);
    secret.visibility = Visibility::direct;
    add(secret);
    auto posting = read([&](ReadTx& tx) { return tx.meetings().posting(std::array{bob, cem}, long_ago); });
    ASSERT_EQ(posting.size(), 1U);
    EXPECT_EQ(posting[0].posts, 2);
    EXPECT_EQ(posting[0].replies, 1);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.meetings().newest_posts(std::array{bob, cem}, long_ago, 1); }).size(),
              1U);

    speak(ada, bob, InteractionKind::mention, true, 7);
    speak(bob, ada, InteractionKind::reply, true, 7);
    speak(cem, bob, InteractionKind::mention, true, 8);
    speak(ada, bob, InteractionKind::direct, false, 9);
    auto answering = read([&](ReadTx& tx) { return tx.meetings().answering(std::array{bob}, long_ago); });
    ASSERT_EQ(answering.size(), 1U);
    EXPECT_EQ(answering[0].received, 2);
    EXPECT_EQ(answering[0].answered, 1);
}

TEST_P(PeopleContract, talking_needs_public_words_of_both) {
    speak(ada, bob, InteractionKind::mention, true);
    speak(ada, cem, InteractionKind::mention, true);
    speak(cem, ada, InteractionKind::direct, false);
    auto talking = [&] {
        return read([&](ReadTx& tx) { return tx.meetings().talking(std::array{ada}, std::array{bob, cem}); });
    };
    EXPECT_TRUE(talking().empty());
    speak(bob, ada, InteractionKind::reply, true);
    EXPECT_EQ(talking(), (Pairs{{ada, bob}}));
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.meetings().partners(std::array{ada, cem}, 10); }), (Pairs{{ada, bob}}));
}

TEST_P(PeopleContract, following_is_told_of_those_who_show_it) {
    follow(bob, ada);
    follow(cem, ada);
    write([&](WriteTx& tx) -> Result<void> {
        auto hides = *TRY(tx.accounts().by_id(cem));
        hides.hide_collections = true;
        return tx.accounts().update(hides);
    });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.meetings().following(std::array{bob, cem}, std::array{ada}); }),
              (Pairs{{bob, ada}}));
}

TEST_P(PeopleContract, a_member_has_one_code_and_it_ends) {
    auto code = [&](std::string digest, Time expires) {
        write([&](WriteTx& tx) {
            return tx.meetings().put_code(
                {.account_id = ada, .digest = digest, .made_at = long_ago, .expires_at = expires});
        });
    };
    auto owner = [&](std::string_view digest) {
        auto found = read([&](ReadTx& tx) { return tx.meetings().code(digest, now()); });
        return found ? found->account_id : AccountId{};
    };
    code("one", now() + std::chrono::minutes(1));
    EXPECT_EQ(owner("one"), ada);
    code("two", now() + std::chrono::minutes(1));
    EXPECT_EQ(owner("one"), AccountId{});
    EXPECT_EQ(owner("two"), ada);
    code("three", now() - std::chrono::minutes(1));
    EXPECT_EQ(owner("three"), AccountId{});
    write([&](WriteTx& tx) { return tx.meetings().remove_expired_codes(now()); });
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.meetings().code_of(ada, long_ago); }));
}

TEST_P(PeopleContract, a_meeting_is_of_both_and_is_hidden_by_a_block) {
    auto id = next_id();
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.meetings().put_meeting(ada, bob, id); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.meetings().put_meeting(bob, ada, next_id()); }));
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.meetings().meeting(bob, ada); })->id, id);
    write([&](WriteTx& tx) { return tx.relations().block(bob, ada, next_id()); });
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.meetings().meeting(ada, bob); }));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.meetings().meetings(ada, {}); }).empty());
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.meetings().remove_meeting(ada, bob); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.meetings().remove_meeting(ada, bob); }));
}

TEST_P(PeopleContract, todays_list_replaces_the_one_before) {
    std::array monday{entry(bob, 100), entry(cem, 100)};
    monday[1].entry.second = bob;
    write([&](WriteTx& tx) { return tx.put_offs().put_list(ada, 100, monday); });
    auto listed = [&](std::int32_t day) { return read([&](ReadTx& tx) { return tx.put_offs().listed(ada, day); }); };
    ASSERT_EQ(listed(100).size(), 2U);
    EXPECT_EQ(listed(100)[0].entry.reason, monday[0].entry.reason);
    EXPECT_EQ(listed(100)[1].entry.second, bob);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.put_offs().is_made(ada, 100); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.put_offs().is_made(ada, 101); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.put_offs().entry(bob, monday[0].id); }));
    write([&](WriteTx& tx) { return tx.put_offs().set_state(monday[0].id, EntryState::done); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.put_offs().entry(ada, monday[0].id); })->state, EntryState::done);
    write([&](WriteTx& tx) { return tx.put_offs().put_list(ada, 101, {}); });
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.put_offs().is_made(ada, 101); }));
    EXPECT_TRUE(listed(100).empty());
}

TEST_P(PeopleContract, what_is_put_off_ends_or_stays_for_good) {
    auto put_off = [&](AccountId other, Time until) {
        auto id = next_id();
        write([&](WriteTx& tx) {
            return tx.put_offs().insert(
                ada, {.id = id, .put_off = {.kind = EntryKind::quiet, .account = other, .status = {}, .until = until}});
        });
        return id;
    };
    put_off(bob, now() + std::chrono::days(1));
    auto good = put_off(cem, Time::max());
    auto holds = [&](Time at) { return read([&](ReadTx& tx) { return tx.put_offs().of(ada, at); }); };
    EXPECT_EQ(holds(now()).size(), 2U);
    ASSERT_EQ(holds(now() + std::chrono::days(2)).size(), 1U);
    EXPECT_EQ(holds(now() + std::chrono::days(2))[0].put_off.until, Time::max());
    write([&](WriteTx& tx) { return tx.put_offs().remove_expired(now() + std::chrono::days(2)); });
    EXPECT_EQ(holds(now()).size(), 1U);
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.put_offs().remove(bob, good); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.put_offs().remove(ada, good); }));
}

TEST_P(PeopleContract, outcomes_are_paged_and_found_by_time) {
    std::vector<std::int64_t> all;
    for (int i = 0; i < 6; ++i) {
        all.insert(all.begin(), next_id());
        Outcome outcome{.id = all.front(),
                        .account_id = ada,
                        .target_id = i % 2 == 0 ? bob : cem,
                        .kind = OutcomeKind::job,
                        .what = "A job",
                        .at = long_ago + std::chrono::days(i),
                        .origin = {.kind = relationship::OriginKind::introduction, .through = cem, .where = 0}};
        write([&](WriteTx& tx) { return tx.outcomes().insert(outcome); });
    }
    expect_pages(
        [&](const Page& page) {
            std::vector<std::int64_t> ids;
            for (const auto& each : read([&](ReadTx& tx) { return tx.outcomes().list(ada, {}, page); }))
                ids.push_back(each.id);
            return ids;
        },
        all);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.outcomes().list(ada, bob, {}); }).size(), 3U);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.outcomes().count(ada, bob); }), 3);
    auto some = read([&](ReadTx& tx) {
        return tx.outcomes().between(ada, long_ago + std::chrono::days(1), long_ago + std::chrono::days(3));
    });
    ASSERT_EQ(some.size(), 2U);
    EXPECT_EQ(some[0].origin.through, cem);
    EXPECT_EQ(some[0].kind, OutcomeKind::job);
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.outcomes().remove(bob, all[0]); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.outcomes().remove(ada, all[0]); }));
}

KITH_ON_EVERY_BACKEND(PeopleContract);

} // namespace
} // namespace kith::store
