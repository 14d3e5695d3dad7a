// A cut: a network at one moment, with what came true in the 30 days after it.
#pragma once

#include "app/engine/contact_log.hpp"

#include <array>
#include <string>
#include <vector>

namespace kith::model {

struct Candidate {
    std::array<double, relationship::strength_terms> values{};
    bool positive = false; // both spoke to each other in the 30 days after the cut
};

struct Cut {
    double part = 0; // of the time from the first to the last contact
    std::vector<Candidate> candidates;

    double base_rate() const;
};

struct Network {
    std::string name;
    std::vector<Cut> cuts;
};

Cut cut_at(const engine::ContactLog& log, double part);
Network cuts_of(std::string name, const engine::ContactLog& log, std::initializer_list<double> parts);

} // namespace kith::model
