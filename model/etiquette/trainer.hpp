// Fits the weights: logistic regressions, one a label, pulled towards the priors of the cues.
#pragma once

#include "model/etiquette/corpus.hpp"
#include "relationship/etiquette/model.hpp"

#include <span>

namespace kith::model {

struct TrainingOptions {
    int rounds = 20;
    float rate = 0.1F;      // AdaGrad step
    float cue_pull = 3.0F;  // how strongly a cue's weight is held at its prior
    float word_pull = 0.1F; // how strongly the other weights are held at 0
};

// Deterministic. Rows whose truth for a label is unknown do not count for it; where only "a pitch or an ask" is known,
// the likelihood is that of 1 - (1 - pitch)(1 - ask).
relationship::EtiquetteModel train(std::span<const Row* const> rows, const TrainingOptions& options);

} // namespace kith::model
