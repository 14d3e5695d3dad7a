#include "relationship/policy.hpp"

namespace kith::relationship {

std::string_view to_string(Audience audience) {
    switch (audience) {
    case Audience::anyone:
        return "anyone";
    case Audience::followed:
        return "followed";
    case Audience::acquaintance:
        return "acquaintance";
    case Audience::friend_:
        return "friend";
    case Audience::nobody:
        return "nobody";
    }
    return "nobody";
}

std::optional<Audience> parse_audience(std::string_view name) {
    for (Audience audience :
         {Audience::anyone, Audience::followed, Audience::acquaintance, Audience::friend_, Audience::nobody})
        if (to_string(audience) == name) return audience;
    return std::nullopt;
}

bool admits(Audience audience, const Standing& sender) {
    switch (audience) {
    case Audience::anyone:
        return true;
    case Audience::followed:
        return sender.follows || sender.stage >= Stage::acquaintance;
    case Audience::acquaintance:
        return sender.stage >= Stage::acquaintance;
    case Audience::friend_:
        return sender.stage >= Stage::friend_;
    case Audience::nobody:
        return false;
    }
    return false;
}

Reasons crossed(const Boundaries& boundaries, const Judgement& judgement, bool direct) {
    Reasons reasons;
    if (boundaries.all) reasons.emplace_back("boundary_all");
    if (boundaries.direct_messages && direct) reasons.emplace_back("boundary_direct");
    if (boundaries.pitches && judgement.pitch) reasons.emplace_back("boundary_pitch");
    if (boundaries.asks && judgement.ask)
        reasons.push_back(Reason("boundary_ask", {{"what", in_english(judgement.asks)}}));
    return reasons;
}

Accepted learn(Accepted before, const Judgement& accepted) {
    before.pitches |= accepted.pitch;
    before.asks |= accepted.ask;
    before.templates |= accepted.is_template || accepted.autopilot;
    before.messages = true;
    return before;
}

} // namespace kith::relationship
