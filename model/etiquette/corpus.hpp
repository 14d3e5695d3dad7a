// The labelled texts that the etiquette model is trained and measured on. model/data/README.md says what each file is.
#pragma once

#include "core/result.hpp"
#include "relationship/etiquette/classify.hpp"
#include "relationship/etiquette/features.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace kith::model {

using relationship::MessageLabel;
inline constexpr std::size_t labels = relationship::message_label_count;

enum class Set : std::uint8_t {
    tweets_drawn,
    tweets_natural,
    tweets_more,
    youtube,
    sms,
    topical,
    first_contact,
    written
};
std::string_view to_string(Set set);

// By label. 1 and 0: known; -1: not known, or not clear.
using Truth = std::array<int, labels>;

struct Row {
    Set set = Set::tweets_natural;
    std::string text;
    Truth truth{-1, -1, -1, -1};
    int promotes = -1;     // a pitch or an ask; known for some rows whose truth for each alone is not
    std::string reading;   // one of four classes: pitch, ask, starter, ordinary; empty where that is not known
    std::string note;      // soft, explicit, hard-negative; the video of a comment
    bool doubtful = false; // labelled "pitch?"
    float weight = 1;
    int fold = 0;
    std::size_t group = 0; // rows with near-identical texts share one
    relationship::Features features;
    bool judged = true; // by the language check
};

inline constexpr int fold_count = 6;

// Reads the tables in `data` and `more` that are there, extracts features, finds copies and deals out folds: one for
// each video of the comments, the others by group.
Result<std::vector<Row>> load_corpus(const std::string& data, const std::string& more);

} // namespace kith::model
