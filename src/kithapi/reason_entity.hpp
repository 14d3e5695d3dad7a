// Reasons as the API shows them: code, parameters, and the same in words.
#pragma once

#include "relationship/reason.hpp"
#include "json/write.hpp"

#include <map>
#include <string>
#include <vector>

namespace kith::kithapi {

struct ReasonEntity {
    std::string code;
    std::map<std::string, std::string> parameters;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(ReasonEntity, (), (code, parameters, words))

inline ReasonEntity reason_entity(const relationship::Reason& reason) {
    return {reason.code, {reason.parameters.begin(), reason.parameters.end()}, in_english(reason)};
}

inline std::vector<ReasonEntity> reason_entities(const relationship::Reasons& reasons) {
    std::vector<ReasonEntity> entities;
    for (const auto& reason : reasons)
        entities.push_back(reason_entity(reason));
    return entities;
}

} // namespace kith::kithapi
