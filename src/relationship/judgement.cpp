#include "relationship/judgement.hpp"

#include <array>
#include <utility>

namespace kith::relationship {
namespace {

struct AskWords {
    AskKind kind;
    std::string_view name;
    std::string_view words;
};

constexpr std::array<AskWords, 12> ask_words{{
    {AskKind::share, "share", "to share"},
    {AskKind::follow, "follow", "to follow"},
    {AskKind::like, "like", "to like"},
    {AskKind::subscribe, "subscribe", "to subscribe"},
    {AskKind::vote, "vote", "to vote"},
    {AskKind::endorse, "endorse", "to endorse"},
    {AskKind::sign_up, "sign_up", "to sign up"},
    {AskKind::buy, "buy", "to buy"},
    {AskKind::donate, "donate", "to donate"},
    {AskKind::attend, "attend", "to attend"},
    {AskKind::promote_me, "promote_me", "to promote the author"},
    {AskKind::introduce, "introduce", "to introduce the author"},
}};

} // namespace

std::string_view to_string(AskKind kind) {
    for (const auto& each : ask_words)
        if (each.kind == kind) return each.name;
    return "unknown";
}

std::vector<AskKind> list(AskKinds kinds) {
    std::vector<AskKind> result;
    for (const auto& each : ask_words)
        if (kinds.has(each.kind)) result.push_back(each.kind);
    return result;
}

std::string in_english(AskKinds kinds) {
    std::string text;
    auto wanted = list(kinds);
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i > 0) text += i + 1 == wanted.size() ? " and " : ", ";
        for (const auto& each : ask_words)
            if (each.kind == wanted[i]) text += each.words;
    }
    return text.empty() ? "something" : text;
}

} // namespace kith::relationship
