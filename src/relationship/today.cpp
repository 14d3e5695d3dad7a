#include "relationship/today.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace kith::relationship {
namespace {

constexpr std::size_t most_of_a_kind = 3;
constexpr double most_waiting_days = 30; // an older message is no reminder any more
constexpr double quiet_ratio = 3;        // a silence three times as long as usual
constexpr double least_quiet_days = 14;
constexpr double most_quiet_days = 365; // beyond, the tie has fallen; People shows it
constexpr double newcomer_days = 7;
constexpr double post_days = 7;
constexpr unsigned enough_answers = 3;
constexpr unsigned few_shares = 3;
constexpr unsigned dates_ahead = 3;
constexpr std::size_t much_in_common = 2;

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string number(double value) { return fmt::format("{:.0f}", value); }

bool is_put_off(const TodayFacts& facts, const TodayEntry& entry, Time now) {
    return std::ranges::any_of(facts.put_off, [&](const PutOff& put_off) {
        return put_off.kind == entry.kind && (put_off.account == entry.account || put_off.account == entry.second) &&
               (!put_off.status || put_off.status == entry.status) && now < put_off.until;
    });
}

class List {
public:
    List(const TodayFacts& facts, Time now) : facts_(facts), now_(now) {}

    void add(EntryKind kind, EntryAction action, AccountId account, double weight, Reason reason, AccountId second = {},
             StatusId status = {}) {
        TodayEntry entry{kind, action, account, second, status, std::move(reason), weight};
        if (!is_put_off(facts_, entry, now_)) entries_.push_back(std::move(entry));
    }

    std::vector<TodayEntry> best() {
        std::ranges::sort(entries_, [](const TodayEntry& a, const TodayEntry& b) {
            if (a.weight != b.weight) return a.weight > b.weight;
            return std::tuple(a.kind, a.account, a.status) < std::tuple(b.kind, b.account, b.status);
        });
        std::vector<TodayEntry> chosen;
        std::map<EntryKind, std::size_t> of_kind;
        std::set<AccountId> people;
        for (auto& entry : entries_) {
            if (chosen.size() == most_entries) break;
            if (of_kind[entry.kind] == most_of_a_kind || people.contains(entry.account) ||
                (entry.second && people.contains(entry.second)))
                continue;
            ++of_kind[entry.kind];
            people.insert(entry.account);
            if (entry.second) people.insert(entry.second);
            chosen.push_back(std::move(entry));
        }
        return chosen;
    }

private:
    const TodayFacts& facts_;
    Time now_;
    std::vector<TodayEntry> entries_;
};

void add_unanswered(List& list, const TieFacts& facts, Time now) {
    double days = days_between(facts.tie.theirs.last_spoken, now);
    if (facts.tie.unanswered == 0 || !facts.wants_answer || days > most_waiting_days) return;
    // Answers are what ties live from: they come before everything else of the same strength.
    double weight = 2 + 2 * facts.strength + 0.25 * double(facts.stage);
    if (days < 1)
        list.add(EntryKind::unanswered, EntryAction::answer, facts.tie.other, weight,
                 Reason("today_unanswered_today", {{"name", facts.name}}));
    else
        list.add(EntryKind::unanswered, EntryAction::answer, facts.tie.other, weight,
                 Reason("today_unanswered", {{"name", facts.name}, {"days", number(std::floor(days))}}));
}

void add_quiet(List& list, const TieFacts& facts, Time now) {
    if (facts.stage < Stage::friend_ || facts.tie.unanswered > 0) return;
    double days = days_between(facts.tie.last_contact(), now);
    double ratio = unusual_silence(facts.tie, now);
    if (ratio < quiet_ratio || days < least_quiet_days || days > most_quiet_days) return;
    // Log: 30 times as long as usual is not ten times as urgent as 3 times.
    double weight = 1.5 + 0.3 * std::log2(ratio / quiet_ratio) + 0.5 * double(facts.stage) - 0.5;
    list.add(EntryKind::quiet, EntryAction::write, facts.tie.other, std::min(weight, 3.5),
             Reason("today_quiet", {{"name", facts.name},
                                    {"usual", number(std::max(1.0, std::round(days / ratio)))},
                                    {"days", number(std::floor(days))}}));
}

void add_newcomers(List& list, const TodayFacts& facts, Time now) {
    for (const auto& newcomer : facts.newcomers) {
        double days = days_between(newcomer.joined, now);
        if (newcomer.greeted || newcomer.automated || newcomer.promotes || days > newcomer_days) continue;
        Parameters parameters{{"name", newcomer.name}, {"days", number(std::floor(days))}};
        // Those first with whom there is something to talk about.
        double weight = 1.8 + 0.1 * double(std::min<std::size_t>(newcomer.topics.size(), 3)) +
                        (newcomer.says_who ? 0.1 : 0) - 0.05 * days;
        list.add(EntryKind::newcomer, EntryAction::greet, newcomer.account, weight,
                 Reason(days < 1 ? "today_newcomer_today" : "today_newcomer", parameters));
    }
}

void add_posts(List& list, const TodayFacts& facts, Time now) {
    for (const auto& question : facts.questions) {
        double days = days_between(question.at, now);
        if (question.topics.empty() || question.answers >= enough_answers || days > post_days) continue;
        double weight = 1.6 + question.strength + 0.1 * double(std::min<std::size_t>(question.topics.size(), 3)) -
                        0.2 * question.answers - 0.05 * days;
        list.add(EntryKind::question, EntryAction::answer, question.author, weight,
                 Reason("today_question", {{"name", question.name}, {"topic", question.topics.front()}}), {},
                 question.status);
    }
    for (const auto& work : facts.work) {
        double days = days_between(work.at, now);
        if (work.shares >= few_shares || days > post_days) continue;
        double weight = 1 + work.strength + (work.topics.empty() ? 0 : 0.3) - 0.1 * work.shares - 0.05 * days;
        auto reason = work.topics.empty()
                          ? Reason("today_share_plain", {{"name", work.name}})
                          : Reason("today_share", {{"name", work.name}, {"topic", work.topics.front()}});
        list.add(EntryKind::share, EntryAction::share, work.author, weight, std::move(reason), {}, work.status);
    }
}

void add_dates_and_introductions(List& list, const TodayFacts& facts) {
    for (const auto& date : facts.dates) {
        if (date.days_ahead > dates_ahead) continue;
        Parameters parameters{{"name", date.name}, {"what", date.what}, {"days", number(date.days_ahead)}};
        list.add(EntryKind::date, EntryAction::congratulate, date.account, 5 - date.days_ahead,
                 Reason(date.days_ahead == 0 ? "today_date" : "today_date_soon", parameters));
    }
    for (const auto& pair : facts.introductions) {
        if (pair.topics.size() < much_in_common) continue;
        double weight = 1 + pair.weaker_strength + 0.1 * double(std::min<std::size_t>(pair.topics.size(), 5));
        list.add(EntryKind::introduction, EntryAction::introduce, pair.first, weight,
                 Reason("today_introduction", {{"name", pair.first_name},
                                               {"second", pair.second_name},
                                               {"topic", pair.topics[0] + " and " + pair.topics[1]}}),
                 pair.second);
    }
}

} // namespace

std::string_view to_string(EntryKind kind) {
    switch (kind) {
    case EntryKind::unanswered:
        return "unanswered";
    case EntryKind::quiet:
        return "quiet";
    case EntryKind::newcomer:
        return "newcomer";
    case EntryKind::question:
        return "question";
    case EntryKind::share:
        return "share";
    case EntryKind::date:
        return "date";
    case EntryKind::introduction:
        return "introduction";
    }
    return "unanswered";
}

std::string_view to_string(EntryAction action) {
    switch (action) {
    case EntryAction::answer:
        return "answer";
    case EntryAction::write:
        return "write";
    case EntryAction::greet:
        return "greet";
    case EntryAction::share:
        return "share";
    case EntryAction::congratulate:
        return "congratulate";
    case EntryAction::introduce:
        return "introduce";
    }
    return "answer";
}

double unusual_silence(const Tie& tie, Time now) {
    constexpr unsigned rhythm_days = 4;
    constexpr double least_gap = 2;
    if (tie.exchange_days < rhythm_days) return 0;
    double gap = double(tie.last_exchange_day - tie.first_exchange_day) / double(tie.exchange_days - 1);
    return days_between(tie.last_contact(), now) / std::max(gap, least_gap);
}

std::vector<TodayEntry> today(const TodayFacts& facts, Time now) {
    List list(facts, now);
    for (const auto& tie : facts.ties) {
        add_unanswered(list, tie, now);
        add_quiet(list, tie, now);
    }
    add_newcomers(list, facts, now);
    add_posts(list, facts, now);
    add_dates_and_introductions(list, facts);
    return list.best();
}

} // namespace kith::relationship
