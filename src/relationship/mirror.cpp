#include "relationship/mirror.hpp"

#include "relationship/reciprocity.hpp"

#include <algorithm>
#include <map>

namespace kith::relationship {
namespace {

constexpr std::size_t most_changes = 5;
constexpr double least_change = 0.05; // of strength

void count_posts(Mirror& mirror, const MirrorFacts& facts, const Period& period) {
    for (const auto& post : facts.posts) {
        if (!period.holds(post.at)) continue;
        ++mirror.posts;
        ++mirror.by_kind[std::size_t(kind_of(post))];
    }
    if (mirror.posts > 0)
        mirror.share_listening =
            double(mirror.by_kind[std::size_t(PostKind::listening)] + mirror.by_kind[std::size_t(PostKind::sharing)]) /
            mirror.posts;
}

void count_messages(Mirror& mirror, const MirrorFacts& facts, const Period& period) {
    std::vector<Duration> times;
    for (const auto& message : facts.messages) {
        if (!period.holds(message.at) || !message.wants_answer) continue;
        ++mirror.messages;
        if (!message.answered) continue;
        Duration taken = std::max(Duration(0), *message.answered - message.at);
        if (taken > answer_limit) continue;
        ++mirror.answered;
        times.push_back(taken);
    }
    if (times.empty()) return;
    auto middle = times.begin() + std::ptrdiff_t(times.size() / 2);
    std::ranges::nth_element(times, middle);
    mirror.median_answer_time = *middle;
}

void count_ties(Mirror& mirror, const MirrorFacts& facts, const Period& period) {
    for (const auto& tie : facts.ties) {
        auto units = give_and_take(tie.after, period.to);
        mirror.given += units.given;
        mirror.taken += units.taken;
        if (tie.before.exchanges == 0 && tie.after.exchanges > 0) ++mirror.new_exchanges;
        mirror.exchanges += tie.after.exchanges - std::min(tie.before.exchanges, tie.after.exchanges);
        MirrorChange change{tie.other, tie.strength_before, tie.strength_after, tie.stage_before, tie.stage_after};
        double moved = tie.strength_after - tie.strength_before;
        if (moved >= least_change || tie.stage_after > tie.stage_before)
            mirror.grew.push_back(change);
        else if (moved <= -least_change || tie.stage_after < tie.stage_before)
            mirror.faded.push_back(change);
    }
    if (mirror.given + mirror.taken >= 1)
        mirror.reciprocity = 2 * std::min(mirror.given, mirror.taken) / (mirror.given + mirror.taken);
    auto cut = [](std::vector<MirrorChange>& changes, int sign) {
        std::ranges::sort(changes, [&](const MirrorChange& a, const MirrorChange& b) {
            double of_a = sign * (a.strength_after - a.strength_before);
            double of_b = sign * (b.strength_after - b.strength_before);
            return of_a != of_b ? of_a > of_b : a.other < b.other;
        });
        if (changes.size() > most_changes) changes.resize(most_changes);
    };
    cut(mirror.grew, 1);
    cut(mirror.faded, -1);
}

void count_gifts(Mirror& mirror, const MirrorFacts& facts, const Period& period) {
    for (const auto& gift : facts.gifts) {
        if (!period.holds(gift.at)) continue;
        mirror.gave += gift.given;
        mirror.took += gift.taken;
    }
}

void count_follows(Mirror& mirror, const MirrorFacts& facts, const Period& period) {
    for (const auto& follow : facts.follows) {
        if (!period.holds(follow.at)) continue;
        ++mirror.follows;
        auto tie = std::ranges::find(facts.ties, follow.account, &MirrorTie::other);
        if (tie != facts.ties.end() && tie->after.exchanges > tie->before.exchanges)
            ++mirror.follows_that_became_conversations;
    }
}

void count_outcomes(Mirror& mirror, const MirrorFacts& facts, const Period& period) {
    auto& counts = mirror.outcomes_by_origin;
    for (const auto& outcome : facts.outcomes) {
        if (!period.holds(outcome.at)) continue;
        auto same = std::ranges::find(counts, outcome.origin, &std::pair<Origin, unsigned>::first);
        if (same == counts.end())
            counts.emplace_back(outcome.origin, 1);
        else
            ++same->second;
    }
    std::ranges::sort(counts, [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second
                                    : std::tuple(a.first.kind, a.first.through, a.first.where) <
                                          std::tuple(b.first.kind, b.first.through, b.first.where);
    });
}

} // namespace

std::string_view to_string(PostKind kind) {
    switch (kind) {
    case PostKind::listening:
        return "listening";
    case PostKind::sharing:
        return "sharing";
    case PostKind::news:
        return "news";
    case PostKind::pitch:
        return "pitch";
    case PostKind::ask:
        return "ask";
    }
    return "news";
}

PostKind kind_of(const MirrorPost& post) {
    if (post.pitch) return PostKind::pitch;
    if (post.ask) return PostKind::ask;
    if (post.reply || post.question) return PostKind::listening;
    return post.shares_others ? PostKind::sharing : PostKind::news;
}

std::vector<MirrorGift> gifts_of(AccountId owner, std::span<const Interaction> interactions) {
    std::vector<MirrorGift> gifts;
    std::map<std::pair<AccountId, ConversationId>, TieConversation> conversations;
    for (const auto& each : interactions) {
        auto other = each.actor == owner ? each.target : each.actor;
        auto step = advance(conversations[{other, each.conversation}], each);
        MirrorGift made{.at = each.at};
        if (auto gift = gift_of(each, step.answers); gift.units > 0)
            ((each.actor == owner) == gift.by_actor ? made.given : made.taken) = gift.units;
        if (each.actor == owner) made.taken += int(each.ask) + int(each.pitch);
        if (made.given > 0 || made.taken > 0) gifts.push_back(made);
    }
    return gifts;
}

Mirror mirror(const MirrorFacts& facts, const Period& period) {
    Mirror mirror;
    count_posts(mirror, facts, period);
    count_messages(mirror, facts, period);
    count_ties(mirror, facts, period);
    count_follows(mirror, facts, period);
    count_gifts(mirror, facts, period);
    count_outcomes(mirror, facts, period);
    return mirror;
}

} // namespace kith::relationship
