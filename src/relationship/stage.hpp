// Stages: how near somebody is, as the owner of the tie sees it. Always computed for a moment, never stored, because
// silence alone changes it.
#pragma once

#include "relationship/reason.hpp"
#include "relationship/tie.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace kith::relationship {

enum class Stage : std::uint8_t { stranger, acquaintance, friend_, trusted };

// "stranger", "acquaintance", "friend", "trusted".
std::string_view to_string(Stage stage);
std::optional<Stage> parse_stage(std::string_view name);

// The stage that the owner set by hand, and how to set it; nullopt: the engine decides.
std::optional<Stage> set_stage(const Tie& tie);
void set_stage(Tie& tie, std::optional<Stage> stage);

// Thresholds; a host may change them. The defaults are the design's.
struct StageRules {
    unsigned friend_exchange_days = 4;
    unsigned friend_span_days = 14; // from the first to the last day with an exchange
    double friend_least_share_of_turns = 0.2;
    unsigned trusted_exchange_days = 10;
    unsigned trusted_span_days = 60;
    unsigned quiet_after_days = 180;
    unsigned fall_after_days = 365; // a stage is lost for each such span without contact, never below acquaintance

    friend bool operator==(const StageRules&, const StageRules&) = default;
};

// Those of this program: the defaults, unless its start chose others, before anything else was asked.
const StageRules& stage_rules();
void use_stage_rules(const StageRules& rules);

struct StageVerdict {
    Stage stage = Stage::stranger;     // what holds: the owner's word, else the engine's
    Stage by_engine = Stage::stranger; // what the engine says, silence included
    Stage earned = Stage::stranger;    // what was reached, before silence took from it
    bool set_by_hand = false;
    bool quiet = false; // an acquaintance or nearer without contact for long
    Reasons reasons;    // why, and for stages below trusted what is missing for the next
};

StageVerdict explain_stage(const Tie& tie, Time now, const StageRules& rules = stage_rules());

// As explain_stage(...).stage, without words: for decisions and lists.
Stage stage_of(const Tie& tie, Time now, const StageRules& rules = stage_rules());
bool is_quiet(const Tie& tie, Time now, const StageRules& rules = stage_rules());

} // namespace kith::relationship
