#include "relationship/etiquette/classify.hpp"

#include "relationship/etiquette/cues.hpp"
#include "relationship/etiquette/features.hpp"
#include "relationship/etiquette/language.hpp"
#include "relationship/etiquette/model.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace kith::relationship {
namespace {

constexpr std::size_t evidence_limit = 6;
constexpr std::string_view all_words = "all its words taken together";
// How much a cue, or words without a cue, must add to a label's log-odds to be named.
constexpr float least_cue_weight = 0.25F;
// What a cue must have weighed before training to be a reason by itself.
constexpr float least_telling_prior = 0.25F;
constexpr float least_word_weight = 0.12F;

std::shared_ptr<const EtiquetteModel> load_shipped() {
    auto model = EtiquetteModel::from_bytes(shipped_model());
    if (!model) throw std::logic_error("the etiquette model in this program is broken");
    return std::make_shared<const EtiquetteModel>(model.take());
}

std::string_view words_why(MessageLabel label) {
    switch (label) {
    case MessageLabel::pitch:
        return "words that pitches often use";
    case MessageLabel::ask:
        return "words that asks often use";
    case MessageLabel::question:
        return "words that open conversations";
    case MessageLabel::help:
        return "words of people who look for help";
    }
    return {};
}

struct Ground {
    float weight = 0;
    Evidence evidence;
};

// Neighbouring words that spoke for a label, as one piece of evidence each run.
void add_words(MessageLabel label, const Features& features, const std::vector<float>& words,
               std::vector<Ground>& grounds) {
    auto speaks = [&](std::size_t i) { return words[i] >= least_word_weight && features.tokens[i].form.size() >= 4; };
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!speaks(i)) continue;
        Ground ground{words[i],
                      {features.tokens[i].start, features.tokens[i].end, label, std::string(words_why(label))}};
        for (; i + 1 < words.size() && speaks(i + 1); ++i) {
            ground.weight += words[i + 1];
            ground.evidence.end = features.tokens[i + 1].end;
        }
        grounds.push_back(std::move(ground));
    }
}

// Everything that spoke for a flagged label: cues, and words by the weight of all their features together.
std::vector<Ground> grounds_for(MessageLabel label, const Features& features, const EtiquetteModel& model) {
    auto index = static_cast<std::size_t>(label);
    std::vector<Ground> grounds;
    std::vector<Ground> hints; // a word that sellers like, an exclamation mark: no reason beside a real one
    std::vector<float> words(features.tokens.size());
    for (const Feature& feature : features.all) {
        float weight = feature.value * model.weights[feature.index][index];
        if (feature.kind == FeatureKind::cue) {
            bool tells = cues()[feature.cue].prior[index] >= least_telling_prior;
            if (weight >= least_cue_weight)
                (tells ? grounds : hints)
                    .push_back({weight, {feature.start, feature.end, label, std::string(cues()[feature.cue].why)}});
        } else if (feature.start != feature.end) {
            auto token = std::ranges::lower_bound(features.tokens, feature.start, {}, &Token::start);
            for (auto at = token; at != features.tokens.end() && at->start < feature.end; ++at)
                words[static_cast<std::size_t>(at - features.tokens.begin())] +=
                    feature.kind == FeatureKind::word_pair ? weight / 2 : weight;
        }
    }
    if (grounds.size() < 2) std::ranges::move(hints, std::back_inserter(grounds));
    // Words beside the cues are named where few cues are; small words never, for they explain nothing.
    if (grounds.size() < 3) add_words(label, features, words, grounds);
    if (grounds.empty()) grounds.push_back({0, {0, 0, label, std::string(all_words)}});
    return grounds;
}

bool overlaps(const Evidence& a, const Evidence& b) {
    if (a.start == a.end || b.start == b.end) return a.start == a.end && b.start == b.end && a.why == b.why;
    return a.start < b.end && b.start < a.end;
}

std::vector<Evidence> choose_evidence(const std::vector<MessageLabel>& flagged, const Features& features,
                                      const EtiquetteModel& model) {
    std::vector<Ground> grounds;
    for (MessageLabel label : flagged)
        std::ranges::move(grounds_for(label, features, model), std::back_inserter(grounds));
    std::ranges::sort(grounds, [](const Ground& a, const Ground& b) {
        return std::tuple(-a.weight, a.evidence.start, a.evidence.label) <
               std::tuple(-b.weight, b.evidence.start, b.evidence.label);
    });
    std::vector<Evidence> chosen;
    auto choose = [&](const Ground& ground) {
        bool free =
            std::ranges::none_of(chosen, [&](const Evidence& other) { return overlaps(other, ground.evidence); });
        if (free) chosen.push_back(ground.evidence);
        return free;
    };
    for (MessageLabel label : flagged) // each flagged label has its say first
        if (std::ranges::none_of(
                grounds, [&](const Ground& ground) { return ground.evidence.label == label && choose(ground); }))
            chosen.push_back({0, 0, label, std::string(all_words)});
    for (const Ground& ground : grounds)
        if (chosen.size() < evidence_limit) choose(ground);
    std::ranges::sort(chosen, {}, [](const Evidence& evidence) { return std::tuple(evidence.start, evidence.why); });
    return chosen;
}

AskKinds kinds_of_ask(const Features& features) {
    AskKinds kinds;
    for (const CueHit& hit : features.cues)
        if (auto kind = cues()[hit.cue].asks) kinds.add(*kind);
    return kinds;
}

} // namespace

std::string_view to_string(MessageLabel label) {
    switch (label) {
    case MessageLabel::pitch:
        return "pitch";
    case MessageLabel::ask:
        return "ask";
    case MessageLabel::question:
        return "question";
    case MessageLabel::help:
        return "help";
    }
    return {};
}

bool Classification::is_flagged(MessageLabel label) const { return std::ranges::find(flagged, label) != flagged.end(); }

Judgement to_judgement(const Classification& classification) {
    Judgement judgement;
    judgement.judged = classification.judged;
    judgement.pitch = classification.is_flagged(MessageLabel::pitch);
    judgement.ask = classification.is_flagged(MessageLabel::ask);
    judgement.asks = classification.asks;
    judgement.question =
        classification.is_flagged(MessageLabel::question) || classification.is_flagged(MessageLabel::help);
    return judgement;
}

Classifier::Classifier() {
    static const std::shared_ptr<const EtiquetteModel> shipped = load_shipped();
    model_ = shipped;
}

Classifier::Classifier(std::shared_ptr<const EtiquetteModel> model) : model_(std::move(model)) {}

Classification Classifier::classify(std::string_view text, const AuthorContext& author) const {
    Classification result;
    Features features = extract_features(text, author);
    LanguageVerdict language = check_language(features.tokens);
    if (!language.judged) {
        result.reason = std::move(language.reason);
        return result;
    }
    result.judged = true;
    result.probabilities = model_->probabilities(features);
    for (MessageLabel label : {MessageLabel::ask, MessageLabel::pitch, MessageLabel::help, MessageLabel::question})
        if (result.probability(label) >= static_cast<double>(model_->thresholds[static_cast<std::size_t>(label)]))
            result.flagged.push_back(label);
    if (result.flagged.empty()) return result;
    if (result.is_flagged(MessageLabel::ask)) result.asks = kinds_of_ask(features);
    result.evidence = choose_evidence(result.flagged, features, *model_);
    return result;
}

} // namespace kith::relationship
