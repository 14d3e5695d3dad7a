// Words with what was noticed in them, as the API shows them.
#pragma once

#include "relationship/etiquette/classify.hpp"
#include "json/write.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kith::kithapi {

// Places count Unicode code points, so that they mean the same in every language of programming.
struct EvidenceEntity {
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::string text; // what stands there
    std::string label;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(EvidenceEntity, (), (start, end, text, label, why))

std::vector<EvidenceEntity> evidence_entities(std::string_view words,
                                              const relationship::Classification& classification);
// "pitch", "ask", "question", "template", "autopilot".
std::vector<std::string> label_names(const relationship::Judgement& judgement);
// "share", "follow".
std::vector<std::string> ask_names(relationship::AskKinds asks);

} // namespace kith::kithapi
