#include "relationship/strength.hpp"

#include "relationship/strength_coefficients.hpp"

#include <algorithm>
#include <cmath>

namespace kith::relationship {
namespace {

constexpr double freshness_days = 14;
constexpr double most_silent_days = 365;

static_assert(std::size(strength_coefficients) == strength_terms);

double silent_days(Time spoke_to_anybody, Time spoke_here, Time now) {
    return std::min(days_between(std::max(spoke_to_anybody, spoke_here), now), most_silent_days);
}

std::string whole(double value) { return fmt::format("{:.0f}", std::floor(value)); }

Reason words_for(StrengthTerm term, const Tie& tie, const Surroundings& around, Time now) {
    switch (term) {
    case StrengthTerm::both_ways:
        return Reason("strength_both_ways", {{"sent", fmt::format("{}", tie.mine.contacts)},
                                             {"received", fmt::format("{}", tie.theirs.contacts)}});
    case StrengthTerm::recent_exchanges: {
        double recent = tie.recent_exchanges.at(now, exchange_half_life_days);
        return Reason("strength_recent_exchanges",
                      {{"count", fmt::format("{}", tie.exchanges)}, {"recent", fmt::format("{:.1f}", recent)}});
    }
    case StrengthTerm::freshness:
        return Reason("strength_freshness", {{"days", whole(days_between(tie.last_contact(), now))}});
    case StrengthTerm::activity:
        return Reason("strength_activity",
                      {{"owner_days", whole(silent_days(around.owner_spoke, tie.mine.last_spoken, now))},
                       {"other_days", whole(silent_days(around.other_spoke, tie.theirs.last_spoken, now))}});
    case StrengthTerm::closeness:
        return Reason("strength_closeness", {{"shared", fmt::format("{}", around.shared_people)},
                                             {"owner_people", fmt::format("{}", around.owner_people)},
                                             {"other_people", fmt::format("{}", around.other_people)}});
    }
    return Reason();
}

double logistic(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }

} // namespace

std::array<double, strength_terms> strength_values(const Tie& tie, const Surroundings& around, Time now) {
    double silence = std::log1p(silent_days(around.owner_spoke, tie.mine.last_spoken, now)) +
                     std::log1p(silent_days(around.other_spoke, tie.theirs.last_spoken, now));
    double people = double(std::max(1U, around.owner_people)) * std::max(1U, around.other_people);
    auto recent = [&](const TieSide& side) { return side.recent_contacts.at(now, contact_half_life_days); };
    return {std::sqrt(std::min(recent(tie.mine), recent(tie.theirs))),
            std::log1p(tie.recent_exchanges.at(now, exchange_half_life_days)),
            std::exp(-days_between(tie.last_contact(), now) / freshness_days), -silence,
            std::log1p(double(around.shared_people)) - 0.5 * std::log(people)};
}

double strength(const Tie& tie, const Surroundings& around, Time now) {
    if (tie.last_contact() == never) return 0;
    double log_odds = strength_start;
    auto values = strength_values(tie, around, now);
    for (std::size_t i = 0; i < strength_terms; ++i)
        log_odds += strength_coefficients[i] * values[i];
    return logistic(log_odds);
}

StrengthExplanation explain_strength(const Tie& tie, const Surroundings& around, Time now) {
    StrengthExplanation explanation;
    if (tie.last_contact() == never) return explanation;
    explanation.start = strength_start;
    double log_odds = strength_start;
    auto values = strength_values(tie, around, now);
    for (std::size_t i = 0; i < strength_terms; ++i) {
        StrengthPart part;
        part.words = words_for(StrengthTerm(i), tie, around, now);
        part.value = values[i];
        part.contribution = strength_coefficients[i] * values[i];
        log_odds += part.contribution;
        explanation.parts.push_back(std::move(part));
    }
    explanation.probability = logistic(log_odds);
    return explanation;
}

} // namespace kith::relationship
