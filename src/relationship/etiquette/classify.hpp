// What a message wants of its reader: does it pitch, ask, open a conversation, look for help? Judged from the text and
// a few facts about its author by a small linear model (model/etiquette trains it and docs/relationships/etiquette.md
// gives its figures), with the words that decided, so that a person can see the reason and disagree.
#pragma once

#include "relationship/judgement.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kith::relationship {

// Independent of each other: a message can be a pitch and an ask, or none of them (ordinary).
enum class MessageLabel : std::uint8_t {
    pitch,    // promotes the author's own product, service, site, channel, work or event
    ask,      // wants something of the reader: see AskKind in judgement.hpp
    question, // opens a conversation: a question to the reader that is not a pitch in disguise
    help,     // looks for help, advice or a recommendation
};
inline constexpr std::size_t message_label_count = 4;

std::string_view to_string(MessageLabel label);

// What is known of a message besides its words. All of it may be empty.
struct AuthorContext {
    // The author's own sites, as host names without "www.": "shop.example.com". A link to one of them, or to a
    // subdomain, is an own link.
    std::vector<std::string> own_domains;
    // The author's handles here and elsewhere, without the first @.
    std::vector<std::string> own_handles;
    // Addresses that the message links to and its text does not show whole.
    std::vector<std::string> links;
};

// A part of the text that spoke for a label, in bytes of the text as it was given; start == end for what has no place
// in it (a hidden link).
struct Evidence {
    std::size_t start = 0;
    std::size_t end = 0;
    MessageLabel label = MessageLabel::pitch;
    std::string why; // "asks for a follow": plain words, in English
};

struct Classification {
    // In [0, 1], by label; all 0 when not judged.
    std::array<double, message_label_count> probabilities{};
    // The labels whose probability passes the label's threshold, in the order in which they matter to the reader: ask,
    // pitch, help, question.
    std::vector<MessageLabel> flagged;
    // What is asked for, when `ask` is flagged. May be empty: not every ask is of a known kind.
    AskKinds asks;
    // For the flagged labels, in the order of the text; spans do not overlap.
    std::vector<Evidence> evidence;
    bool judged = false;
    std::string reason; // why not judged; empty when judged

    double probability(MessageLabel label) const { return probabilities[static_cast<std::size_t>(label)]; }
    bool is_flagged(MessageLabel label) const;
    bool promotes() const { return is_flagged(MessageLabel::pitch) || is_flagged(MessageLabel::ask); }
};

// What the decisions need of it. is_template and autopilot are left false: other rules tell them (templates.hpp,
// autopilot.hpp).
Judgement to_judgement(const Classification& classification);

struct EtiquetteModel;

// Immutable after construction; any number of threads may call it at once. Does no IO: the model is part of the
// program.
class Classifier {
public:
    // The model that ships with the program.
    Classifier();
    // Another model, as the training program makes one. Not null.
    explicit Classifier(std::shared_ptr<const EtiquetteModel> model);

    // `text` is plain text, UTF-8 (bad bytes are skipped); only its first 5,000 bytes are judged. English only: for
    // another language, or one that cannot be told, judged is false and reason says so.
    Classification classify(std::string_view text, const AuthorContext& author) const;

private:
    std::shared_ptr<const EtiquetteModel> model_;
};

} // namespace kith::relationship
