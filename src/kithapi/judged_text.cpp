#include "kithapi/judged_text.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace kith::kithapi {

std::vector<EvidenceEntity> evidence_entities(std::string_view words,
                                              const relationship::Classification& classification) {
    std::vector<EvidenceEntity> entities;
    for (const auto& evidence : classification.evidence) {
        auto start = std::min(evidence.start, words.size());
        auto end = std::clamp(evidence.end, start, words.size());
        auto text = words.substr(start, end - start);
        auto before = static_cast<std::int64_t>(count_code_points(words.substr(0, start)));
        entities.push_back({before, before + static_cast<std::int64_t>(count_code_points(text)), std::string(text),
                            std::string(to_string(evidence.label)), evidence.why});
    }
    return entities;
}

std::vector<std::string> label_names(const relationship::Judgement& judgement) {
    std::vector<std::string> names;
    if (judgement.pitch) names.emplace_back("pitch");
    if (judgement.ask) names.emplace_back("ask");
    if (judgement.question) names.emplace_back("question");
    if (judgement.is_template) names.emplace_back("template");
    if (judgement.autopilot) names.emplace_back("autopilot");
    return names;
}

std::vector<std::string> ask_names(relationship::AskKinds asks) {
    std::vector<std::string> names;
    for (auto kind : list(asks))
        names.emplace_back(to_string(kind));
    return names;
}

} // namespace kith::kithapi
