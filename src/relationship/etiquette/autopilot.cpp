#include "relationship/etiquette/autopilot.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kith::relationship {

AutopilotVerdict decide_autopilot(const AutomatedContacts& contacts, const AutopilotPolicy& policy) {
    AutopilotVerdict verdict;
    if (contacts.answered <= 0) return verdict;
    int answered_back = std::clamp(contacts.answered_back, 0, contacts.answered);
    verdict.answer_rate = static_cast<double>(answered_back) / contacts.answered;
    verdict.autopilot = contacts.answered >= policy.least_answered && verdict.answer_rate < policy.least_answer_rate;
    if (verdict.autopilot)
        verdict.reason = fmt::format("answered {} of the {} people who replied to its automated first message",
                                     answered_back, contacts.answered);
    return verdict;
}

} // namespace kith::relationship
