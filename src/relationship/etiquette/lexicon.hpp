// Words by what they do in a message: the vocabulary that the cues are written in.
#pragma once

#include <span>
#include <string_view>

namespace kith::relationship {

struct WordClass {
    std::string_view name;  // capitals
    std::string_view words; // separated by blanks
    // Whether a hashtag or a handle that contains such a word, of four letters or more, counts too:
    // "#laweddingphotographer".
    bool in_compounds = false;
};

std::span<const WordClass> word_classes();

// Kinds of host that say what a link is for. Symbols of links carry the same names.
struct HostClass {
    std::string_view name;
    std::string_view hosts; // a link counts when its host is one of them or under it
};
std::span<const HostClass> host_classes();

} // namespace kith::relationship
