// What is known of somebody whom the member does not know yet. Shapes: src/kithapi/openapi/door.json
#pragma once

#include "kithapi/reason_entity.hpp"
#include "mastodon/account_presenter.hpp"
#include "services/door.hpp"

namespace kith::kithapi {

struct FactsEntity {
    std::vector<ReasonEntity> for_;
    std::vector<ReasonEntity> against;
    std::vector<ReasonEntity> neutral;
};
BOOST_DESCRIBE_STRUCT(FactsEntity, (), (for_, against, neutral))

struct KnownPersonEntity {
    json::Raw account;
    relationship::Stage stage = relationship::Stage::stranger;
};
BOOST_DESCRIBE_STRUCT(KnownPersonEntity, (), (account, stage))

inline FactsEntity facts_entity(const relationship::DoorFacts& facts) {
    return {reason_entities(facts.speaks_for), reason_entities(facts.speaks_against), reason_entities(facts.neutral)};
}

// Those that `accounts` holds.
inline std::vector<KnownPersonEntity> known_person_entities(const std::vector<services::KnownPerson>& people,
                                                            const mastodon::AccountViews& accounts) {
    std::vector<KnownPersonEntity> entities;
    for (const auto& person : people)
        if (auto view = accounts.find(person.account); view != accounts.end())
            entities.push_back({json::Raw{view->second->json}, person.stage});
    return entities;
}

} // namespace kith::kithapi
