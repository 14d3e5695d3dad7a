#include "relationship/etiquette/templates.hpp"

#include "relationship/etiquette/tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

namespace kith::relationship {
namespace {

// Words that open a message and say nothing: dropped from its start together with the name that follows them.
constexpr std::array<std::string_view, 21> greetings = {
    "hi",        "hello", "hey",  "heya",    "hiya", "dear",  "good", "morning", "afternoon", "evening", "day",
    "greetings", "yo",    "hola", "welcome", "sir",  "madam", "mr",   "mrs",     "ms",        "there"};

bool is_greeting(std::string_view form) {
    return std::find(greetings.begin(), greetings.end(), form) != greetings.end();
}

std::uint64_t mix(std::uint64_t value) { // the finalizer of MurmurHash3 (public domain)
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCDULL;
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53ULL;
    return value ^ value >> 33;
}

std::uint64_t hash_of(std::string_view form) {
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (char c : form)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return mix(hash);
}

// The words of a message that stay the same when it is sent to somebody else.
std::vector<std::uint64_t> masked_words(std::string_view text) {
    static const std::uint64_t name = hash_of("<name>");
    static const std::uint64_t number = hash_of("<number>");
    static const std::uint64_t handle = hash_of("<handle>");
    std::vector<std::uint64_t> words;
    auto add_once = [&](std::uint64_t mask) { // "Anna Maria Rossi" and "Anna" are both one name
        if (words.empty() || words.back() != mask) words.push_back(mask);
    };
    bool opening = true; // still in "Good morning Mr. Osei,"
    bool after_greeting = false;
    int sentence = -1;
    for (const Token& token : tokenize(text)) {
        bool starts_sentence = token.sentence != sentence;
        sentence = token.sentence;
        switch (token.kind) {
        case TokenKind::sign:
        case TokenKind::emoji:
            continue;
        case TokenKind::number:
        case TokenKind::price:
            add_once(number);
            break;
        case TokenKind::handle:
            if (!opening) add_once(handle);
            continue;
        case TokenKind::mail:
            words.push_back(hash_of("<mail>"));
            break;
        case TokenKind::link:
            words.push_back(hash_of(host_of(token.form)));
            break;
        case TokenKind::hashtag:
            words.push_back(hash_of(token.form));
            break;
        case TokenKind::word:
            if (opening && is_greeting(token.form)) {
                after_greeting = true;
                continue;
            }
            if (opening && after_greeting && token.capital && token.form != "i") continue; // the name greeted
            // "i" and words like "i'm" are capitals that are no names.
            if (token.capital && !starts_sentence && !(token.form == "i" || token.form.starts_with("i'")) &&
                !token.all_capitals)
                add_once(name);
            else
                words.push_back(hash_of(token.form));
            break;
        }
        opening = false;
    }
    return words;
}

} // namespace

TemplateSignature template_signature(std::string_view text) {
    std::vector<std::uint64_t> words = masked_words(text);
    TemplateSignature signature;
    signature.words = static_cast<std::uint8_t>(std::min<std::size_t>(words.size(), 255));
    if (words.empty()) return signature;
    std::array<std::uint64_t, TemplateSignature::size> least;
    least.fill(std::numeric_limits<std::uint64_t>::max());
    std::uint64_t before = 0; // the start of the message
    for (std::size_t i = 0; i <= words.size(); ++i) {
        std::uint64_t word = i < words.size() ? words[i] : 1; // 1: its end
        std::uint64_t pair = mix(before * 0x9E3779B97F4A7C15ULL + word);
        before = word;
        for (std::size_t k = 0; k < least.size(); ++k)
            least[k] = std::min(least[k], mix(pair + (k + 1) * 0xD1B54A32D192ED03ULL));
    }
    for (std::size_t k = 0; k < least.size(); ++k)
        signature.values[k] = static_cast<std::uint8_t>(least[k] >> 24);
    return signature;
}

std::string TemplateSignature::to_bytes() const {
    std::string bytes{static_cast<char>(version), static_cast<char>(words)};
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size());
    return bytes;
}

std::optional<TemplateSignature> TemplateSignature::from_bytes(std::string_view bytes) {
    if (bytes.size() != 2 + size) return std::nullopt;
    TemplateSignature signature;
    signature.version = static_cast<std::uint8_t>(bytes[0]);
    signature.words = static_cast<std::uint8_t>(bytes[1]);
    std::copy(bytes.begin() + 2, bytes.end(), reinterpret_cast<char*>(signature.values.data()));
    return signature;
}

double template_similarity(const TemplateSignature& a, const TemplateSignature& b) {
    if (a.version != b.version || a.words == 0 || b.words == 0) return 0;
    int same = 0;
    for (std::size_t i = 0; i < TemplateSignature::size; ++i)
        same += a.values[i] == b.values[i];
    // Two bytes agree by chance once in 256 times.
    constexpr double chance = 1.0 / 256;
    double share = static_cast<double>(same) / TemplateSignature::size;
    return std::max(0.0, (share - chance) / (1 - chance));
}

TemplateVerdict decide_template(std::span<const FirstMessage> history, const FirstMessage& message,
                                const TemplatePolicy& policy) {
    TemplateVerdict verdict;
    if (message.signature.words < policy.least_words) return verdict;
    std::set<std::int64_t> receivers{message.receiver.value};
    for (std::size_t i = 0; i < history.size(); ++i) {
        const FirstMessage& earlier = history[i];
        if (earlier.at > message.at || message.at - earlier.at > policy.window || earlier.receiver == message.receiver)
            continue;
        double similarity = template_similarity(earlier.signature, message.signature);
        if (similarity < policy.similarity) continue;
        receivers.insert(earlier.receiver.value);
        verdict.copies.push_back(i);
        verdict.similarity = std::max(verdict.similarity, similarity);
    }
    std::ranges::sort(verdict.copies, {}, [&](std::size_t i) { return std::pair(history[i].at, i); });
    verdict.receivers = static_cast<int>(receivers.size());
    verdict.held = verdict.receivers >= policy.receivers;
    if (verdict.held)
        verdict.reason = fmt::format("the same message went to {} people within {} days", verdict.receivers,
                                     std::chrono::ceil<std::chrono::days>(policy.window).count());
    return verdict;
}

} // namespace kith::relationship
