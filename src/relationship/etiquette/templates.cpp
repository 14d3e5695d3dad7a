#include "relationship/etiquette/templates.hpp"

#include "core/text.hpp"
#include "relationship/etiquette/tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
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

// Words of a name that may stand in any message: "The Cat and I".
constexpr auto small_words = std::to_array<std::string_view>(
    {"the",  "and",  "or",   "of",  "to",   "in",   "on",   "at",     "by",    "for",    "from",  "with", "as",
     "an",   "is",   "are",  "was", "were", "be",   "am",   "it",     "its",   "it's",   "i'm",   "me",   "my",
     "mine", "we",   "us",   "our", "you",  "your", "he",   "him",    "his",   "she",    "her",   "they", "them",
     "this", "that", "here", "so",  "no",   "not",  "yes",  "if",     "but",   "all",    "any",   "some", "do",
     "can",  "have", "has",  "had", "just", "what", "how",  "who",    "when",  "why",    "where", "new",  "more",
     "one",  "out",  "up",   "now", "like", "love", "work", "thanks", "thank", "please", "about"});

bool is_small_word(std::string_view form) {
    return std::find(small_words.begin(), small_words.end(), form) != small_words.end();
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

// Names are made of these.
bool may_be_name(const Token& token) {
    return token.kind == TokenKind::word || token.kind == TokenKind::number || token.kind == TokenKind::link;
}

bool has_two_letters(std::string_view form) {
    int letters = 0;
    for (std::size_t at = 0; at < form.size() && letters < 2;) {
        char32_t point = next_code_point(form, at);
        letters += point >= 0x80 || (point >= 'a' && point <= 'z');
    }
    return letters == 2;
}

// The people whom a message speaks to, by name.
class Names {
public:
    explicit Names(std::span<const std::string_view> names) {
        for (std::string_view name : names)
            add(name);
    }

    // Where the name ends that starts at this token; `at` if none does.
    std::size_t end_at(std::span<const Token> tokens, std::size_t at) const {
        if (!may_be_name(tokens[at])) return at;
        std::string_view first = without_possessive(tokens[at].form);
        std::size_t end = words_.contains(first) ? at + 1 : at;
        auto [from, to] = whole_.equal_range(tokens[at].form);
        for (auto name = from; name != to; ++name)
            if (std::size_t size = name->second.size(); starts_with(tokens.subspan(at), name->second))
                end = std::max(end, at + size);
        bool owns = end > at && end < tokens.size() && tokens[end].form == "s" &&
                    tokens[end].start <= tokens[end - 1].end + 4; // "carl_77's" is cut at the apostrophe
        return owns ? end + 1 : end;
    }

    // Whether they swallow the text: half its different words, or more.
    bool swallow(std::span<const Token> tokens) const {
        std::set<std::string_view> masked;
        std::set<std::string_view> all;
        std::size_t end = 0;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (!may_be_name(tokens[i])) continue;
            end = std::max(end, end_at(tokens, i));
            all.insert(tokens[i].form);
            if (i < end) masked.insert(tokens[i].form);
        }
        return masked.size() * 2 >= all.size();
    }

    bool empty() const { return words_.empty(); }

private:
    static constexpr std::size_t parts_at_most = 4;

    void add(std::string_view name) {
        std::vector<std::string> parts;
        bool tells = false;
        for (Token& token : tokenize(name)) {
            if (!may_be_name(token)) continue;
            if (has_two_letters(token.form) && !is_greeting(token.form) && !is_small_word(token.form)) {
                words_.insert(token.form);
                tells = true;
            }
            parts.push_back(std::move(token.form));
            if (parts.size() == parts_at_most) break;
        }
        if (tells && parts.size() > 1) whole_.emplace(parts.front(), parts);
    }

    static std::string_view without_possessive(std::string_view form) {
        if (form.ends_with("'s")) form.remove_suffix(2);
        return form;
    }

    static bool starts_with(std::span<const Token> tokens, const std::vector<std::string>& parts) {
        if (tokens.size() < parts.size()) return false;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            std::string_view form = tokens[i].form;
            bool last = i + 1 == parts.size();
            if (form != parts[i] && !(last && without_possessive(form) == parts[i])) return false;
        }
        return true;
    }

    std::set<std::string, std::less<>> words_;                                // each alone is a name
    std::multimap<std::string, std::vector<std::string>, std::less<>> whole_; // by their first word
};

// The words of a message that stay the same when it is sent to somebody else.
std::vector<std::uint64_t> masked_words(std::span<const Token> tokens, const Names& names) {
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
    std::size_t name_end = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        bool starts_sentence = token.sentence != sentence;
        sentence = token.sentence;
        if (i >= name_end) name_end = std::max(i, names.end_at(tokens, i));
        if (i < name_end) {
            after_greeting = true; // "bob_k, " greets too
            if (!opening) add_once(name);
            continue;
        }
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

TemplateSignature template_signature(std::string_view text, std::span<const std::string_view> names) {
    std::vector<Token> tokens = tokenize(text);
    Names receivers(names);
    if (!receivers.empty() && receivers.swallow(tokens)) receivers = Names({});
    std::vector<std::uint64_t> words = masked_words(tokens, receivers);
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
