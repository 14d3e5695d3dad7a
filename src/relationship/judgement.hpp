// What a message was judged to be: the plain result of etiquette's classification, as the decisions need it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kith::relationship {

// What an ask wants from its reader. A set is a bitwise or.
enum class AskKind : std::uint16_t {
    share = 1,
    follow = 2,
    like = 4,
    subscribe = 8,
    vote = 16,
    endorse = 32,
    sign_up = 64,
    buy = 128,
    donate = 256,
    attend = 512,
    promote_me = 1024,
    introduce = 2048,
};

struct AskKinds {
    std::uint16_t bits = 0;

    constexpr void add(AskKind kind) { bits |= static_cast<std::uint16_t>(kind); }
    constexpr bool has(AskKind kind) const { return (bits & static_cast<std::uint16_t>(kind)) != 0; }
    constexpr bool empty() const { return bits == 0; }
    friend constexpr bool operator==(AskKinds, AskKinds) = default;
};

// "share", "sign_up", "promote_me".
std::string_view to_string(AskKind kind);
std::vector<AskKind> list(AskKinds kinds);
// In words for a sentence: "to share and to follow"; "something" if empty.
std::string in_english(AskKinds kinds);

struct Judgement {
    bool judged = false; // false: a language the classifier does not know; all else about the words is false then
    bool pitch = false;
    bool ask = false;
    AskKinds asks;
    bool question = false;
    bool is_template = false; // nearly the same first message went to several people (any language)
    bool autopilot = false;   // the author's automated messages get answers that the author does not answer

    friend bool operator==(const Judgement&, const Judgement&) = default;
};

} // namespace kith::relationship
