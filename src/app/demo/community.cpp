#include "app/demo/community.hpp"

#include "app/demo/cast.hpp"
#include "app/demo/keepsakes.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace kith::app::demo {
namespace {

using namespace std::chrono_literals;

constexpr int days = 182;

// A small generator of its own, so that every standard library makes the same community.
class Chance {
public:
    std::uint64_t next() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 7;
        state_ ^= state_ << 17;
        return state_;
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool one_in(std::size_t n) { return below(n) == 0; }
    template <class Range>
    auto& pick(Range&& range) {
        return range[below(range.size())];
    }

private:
    std::uint64_t state_ = 0x9E3779B97F4A7C15ULL;
};

struct Member {
    const Person* person;
    AccountId id;
    std::vector<std::size_t> circle; // whom they talk with
};

// Something that will happen.
struct Deed {
    enum class Kind { post, answer, reply, hello, template_, favourite, boost } kind;
    std::size_t who;
    std::size_t whom = 0;
    StatusId about; // answered, marked
    Visibility visibility = Visibility::public_;
};

class Community {
public:
    Community(Application& application, ManualClock& clock, Time now)
        : application_(application), clock_(clock), start_(now - std::chrono::days(days)), end_(now) {}

    Result<Summary> fill(const std::function<void(int, int)>& progress) {
        clock_.set(start_);
        TRY(join_first());
        for (int day = 0; day < days; ++day) {
            TRY(join_on(day));
            plan(day);
            TRY(act_until(start_ + std::chrono::days(day + 1)));
            if (progress) progress(day + 1, days);
        }
        TRY(act_until(end_));
        clock_.set(end_);
        TRY(keep(application_, [this](std::string_view name) { return id_of(name); }, end_));
        return summary_;
    }

private:
    Result<void> join_first() {
        for (const auto& person : people())
            if (person.manner != Manner::newcomer) TRY(join(person));
        for (std::size_t i = 0; i < members_.size(); ++i)
            TRY(befriend(i));
        // The host keeps an eye on one who sells: what is beyond their budget is in Offers.
        auto seller =
            std::ranges::find(members_, Manner::seller, [](const auto& member) { return member.person->manner; });
        if (seller != members_.end()) TRY(follow(0, static_cast<std::size_t>(seller - members_.begin())));
        return {};
    }

    // Newcomers arrive in the last days and look at the host first.
    Result<void> join_on(int day) {
        int left = days - day;
        if (left > 9 || left % 2 == 0) return {};
        clock_.set(start_ + std::chrono::days(day) + 8h);
        std::size_t index = 0;
        for (const auto& person : people()) {
            if (person.manner != Manner::newcomer) continue;
            if (static_cast<int>(index++) != (9 - left) / 2) continue;
            TRY(join(person));
            auto newcomer = members_.size() - 1;
            TRY(follow(newcomer, 0));
            if (person.username == "winbig")
                for (std::size_t i = 1; i < members_.size() - 1; ++i)
                    TRY(follow(newcomer, i));
        }
        return {};
    }

    Result<void> join(const Person& person) {
        bool first = members_.empty();
        services::NewUser user{.username = std::string(person.username),
                               .email = fmt::format("{}@example.org", person.username),
                               .password = std::string(password),
                               .role = first ? Role::owner : Role::user};
        auto id = TRY(application_.users().create(user));
        services::ProfileChange change{.display_name = std::string(person.name), .note = std::string(person.note)};
        change.why_here = std::string(person.why_here);
        change.bot = person.manner == Manner::broadcaster && person.note.find("Automated") != std::string_view::npos;
        change.indexable = person.manner != Manner::quiet;
        TRY(application_.profiles().update(id, std::move(change)));
        members_.push_back({&person, id, {}});
        ++summary_.people;
        return {};
    }

    Result<void> follow(std::size_t who, std::size_t whom) {
        if (who == whom) return {};
        TRY(application_.relations().follow(members_[who].id, members_[whom].id));
        ++summary_.follows;
        return {};
    }

    // A circle: the host, people of the same topic, and a few who bridge to others.
    Result<void> befriend(std::size_t who) {
        auto& member = members_[who];
        bool collects = member.person->manner == Manner::seller;
        for (std::size_t other = 0; other < members_.size(); ++other) {
            if (other == who) continue;
            const auto& person = *members_[other].person;
            bool near = person.topic == member.person->topic || other == 0;
            bool bridge = chance_.one_in(14);
            bool wanted = person.manner != Manner::seller && (near || bridge);
            if (collects || wanted || (person.manner == Manner::broadcaster && chance_.one_in(4)))
                TRY(follow(who, other));
            if (wanted && person.manner != Manner::broadcaster && !collects) member.circle.push_back(other);
        }
        return {};
    }

    AccountId id_of(std::string_view username) const {
        auto found = std::ranges::find(members_, username, [](const auto& member) { return member.person->username; });
        return found == members_.end() ? AccountId{} : found->id;
    }

    Time some_time(int day) {
        return start_ + std::chrono::days(day) + 7h + std::chrono::minutes(chance_.below(std::size_t{14} * 60)) +
               std::chrono::milliseconds(chance_.below(60'000));
    }

    void put(Time at, Deed deed) { deeds_.emplace(at, deed); }

    void plan(int day) {
        for (std::size_t who = 0; who < members_.size(); ++who) {
            switch (members_[who].person->manner) {
            case Manner::listener:
                if (chance_.one_in(5)) put(some_time(day), {Deed::Kind::post, who});
                break;
            case Manner::talker:
                if (chance_.one_in(3)) put(some_time(day), {Deed::Kind::post, who});
                break;
            case Manner::quiet:
                if (day < days - 60 && chance_.one_in(4)) put(some_time(day), {Deed::Kind::post, who});
                break;
            case Manner::broadcaster:
                if (chance_.one_in(2)) put(some_time(day), {Deed::Kind::post, who});
                break;
            case Manner::seller:
                if (chance_.one_in(2)) put(some_time(day), {Deed::Kind::post, who});
                if (chance_.one_in(6))
                    put(some_time(day), {Deed::Kind::template_, who, chance_.below(members_.size())});
                break;
            case Manner::newcomer:
                if (chance_.one_in(2)) put(some_time(day), {Deed::Kind::post, who});
                if (chance_.one_in(3)) put(some_time(day), {Deed::Kind::hello, who, chance_.below(10)});
                break;
            }
            bool speaks =
                members_[who].person->manner == Manner::listener || members_[who].person->manner == Manner::talker;
            if (speaks && !members_[who].circle.empty() && chance_.one_in(25))
                put(some_time(day), {Deed::Kind::hello, who, chance_.pick(members_[who].circle)});
        }
    }

    Result<void> act_until(Time limit) {
        while (!deeds_.empty() && deeds_.begin()->first <= std::min(limit, end_)) {
            auto [at, deed] = *deeds_.begin();
            deeds_.erase(deeds_.begin());
            clock_.set(at);
            TRY(act(at, deed));
        }
        return {};
    }

    Result<void> act(Time at, const Deed& deed) {
        switch (deed.kind) {
        case Deed::Kind::post:
            return post(at, deed.who);
        case Deed::Kind::answer:
            return answer(at, deed, answers());
        case Deed::Kind::reply:
            return answer(at, deed, replies());
        case Deed::Kind::hello:
            return message(at, deed, hellos());
        case Deed::Kind::template_:
            return message(at, deed, templates());
        case Deed::Kind::favourite:
            ++summary_.marks;
            TRY(application_.status_marks().favourite(members_[deed.who].id, deed.about));
            return {};
        case Deed::Kind::boost:
            ++summary_.marks;
            TRY(application_.posting().boost(members_[deed.who].id, deed.about, Visibility::public_));
            return {};
        }
        return {};
    }

    std::string text_of(std::size_t who) {
        const auto& person = *members_[who].person;
        const auto& topic = topics()[static_cast<std::size_t>(person.topic)];
        if (person.manner == Manner::seller) return std::string(chance_.pick(pitches()));
        auto text = std::string(chance_.one_in(4) ? chance_.pick(topic.questions) : chance_.pick(topic.posts));
        if (chance_.one_in(2)) text += fmt::format(" #{}", topic.tag);
        return text;
    }

    Result<void> post(Time at, std::size_t who) {
        auto id = TRY(say({.author = members_[who].id, .text = text_of(who), .language = "en"}));
        auto manner = members_[who].person->manner;
        if (manner == Manner::seller || manner == Manner::broadcaster) return {};
        // Some of those who see it answer, within a day or two.
        for (std::size_t other = 0; other < members_.size(); ++other) {
            const auto& circle = members_[other].circle;
            if (std::ranges::find(circle, who) == circle.end()) continue;
            bool listens = members_[other].person->manner == Manner::listener;
            bool gone = members_[other].person->manner == Manner::quiet && at > end_ - std::chrono::days(60);
            if (gone) continue;
            auto later = at + std::chrono::minutes(5 + chance_.below(listens ? 600 : 2500));
            if (chance_.one_in(listens ? 6 : 16)) put(later, {Deed::Kind::answer, other, who, id});
            if (chance_.one_in(5)) put(later + 1min, {Deed::Kind::favourite, other, who, id});
            if (chance_.one_in(30)) put(later + 2min, {Deed::Kind::boost, other, who, id});
        }
        return {};
    }

    Result<void> answer(Time at, const Deed& deed, std::span<const std::string_view> words) {
        const auto& to = *members_[deed.whom].person;
        auto id = TRY(say({.author = members_[deed.who].id,
                           .text = fmt::format("@{} {}", to.username, chance_.pick(words)),
                           .visibility = deed.visibility,
                           .language = "en",
                           .in_reply_to = deed.about}));
        bool speaks = to.manner == Manner::listener || to.manner == Manner::talker;
        if (speaks && chance_.below(10) < 6)
            put(at + std::chrono::minutes(3 + chance_.below(900)),
                {Deed::Kind::reply, deed.whom, deed.who, id, deed.visibility});
        return {};
    }

    Result<void> message(Time at, const Deed& deed, std::span<const std::string_view> words) {
        if (deed.who == deed.whom) return {};
        const auto& from = *members_[deed.who].person;
        const auto& to = *members_[deed.whom].person;
        auto text = replace_all(std::string(chance_.pick(words)), "{name}", to.name.substr(0, to.name.find(' ')));
        text = replace_all(text, "{topic}", topics()[static_cast<std::size_t>(to.topic)].tag);
        auto id = TRY(say({.author = members_[deed.who].id,
                           .text = fmt::format("@{} {}", to.username, text),
                           .visibility = Visibility::direct,
                           .language = "en"}));
        ++summary_.messages;
        bool answers_it = from.manner != Manner::seller && to.manner != Manner::seller &&
                          to.manner != Manner::broadcaster &&
                          // Newcomers wait at the host's door for whoever plays the host.
                          !(deed.whom == 0 && from.manner == Manner::newcomer);
        if (answers_it && chance_.below(10) < 7)
            put(at + std::chrono::minutes(10 + chance_.below(1400)),
                {Deed::Kind::answer, deed.whom, deed.who, id, Visibility::direct});
        return {};
    }

    Result<StatusId> say(services::Draft draft) {
        ++summary_.statuses;
        return application_.posting().post(std::move(draft));
    }

    Application& application_;
    ManualClock& clock_;
    Time start_;
    Time end_;
    Chance chance_;
    std::vector<Member> members_;
    std::multimap<Time, Deed> deeds_;
    Summary summary_;
};

} // namespace

Result<Summary> fill(Application& application, ManualClock& clock, Time now,
                     const std::function<void(int, int)>& progress) {
    return Community(application, clock, now).fill(progress);
}

} // namespace kith::app::demo
