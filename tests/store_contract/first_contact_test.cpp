#include "store/contact_rules.hpp"
#include "store/first_messages.hpp"
#include "store/held_messages.hpp"
#include "store/judgements.hpp"
#include "store/nudges.hpp"
#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

using relationship::AskKind;
using relationship::Audience;
using relationship::Reason;
using relationship::ReceiverPolicy;

class FirstContactContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");
    AccountId cleo_ = add_account("cleo");

    static StatusJudgement pitch(StatusId status, Offer offer = Offer::no) {
        StatusJudgement judgement{.status_id = status, .words = {.judged = true, .pitch = true}};
        judgement.offer = offer;
        return judgement;
    }
    StatusId add_judged(AccountId author, Offer offer, Visibility visibility = Visibility::public_) {
        auto status = make_status(author);
        status.visibility = visibility;
        add(status);
        write([&](WriteTx& tx) { return tx.judgements().put(pitch(status.id, offer)); });
        return status.id;
    }
    StatusId add_direct(AccountId author, AccountId to, ConversationId conversation) {
        auto status = make_status(author);
        status.visibility = Visibility::direct;
        status.conversation_id = conversation;
        return add(status, {to});
    }
    void hold(AccountId receiver, StatusId status, AccountId from) {
        write([&](WriteTx& tx) {
            return tx.held_messages().put(
                {.account_id = receiver, .status_id = status, .from_account_id = from, .direct = true});
        });
    }
    KeptFirstMessage first_message(AccountId receiver, const std::string& text, bool let_in = false) {
        auto status = make_status(anna_);
        add(status);
        KeptFirstMessage message{.author = anna_,
                                 .receiver = receiver,
                                 .status_id = status.id,
                                 .conversation_id = status.conversation_id,
                                 .at = status.created_at(),
                                 .signature = relationship::template_signature(text),
                                 .let_in = let_in};
        write([&](WriteTx& tx) { return tx.first_messages().put(message); });
        return message;
    }
    std::vector<std::pair<AccountId, Time>> unanswered(const std::vector<AccountId>& receivers, StatusId except = {},
                                                       Time since = {}) {
        return read([&](ReadTx& tx) { return tx.first_messages().unanswered(anna_, receivers, since, except); });
    }
    relationship::AutomatedContacts automated(Time since = {}) {
        auto found = read([&](ReadTx& tx) { return tx.first_messages().automated(std::array{anna_, ben_}, since); });
        EXPECT_LE(found.size(), 1U) << "who sent none is left out";
        return found.empty() ? relationship::AutomatedContacts() : found.front().second;
    }
    void answer(ConversationId conversation, AccountId from, AccountId to) {
        write([&](WriteTx& tx) { return tx.first_messages().note_answer(conversation, from, to); });
    }
};

TEST_P(FirstContactContract, judgement_of_a_status_is_kept_whole) {
    auto id = add_status(anna_);
    auto other = add_status(anna_);
    StatusJudgement judgement{.status_id = id, .words = {.judged = true, .ask = true, .question = true}};
    judgement.words.asks.add(AskKind::share);
    judgement.words.asks.add(AskKind::introduce);
    judgement.help = true;
    judgement.offer = Offer::over_budget;
    write([&](WriteTx& tx) { return tx.judgements().put(judgement); });
    std::vector<StatusId> ids{id, other, StatusId{4711}};
    auto found = read([&](ReadTx& tx) { return tx.judgements().of(ids); });
    ASSERT_EQ(found.size(), 2U);
    std::ranges::sort(found, {}, &StatusJudgement::status_id);
    EXPECT_EQ(found[0], judgement);
    EXPECT_EQ(found[1], StatusJudgement{.status_id = other}) << "never judged";
}

TEST_P(FirstContactContract, posts_of_an_account_come_with_their_judgements) {
    std::vector<std::int64_t> all;
    for (int i = 0; i < 6; ++i)
        all.insert(all.begin(), add_judged(anna_, Offer::no).value);
    add_judged(anna_, Offer::no, Visibility::private_);
    add_judged(ben_, Offer::no);
    auto boost = make_status(anna_);
    boost.reblog_of_id = add_status(ben_);
    add(boost);
    expect_pages(
        [&](const Page& page) {
            std::vector<std::int64_t> ids;
            for (const auto& post :
                 read([&](ReadTx& tx) { return tx.judgements().posts(anna_, Visibility::unlisted, page); })) {
                EXPECT_TRUE(post.judgement.words.pitch);
                ids.push_back(post.judgement.status_id.value);
            }
            return ids;
        },
        all);
}

TEST_P(FirstContactContract, offers_are_those_of_whom_one_follows) {
    follow(cleo_, anna_);
    std::vector<std::int64_t> all;
    for (int i = 0; i < 6; ++i)
        all.insert(all.begin(), add_judged(anna_, i % 2 == 0 ? Offer::declared : Offer::over_budget).value);
    add_judged(anna_, Offer::no);
    add_judged(anna_, Offer::declared, Visibility::direct);
    add_judged(ben_, Offer::declared);
    expect_pages(
        [&](const Page& page) {
            return values_of(read([&](ReadTx& tx) { return tx.judgements().offers(cleo_, page); }));
        },
        all);
}

TEST_P(FirstContactContract, first_messages_come_newest_first_with_their_signatures) {
    auto one = first_message(ben_, "Hi Ben, shall we talk about your great project sometime next week?");
    auto two = first_message(cleo_, "Something else entirely was on my mind when I wrote this to you.");
    auto found = read([&](ReadTx& tx) { return tx.first_messages().since(anna_, one.at, 10); });
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].status_id, two.status_id);
    EXPECT_EQ(found[1].receiver, ben_);
    EXPECT_EQ(found[1].signature, one.signature);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.first_messages().since(anna_, two.at, 10); }).size(), 1U);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.first_messages().since(anna_, one.at, 1); }).size(), 1U);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.first_messages().since(ben_, one.at, 10); }).empty());
}

TEST_P(FirstContactContract, answers_to_automated_messages_are_counted_once_a_message) {
    auto to_ben = first_message(ben_, "one");
    auto to_cleo = first_message(cleo_, "two");
    answer(to_ben.conversation_id, ben_, anna_);
    EXPECT_EQ(automated().answered, 0) << "not automated";
    std::vector<StatusId> both{to_ben.status_id, to_cleo.status_id};
    write([&](WriteTx& tx) { return tx.first_messages().set_automated(anna_, both); });
    EXPECT_EQ(automated().answered, 1);
    answer(to_cleo.conversation_id, anna_, cleo_);
    EXPECT_EQ(automated().answered, 1) << "a second word of the author answers nothing";
    answer(to_ben.conversation_id, anna_, ben_);
    answer(to_ben.conversation_id, ben_, anna_);
    answer(to_ben.conversation_id, anna_, ben_);
    EXPECT_EQ(automated().answered, 1);
    EXPECT_EQ(automated().answered_back, 1);
    EXPECT_EQ(automated(to_cleo.at).answered, 0);
}

TEST_P(FirstContactContract, old_first_messages_go_and_automated_ones_later) {
    auto old = first_message(ben_, "one");
    auto automated_one = first_message(ben_, "two");
    auto fresh = first_message(ben_, "three");
    std::vector<StatusId> marked{automated_one.status_id};
    write([&](WriteTx& tx) { return tx.first_messages().set_automated(anna_, marked); });
    write([&](WriteTx& tx) { return tx.first_messages().remove_before(fresh.at, automated_one.at); });
    auto left = read([&](ReadTx& tx) { return tx.first_messages().since(anna_, old.at, 10); });
    ASSERT_EQ(left.size(), 2U);
    EXPECT_EQ(left[1].status_id, automated_one.status_id);
    EXPECT_TRUE(left[1].automated);
}

TEST_P(FirstContactContract, first_message_outlives_its_status) {
    auto message = first_message(ben_, "Hi Ben, shall we talk about your great project sometime next week?", true);
    write([&](WriteTx& tx) -> Result<void> {
        auto status = TRY(tx.statuses().by_id(message.status_id));
        return tx.statuses().remove(*status, now());
    });
    auto left = read([&](ReadTx& tx) { return tx.first_messages().since(anna_, message.at, 10); });
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0].signature, message.signature);
    EXPECT_TRUE(left[0].let_in);
    EXPECT_EQ(unanswered({ben_}).size(), 1U);
}

TEST_P(FirstContactContract, unanswered_first_messages_are_those_let_in) {
    auto waits = first_message(ben_, "one");
    auto arrived = first_message(ben_, "two", true);
    auto to_cleo = first_message(cleo_, "three", true);
    EXPECT_EQ(unanswered({ben_}), (std::vector{std::pair(ben_, arrived.at)}));
    EXPECT_EQ(unanswered({ben_, cleo_}).size(), 2U);
    EXPECT_TRUE(unanswered({ben_}, arrived.status_id).empty()) << "the one that is asked about";
    EXPECT_TRUE(unanswered({anna_}).empty());
    EXPECT_EQ(unanswered({ben_, cleo_}, {}, to_cleo.at).size(), 1U);
    waits.let_in = true;
    write([&](WriteTx& tx) { return tx.first_messages().put(waits); });
    EXPECT_EQ(unanswered({ben_}).size(), 2U);
    waits.let_in = false;
    write([&](WriteTx& tx) { return tx.first_messages().put(waits); });
    EXPECT_EQ(unanswered({ben_}).size(), 2U) << "what was let in once remains so";
    answer(to_cleo.conversation_id, cleo_, anna_);
    EXPECT_TRUE(unanswered({cleo_}).empty());
}

TEST_P(FirstContactContract, speakers_of_a_conversation_are_those_who_wrote_in_it) {
    ConversationId conversation{next_id()};
    add_direct(anna_, ben_, conversation);
    std::vector<AccountId> asked{anna_, ben_};
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.first_messages().speakers(conversation, asked); }), std::vector{anna_});
}

TEST_P(FirstContactContract, policies_are_there_for_those_who_set_one) {
    ReceiverPolicy policy{.pitch = Audience::nobody,
                          .ask = Audience::followed,
                          .message = Audience::acquaintance,
                          .invite = Audience::anyone};
    write([&](WriteTx& tx) { return tx.contact_rules().put_policy(anna_, ReceiverPolicy{}); });
    write([&](WriteTx& tx) { return tx.contact_rules().put_policy(anna_, policy); });
    std::vector<AccountId> asked{anna_, ben_};
    auto found = read([&](ReadTx& tx) { return tx.contact_rules().policies(asked); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], std::pair(anna_, policy));
}

TEST_P(FirstContactContract, rules_are_kept_a_pair_and_go_when_they_say_nothing) {
    ContactRule rule{.account_id = anna_, .target_id = ben_};
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.contact_rules().rule(anna_, ben_); }), rule);
    rule.boundaries = {.asks = true, .direct_messages = true};
    rule.accepted = {.pitches = true, .messages = true};
    rule.offers = true;
    auto first = next_id();
    write([&](WriteTx& tx) { return tx.contact_rules().put(rule, first); });
    rule.boundaries.all = true;
    write([&](WriteTx& tx) { return tx.contact_rules().put(rule, next_id()); });
    rule.bounded = first;
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.contact_rules().rule(anna_, ben_); }), rule) << "the first time stays";
    std::vector<AccountId> both{anna_, cleo_};
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.contact_rules().towards(ben_, both); }), std::vector{rule});
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.contact_rules().wanting_offers(ben_, both); }), std::vector{anna_});
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.contact_rules().towards(anna_, both); }).empty());

    rule.boundaries = {};
    write([&](WriteTx& tx) { return tx.contact_rules().put(rule, next_id()); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.contact_rules().rule(anna_, ben_); }).bounded, 0);
    rule.accepted = {};
    rule.offers = false;
    write([&](WriteTx& tx) { return tx.contact_rules().put(rule, next_id()); });
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.contact_rules().towards(ben_, both); }).empty());
}

TEST_P(FirstContactContract, boundaries_and_wanted_offers_are_paged) {
    std::vector<std::int64_t> bounded;
    std::vector<std::int64_t> offers;
    for (int i = 0; i < 6; ++i) {
        auto other = add_account("other" + std::to_string(i));
        ContactRule rule{.account_id = anna_, .target_id = other, .boundaries = {.pitches = true}, .offers = true};
        bounded.insert(bounded.begin(), next_id());
        offers.insert(offers.begin(), other.value);
        write([&](WriteTx& tx) { return tx.contact_rules().put(rule, bounded.front()); });
    }
    write([&](WriteTx& tx) {
        return tx.contact_rules().put({.account_id = anna_, .target_id = ben_, .accepted = {.asks = true}}, next_id());
    });
    expect_pages(
        [&](const Page& page) {
            std::vector<std::int64_t> ids;
            for (const auto& rule : read([&](ReadTx& tx) { return tx.contact_rules().boundaries(anna_, page); }))
                ids.push_back(rule.bounded);
            return ids;
        },
        bounded);
    expect_pages(
        [&](const Page& page) {
            return values_of(read([&](ReadTx& tx) { return tx.contact_rules().offers_wanted(anna_, page); }));
        },
        offers);
}

TEST_P(FirstContactContract, held_message_is_kept_with_its_reasons) {
    auto id = add_direct(ben_, anna_, ConversationId{next_id()});
    HeldMessage held{.account_id = anna_, .status_id = id, .from_account_id = ben_};
    held.judgement = {.judged = true, .pitch = true, .is_template = true, .autopilot = true};
    held.direct = true;
    held.reasons = {Reason("stranger_asks", {{"what", "to share and to follow"}, {"empty", ""}}),
                    Reason("links_closed")};
    write([&](WriteTx& tx) { return tx.held_messages().put(held); });
    std::vector<StatusId> ids{id, StatusId{4711}};
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().among(anna_, ids); }), std::vector{held});
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.held_messages().among(cleo_, ids); }).empty());
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().of_sender(anna_, ben_, 5); }), std::vector{held});
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().waiting(ids); }), (std::vector{Waiting{id, anna_}}));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.held_messages().remove(anna_, id); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.held_messages().remove(anna_, id); }));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.held_messages().waiting(ids); }).empty());
}

TEST_P(FirstContactContract, held_message_goes_with_its_status) {
    auto status = make_status(ben_);
    add(status, {anna_});
    hold(anna_, status.id, ben_);
    write([&](WriteTx& tx) { return tx.statuses().remove(status, now()); });
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.held_messages().of_sender(anna_, ben_, 5); }).empty());
}

TEST_P(FirstContactContract, dropped_message_is_kept_for_the_eyes_of_its_sender_alone) {
    ConversationId conversation{next_id()};
    auto first = add_direct(ben_, anna_, conversation);
    auto unheld = add_direct(ben_, anna_, conversation);
    auto refused = add_direct(ben_, anna_, conversation);
    HeldMessage dropped{.account_id = anna_, .status_id = refused, .from_account_id = ben_, .dropped = true};
    dropped.reasons = {Reason("stranger_pitches")};
    HeldMessage let_in{.account_id = anna_, .status_id = unheld, .from_account_id = ben_, .dropped = true};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.held_messages().put(dropped));
        return tx.held_messages().put(let_in);
    });
    std::vector<StatusId> both{unheld, refused};
    auto waiting = [&] { return read([&](ReadTx& tx) { return tx.held_messages().waiting(both); }); };
    EXPECT_EQ(waiting(), (std::vector{Waiting{refused, anna_}})) << "without the policy the other would have arrived";
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.held_messages().of_sender(anna_, ben_, 5); }).empty());
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().among(anna_, std::array{refused}); }),
              std::vector{dropped});
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().among(anna_, both); }).size(), 2U);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().newest_delivered(anna_, conversation, {}); }), first);
    hold(cleo_, refused, ben_);
    write([&](WriteTx& tx) { return tx.held_messages().stop_showing_dropped(anna_, ben_); });
    write([&](WriteTx& tx) { return tx.held_messages().stop_showing_dropped(cleo_, ben_); });
    EXPECT_EQ(waiting(), (std::vector{Waiting{refused, cleo_}}));
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().among(anna_, both); }).size(), 2U);
    dropped.dropped = false;
    write([&](WriteTx& tx) { return tx.held_messages().put(dropped); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.held_messages().of_sender(anna_, ben_, 5); }), std::vector{dropped});
}

TEST_P(FirstContactContract, newest_delivered_of_a_conversation_is_what_reached_the_account) {
    ConversationId conversation{next_id()};
    auto newest = [&](AccountId account, StatusId except = {}) {
        return read([&](ReadTx& tx) { return tx.held_messages().newest_delivered(account, conversation, except); });
    };
    EXPECT_EQ(newest(anna_), StatusId{});
    auto first = add_direct(ben_, anna_, conversation);
    auto own = add_direct(anna_, ben_, conversation);
    auto to_another = add_direct(ben_, cleo_, conversation);
    auto held = add_direct(ben_, anna_, conversation);
    hold(anna_, held, ben_);
    EXPECT_EQ(newest(anna_), own);
    EXPECT_EQ(newest(anna_, own), first);
    EXPECT_EQ(newest(cleo_), to_another);
    EXPECT_EQ(newest(ben_), held);
}

TEST_P(FirstContactContract, nudge_is_remembered_by_author_and_text) {
    auto at = [&](AccountId author, std::string_view digest) {
        return read([&](ReadTx& tx) { return tx.nudges().at(author, digest); });
    };
    EXPECT_FALSE(at(anna_, "aa"));
    write([&](WriteTx& tx) { return tx.nudges().put(anna_, "aa", from_unix_ms(5)); });
    write([&](WriteTx& tx) { return tx.nudges().put(anna_, "aa", from_unix_ms(7)); });
    write([&](WriteTx& tx) { return tx.nudges().put(anna_, "bb", from_unix_ms(9)); });
    EXPECT_EQ(at(anna_, "aa"), from_unix_ms(7));
    EXPECT_FALSE(at(ben_, "aa"));
    write([&](WriteTx& tx) { return tx.nudges().remove_before(from_unix_ms(9)); });
    EXPECT_FALSE(at(anna_, "aa"));
    EXPECT_TRUE(at(anna_, "bb"));
}

KITH_ON_EVERY_BACKEND(FirstContactContract);

} // namespace
} // namespace kith::store
