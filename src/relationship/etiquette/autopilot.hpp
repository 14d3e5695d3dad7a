// Authors who open conversations by machine and do not talk. Pure; thread-safe.
#pragma once

#include <string>

namespace kith::relationship {

// Of one author's automated first messages (declared so, or held as templates), within whatever period the caller
// keeps.
struct AutomatedContacts {
    int answered = 0;      // conversations in which the receiver answered
    int answered_back = 0; // of these, those in which the author answered the answer; at most `answered`
};

struct AutopilotPolicy {
    int least_answered = 5;         // fewer answers say nothing
    double least_answer_rate = 0.2; // below this share it is an autopilot
};

struct AutopilotVerdict {
    bool autopilot = false;
    double answer_rate = 1; // answered_back / answered; 1 when nobody answered
    // For people: "answered 1 of 12 people who replied to its automated first message"; empty when not an autopilot.
    std::string reason;
};

AutopilotVerdict decide_autopilot(const AutomatedContacts& contacts, const AutopilotPolicy& policy = {});

} // namespace kith::relationship
