// Logistic regression on cuts, and how well a set of coefficients does on one.
#pragma once

#include "model/strength/cut.hpp"

#include <array>
#include <vector>

namespace kith::model {

struct Coefficients {
    double start = 0;
    std::array<double, relationship::strength_terms> terms{};
};

double log_odds(const Coefficients& coefficients, const Candidate& candidate);

// Newton's method with a little ridge. Networks weigh the same, so do the cuts of one, each by the information in its
// outcomes: 1 / (n p (1 - p)) a candidate.
Coefficients fit(const std::vector<const Network*>& networks);

struct Bin {
    double count = 0;
    double predicted = 0; // sums
    double came_true = 0;
};

struct Figures {
    double auc = 0;
    double precision_at_100 = 0;
    std::array<Bin, 10> bins{};

    double calibration_error() const; // mean distance of predicted from observed, weighed by count
};

Figures measure(const Cut& cut, const Coefficients& coefficients);
// The mean over cuts; the bins are added up.
Figures measure(const Network& network, const Coefficients& coefficients);

} // namespace kith::model
