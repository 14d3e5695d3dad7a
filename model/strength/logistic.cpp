#include "model/strength/logistic.hpp"

#include <algorithm>
#include <cmath>

namespace kith::model {
namespace {

constexpr std::size_t width = relationship::strength_terms + 1;
using Vector = std::array<double, width>;
using Matrix = std::array<Vector, width>;

Vector row_of(const Candidate& candidate) {
    Vector row{1};
    std::ranges::copy(candidate.values, row.begin() + 1);
    return row;
}

// Gaussian elimination with partial pivoting.
Vector solve(Matrix a, Vector b) {
    for (std::size_t i = 0; i < width; ++i) {
        std::size_t pivot = i;
        for (std::size_t k = i + 1; k < width; ++k)
            if (std::abs(a[k][i]) > std::abs(a[pivot][i])) pivot = k;
        std::swap(a[i], a[pivot]);
        std::swap(b[i], b[pivot]);
        for (std::size_t k = i + 1; k < width; ++k) {
            double factor = a[k][i] / a[i][i];
            for (std::size_t j = i; j < width; ++j)
                a[k][j] -= factor * a[i][j];
            b[k] -= factor * b[i];
        }
    }
    for (std::size_t i = width; i-- > 0;) {
        for (std::size_t j = i + 1; j < width; ++j)
            b[i] -= a[i][j] * b[j];
        b[i] /= a[i][i];
    }
    return b;
}

double logistic(double z) { return 1 / (1 + std::exp(-z)); }

} // namespace

double log_odds(const Coefficients& coefficients, const Candidate& candidate) {
    double sum = coefficients.start;
    for (std::size_t i = 0; i < candidate.values.size(); ++i)
        sum += coefficients.terms[i] * candidate.values[i];
    return sum;
}

Coefficients fit(const std::vector<const Network*>& networks) {
    constexpr double ridge = 1;
    constexpr double information = 5000;
    Coefficients result;
    for (int round = 0; round < 20; ++round) {
        Vector gradient{};
        Matrix curvature{};
        for (const auto* network : networks)
            for (const auto& cut : network->cuts) {
                double p = cut.base_rate();
                double weight =
                    information / (double(network->cuts.size()) * double(cut.candidates.size()) * p * (1 - p));
                for (const auto& candidate : cut.candidates) {
                    Vector row = row_of(candidate);
                    double predicted = logistic(log_odds(result, candidate));
                    for (std::size_t i = 0; i < width; ++i) {
                        gradient[i] += weight * (double(candidate.positive) - predicted) * row[i];
                        for (std::size_t j = 0; j < width; ++j)
                            curvature[i][j] += weight * predicted * (1 - predicted) * row[i] * row[j];
                    }
                }
            }
        for (std::size_t i = 0; i < width; ++i) {
            if (i > 0) gradient[i] -= ridge * result.terms[i - 1];
            curvature[i][i] += ridge;
        }
        Vector step = solve(curvature, gradient);
        result.start += step[0];
        for (std::size_t i = 1; i < width; ++i)
            result.terms[i - 1] += step[i];
    }
    return result;
}

double Figures::calibration_error() const {
    double distance = 0;
    double all = 0;
    for (const auto& bin : bins) {
        distance += std::abs(bin.predicted - bin.came_true);
        all += bin.count;
    }
    return distance / all;
}

Figures measure(const Cut& cut, const Coefficients& coefficients) {
    struct Ranked {
        double score;
        bool positive;
    };
    std::vector<Ranked> ranked;
    Figures figures;
    for (const auto& candidate : cut.candidates) {
        double score = log_odds(coefficients, candidate);
        ranked.push_back({score, candidate.positive});
        double predicted = logistic(score);
        auto& bin = figures.bins[std::min<std::size_t>(9, std::size_t(predicted * 10))];
        ++bin.count;
        bin.predicted += predicted;
        bin.came_true += candidate.positive;
    }
    std::ranges::sort(ranked, std::greater{}, &Ranked::score);
    double negatives_before = 0; // Mann-Whitney, half a point for a tie
    double below = 0;
    double positives = 0;
    for (std::size_t i = 0; i < ranked.size();) {
        double p = 0;
        double n = 0;
        for (double score = ranked[i].score; i < ranked.size() && ranked[i].score == score; ++i)
            (ranked[i].positive ? p : n) += 1;
        below += p * (negatives_before + n / 2);
        negatives_before += n;
        positives += p;
    }
    figures.auc = 1 - below / (positives * negatives_before);
    // Candidates with the hundredth score share its places.
    std::size_t places = std::min<std::size_t>(100, ranked.size());
    double last = ranked[places - 1].score;
    double above = 0;
    double hits = 0;
    double tied = 0;
    double tied_hits = 0;
    for (const auto& each : ranked) {
        if (each.score > last) {
            ++above;
            hits += each.positive;
        } else if (each.score == last) {
            ++tied;
            tied_hits += each.positive;
        }
    }
    figures.precision_at_100 = (hits + tied_hits / tied * (double(places) - above)) / double(places);
    return figures;
}

Figures measure(const Network& network, const Coefficients& coefficients) {
    Figures mean;
    for (const auto& cut : network.cuts) {
        Figures one = measure(cut, coefficients);
        mean.auc += one.auc / double(network.cuts.size());
        mean.precision_at_100 += one.precision_at_100 / double(network.cuts.size());
        for (std::size_t i = 0; i < mean.bins.size(); ++i) {
            mean.bins[i].count += one.bins[i].count;
            mean.bins[i].predicted += one.bins[i].predicted;
            mean.bins[i].came_true += one.bins[i].came_true;
        }
    }
    return mean;
}

} // namespace kith::model
