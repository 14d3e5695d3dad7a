#include "relationship/stage.hpp"

#include <algorithm>
#include <cmath>

namespace kith::relationship {
namespace {

StageRules the_rules;

std::string number(auto value) { return fmt::format("{}", value); }

// What a tie has reached, before silence and before the owner's word.
struct Earned {
    Stage stage = Stage::stranger;
    bool both_met = false;
    unsigned span_days = 0;
    bool friend_days = false;
    bool friend_span = false;
    bool owner_silent = false;
    bool other_silent = false;
    bool owner_takes = false;
    bool other_takes = false;
    bool trusted_days = false;
    bool trusted_span = false;
    bool vouched = false;
};

// Both halve alike, so the comparison only changes when something happens.
bool takes_more_than_gives(const TieSide& side, Time now) {
    double taken = side.taken.at(now, giving_half_life_days);
    double given = side.given.at(now, giving_half_life_days);
    return taken > given * (1 + 1e-9);
}

Earned earned_by(const Tie& tie, Time now, const StageRules& rules) {
    Earned earned;
    earned.both_met = tie.mine.says_met && tie.theirs.says_met;
    if (tie.exchange_days > 0) earned.span_days = unsigned(tie.last_exchange_day - tie.first_exchange_day);
    double turns = double(tie.mine.turns) + tie.theirs.turns;
    double least = rules.friend_least_share_of_turns * turns;
    earned.friend_days = tie.exchange_days >= rules.friend_exchange_days;
    earned.friend_span = earned.span_days >= rules.friend_span_days;
    earned.owner_silent = tie.mine.turns < least;
    earned.other_silent = tie.theirs.turns < least;
    earned.owner_takes = takes_more_than_gives(tie.mine, now);
    earned.other_takes = takes_more_than_gives(tie.theirs, now);
    earned.trusted_days = tie.exchange_days >= rules.trusted_exchange_days;
    earned.trusted_span = earned.span_days >= rules.trusted_span_days;
    earned.vouched = tie.mine.vouches && tie.theirs.vouches;

    bool knows = tie.exchanges > 0 || earned.both_met;
    bool likes = tie.exchanges > 0 && earned.friend_days && earned.friend_span && !earned.owner_silent &&
                 !earned.other_silent && !earned.owner_takes && !earned.other_takes;
    bool trusts = likes && ((earned.trusted_days && earned.trusted_span) || earned.vouched);
    earned.stage = trusts ? Stage::trusted : likes ? Stage::friend_ : knows ? Stage::acquaintance : Stage::stranger;
    return earned;
}

double silent_days(const Tie& tie, Time now) { return days_between(tie.last_contact(), now); }

Stage after_silence(Stage stage, double silence, const StageRules& rules) {
    if (stage <= Stage::acquaintance || rules.fall_after_days == 0 || !(silence >= rules.fall_after_days)) return stage;
    double falls = std::floor(silence / rules.fall_after_days);
    int left = int(stage) - int(std::min(falls, 3.0));
    return Stage(std::max(left, int(Stage::acquaintance)));
}

void add_missing_for_friend(Reasons& reasons, const Tie& tie, const Earned& earned, const StageRules& rules) {
    if (!earned.friend_days)
        reasons.emplace_back("stage_friend_needs_days",
                             std::vector<std::pair<std::string, std::string>>{
                                 {"needed", number(rules.friend_exchange_days)}, {"days", number(tie.exchange_days)}});
    if (!earned.friend_span)
        reasons.emplace_back("stage_friend_needs_span",
                             std::vector<std::pair<std::string, std::string>>{
                                 {"needed", number(rules.friend_span_days)}, {"span", number(earned.span_days)}});
    auto percent = number(std::lround(rules.friend_least_share_of_turns * 100));
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    if (earned.owner_silent) reasons.emplace_back("stage_owner_silent", Parameters{{"percent", percent}});
    if (earned.other_silent) reasons.emplace_back("stage_other_silent", Parameters{{"percent", percent}});
    if (earned.owner_takes) reasons.emplace_back("stage_owner_takes");
    if (earned.other_takes) reasons.emplace_back("stage_other_takes");
}

Reasons reasons_for(const Tie& tie, const Earned& earned, const StageRules& rules) {
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    Reasons reasons;
    if (earned.stage == Stage::stranger) {
        reasons.emplace_back("stage_no_exchange");
        if (tie.mine.says_met != tie.theirs.says_met) reasons.emplace_back("stage_met_one_side");
        return reasons;
    }
    if (tie.exchanges > 0) reasons.emplace_back("stage_exchange", Parameters{{"exchanges", number(tie.exchanges)}});
    if (earned.both_met) reasons.emplace_back("stage_met");
    if (earned.stage == Stage::acquaintance) {
        add_missing_for_friend(reasons, tie, earned, rules);
        return reasons;
    }
    Parameters so_far{{"days", number(tie.exchange_days)}, {"span", number(earned.span_days)}};
    if (earned.stage == Stage::friend_) {
        reasons.emplace_back("stage_friend_days", so_far);
        if (!earned.trusted_days)
            reasons.emplace_back("stage_trusted_needs_days", Parameters{{"needed", number(rules.trusted_exchange_days)},
                                                                        {"days", number(tie.exchange_days)}});
        if (!earned.trusted_span)
            reasons.emplace_back("stage_trusted_needs_span", Parameters{{"needed", number(rules.trusted_span_days)},
                                                                        {"span", number(earned.span_days)}});
        return reasons;
    }
    if (earned.trusted_days && earned.trusted_span) reasons.emplace_back("stage_trusted_days", so_far);
    if (earned.vouched) reasons.emplace_back("stage_trusted_vouched");
    return reasons;
}

} // namespace

const StageRules& stage_rules() { return the_rules; }

void use_stage_rules(const StageRules& rules) { the_rules = rules; }

std::string_view to_string(Stage stage) {
    switch (stage) {
    case Stage::stranger:
        return "stranger";
    case Stage::acquaintance:
        return "acquaintance";
    case Stage::friend_:
        return "friend";
    case Stage::trusted:
        return "trusted";
    }
    return "stranger";
}

std::optional<Stage> parse_stage(std::string_view name) {
    for (Stage stage : {Stage::stranger, Stage::acquaintance, Stage::friend_, Stage::trusted})
        if (to_string(stage) == name) return stage;
    return std::nullopt;
}

std::optional<Stage> set_stage(const Tie& tie) {
    if (tie.set_stage == 0 || tie.set_stage > 1 + int(Stage::trusted)) return std::nullopt;
    return Stage(tie.set_stage - 1);
}

void set_stage(Tie& tie, std::optional<Stage> stage) { tie.set_stage = stage ? StoredStage(1 + int(*stage)) : 0; }

StageVerdict explain_stage(const Tie& tie, Time now, const StageRules& rules) {
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    StageVerdict verdict;
    Earned earned = earned_by(tie, now, rules);
    double silence = silent_days(tie, now);
    verdict.earned = earned.stage;
    verdict.by_engine = after_silence(earned.stage, silence, rules);
    verdict.stage = verdict.by_engine;
    verdict.reasons = reasons_for(tie, earned, rules);
    if (auto set = set_stage(tie)) {
        verdict.stage = *set;
        verdict.set_by_hand = true;
        verdict.reasons.insert(verdict.reasons.begin(),
                               Reason("stage_set_by_hand", {{"engine", std::string(to_string(verdict.by_engine))}}));
    }
    verdict.quiet = is_quiet(tie, now, rules);
    auto days = std::isfinite(silence) ? number(std::floor(silence)) : std::string("0");
    if (verdict.by_engine != verdict.earned)
        verdict.reasons.emplace_back("stage_fell", Parameters{{"days", days},
                                                              {"from", std::string(to_string(verdict.earned))},
                                                              {"to", std::string(to_string(verdict.by_engine))}});
    else if (verdict.quiet)
        verdict.reasons.emplace_back("stage_quiet", Parameters{{"days", days}});
    return verdict;
}

Stage stage_of(const Tie& tie, Time now, const StageRules& rules) {
    if (auto set = set_stage(tie)) return *set;
    return after_silence(earned_by(tie, now, rules).stage, silent_days(tie, now), rules);
}

bool is_quiet(const Tie& tie, Time now, const StageRules& rules) {
    double silence = silent_days(tie, now);
    return std::isfinite(silence) && silence >= rules.quiet_after_days &&
           stage_of(tie, now, rules) >= Stage::acquaintance;
}

} // namespace kith::relationship
