// The table of weights behind the classifier.
#pragma once

#include "core/result.hpp"
#include "relationship/etiquette/classify.hpp"
#include "relationship/etiquette/features.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::relationship {

// One logistic regression a label, over the features of features.hpp.
struct EtiquetteModel {
    using Row = std::array<float, message_label_count>; // a weight for each label

    std::vector<Row> weights; // feature_space() rows
    Row bias{};
    Row thresholds{0.5F, 0.5F, 0.5F, 0.5F}; // a label is flagged from this probability on

    std::array<double, message_label_count> probabilities(const Features& features) const;

    // Portable bytes: weights of the hashed features are rounded to one byte each. Cues are stored by key, so that
    // reordering the table does no harm; a cue that the bytes do not know keeps its prior.
    std::string to_bytes() const;
    static Result<EtiquetteModel> from_bytes(std::string_view bytes);
};

// The bytes that ship with the program (model/etiquette/etiquette.model).
std::string_view shipped_model();

} // namespace kith::relationship
