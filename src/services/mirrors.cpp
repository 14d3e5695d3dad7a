#include "services/mirrors.hpp"

#include "services/ties.hpp"
#include "store/interactions.hpp"
#include "store/judgements.hpp"
#include "store/outcomes.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace kith::services {
namespace {

using relationship::Interaction;
using relationship::InteractionKind;
using relationship::MirrorFacts;
using relationship::MirrorTie;
using relationship::Period;
using relationship::Reason;
using relationship::Reasons;

constexpr int posts_at_most = 20'000;
constexpr int interactions_at_most = 50'000;
constexpr std::size_t rebuilt_at_most = 1'000; // ties

std::size_t points_of(MirrorPeriod kind) { return kind == MirrorPeriod::year ? 5 : 12; }

Time month_begin(Time at, int months_on) {
    using namespace std::chrono;
    auto day = year_month_day(floor<days>(at));
    auto first = day.year() / day.month() / 1 + months(months_on);
    return sys_days(first);
}

// Own posts, and the boosts of others.
Result<void> read_posts(const store::ReadTx& tx, AccountId owner, const Period& range,
                        std::span<const Interaction> made, MirrorFacts& facts) {
    store::Page page{.max_id = id_at(range.to), .since_id = id_at(range.from) - 1, .limit = posts_at_most};
    for (const auto& post : TRY(tx.judgements().posts(owner, Visibility::direct, page))) {
        bool reply = post.in_reply_to_account_id && post.in_reply_to_account_id != owner;
        facts.posts.push_back({.at = time_of_id(post.judgement.status_id.value),
                               .pitch = post.judgement.words.pitch,
                               .ask = post.judgement.words.ask,
                               .reply = reply,
                               .question = post.judgement.words.question,
                               .shares_others = static_cast<bool>(post.quote_of_id)});
    }
    for (const auto& each : made)
        if (each.kind == InteractionKind::boost) facts.posts.push_back({.at = each.at, .shares_others = true});
    return {};
}

// What was said to the owner, and when the owner next spoke in the same conversation.
void add_messages(std::span<const Interaction> received, std::span<const Interaction> made, MirrorFacts& facts) {
    std::map<std::pair<AccountId, ConversationId>, std::vector<Time>> answers;
    for (const auto& each : made)
        if (relationship::is_spoken(each)) answers[{each.target, each.conversation}].push_back(each.at);
    for (const auto& each : received) {
        if (!relationship::is_spoken(each) || each.kind == InteractionKind::thanks) continue;
        relationship::MirrorMessage message{.at = each.at, .answered = {}, .wants_answer = !each.pitch && !each.ask};
        if (auto found = answers.find({each.actor, each.conversation}); each.conversation && found != answers.end()) {
            auto answer = std::ranges::upper_bound(found->second, each.at); // made is in the order of time
            if (answer != found->second.end()) message.answered = *answer;
        }
        facts.messages.push_back(message);
    }
}

void add_gifts(AccountId owner, std::span<const Interaction> received, std::span<const Interaction> made,
               MirrorFacts& facts) {
    std::vector<Interaction> all(made.begin(), made.end());
    all.insert(all.end(), received.begin(), received.end());
    std::ranges::sort(all, {}, &Interaction::at);
    facts.gifts = relationship::gifts_of(owner, all);
}

void add_follows(std::span<const Interaction> made, MirrorFacts& facts) {
    for (const auto& each : made)
        if (each.kind == InteractionKind::follow) facts.follows.push_back({each.target, each.at});
}

// The ties of everybody with whom something happened in the period, as they stood at its beginning and at its end.
Result<void> read_ties(const store::ReadTx& tx, AccountId owner, const Period& period, Time now,
                       std::span<const AccountId> others, MirrorFacts& facts) {
    for (const auto& known : TRY(ties_with(tx, owner, others, now))) {
        auto other = known.tie.other;
        if (known.tie.first_contact() == relationship::never &&
            known.tie.origin.kind == relationship::OriginKind::unknown)
            continue; // blocked, or undone
        auto all = TRY(tx.interactions().between({owner, other}));
        auto until = [&](Time end) {
            auto some = all;
            std::erase_if(some, [&](const auto& each) { return each.at >= end; });
            return relationship::rebuild(known.tie, some).tie;
        };
        // What was set by hand and what the two do elsewhere is known for now alone: it is left out of both.
        relationship::Surroundings around;
        MirrorTie tie{.other = other, .before = until(period.from), .after = {}};
        tie.after = period.to > now ? known.tie : until(period.to);
        auto end = std::min(period.to, now);
        tie.strength_before = relationship::strength(tie.before, around, period.from);
        tie.strength_after = relationship::strength(tie.after, around, end);
        tie.stage_before = relationship::stage_of(tie.before, period.from);
        tie.stage_after = relationship::stage_of(tie.after, end);
        facts.ties.push_back(std::move(tie));
    }
    return {};
}

std::vector<AccountId> touched_in(const Period& period, std::span<const Interaction> made,
                                  std::span<const Interaction> received) {
    std::map<AccountId, unsigned> how_often;
    for (const auto& each : made)
        if (period.holds(each.at)) ++how_often[each.target];
    for (const auto& each : received)
        if (period.holds(each.at)) ++how_often[each.actor];
    std::vector<AccountId> others;
    for (const auto& [other, count] : how_often)
        others.push_back(other);
    if (others.size() > rebuilt_at_most) {
        std::ranges::sort(others, std::greater{}, [&](AccountId other) { return how_often[other]; });
        others.resize(rebuilt_at_most);
    }
    return others;
}

// For the periods in short, what ties tell without being rebuilt: when the first exchange was.
struct Beginnings {
    std::unordered_map<AccountId, Time> first_exchange;

    unsigned in(const Period& period) const {
        return unsigned(
            std::ranges::count_if(first_exchange, [&](const auto& each) { return period.holds(each.second); }));
    }
};

Result<Beginnings> read_beginnings(const store::ReadTx& tx, AccountId owner) {
    Beginnings beginnings;
    for (const auto& kept : TRY(tx.ties().of(owner, store::TieSelection::known)))
        if (kept.tie.exchanges > 0)
            beginnings.first_exchange.emplace(kept.tie.other,
                                              std::chrono::sys_days(std::chrono::days(kept.tie.first_exchange_day)));
    return beginnings;
}

std::string number(auto value) { return fmt::format("{}", value); }
std::string percent(double share) { return fmt::format("{:.0f}", share * 100); }

std::string in_words(Duration time) {
    using namespace std::chrono;
    auto said = [](auto count, std::string_view unit) {
        return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
    };
    if (time < 90min) return said(std::max<std::int64_t>(1, duration_cast<minutes>(time).count()), "minute");
    if (time < 36h) return said(duration_cast<hours>(time).count(), "hour");
    return said(duration_cast<days>(time).count(), "day");
}

} // namespace

std::string_view to_string(MirrorPeriod period) {
    switch (period) {
    case MirrorPeriod::week:
        return "week";
    case MirrorPeriod::month:
        return "month";
    case MirrorPeriod::year:
        return "year";
    }
    std::unreachable();
}

std::optional<MirrorPeriod> parse_mirror_period(std::string_view name) {
    for (auto period : {MirrorPeriod::week, MirrorPeriod::month, MirrorPeriod::year})
        if (to_string(period) == name) return period;
    return std::nullopt;
}

Period period_around(MirrorPeriod kind, Time at) {
    using namespace std::chrono;
    auto day = floor<days>(at);
    switch (kind) {
    case MirrorPeriod::week: {
        auto monday = day - (weekday(day) - Monday);
        return {monday, monday + weeks(1)};
    }
    case MirrorPeriod::month:
        return {month_begin(at, 0), month_begin(at, 1)};
    case MirrorPeriod::year: {
        auto year = year_month_day(day).year();
        return {sys_days(year / January / 1), sys_days((year + years(1)) / January / 1)};
    }
    }
    std::unreachable();
}

Period period_before(MirrorPeriod kind, const Period& period) {
    return period_around(kind, period.from - std::chrono::milliseconds(1));
}

Reasons words_for(const relationship::Mirror& mirror) {
    Reasons words;
    if (mirror.posts == 0 && mirror.messages == 0 && mirror.exchanges == 0) {
        words.emplace_back("mirror_nothing");
        return words;
    }
    if (mirror.share_listening)
        words.push_back(Reason(*mirror.share_listening >= 0.5 ? "mirror_listens" : "mirror_announces",
                               {{"percent", percent(*mirror.share_listening)}, {"posts", number(mirror.posts)}}));
    auto pitches = mirror.by_kind[std::size_t(relationship::PostKind::pitch)] +
                   mirror.by_kind[std::size_t(relationship::PostKind::ask)];
    if (pitches > 0)
        words.push_back(Reason("mirror_pitches", {{"count", number(pitches)}, {"posts", number(mirror.posts)}}));
    if (mirror.messages > 0)
        words.push_back(
            Reason("mirror_answered", {{"answered", number(mirror.answered)}, {"messages", number(mirror.messages)}}));
    if (mirror.median_answer_time)
        words.push_back(Reason("mirror_answer_time", {{"time", in_words(*mirror.median_answer_time)}}));
    if (mirror.follows > 0)
        words.push_back(Reason(mirror.follows_that_became_conversations > 0 ? "mirror_connecting" : "mirror_collecting",
                               {{"follows", number(mirror.follows)},
                                {"conversations", number(mirror.follows_that_became_conversations)}}));
    if (mirror.new_exchanges > 0)
        words.push_back(Reason("mirror_new_exchanges", {{"count", number(mirror.new_exchanges)}}));
    if (mirror.reciprocity) {
        auto code = *mirror.reciprocity >= 0.6    ? "mirror_even"
                    : mirror.given > mirror.taken ? "mirror_gives_more"
                                                  : "mirror_takes_more";
        words.push_back(Reason(
            code, {{"given", fmt::format("{:.0f}", mirror.given)}, {"taken", fmt::format("{:.0f}", mirror.taken)}}));
    }
    return words;
}

Result<MirrorView> Mirrors::get(const store::ReadTx& tx, AccountId owner, MirrorPeriod kind, Time at) const {
    auto now = clock_.now();
    MirrorView view{.period = period_around(kind, at)};
    std::vector<Period> periods{view.period};
    while (periods.size() < points_of(kind))
        periods.insert(periods.begin(), period_before(kind, periods.front()));
    Period range{periods.front().from, view.period.to};

    auto made =
        TRY(tx.interactions().made(owner, range.from, range.to + relationship::answer_limit, interactions_at_most));
    auto received = TRY(tx.interactions().received(owner, range.from, range.to, interactions_at_most));
    MirrorFacts facts;
    TRY(read_posts(tx, owner, range, made, facts));
    add_messages(received, made, facts);
    add_follows(made, facts);
    add_gifts(owner, received, made, facts);
    // The periods in short: everything but the ties.
    auto beginnings = TRY(read_beginnings(tx, owner));
    for (const auto& period : periods) {
        MirrorPoint point{period, relationship::mirror(facts, period)};
        point.mirror.new_exchanges = beginnings.in(period);
        point.mirror.follows_that_became_conversations =
            unsigned(std::ranges::count_if(facts.follows, [&](const auto& follow) {
                auto began = beginnings.first_exchange.find(follow.account);
                return period.holds(follow.at) && began != beginnings.first_exchange.end() &&
                       period.holds(began->second);
            }));
        view.before.push_back(std::move(point));
    }
    for (const auto& outcome : TRY(tx.outcomes().between(owner, view.period.from, view.period.to)))
        facts.outcomes.push_back({outcome.at, outcome.origin});
    TRY(read_ties(tx, owner, view.period, now, touched_in(view.period, made, received), facts));
    view.mirror = relationship::mirror(facts, view.period);
    view.words = words_for(view.mirror);
    return view;
}

} // namespace kith::services
