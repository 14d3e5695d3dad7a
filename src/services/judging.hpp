// What members write, judged by the classifier (relationship/etiquette/classify.hpp).
#pragma once

#include "domain/account.hpp"
#include "domain/status.hpp"
#include "relationship/etiquette/classify.hpp"

#include <span>
#include <string>
#include <string_view>

namespace kith::services {

// The words of a status that are judged, and that evidence points into: the content warning, if any, on a line of its
// own, then the text.
std::string judged_words(std::string_view spoiler_text, std::string_view text);

// With what else a draft says: the choices of its poll, and the author's own status that it quotes.
std::string judged_words(std::string_view spoiler_text, std::string_view text, std::span<const std::string> choices,
                         const Status* own_quoted);

// What the profile says about its author: their sites (links without a path in fields and bio) and handles (their
// username, the last part of links to profiles elsewhere).
relationship::AuthorContext author_context(const Account& author);

// Immutable; thread-safe. The model is loaded once a process, however many there are.
class Judging {
public:
    relationship::Classification classify(const Account& author, std::string_view spoiler_text,
                                          std::string_view text) const;

private:
    relationship::Classifier classifier_;
};

} // namespace kith::services
