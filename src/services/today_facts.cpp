#include "services/today_facts.hpp"

#include "services/door.hpp"
#include "services/ties.hpp"
#include "store/held_messages.hpp"
#include "store/interactions.hpp"
#include "store/judgements.hpp"
#include "store/meetings.hpp"
#include "store/person_notes.hpp"
#include "store/put_offs.hpp"
#include "store/ties.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_set>

namespace kith::services {
namespace {

using relationship::EntryKind;
using relationship::PostFacts;
using relationship::Stage;

constexpr std::chrono::days recent{7};
constexpr int newcomers_read = 30;
constexpr std::size_t near = 100; // of the owner's strongest, whose posts are looked at
constexpr int posts_read = 10;    // of each of them
constexpr std::size_t introduced = 50;
constexpr std::size_t much_in_common = 2;
constexpr int waiting_read = 200;

class Reader {
public:
    Reader(const store::ReadTx& tx, AccountId owner, const Viewer& viewer, std::int32_t day, Time now)
        : tx_(tx), owner_(owner), viewer_(viewer), day_(day), now_(now) {}

    Result<TodayReadings> read() {
        ties_ = TRY(ties_of(tx_, owner_, store::TieSelection::all, now_));
        std::erase_if(ties_, [&](const auto& tie) { return viewer_.hides(tie.tie.other); });
        TRY(read_waiting());
        TRY(read_my_topics());
        TRY(read_newcomers());
        TRY(read_posts());
        TRY(read_introductions());
        TRY(read_dates());
        TRY(read_put_offs());
        TRY(put_names());
        return std::move(readings_);
    }

private:
    Result<void> read_waiting();
    Result<void> read_my_topics();
    Result<void> read_newcomers();
    Result<void> read_posts();
    Result<void> read_introductions();
    Result<void> read_dates();
    Result<void> read_put_offs();
    Result<void> put_names();

    std::vector<AccountId> nearest(std::size_t most) const {
        std::vector<AccountId> ids;
        for (const auto& tie : ties_)
            if (tie.stage >= Stage::acquaintance && ids.size() < most) ids.push_back(tie.tie.other);
        return ids;
    }
    double strength_of(AccountId account) const {
        auto tie = std::ranges::find(ties_, account, [](const auto& each) { return each.tie.other; });
        return tie == ties_.end() ? 0 : tie->strength;
    }
    std::vector<std::string> in_common(const std::vector<std::string>& tags) const {
        std::vector<std::string> topics;
        for (const auto& tag : tags)
            if (my_tags_.contains(tag)) topics.push_back("#" + tag);
        return topics;
    }

    const store::ReadTx& tx_;
    AccountId owner_;
    const Viewer& viewer_;
    std::int32_t day_;
    Time now_;
    std::vector<KnownTie> ties_; // the strongest first
    std::set<std::string> my_tags_;
    TodayReadings readings_;
};

// Whoever waits: not with what waits in requests, nor with a pitch.
Result<void> Reader::read_waiting() {
    auto statuses = TRY(tx_.ties().waiting(owner_, {.limit = waiting_read}));
    std::set<StatusId> held;
    for (const auto& message : TRY(tx_.held_messages().among(owner_, statuses)))
        held.insert(message.status_id);
    for (const auto& status : TRY(tx_.statuses().by_ids(statuses)))
        if (!held.contains(status.id)) {
            auto& newest = readings_.waiting[status.account_id];
            newest = std::max(newest, status.id);
        }
    for (const auto& tie : ties_)
        readings_.facts.ties.push_back({.tie = tie.tie,
                                        .stage = tie.stage,
                                        .strength = tie.strength,
                                        .name = {},
                                        .wants_answer = readings_.waiting.contains(tie.tie.other)});
    return {};
}

Result<void> Reader::read_my_topics() {
    std::array me{owner_};
    auto mine = TRY(interests_of(tx_, me, now_));
    my_tags_.insert(mine[owner_].tags.begin(), mine[owner_].tags.end());
    my_tags_.insert(mine[owner_].interests.begin(), mine[owner_].interests.end());
    return {};
}

Result<void> Reader::read_newcomers() {
    std::unordered_set<AccountId> spoken_to;
    for (const auto& tie : ties_)
        if (tie.tie.mine.contacts > 0) spoken_to.insert(tie.tie.other);
    auto joined = TRY(tx_.meetings().joined(now_ - recent, newcomers_read));
    std::vector<AccountId> ids;
    for (const auto& [id, greeted] : joined)
        ids.push_back(id);
    auto seen = TRY(newcomers(tx_, ids, now_));
    for (const auto& [id, greeted] : joined) {
        auto newcomer = seen.find(id);
        if (id == owner_ || viewer_.hides(id) || newcomer == seen.end()) continue;
        auto& about = newcomer->second;
        about.tags.insert(about.tags.end(), about.interests.begin(), about.interests.end());
        std::ranges::sort(about.tags);
        about.tags.erase(std::ranges::unique(about.tags).begin(), about.tags.end());
        readings_.facts.newcomers.push_back({.account = id,
                                             .name = {},
                                             .joined = time_of_id(id.value),
                                             .greeted = greeted || spoken_to.contains(id),
                                             .automated = about.says_automated,
                                             .promotes = relationship::promotes_mostly(about),
                                             .says_who = about.has_bio,
                                             .topics = in_common(about.tags)});
    }
    return {};
}

// Open questions and work of those near, none of which the owner has answered or shared.
Result<void> Reader::read_posts() {
    auto people = nearest(near);
    std::vector<StatusId> ids;
    for (const auto& post : TRY(tx_.meetings().newest_posts(people, now_ - recent, posts_read)))
        ids.push_back(post.id);
    if (ids.empty()) return {};
    std::unordered_map<StatusId, store::StatusJudgement> judged;
    for (const auto& judgement : TRY(tx_.judgements().of(ids)))
        judged.emplace(judgement.status_id, judgement);
    std::unordered_map<StatusId, std::vector<std::string>> tags;
    for (auto& used : TRY(tx_.tags().of_statuses(ids)))
        tags[used.status_id].push_back(used.tag.name);
    std::unordered_set<StatusId> with_media;
    for (const auto& media : TRY(tx_.media().of_statuses(ids)))
        with_media.insert(media.status_id);
    auto marks = TRY(tx_.statuses().marks(owner_, ids, {}));
    std::set<ConversationId> spoken_in;
    for (const auto& each : TRY(tx_.interactions().made(owner_, now_ - recent, now_, 5'000)))
        if (relationship::is_spoken(each)) spoken_in.insert(each.conversation);
    for (const auto& status : TRY(tx_.statuses().by_ids(ids))) {
        bool is_answer = status.in_reply_to_account_id && status.in_reply_to_account_id != status.account_id;
        if (is_answer || spoken_in.contains(status.conversation_id)) continue;
        const auto& judgement = judged[status.id];
        if (judgement.words.pitch || judgement.words.ask) continue;
        PostFacts post{.status = status.id,
                       .author = status.account_id,
                       .name = {},
                       .strength = strength_of(status.account_id),
                       .at = status.created_at(),
                       .topics = in_common(tags[status.id]),
                       .answers = unsigned(std::max<std::int64_t>(0, status.replies_count)),
                       .shares = unsigned(std::max<std::int64_t>(0, status.reblogs_count))};
        bool is_work = with_media.contains(status.id) || status.card_id != 0 || !post.topics.empty();
        if (judgement.words.question || judgement.help)
            readings_.facts.questions.push_back(std::move(post));
        else if (is_work && std::ranges::find(marks.boosted, status.id) == marks.boosted.end())
            readings_.facts.work.push_back(std::move(post));
    }
    return {};
}

// Two of the owner's people who write about the same, and as far as anybody can see have never met.
Result<void> Reader::read_introductions() {
    auto people = nearest(introduced);
    auto interests = TRY(interests_of(tx_, people, now_));
    std::set<std::pair<AccountId, AccountId>> acquainted;
    auto note = [&](const auto& pairs) {
        for (auto [one, another] : pairs)
            acquainted.insert({std::min(one, another), std::max(one, another)});
    };
    note(TRY(tx_.meetings().talking(people, people)));
    note(TRY(tx_.meetings().following(people, people)));
    for (std::size_t i = 0; i < people.size(); ++i)
        for (std::size_t j = i + 1; j < people.size(); ++j) {
            auto first = people[i];
            auto second = people[j];
            if (acquainted.contains({std::min(first, second), std::max(first, second)})) continue;
            const auto& theirs = interests[second].tags;
            std::vector<std::string> topics;
            for (const auto& tag : interests[first].tags)
                if (std::ranges::find(theirs, tag) != theirs.end()) topics.push_back("#" + tag);
            if (topics.size() < much_in_common) continue;
            readings_.facts.introductions.push_back(
                {.first = first,
                 .second = second,
                 .first_name = {},
                 .second_name = {},
                 .topics = std::move(topics),
                 .weaker_strength = std::min(strength_of(first), strength_of(second))});
        }
    // A block between the two is no occasion.
    constexpr std::size_t looked_at = 20;
    auto& found = readings_.facts.introductions;
    std::ranges::sort(found, std::greater{}, [](const auto& each) { return each.topics.size(); });
    if (found.size() > looked_at) found.resize(looked_at);
    std::set<AccountId> firsts;
    for (const auto& each : found)
        firsts.insert(each.first);
    for (auto first : firsts) {
        auto blocked = TRY(tx_.relations().blocked_either_way(first));
        std::erase_if(found, [&](const auto& each) {
            return each.first == first && std::ranges::find(blocked, each.second) != blocked.end();
        });
    }
    return {};
}

Result<void> Reader::read_dates() {
    for (const auto& note : TRY(tx_.person_notes().all(owner_)))
        for (const auto& date : note.dates)
            if (!viewer_.hides(note.target_id))
                readings_.facts.dates.push_back({.account = note.target_id,
                                                 .name = {},
                                                 .what = date.what,
                                                 .days_ahead = days_until(date.month, date.day, day_)});
    return {};
}

Result<void> Reader::read_put_offs() {
    for (const auto& row : TRY(tx_.put_offs().of(owner_, now_))) {
        auto put_off = row.put_off;
        if (put_off.kind == EntryKind::unanswered && put_off.status) {
            // It was about one message: a newer one is a new occasion.
            auto newest = readings_.waiting.find(put_off.account);
            if (newest != readings_.waiting.end() && newest->second > put_off.status) continue;
            put_off.status = {};
        }
        readings_.facts.put_off.push_back(put_off);
    }
    return {};
}

Result<void> Reader::put_names() {
    auto& facts = readings_.facts;
    std::vector<std::pair<AccountId, std::string*>> wanted;
    auto all = [&](auto& list, auto id, auto name) {
        for (auto& each : list)
            wanted.emplace_back(each.*id, &(each.*name));
    };
    for (auto& tie : facts.ties)
        wanted.emplace_back(tie.tie.other, &tie.name);
    all(facts.newcomers, &relationship::NewcomerFacts::account, &relationship::NewcomerFacts::name);
    all(facts.questions, &PostFacts::author, &PostFacts::name);
    all(facts.work, &PostFacts::author, &PostFacts::name);
    all(facts.dates, &relationship::DateFacts::account, &relationship::DateFacts::name);
    all(facts.introductions, &relationship::IntroductionFacts::first, &relationship::IntroductionFacts::first_name);
    all(facts.introductions, &relationship::IntroductionFacts::second, &relationship::IntroductionFacts::second_name);
    std::vector<AccountId> ids;
    for (const auto& [id, name] : wanted)
        ids.push_back(id);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::unordered_map<AccountId, std::string> names;
    for (const auto& name : TRY(tx_.person_notes().names(ids)))
        names.emplace(name.id, name.shown());
    for (auto& [id, name] : wanted)
        *name = names[id];
    return {};
}

} // namespace

unsigned days_until(int month, int day_of_month, std::int32_t day) {
    using namespace std::chrono;
    sys_days today{days(day)};
    auto this_year = year_month_day(today).year();
    for (auto year = this_year;; ++year) {
        auto date = year_month_day(year, std::chrono::month(unsigned(month)), std::chrono::day(unsigned(day_of_month)));
        auto at = date.ok() ? sys_days(date) : sys_days(year / March / 1);
        if (at >= today) return unsigned((at - today).count());
    }
}

Result<TodayReadings> read_today(const store::ReadTx& tx, AccountId owner, const Viewer& viewer, std::int32_t day,
                                 Time now) {
    return Reader(tx, owner, viewer, day, now).read();
}

} // namespace kith::services
