#include "core/text.hpp"
#include "network.hpp"
#include "services/digests.hpp"
#include "services/mirrors.hpp"
#include "services/outcomes.hpp"
#include "services/people.hpp"
#include "services/today_facts.hpp"
#include "services/today_lists.hpp"

namespace kith::services {
namespace {

using relationship::EntryKind;
using relationship::Stage;
using std::chrono::days;

class TodayTest : public Network {
protected:
    Ties ties{clock, ids, events};
    Viewers viewers{clock, events};
    People people{*store_, clock, ties};
    TodayLists lists{*store_, clock, ids, viewers};
    Mirrors mirrors{clock};
    Outcomes outcomes{*store_, clock, ids};
    AccountId ada = old_member("ada");
    AccountId bob = old_member("bob");
    AccountId cem = old_member("cem");

    // Nobody greets those who have been here for long.
    AccountId old_member(const std::string& name) {
        auto id = member(name);
        clock.advance(days(10));
        return id;
    }
    StatusId say(AccountId author, const std::string& text, StatusId in_reply_to = {},
                 Visibility visibility = Visibility::public_) {
        clock.advance(std::chrono::seconds(30));
        auto id = posting->post(
            {.author = author, .text = text, .visibility = visibility, .language = "en", .in_reply_to = in_reply_to});
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        return id.value_or(StatusId{});
    }
    void talk(AccountId one, AccountId another) {
        auto first = say(one, "@" + account(another).username + " how was the lake?");
        say(another, "@" + account(one).username + " cold", first);
    }
    std::vector<TodayItem> today(AccountId owner, EntryKind kind) {
        auto items = lists.get(owner)->items;
        std::erase_if(items, [&](const auto& item) { return item.listed.entry.kind != kind; });
        return items;
    }
    void make_friends(AccountId one, std::same_as<AccountId> auto... others) {
        for (int i = 0; i < 6; ++i) {
            for (auto another : {others...}) {
                talk(one, another);
                talk(another, one);
            }
            clock.advance(days(4));
        }
    }
};

TEST_F(TodayTest, the_list_of_a_day_stays_and_the_next_day_has_its_own) {
    talk(ada, bob); // bob waits
    auto first = *lists.get(ada);
    ASSERT_EQ(first.items.size(), 1U);
    talk(ada, cem);
    auto second = *lists.get(ada);
    ASSERT_EQ(second.items.size(), 1U);
    EXPECT_EQ(second.items[0].listed.id, first.items[0].listed.id);
    clock.advance(days(1));
    EXPECT_EQ(today(ada, EntryKind::unanswered).size(), 2U);
}

TEST_F(TodayTest, the_day_begins_where_the_member_lives) {
    write([&](store::WriteTx& tx) -> Result<void> {
        auto user = *TRY(tx.users().by_account(ada));
        user.settings = write_kith_settings({.utc_offset = 13 * 60}, user.settings);
        return tx.users().update(user);
    });
    clock.set(from_unix_ms(1'790'000'000'000 / 86'400'000 * 86'400'000) + std::chrono::hours(12));
    EXPECT_EQ(lists.get(ada)->day, lists.get(bob)->day + 1);
}

TEST_F(TodayTest, what_waits_in_requests_or_pitches_is_no_duty) {
    auto seller = old_member("seller");
    say(seller, "@ada Visit my shop at https://shop.example/sale and buy now, 50% off everything!", {},
        Visibility::direct);
    EXPECT_TRUE(today(ada, EntryKind::unanswered).empty());
}

TEST_F(TodayTest, a_friend_who_fell_silent_comes_up_with_words_to_begin_with) {
    make_friends(ada, bob);
    say(ada, "@bob so long");
    clock.advance(days(40));
    auto quiet = today(ada, EntryKind::quiet);
    ASSERT_EQ(quiet.size(), 1U);
    EXPECT_EQ(quiet[0].listed.entry.account, bob);
    ASSERT_FALSE(quiet[0].starters.empty());
    EXPECT_TRUE(quiet[0].starters[0].draft.starts_with("@bob "));
    say(ada, quiet[0].starters[0].draft);
    EXPECT_TRUE(today(ada, EntryKind::quiet).empty());
    EXPECT_EQ(lists.get(ada)->done, 1U);
}

TEST_F(TodayTest, done_stays_away_until_something_new_is_said) {
    talk(ada, bob);
    auto items = today(ada, EntryKind::unanswered);
    ASSERT_EQ(items.size(), 1U);
    ASSERT_TRUE(lists.answer(ada, items[0].listed.id, TodayAnswer::done, 7));
    clock.advance(days(2));
    EXPECT_TRUE(today(ada, EntryKind::unanswered).empty());
    say(bob, "@ada are you well?");
    clock.advance(days(1));
    EXPECT_EQ(today(ada, EntryKind::unanswered).size(), 1U);
}

TEST_F(TodayTest, never_is_for_good_until_taken_back) {
    talk(ada, bob);
    ASSERT_TRUE(lists.answer(ada, today(ada, EntryKind::unanswered)[0].listed.id, TodayAnswer::never, 7));
    for (int i = 0; i < 3; ++i) {
        clock.advance(days(1));
        say(bob, "@ada still there?");
        EXPECT_TRUE(today(ada, EntryKind::unanswered).empty());
    }
    auto rows = read([&](store::ReadTx& tx) { return lists.put_off(tx, ada); });
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(code(lists.take_back(bob, rows[0].id)), "not_found");
    ASSERT_TRUE(lists.take_back(ada, rows[0].id));
    clock.advance(days(1));
    EXPECT_EQ(today(ada, EntryKind::unanswered).size(), 1U);
}

TEST_F(TodayTest, what_is_taken_back_the_same_day_is_on_the_list_again) {
    talk(ada, bob);
    for (auto answer : {TodayAnswer::done, TodayAnswer::snooze, TodayAnswer::never}) {
        auto id = today(ada, EntryKind::unanswered).at(0).listed.id;
        auto row = lists.answer(ada, id, answer, 3);
        ASSERT_TRUE(row);
        EXPECT_TRUE(today(ada, EntryKind::unanswered).empty());
        auto rows = read([&](store::ReadTx& tx) { return lists.put_off(tx, ada); });
        EXPECT_EQ(rows.size(), answer == TodayAnswer::done ? 0U : 1U) << "what was done was not put off";
        ASSERT_TRUE(lists.take_back(ada, row->id));
        EXPECT_EQ(today(ada, EntryKind::unanswered).at(0).listed.id, id);
        EXPECT_EQ(lists.get(ada)->done, 0U);
    }
}

TEST_F(TodayTest, two_who_write_about_the_same_could_be_introduced) {
    make_friends(ada, bob, cem);
    for (auto author : {bob, cem}) {
        say(author, "Slugs. #gardening #compost");
        say(author, "Worms. #compost");
    }
    auto pairs = today(ada, EntryKind::introduction);
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0].starters.size(), 1U);
    clock.advance(days(1));
    talk(bob, cem);
    EXPECT_TRUE(today(ada, EntryKind::introduction).empty());
}

TEST_F(TodayTest, newcomers_who_share_a_topic_come_first_and_shops_are_left_out) {
    say(ada, "The hives are awake. #beekeeping");
    clock.advance(days(1));
    auto quiet = member("quiet");
    auto shop = member("shop");
    for (auto words : {"one", "two", "three"})
        say(shop, "We just launched our new candle shop https://shop.example with a big sale, 20% off! " +
                      std::string(words));
    auto keeper = member("keeper", {.note = "City #beekeeping"});
    auto team = member("team", {.note = "Passive income: be your own boss!"});
    std::vector<AccountId> newcomers;
    for (const auto& item : today(ada, EntryKind::newcomer))
        newcomers.push_back(item.listed.entry.account);
    EXPECT_EQ(newcomers, (std::vector{keeper, quiet}));
    EXPECT_EQ(std::ranges::count(newcomers, team), 0);
}

TEST_F(TodayTest, dates_come_round_each_year) {
    using namespace std::chrono;
    auto day = [](int y, unsigned m, unsigned d) {
        return std::int32_t(sys_days(year(y) / month(m) / std::chrono::day(d)).time_since_epoch().count());
    };
    EXPECT_EQ(days_until(11, 22, day(2026, 11, 22)), 0U);
    EXPECT_EQ(days_until(11, 25, day(2026, 11, 22)), 3U);
    EXPECT_EQ(days_until(11, 21, day(2026, 11, 22)), 364U);
    EXPECT_EQ(days_until(2, 29, day(2027, 2, 28)), 1U) << "the first of March";
    EXPECT_EQ(days_until(2, 29, day(2028, 2, 28)), 1U);
}

TEST_F(TodayTest, the_mirror_shows_before_and_after) {
    make_friends(ada, bob); // 24 days
    auto end = clock.now();
    clock.advance(days(60));
    auto then = read([&](store::ReadTx& tx) { return mirrors.get(tx, ada, MirrorPeriod::year, end); });
    EXPECT_EQ(then.mirror.posts, 12U);
    EXPECT_EQ(then.mirror.new_exchanges, 1U);
    ASSERT_EQ(then.mirror.grew.size(), 1U);
    EXPECT_EQ(then.mirror.grew[0].stage_before, Stage::stranger);
    EXPECT_EQ(then.mirror.grew[0].stage_after, Stage::friend_);
    EXPECT_EQ(then.before.size(), 5U);
    EXPECT_EQ(then.before.back().mirror.new_exchanges, 1U);
    auto now = read([&](store::ReadTx& tx) { return mirrors.get(tx, ada, MirrorPeriod::week, clock.now()); });
    EXPECT_EQ(now.mirror.posts, 0U);
    EXPECT_EQ(now.words.front().code, "mirror_nothing");
    ASSERT_TRUE(outcomes.note(ada, {.target = bob, .what = "A job", .at = {}}));
    now = read([&](store::ReadTx& tx) { return mirrors.get(tx, ada, MirrorPeriod::week, clock.now()); });
    ASSERT_EQ(now.mirror.outcomes_by_origin.size(), 1U);
    EXPECT_EQ(now.mirror.outcomes_by_origin[0].first.kind, relationship::OriginKind::conversation);
}

TEST_F(TodayTest, periods_are_calendar_weeks_months_and_years) {
    auto at = *parse_iso("2026-03-01T10:00:00Z"); // a Sunday
    auto week = period_around(MirrorPeriod::week, at);
    EXPECT_EQ(to_iso_date(week.from), "2026-02-23");
    EXPECT_EQ(to_iso_date(week.to), "2026-03-02");
    auto month = period_before(MirrorPeriod::month, period_around(MirrorPeriod::month, at));
    EXPECT_EQ(to_iso_date(month.from), "2026-02-01");
    EXPECT_EQ(to_iso_date(period_around(MirrorPeriod::year, at).to), "2027-01-01");
}

class DigestsTest : public TodayTest {
protected:
    std::vector<OutgoingMail> sent;
    Settings settings{*store_, ids, events};
    Mailer mailer{clock, ids, events, instance, "kith@kith.example", [this](const OutgoingMail& mail) -> Result<void> {
                      sent.push_back(mail);
                      return {};
                  }};
    Door door{*store_, clock, *relations};
    KithPreferences preferences{*store_, clock, events, instance, mailer};
    Digests digests{*store_, clock, instance, settings, mailer, door, lists, preferences};

    // The mails that went out, whole.
    std::vector<std::string> mails() {
        EXPECT_TRUE(digests.send_due());
        std::vector<std::string> payloads;
        write([&](store::WriteTx& tx) -> Result<void> {
            for (const auto& job : TRY(tx.jobs().lease(clock.now(), clock.now() + std::chrono::hours(1), 100))) {
                if (job.kind == Mailer::job_kind) payloads.push_back(job.payload);
                TRY(tx.jobs().done(job.id));
            }
            return {};
        });
        sent.clear();
        for (const auto& payload : payloads)
            EXPECT_TRUE(mailer.deliver(payload));
        std::vector<std::string> messages;
        for (const auto& mail : sent)
            messages.push_back(mail.message);
        return messages;
    }
    static std::string text_of(const std::string& message) {
        auto body = message.substr(message.find("\r\n\r\n") + 4);
        std::erase_if(body, [](char each) { return each == '\r' || each == '\n'; });
        return from_base64(body).value_or("");
    }
    static std::string unsubscribe_token(const std::string& message) {
        std::string_view mark = "List-Unsubscribe: <https://kith.example/unsubscribe/";
        auto at = message.find(mark);
        if (at == std::string::npos) return {};
        at += mark.size();
        return message.substr(at, message.find('>', at) - at);
    }
};

TEST_F(DigestsTest, nothing_is_mailed_unless_asked_for) {
    ASSERT_TRUE(preferences.prepare());
    ASSERT_TRUE(relations->follow(bob, ada));
    talk(ada, bob);
    for (int i = 0; i < 8; ++i) {
        clock.advance(days(1));
        EXPECT_TRUE(mails().empty());
    }
}

TEST_F(DigestsTest, new_followers_come_once_a_day_with_their_facts_and_one_click_ends_it) {
    ASSERT_TRUE(preferences.prepare());
    ASSERT_TRUE(relations->follow(cem, ada)); // before it was asked for
    clock.advance(std::chrono::minutes(1));
    ASSERT_TRUE(preferences.change(ada, {.mail_newcomers = true}));
    EXPECT_TRUE(mails().empty());
    clock.advance(std::chrono::minutes(1));
    ASSERT_TRUE(relations->follow(bob, ada));
    auto first = mails();
    ASSERT_EQ(first.size(), 1U);
    EXPECT_NE(first[0].find("Subject: bob is at your door"), std::string::npos);
    EXPECT_NE(first[0].find("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), std::string::npos);
    EXPECT_TRUE(mails().empty()) << "told already";
    auto dee = old_member("dee");
    ASSERT_TRUE(relations->follow(dee, ada));
    ASSERT_EQ(mails().size(), 1U);
    auto eve = member("eve");
    ASSERT_TRUE(relations->follow(eve, ada));
    EXPECT_TRUE(mails().empty()) << "once a day";
    clock.advance(days(1));
    auto token = unsubscribe_token(first[0]);
    ASSERT_EQ(preferences.check_unsubscribe(token), MailKind::newcomers);
    ASSERT_EQ(preferences.unsubscribe(token), MailKind::newcomers);
    EXPECT_TRUE(mails().empty());
    EXPECT_FALSE(preferences.get(ada)->settings.mail_newcomers);
    for (auto wrong : {token + "A", token.substr(1), std::string("1.today.x"), std::string()})
        EXPECT_EQ(code(preferences.unsubscribe(wrong)), "not_found");
}

TEST_F(DigestsTest, nobody_is_passed_over_however_many_come_in_a_day) {
    ASSERT_TRUE(preferences.prepare());
    ASSERT_TRUE(preferences.change(ada, {.mail_newcomers = true}));
    int arrived = 0;
    auto arrive = [&](int count) {
        std::vector<std::string> names;
        for (int i = 0; i < count; ++i) {
            clock.advance(std::chrono::minutes(1));
            names.push_back("eve" + std::to_string(++arrived));
            EXPECT_TRUE(relations->follow(member(names.back(), {.note = "Bees."}), ada));
        }
        return names;
    };
    auto mailed = [&](std::string_view subject) {
        auto all = mails();
        EXPECT_EQ(all.size(), 1U);
        EXPECT_TRUE(!all.empty() && all[0].find(subject) != std::string::npos) << subject;
        return all.empty() ? "" : text_of(all[0]);
    };
    auto count = [](const std::string& text, std::string_view words) {
        std::size_t found = 0;
        for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
            ++found;
        return found;
    };
    auto told = [&](const std::string& text, const std::string& name) {
        return count(text, "(@" + name + ") follows you");
    };
    auto first = arrive(15);
    auto text = mailed("Subject: 15 people are at your door");
    for (const auto& name : first)
        EXPECT_EQ(told(text, name), 1U) << name;
    EXPECT_EQ(count(text, "They say who they are"), 10U) << "ten with their facts, the others by name";
    EXPECT_EQ(count(text, "There are more"), 0U);

    auto many = arrive(103);
    clock.advance(days(1));
    text = mailed("Subject: 100 people are at your door");
    EXPECT_EQ(count(text, "There are more; they come with the next mail."), 1U);
    clock.advance(days(1));
    auto rest = mailed("Subject: 3 people are at your door");
    for (const auto& name : many)
        EXPECT_EQ(told(text, name) + told(rest, name), 1U) << name;
    clock.advance(days(1));
    EXPECT_TRUE(mails().empty());
}

TEST_F(DigestsTest, today_comes_on_monday_mornings) {
    ASSERT_TRUE(preferences.prepare());
    ASSERT_TRUE(preferences.change(ada, {.mail_today = true}));
    auto sunday = *parse_iso("2026-11-22T12:00:00Z");
    clock.set(sunday);
    talk(ada, bob);
    EXPECT_TRUE(mails().empty());
    clock.set(*parse_iso("2026-11-23T06:30:00Z"));
    EXPECT_TRUE(mails().empty()) << "too early";
    clock.set(*parse_iso("2026-11-23T07:10:00Z"));
    auto monday = mails();
    ASSERT_EQ(monday.size(), 1U);
    EXPECT_EQ(unsubscribe_token(monday[0]).find(ada.str() + ".today."), 0U);
    clock.advance(std::chrono::hours(2));
    EXPECT_TRUE(mails().empty());
    clock.set(*parse_iso("2026-11-30T07:10:00Z"));
    EXPECT_EQ(mails().size(), 1U);
}

} // namespace
} // namespace kith::services
