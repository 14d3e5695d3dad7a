// The language of a page, chosen once for each request, and its sentences.
#pragma once

#include "web/sentences.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kith::web {

enum class Language : std::uint8_t { english, german };

std::string_view code_of(Language language); // BCP 47: "en", "de"

// The language that an Accept-Language header (RFC 9110 §12.5.4) likes best among those of the pages; English if it
// names none of them. Reads its first 16 entries.
Language language_of(std::string_view accept_language);

// A sentence by its English words. Only a literal that stands in `sentences` is one: another does not compile.
class Said {
public:
    template <std::size_t N>
    consteval Said(const char (&english)[N]) : index_(find({english, N - 1})) {} // NOLINT(google-explicit-constructor)
    constexpr std::size_t index() const { return index_; }

private:
    static consteval std::size_t find(std::string_view english) {
        for (std::size_t i = 0; i < sentences.size(); ++i)
            if (sentences[i].english == english) return i;
        throw "this sentence is not in sentences.hpp";
    }

    std::size_t index_;
};

class Words {
public:
    explicit Words(Language language) : language_(language) {}

    Language language() const { return language_; }
    std::string_view operator()(Said sentence) const;
    // With the value in its place; not escaped.
    std::string operator()(Said sentence, std::string_view value) const;
    // Words that come from elsewhere (an Error's message) in English: as they are, if `sentences` does not know them.
    std::string_view of(std::string_view english) const;

private:
    Language language_;
};

} // namespace kith::web
