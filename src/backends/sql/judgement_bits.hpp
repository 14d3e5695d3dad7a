// A judgement as one number in a column.
#pragma once

#include "relationship/judgement.hpp"

#include <cstdint>

namespace kith::backends::sql {

enum JudgementBit : std::int64_t {
    bit_judged = 1,
    bit_pitch = 2,
    bit_ask = 4,
    bit_question = 8,
    bit_help = 16,
    bit_offer_declared = 32,
    bit_offer_over_budget = 64,
    bit_template = 128,
    // from bit 8 on: AskKinds, twelve bits
    bit_autopilot = 1 << 20,
};

inline std::int64_t judgement_bits(const relationship::Judgement& judgement) {
    std::int64_t bits = std::int64_t{judgement.asks.bits & 0xFFF} << 8;
    if (judgement.judged) bits |= bit_judged;
    if (judgement.pitch) bits |= bit_pitch;
    if (judgement.ask) bits |= bit_ask;
    if (judgement.question) bits |= bit_question;
    if (judgement.is_template) bits |= bit_template;
    if (judgement.autopilot) bits |= bit_autopilot;
    return bits;
}

inline relationship::Judgement judgement_of(std::int64_t bits) {
    relationship::Judgement judgement;
    judgement.judged = (bits & bit_judged) != 0;
    judgement.pitch = (bits & bit_pitch) != 0;
    judgement.ask = (bits & bit_ask) != 0;
    judgement.asks.bits = static_cast<std::uint16_t>(bits >> 8 & 0xFFF);
    judgement.question = (bits & bit_question) != 0;
    judgement.is_template = (bits & bit_template) != 0;
    judgement.autopilot = (bits & bit_autopilot) != 0;
    return judgement;
}

} // namespace kith::backends::sql
