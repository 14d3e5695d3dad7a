#include "relationship/tie.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>

namespace kith::relationship {
namespace {

using DoubleDays = std::chrono::duration<double, std::ratio<86400>>;

void count(std::uint32_t& counter) {
    if (counter != std::numeric_limits<std::uint32_t>::max()) ++counter;
}

void count_exchange(Tie& tie, std::int32_t day, Time at) {
    count(tie.exchanges);
    tie.recent_exchanges.add(1, at, exchange_half_life_days);
    if (tie.last_exchange_day == no_day) {
        tie.first_exchange_day = tie.last_exchange_day = day;
        tie.exchange_days = 1;
        tie.exchange_day_bits = 1;
        return;
    }
    if (day > tie.last_exchange_day) {
        auto ahead = static_cast<std::uint32_t>(day - tie.last_exchange_day);
        tie.exchange_day_bits = (ahead < 64 ? tie.exchange_day_bits << ahead : 0) | 1;
        tie.last_exchange_day = day;
        count(tie.exchange_days);
        return;
    }
    // Late news: days too far back to be remembered one by one wait for a rebuild in order.
    auto back = static_cast<std::uint32_t>(tie.last_exchange_day - day);
    if (back >= 64) return;
    auto bit = std::uint64_t{1} << back;
    if (tie.exchange_day_bits & bit) return;
    tie.exchange_day_bits |= bit;
    count(tie.exchange_days);
    tie.first_exchange_day = std::min(tie.first_exchange_day, day);
}

void count_contact(TieSide& side, const Interaction& interaction, const Step& step) {
    count(side.contacts);
    side.recent_contacts.add(1, interaction.at, contact_half_life_days);
    if (side.first_contact == never || interaction.at < side.first_contact) side.first_contact = interaction.at;
    side.last_contact = std::max(side.last_contact, interaction.at);
    if (is_spoken(interaction)) side.last_spoken = std::max(side.last_spoken, interaction.at);
    if (interaction.kind == InteractionKind::met) side.says_met = true;
    if (step.new_turn) count(side.turns);
    if (step.answers) side.answers.add(step.taken);
}

void count_give_and_take(TieSide& actor, TieSide& target, const Interaction& interaction, const Step& step) {
    if (auto gift = gift_of(interaction, step.answers); gift.units > 0)
        (gift.by_actor ? actor : target).given.add(gift.units, interaction.at, giving_half_life_days);
    if (interaction.ask) count(actor.asks);
    if (interaction.pitch) count(actor.pitches);
    if (int wants = int(interaction.ask) + int(interaction.pitch))
        actor.taken.add(wants, interaction.at, giving_half_life_days);
}

Origin origin_of(const Interaction& interaction) {
    if (is_import(interaction.source)) return {OriginKind::imported, {}, 0};
    if (interaction.kind == InteractionKind::follow) return {OriginKind::follow, {}, 0};
    return {OriginKind::conversation, {}, 0};
}

bool is_written(const Origin& origin) {
    return origin.kind == OriginKind::introduction || origin.kind == OriginKind::boost ||
           origin.kind == OriginKind::group || origin.kind == OriginKind::event;
}

} // namespace

std::int32_t day_of(Time time) {
    return static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(time).time_since_epoch().count());
}

double days_between(Time then, Time now) {
    if (then == never) return std::numeric_limits<double>::infinity();
    return std::max(0.0, DoubleDays(now - then).count());
}

double DecayedAmount::at(Time now, double half_life_days) const {
    if (as_of == never) return 0;
    return value * std::exp2(-days_between(as_of, now) / half_life_days);
}

void DecayedAmount::add(double units, Time when, double half_life_days) {
    if (as_of == never || when >= as_of) {
        value = at(when, half_life_days) + units;
        as_of = when;
    } else {
        value += units * std::exp2(-days_between(when, as_of) / half_life_days);
    }
}

void AnswerTimes::add(Duration taken) {
    auto minutes = static_cast<std::uint64_t>(std::max<std::int64_t>(0, taken.count() / 60'000));
    auto bucket = std::min<std::size_t>(std::bit_width(minutes), counts.size() - 1);
    if (counts[bucket] == 255)
        for (auto& each : counts)
            each /= 2;
    ++counts[bucket];
}

void AnswerTimes::merge(const AnswerTimes& other) {
    std::array<unsigned, 16> sums{};
    unsigned most = 0;
    for (std::size_t i = 0; i < sums.size(); ++i)
        most = std::max(most, sums[i] = unsigned{counts[i]} + other.counts[i]);
    for (std::size_t i = 0; i < sums.size(); ++i)
        counts[i] = static_cast<std::uint8_t>(most > 255 ? sums[i] / 2 : sums[i]);
}

unsigned AnswerTimes::total() const {
    unsigned sum = 0;
    for (auto each : counts)
        sum += each;
    return sum;
}

std::optional<Duration> AnswerTimes::median() const {
    unsigned all = total();
    if (all == 0) return std::nullopt;
    double before = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0 && before + counts[i] >= all / 2.0) {
            double low = i == 0 ? 0 : std::exp2(double(i) - 1);
            double high = std::exp2(double(i));
            double part = (all / 2.0 - before) / counts[i];
            double minutes = i == 0 ? part : low * std::pow(high / low, part);
            return Duration(static_cast<std::int64_t>(minutes * 60'000));
        }
        before += counts[i];
    }
    return std::nullopt;
}

std::string_view to_string(OriginKind kind) {
    switch (kind) {
    case OriginKind::unknown:
        return "unknown";
    case OriginKind::conversation:
        return "conversation";
    case OriginKind::introduction:
        return "introduction";
    case OriginKind::boost:
        return "boost";
    case OriginKind::group:
        return "group";
    case OriginKind::event:
        return "event";
    case OriginKind::follow:
        return "follow";
    case OriginKind::imported:
        return "import";
    }
    return "unknown";
}

Time Tie::first_contact() const {
    if (mine.first_contact == never) return theirs.first_contact;
    if (theirs.first_contact == never) return mine.first_contact;
    return std::min(mine.first_contact, theirs.first_contact);
}

bool would_answer(const TieConversation& conversation, AccountId actor, Time at) {
    return conversation.last_at != never && conversation.last_speaker != actor &&
           at - conversation.last_at <= answer_limit;
}

Step advance(TieConversation& conversation, const Interaction& interaction) {
    Step step;
    if (interaction.actor == interaction.target || !is_spoken(interaction) || !interaction.conversation) return step;
    Time at = std::max(interaction.at, conversation.last_at);
    bool begins = conversation.last_at == never;
    bool late = !begins && at - conversation.last_at > answer_limit;
    bool other_spoke = !begins && conversation.last_speaker != interaction.actor;
    step.new_turn = begins || late || other_spoke;
    step.day = day_of(at);
    if (would_answer(conversation, interaction.actor, at)) {
        step.answers = true;
        step.taken = at - conversation.last_at;
        step.exchange = conversation.last_exchange_day != step.day;
        conversation.last_exchange_day = step.day;
    }
    conversation.last_speaker = interaction.actor;
    conversation.last_at = at;
    return step;
}

void apply(Tie& tie, const Interaction& interaction, const Step& step) {
    bool mine = interaction.actor == tie.owner && interaction.target == tie.other;
    bool theirs = interaction.actor == tie.other && interaction.target == tie.owner;
    if (mine == theirs) return;
    TieSide& actor = mine ? tie.mine : tie.theirs;
    TieSide& target = mine ? tie.theirs : tie.mine;

    if (tie.origin.kind == OriginKind::unknown) tie.origin = origin_of(interaction);
    if (is_contact(interaction)) count_contact(actor, interaction, step);
    if (is_spoken(interaction)) {
        if (mine)
            tie.unanswered = 0;
        else
            count(tie.unanswered);
    }
    count_give_and_take(actor, target, interaction, step);
    if (step.exchange) count_exchange(tie, step.day, interaction.at);
}

void apply(Tie& tie, TieConversation& conversation, const Interaction& interaction) {
    bool of_pair = (interaction.actor == tie.owner && interaction.target == tie.other) ||
                   (interaction.actor == tie.other && interaction.target == tie.owner);
    if (!of_pair) return;
    Step step = advance(conversation, interaction);
    apply(tie, interaction, step);
}

RebuiltTie rebuild(const Tie& kept, std::span<const Interaction> interactions) {
    RebuiltTie result;
    result.tie.owner = kept.owner;
    result.tie.other = kept.other;
    result.tie.set_stage = kept.set_stage;
    result.tie.mine.vouches = kept.mine.vouches;
    result.tie.theirs.vouches = kept.theirs.vouches;
    if (is_written(kept.origin)) result.tie.origin = kept.origin;

    std::set<InteractionKey> seen;
    std::map<ConversationId, TieConversation> conversations;
    for (const auto& interaction : interactions) {
        bool of_pair = (interaction.actor == kept.owner && interaction.target == kept.other) ||
                       (interaction.actor == kept.other && interaction.target == kept.owner);
        if (!of_pair || !seen.insert(key_of(interaction)).second) continue;
        TieConversation none;
        bool in_conversation = interaction.conversation && is_spoken(interaction);
        apply(result.tie, in_conversation ? conversations[interaction.conversation] : none, interaction);
    }
    result.conversations.assign(conversations.begin(), conversations.end());
    return result;
}

} // namespace kith::relationship
