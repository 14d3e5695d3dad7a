#include "kithapi/compose_api.hpp"

#include "kithapi/judged_text.hpp"
#include "kithapi/reason_entity.hpp"
#include "mastodon/draft_params.hpp"
#include "store/ties.hpp"

#include <algorithm>
#include <map>

namespace kith::kithapi {
namespace {

using relationship::MessageLabel;

struct NudgeSettingEntity {
    bool enabled = true;
};
BOOST_DESCRIBE_STRUCT(NudgeSettingEntity, (), (enabled))

struct ReceiverEntity {
    json::Raw account;
    std::string stage;
    std::optional<Time> last_spoke_at; // either of the two
};
BOOST_DESCRIBE_STRUCT(ReceiverEntity, (), (account, stage, last_spoke_at))

struct NudgeEntity {
    bool comes_back = false;
    std::string words;
    std::vector<ReasonEntity> reasons;
    std::vector<ReasonEntity> suggestions;
    std::vector<std::string> strangers;
};
BOOST_DESCRIBE_STRUCT(NudgeEntity, (), (comes_back, words, reasons, suggestions, strangers))

struct BudgetEntity {
    std::int64_t pitches = 0;
    std::int64_t posts = 0;
    bool spent = false;
    std::string words;
};
BOOST_DESCRIBE_STRUCT(BudgetEntity, (), (pitches, posts, spent, words))

struct CheckEntity {
    std::string text;
    bool judged = false;
    std::string not_judged_because;
    std::map<std::string, double> labels;
    std::vector<std::string> flagged;
    std::vector<std::string> asks;
    std::vector<EvidenceEntity> evidence;
    bool offer = false;
    std::vector<ReceiverEntity> receivers;
    NudgeEntity nudge;
    std::optional<BudgetEntity> budget;
};
BOOST_DESCRIBE_STRUCT(CheckEntity, (),
                      (text, judged, not_judged_because, labels, flagged, asks, evidence, offer, receivers, nudge,
                       budget))

CheckEntity entity_of(const services::Considered& considered) {
    const auto& found = considered.classification;
    CheckEntity entity{.text = considered.words, .judged = found.judged, .not_judged_because = found.reason};
    for (auto label : {MessageLabel::pitch, MessageLabel::ask, MessageLabel::question, MessageLabel::help})
        entity.labels.emplace(to_string(label), found.probability(label));
    for (auto label : found.flagged)
        entity.flagged.emplace_back(to_string(label));
    entity.asks = ask_names(found.asks);
    entity.evidence = evidence_entities(considered.words, found);
    entity.offer = considered.offer;
    const auto& decision = considered.nudge.decision;
    entity.nudge.comes_back = considered.nudges && decision.verdict == relationship::Nudge::nudge;
    if (entity.nudge.comes_back) entity.nudge.words = services::nudge_words(decision);
    entity.nudge.reasons = reason_entities(decision.reasons);
    entity.nudge.suggestions = reason_entities(decision.suggestions);
    for (auto id : decision.strangers)
        entity.nudge.strangers.push_back(id.str());
    const auto& budget = considered.nudge.budget;
    if (!budget.reasons.empty())
        entity.budget = BudgetEntity{budget.pitches, budget.posts, budget.verdict == relationship::Budget::spent,
                                     in_english(budget.reasons.front())};
    return entity;
}

} // namespace

std::vector<ApiRoute> ComposeApi::routes() {
    return {
        writing(http::Method::post, "/compose/check", [this](Call& c) { return check(c); }),
        reading("/compose/nudges", [this](Call& c) { return nudges(c); }),
        writing(http::Method::put, "/compose/nudges", [this](Call& c) { return set_nudges(c); }),
    };
}

Result<http::Response> ComposeApi::nudges(Call& call) {
    return http::Response::json(NudgeSettingEntity{TRY(policies_.nudges(call.me()))});
}

Result<http::Response> ComposeApi::set_nudges(Call& call) {
    auto enabled = (*TRY(call.params()))["enabled"].boolean();
    if (!enabled) return invalid("enabled_missing", "Validation failed: enabled must be true or false");
    TRY(policies_.set_nudges(call.me(), *enabled));
    return nudges(call);
}

Result<http::Response> ComposeApi::check(Call& call) {
    auto considered = TRY(posting_.consider(TRY(mastodon::draft_of(call))));
    auto entity = entity_of(considered);
    std::vector<AccountId> ids;
    for (const auto& account : considered.receivers)
        if (account.id != call.me()) ids.push_back(account.id);
    auto epoch = accounts_.epoch();
    auto now = clock_.now();
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        auto views = TRY(accounts_.load(tx, ids, epoch));
        auto ties = TRY(tx.ties().with(call.me(), ids));
        for (auto id : ids) {
            auto view = views.find(id);
            if (view == views.end()) continue;
            ReceiverEntity receiver{{view->second->json}, "stranger", std::nullopt};
            auto kept = std::ranges::find(ties, id, [](const auto& one) { return one.tie.other; });
            if (kept != ties.end()) {
                receiver.stage = to_string(stage_of(kept->tie, now));
                auto last = std::max(kept->tie.mine.last_spoken, kept->tie.theirs.last_spoken);
                if (last != relationship::never) receiver.last_spoke_at = last;
            }
            entity.receivers.push_back(std::move(receiver));
        }
        return {};
    }));
    return http::Response::json(entity);
}

} // namespace kith::kithapi
