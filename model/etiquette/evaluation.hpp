// Honest figures: every row is judged by a model that saw neither it nor a copy of it, with thresholds chosen on other
// folds.
#pragma once

#include "model/etiquette/corpus.hpp"
#include "model/etiquette/trainer.hpp"

#include <array>
#include <string>
#include <vector>

namespace kith::model {

using Probabilities = std::array<double, labels>;
using Thresholds = relationship::EtiquetteModel::Row;

struct Scores {
    std::vector<Probabilities> fold; // by a model of the other folds; comments by a model of the other videos
    std::vector<Probabilities>
        no_copy; // comments only: by a model that saw no near-copy of a comment of this video either
    double seconds = 0;
};

Scores cross_validate(const std::vector<Row>& rows, const TrainingOptions& options);

// The thresholds for judging rows of `fold`, chosen on the scores of all other folds; fold -1: on all.
Thresholds choose_thresholds(const std::vector<Row>& rows, const Scores& scores, int fold);

// The tables, as Markdown.
std::string report(const std::vector<Row>& rows, const Scores& scores, const Thresholds& shipped);

// Rows judged wrong, one a line: set, truth, guess, probabilities, cues, text. For reading, not for keeping.
std::string list_errors(const std::vector<Row>& rows, const Scores& scores);

} // namespace kith::model
