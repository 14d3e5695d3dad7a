#include "web/words.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <optional>

namespace kith::web {
namespace {

constexpr std::size_t entries_read = 16;

std::string_view in(Language language, const Sentence& sentence) {
    switch (language) {
    case Language::english:
        return sentence.english;
    case Language::german:
        return sentence.german;
    }
    std::unreachable();
}

std::optional<Language> spoken(std::string_view range) {
    auto primary = range.substr(0, range.find('-'));
    if (equals_ignoring_case(primary, "de")) return Language::german;
    if (equals_ignoring_case(primary, "en")) return Language::english;
    return std::nullopt;
}

// "q=0.8" in thousandths; what cannot be read counts as 0.
int weight_of(std::string_view parameter) {
    auto value = trim(parameter);
    if (!value.starts_with("q=") && !value.starts_with("Q=")) return 0;
    value.remove_prefix(2);
    if (value.empty() || (value[0] != '0' && value[0] != '1')) return 0;
    int weight = value[0] == '1' ? 1000 : 0;
    if (value.size() > 5 || (value.size() > 1 && value[1] != '.')) return 0;
    int place = 100;
    for (char digit : value.substr(std::min<std::size_t>(2, value.size()))) {
        if (digit < '0' || digit > '9') return 0;
        weight += (digit - '0') * place;
        place /= 10;
    }
    return std::min(weight, 1000);
}

} // namespace

std::string_view code_of(Language language) {
    switch (language) {
    case Language::english:
        return "en";
    case Language::german:
        return "de";
    }
    std::unreachable();
}

Language language_of(std::string_view accept_language) {
    auto best = Language::english;
    int best_weight = 0;
    for (std::size_t read = 0; read < entries_read && !accept_language.empty(); ++read) {
        auto end = accept_language.find(',');
        auto entry = accept_language.substr(0, end);
        accept_language = end == std::string_view::npos ? std::string_view() : accept_language.substr(end + 1);
        auto semicolon = entry.find(';');
        auto language = spoken(trim(entry.substr(0, semicolon)));
        int weight = semicolon == std::string_view::npos ? 1000 : weight_of(entry.substr(semicolon + 1));
        if (!language || weight <= best_weight) continue;
        best = *language;
        best_weight = weight;
    }
    return best;
}

std::string_view Words::operator()(Said sentence) const { return in(language_, sentences[sentence.index()]); }

std::string Words::operator()(Said sentence, std::string_view value) const {
    auto words = (*this)(sentence);
    auto place = words.find("{}");
    if (place == std::string_view::npos) return std::string(words);
    return std::string(words.substr(0, place)).append(value).append(words.substr(place + 2));
}

std::string_view Words::of(std::string_view english) const {
    const auto* found = std::ranges::find(sentences, english, &Sentence::english);
    return found == sentences.end() ? english : in(language_, *found);
}

} // namespace kith::web
