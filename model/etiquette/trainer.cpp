#include "model/etiquette/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace kith::model {
namespace {

using relationship::EtiquetteModel;

class Trainer {
public:
    Trainer(std::span<const Row* const> rows, const TrainingOptions& options) : rows_(rows), options_(options) {
        model_.weights.assign(relationship::feature_space(), {});
        for (std::size_t i = 0; i < relationship::cues().size(); ++i)
            model_.weights[i] = relationship::cues()[i].prior;
        prior_ = model_.weights;
        model_.bias = {-3, -4, -3, -4};
        steps_.assign(model_.weights.size(), {});
        frequency_.assign(model_.weights.size(), 0);
        for (const Row* row : rows_)
            for (const auto& feature : row->features.all)
                ++frequency_[feature.index];
    }

    EtiquetteModel run() {
        std::vector<std::size_t> order(rows_.size());
        std::iota(order.begin(), order.end(), 0);
        std::mt19937 random(20130101);
        for (int round = 0; round < options_.rounds; ++round) {
            for (std::size_t i = order.size(); i > 1; --i) // std::shuffle differs between libraries
                std::swap(order[i - 1], order[random() % i]);
            for (std::size_t i : order)
                learn(*rows_[i]);
        }
        return std::move(model_);
    }

private:
    // Loss by score, for each label.
    EtiquetteModel::Row gradient(const Row& row) const {
        auto p = model_.probabilities(row.features);
        EtiquetteModel::Row slope{};
        for (std::size_t label = 0; label < labels; ++label)
            if (row.truth[label] >= 0)
                slope[label] = static_cast<float>(p[label]) - static_cast<float>(row.truth[label]);
        if (row.promotes == 1 && row.truth[0] < 0 && row.truth[1] < 0) {
            double neither = (1 - p[0]) * (1 - p[1]);
            double either = std::max(1e-6, 1 - neither);
            slope[0] = static_cast<float>(-neither * p[0] / either);
            slope[1] = static_cast<float>(-neither * p[1] / either);
        }
        for (float& value : slope)
            value *= row.weight;
        return slope;
    }

    void learn(const Row& row) {
        EtiquetteModel::Row slope = gradient(row);
        for (std::size_t label = 0; label < labels; ++label)
            step(model_.bias[label], bias_steps_[label], slope[label]);
        for (const auto& feature : row.features.all) {
            bool cue = feature.kind == relationship::FeatureKind::cue;
            float pull = (cue ? options_.cue_pull : options_.word_pull) / static_cast<float>(frequency_[feature.index]);
            auto& weights = model_.weights[feature.index];
            for (std::size_t label = 0; label < labels; ++label)
                step(weights[label], steps_[feature.index][label],
                     slope[label] * feature.value + pull * (weights[label] - prior_[feature.index][label]));
        }
    }

    void step(float& weight, float& sum, float slope) const {
        sum += slope * slope;
        weight -= options_.rate * slope / (std::sqrt(sum) + 1e-2F);
    }

    std::span<const Row* const> rows_;
    TrainingOptions options_;
    EtiquetteModel model_;
    std::vector<EtiquetteModel::Row> prior_;
    std::vector<EtiquetteModel::Row> steps_;
    EtiquetteModel::Row bias_steps_{};
    std::vector<int> frequency_;
};

} // namespace

EtiquetteModel train(std::span<const Row* const> rows, const TrainingOptions& options) {
    return Trainer(rows, options).run();
}

} // namespace kith::model
