#include "relationship/etiquette/cues.hpp"

#include "core/text.hpp"
#include "relationship/etiquette/lexicon.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <unordered_map>

namespace kith::relationship {
namespace {

// The symbols of a token, few and without order. A symbol is a class of the lexicon ("MEDIA"), a sort of token ("LINK")
// or a word that some cue names ("out").
class Symbols {
public:
    void add(std::uint16_t symbol) {
        if (count_ < list_.size() && !has(symbol)) list_[count_++] = symbol;
    }
    void add(const Symbols& other) {
        for (std::uint16_t symbol : other)
            add(symbol);
    }
    bool has(std::uint16_t symbol) const { return std::find(begin(), end(), symbol) != end(); }
    const std::uint16_t* begin() const { return list_.data(); }
    const std::uint16_t* end() const { return list_.data() + count_; }

private:
    std::array<std::uint16_t, 15> list_{};
    std::uint16_t count_ = 0;
};

// A pattern is a row of elements, separated by blanks, that must stand in this order in one sentence:
//   word      this word, lower-cased (also a hashtag or a sign: "?" "!" "%")
//   CLASS     a word of that class of the lexicon, or a sort of token: LINK PRICE NUMBER CLOCK PHONE HANDLE MAIL EMOJI
//   WORD,
//             or a hashtag of a class: TAG_TRADE
//   a|b|C     one of these
//   .n        up to n words between
//   ^ ^^      the start of the message; the start of a sentence
struct Element {
    std::vector<bool> any; // by symbol
    std::vector<std::uint16_t> symbols;
    int gap = 0; // words that may stand before it
};

struct Pattern {
    std::uint16_t cue = 0;
    bool message_start = false;
    bool sentence_start = false;
    std::vector<Element> elements;
};

bool is_class_name(std::string_view name) {
    return name.size() > 1 && std::ranges::all_of(name, [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; });
}

// The lexicon and the cues, compiled once.
class Compiled {
public:
    Compiled() {
        for (std::string_view sort :
             {"LINK", "PRICE", "PERCENT", "NUMBER", "CLOCK", "PHONE", "HANDLE", "MAIL", "EMOJI", "WORD"})
            symbol(sort);
        for (const WordClass& words : word_classes())
            add_class(words);
        for (const HostClass& hosts : host_classes()) {
            std::uint16_t id = symbol(hosts.name);
            for (std::string_view host : split(hosts.hosts, ' '))
                hosts_[std::string(host)].add(id);
        }
        for (const auto& [tag, words] : tag_words())
            for (std::string_view word : split(words, ' '))
                tags_[std::string(word)].add(symbol(tag));
        for (std::size_t i = 0; i < cues().size(); ++i)
            for (std::string_view part : split_patterns(cues()[i].patterns))
                add_pattern(static_cast<std::uint16_t>(i), part);
    }

    Symbols symbols_of(const Token& token) const {
        Symbols set;
        switch (token.kind) {
        case TokenKind::word:
            set.add(word_);
            break;
        case TokenKind::link:
            return link_symbols(token.form);
        case TokenKind::mail:
            set.add(mail_);
            return set;
        case TokenKind::handle:
            set.add(handle_);
            return set;
        case TokenKind::emoji:
            set.add(emoji_);
            return set;
        case TokenKind::price:
            set.add(price_);
            if (token.form == "<percent>") set.add(percent_);
            return set;
        case TokenKind::number:
            number_symbols(token, set);
            break;
        case TokenKind::hashtag:
            compound_symbols(token.form, set);
            break;
        case TokenKind::sign:
            break;
        }
        if (auto found = words_.find(token.form); found != words_.end()) set.add(found->second);
        return set;
    }

    Symbols link_symbols(std::string_view link) const {
        Symbols set;
        set.add(link_);
        std::string host = host_of(link);
        for (std::string_view part = host; !part.empty();) {
            if (auto found = hosts_.find(std::string(part)); found != hosts_.end()) set.add(found->second);
            std::size_t dot = part.find('.');
            part = dot == std::string_view::npos ? std::string_view() : part.substr(dot + 1);
        }
        return set;
    }

    const std::vector<Pattern>& patterns() const { return patterns_; }
    // The patterns that may begin at a word with this symbol.
    const std::vector<std::uint16_t>& starting_with(std::uint16_t symbol) const { return starts_[symbol]; }
    const std::string& problem() const { return problem_; }

private:
    static std::vector<std::string_view> split_patterns(std::string_view text) {
        std::vector<std::string_view> parts;
        while (!text.empty()) {
            std::size_t cut = text.find(" / ");
            parts.push_back(trim(text.substr(0, cut)));
            text = cut == std::string_view::npos ? std::string_view() : text.substr(cut + 3);
        }
        return parts;
    }

    static std::vector<std::pair<std::string_view, std::string_view>> tag_words() {
        return {
            {"TAG_FOLLOW", "followme followback follow4follow f4f teamfollowback followforfollow"},
            {"TAG_RT", "rt retweet pleasert share pleaseshare sharethis"},
            {"TAG_VOTE",
             "vote voterepublican votedemocrat votered voteblue voteredtosaveamerica votethemout voteforus voteforme"},
            {"TAG_AD", "ad ads sponsored spon partner ambassador gifted paidpartnership"},
            {"TAG_TBT", "tbt throwback throwbackthursday fbf latergram latepost"}};
    }

    std::uint16_t symbol(std::string_view name) {
        auto [found, added] = symbols_.try_emplace(std::string(name), static_cast<std::uint16_t>(symbols_.size()));
        if (added) starts_.emplace_back();
        return found->second;
    }

    void add_class(const WordClass& words) {
        std::uint16_t id = symbol(words.name);
        for (std::string_view word : split(words.words, ' '))
            if (!word.empty()) words_[std::string(word)].add(id);
        if (!words.in_compounds && words.name != "POLITICS") return;
        std::uint16_t tag = symbol("TAG_" + std::string(words.name));
        for (std::string_view word : split(words.words, ' '))
            if (word.size() >= 4) add_part(word, tag);
    }

    void add_pattern(std::uint16_t cue, std::string_view text) {
        Pattern pattern;
        pattern.cue = cue;
        int gap = 0;
        for (std::string_view part : split(text, ' ')) {
            if (part.empty()) continue;
            if (part == "^") {
                pattern.message_start = true;
            } else if (part == "^^") {
                pattern.sentence_start = true;
            } else if (part.size() == 2 && part[0] == '.' && part[1] >= '0' && part[1] <= '9') {
                gap = part[1] - '0';
            } else {
                pattern.elements.push_back(element(cue, part, gap));
                gap = 0;
            }
        }
        if (pattern.elements.empty()) {
            problem_ = fmt::format("cue {}: empty pattern", cues()[cue].key);
            return;
        }
        auto index = static_cast<std::uint16_t>(patterns_.size());
        for (std::uint16_t id : pattern.elements.front().symbols)
            starts_[id].push_back(index);
        patterns_.push_back(std::move(pattern));
    }

    Element element(std::uint16_t cue, std::string_view text, int gap) {
        Element made;
        made.gap = gap;
        for (std::string_view name : split(text, '|')) {
            if (is_class_name(name) && !symbols_.contains(std::string(name)))
                problem_ = fmt::format("cue {}: no class {}", cues()[cue].key, name);
            std::uint16_t id = symbol(name);
            if (!is_class_name(name)) words_[std::string(name)].add(id);
            made.symbols.push_back(id);
            if (made.any.size() <= id) made.any.resize(id + 1U);
            made.any[id] = true;
        }
        return made;
    }

    void number_symbols(const Token& token, Symbols& set) const {
        set.add(number_);
        std::string_view form = token.form;
        std::size_t digits = 0;
        for (char c : form)
            digits += c >= '0' && c <= '9';
        if (digits >= 7 && digits == form.size()) set.add(phone_);
        bool clock = (form.ends_with("am") || form.ends_with("pm") || form.find(':') != std::string_view::npos ||
                      form == "oclock") &&
                     digits <= 4;
        if (clock) set.add(clock_);
    }

    void add_part(std::string_view word, std::uint16_t tag) {
        parts_[std::string(word)].add(tag);
        std::uint32_t hash = part_seed;
        for (char c : word)
            hash = add_to_part_hash(hash, c);
        maybe_part_[hash >> part_shift] = true;
    }

    // Words of a trade inside "#laweddingphotographer". The table of hashes keeps most look-ups away.
    void compound_symbols(std::string_view form, Symbols& set) const {
        if (auto found = tags_.find(std::string(form)); found != tags_.end()) set.add(found->second);
        form = form.substr(0, 40);
        for (std::size_t from = 0; from + 4 <= form.size(); ++from) {
            std::uint32_t hash = part_seed;
            for (std::size_t at = from; at < form.size() && at < from + 20; ++at) {
                hash = add_to_part_hash(hash, form[at]);
                if (at - from < 3 || !maybe_part_[hash >> part_shift]) continue;
                if (auto found = parts_.find(std::string(form.substr(from, at - from + 1))); found != parts_.end())
                    set.add(found->second);
            }
        }
    }

    static constexpr std::uint32_t part_seed = 2166136261U;
    static constexpr int part_shift = 18;
    static std::uint32_t add_to_part_hash(std::uint32_t hash, char c) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
        return hash ^ hash >> 15;
    }
    std::vector<bool> maybe_part_ = std::vector<bool>(1U << (32 - part_shift));

    std::unordered_map<std::string, std::uint16_t> symbols_;
    std::unordered_map<std::string, Symbols> words_;
    std::unordered_map<std::string, Symbols> parts_; // of hashtags
    std::unordered_map<std::string, Symbols> tags_;  // whole hashtags
    std::unordered_map<std::string, Symbols> hosts_;
    std::vector<Pattern> patterns_;
    std::vector<std::vector<std::uint16_t>> starts_; // by symbol
    std::string problem_;

    std::uint16_t link_ = symbol("LINK"), price_ = symbol("PRICE"), percent_ = symbol("PERCENT"),
                  number_ = symbol("NUMBER"), clock_ = symbol("CLOCK"), phone_ = symbol("PHONE"),
                  handle_ = symbol("HANDLE"), mail_ = symbol("MAIL"), emoji_ = symbol("EMOJI"), word_ = symbol("WORD");
};

const Compiled& compiled() {
    static const Compiled instance;
    return instance;
}

bool stands(const Element& element, const Symbols& symbols) {
    return std::any_of(symbols.begin(), symbols.end(),
                       [&](std::uint16_t symbol) { return symbol < element.any.size() && element.any[symbol]; });
}

// Whether `pattern` stands at `at`; how far it reaches.
std::optional<std::size_t> match(const Pattern& pattern, std::span<const Token> tokens,
                                 std::span<const Symbols> symbols, std::size_t element, std::size_t at) {
    if (element + 1 == pattern.elements.size()) return at;
    const Element& next = pattern.elements[element + 1];
    std::size_t end = std::min(tokens.size(), at + 2 + static_cast<std::size_t>(next.gap));
    for (std::size_t i = at + 1; i < end && tokens[i].sentence == tokens[at].sentence; ++i) {
        if (!stands(next, symbols[i])) continue;
        if (auto last = match(pattern, tokens, symbols, element + 1, i)) return last;
    }
    return std::nullopt;
}

std::uint16_t cue_index(std::string_view key) {
    for (std::size_t i = 0; i < cues().size(); ++i)
        if (cues()[i].key == key) return static_cast<std::uint16_t>(i);
    throw std::logic_error("no such cue");
}

bool is_under(std::string_view host, std::string_view domain) {
    if (!host.ends_with(domain)) return false;
    return host.size() == domain.size() || host[host.size() - domain.size() - 1] == '.';
}

bool is_tracked(std::string_view link) {
    for (std::string_view mark : {"utm_",      "?ref=",    "&ref=",   "/ref/",   "/ref=",  "affid",    "affiliate",
                                  "aff_id",    "aff=",     "tag=",    "fbclid=", "gclid=", "igshid=",  "referral",
                                  "referrer=", "partner=", "_trksid", "?r=",     "mc_cid", "discount="})
        if (link.find(mark) != std::string_view::npos) return true;
    return false;
}

// The cues that code finds.
class SignCues {
public:
    SignCues(std::string_view text, std::span<const Token> tokens, const AuthorContext& author,
             std::vector<CueHit>& hits)
        : text_(text), tokens_(tokens), author_(author), hits_(hits) {}

    void run() {
        count();
        links();
        shape();
        repeats();
        phone();
    }

private:
    void add(std::uint16_t cue, std::size_t start, std::size_t end) {
        hits_.push_back({cue, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end)});
    }
    void add(std::uint16_t cue, const Token& token) { add(cue, token.start, token.end); }

    void count() {
        for (const Token& token : tokens_) {
            words_ += token.kind == TokenKind::word;
            tags_ += token.kind == TokenKind::hashtag;
            handles_ += token.kind == TokenKind::handle;
            capitals_ += token.all_capitals && token.form.size() > 2;
            marks_ += token.kind == TokenKind::sign && token.form == "?";
        }
    }

    void link(std::string_view address, std::size_t start, std::size_t end) {
        static const std::uint16_t tracked = cue_index("link_tracked");
        static const std::uint16_t own = cue_index("link_own");
        ++links_;
        if (!tracked_ && is_tracked(address)) {
            tracked_ = true;
            add(tracked, start, end);
        }
        std::string host = host_of(address);
        for (const std::string& domain : author_.own_domains)
            if (!own_ && !domain.empty() && is_under(host, domain)) {
                own_ = true;
                add(own, start, end);
            }
        for (const std::string& handle : author_.own_handles) // twitter.com/<own handle>
            if (!own_ && handle.size() >= 3 && address.ends_with("/" + to_lower_ascii(handle))) {
                own_ = true;
                add(own, start, end);
            }
    }

    void links() {
        static const std::uint16_t many = cue_index("links_many");
        static const std::uint16_t only = cue_index("link_only");
        static const std::uint16_t named = cue_index("handle_own");
        bool handle_named = false;
        for (const Token& token : tokens_) {
            if (token.kind == TokenKind::link) link(token.form, token.start, token.end);
            if ((token.kind == TokenKind::handle || token.kind == TokenKind::word) && !handle_named)
                for (const std::string& handle : author_.own_handles)
                    if (handle.size() >= 4 && equals_ignoring_case(handle, token.form)) {
                        handle_named = true;
                        add(named, token);
                    }
        }
        for (const std::string& address : author_.links)
            link(to_lower_ascii(address), 0, 0);
        if (links_ >= 2) add(many, 0, 0);
        if (links_ > 0 && words_ <= 2) add(only, 0, 0);
    }

    void shape() {
        static const std::uint16_t ends = cue_index("ends_mark");
        static const std::uint16_t starts = cue_index("starts_mark");
        static const std::uint16_t reply = cue_index("reply_start");
        static const std::uint16_t some = cue_index("tags_some");
        static const std::uint16_t many = cue_index("tags_many");
        static const std::uint16_t calls = cue_index("handles_many");
        static const std::uint16_t place = cue_index("place_end");
        static const std::uint16_t cut = cue_index("cut_off");
        static const std::uint16_t shouts = cue_index("shouts");
        static const std::uint16_t brief = cue_index("short");
        static const std::uint16_t wordy = cue_index("long");
        if (tokens_.empty()) return;
        std::size_t last = tokens_.size() - 1;
        while (last > 0 && (tokens_[last].kind == TokenKind::emoji || tokens_[last].kind == TokenKind::hashtag))
            --last;
        const Token& end = tokens_[last];
        if (end.form == "?" && end.kind == TokenKind::sign) {
            add(ends, end);
            if (tokens_.front().sentence == end.sentence) add(starts, end);
        }
        if (end.form == "…") add(cut, 0, 0);
        if (tokens_.front().kind == TokenKind::handle) add(reply, tokens_.front());
        if (tags_ >= 4)
            add(many, 0, 0);
        else if (tags_ > 0)
            add(some, 0, 0);
        if (handles_ >= 5) add(calls, 0, 0);
        if (words_ >= 4 && capitals_ * 2 > words_) add(shouts, 0, 0);
        if (words_ <= 4) add(brief, 0, 0);
        if (words_ >= 30) add(wordy, 0, 0);
        for (std::size_t i = 1; i < tokens_.size(); ++i) // "… @ Long Beach, California"
            if (tokens_[i - 1].form == "@" && tokens_[i - 1].kind == TokenKind::sign && tokens_[i].capital &&
                i + 6 >= tokens_.size()) {
                add(place, tokens_[i - 1].start, tokens_[i].end);
                break;
            }
    }

    // The same three words, or the same link, at least three times.
    void repeats() {
        static const std::uint16_t again = cue_index("repeats");
        std::vector<std::pair<std::size_t, std::size_t>> parts; // hash, token
        for (std::size_t i = 0; i < tokens_.size() && i < 300; ++i) {
            std::size_t hash = std::hash<std::string>()(tokens_[i].form);
            if (tokens_[i].kind != TokenKind::link) {
                if (i + 2 >= tokens_.size() || tokens_[i].kind == TokenKind::handle ||
                    tokens_[i].kind == TokenKind::emoji)
                    continue;
                hash = hash * 31 + std::hash<std::string>()(tokens_[i + 1].form);
                hash = hash * 31 + std::hash<std::string>()(tokens_[i + 2].form);
            }
            parts.emplace_back(hash, i);
        }
        std::ranges::sort(parts);
        for (std::size_t i = 2; i < parts.size(); ++i)
            if (parts[i].first == parts[i - 2].first) return add(again, tokens_[parts[i - 2].second]);
    }

    // Nine to fourteen digits with nothing but blanks, dots, brackets and dashes between.
    void phone() {
        static const std::uint16_t number = cue_index("phone");
        std::string_view text = text_.substr(0, 5000);
        std::size_t digits = 0;
        std::size_t start = 0;
        std::size_t last = 0;
        bool in_link = false;
        auto complete = [&] { return digits >= 9 && digits <= 14 && !in_link; };
        for (std::size_t i = 0; i < text.size(); ++i) {
            char c = text[i];
            if (c >= '0' && c <= '9') {
                if (digits == 0) {
                    start = i;
                    in_link = i > 0 && (text[i - 1] == '/' || text[i - 1] == '=' || text[i - 1] == '_');
                }
                ++digits;
                last = i;
            } else if (digits > 0 && (i - last > 2 || std::string_view(" .()-+").find(c) == std::string_view::npos)) {
                if (complete()) break;
                digits = 0;
            }
        }
        if (complete()) add(number, start, last + 1);
    }

    std::string_view text_;
    std::span<const Token> tokens_;
    const AuthorContext& author_;
    std::vector<CueHit>& hits_;
    int words_ = 0, tags_ = 0, handles_ = 0, capitals_ = 0, marks_ = 0, links_ = 0;
    bool tracked_ = false, own_ = false;
};

// Cues that stand for two others together. A message that is cut off counts as a question: its mark may be gone.
void combine(std::vector<CueHit>& hits) {
    static const std::vector<std::uint16_t> marks = {cue_index("mark"), cue_index("cut_off")};
    static const std::vector<std::uint16_t> anyone = {cue_index("anyone_else"), cue_index("opens")};
    static const std::vector<std::uint16_t> you = {cue_index("ask_you"), cue_index("what_think"), cue_index("curious")};
    static const std::vector<std::uint16_t> politics = {cue_index("politics")};
    static const std::vector<std::uint16_t> reply = {cue_index("reply_start")};
    static const std::uint16_t anyone_asked = cue_index("anyone_asked"), you_asked = cue_index("you_asked"),
                               argues = cue_index("argues");
    auto find = [&](const std::vector<std::uint16_t>& any) {
        return std::ranges::find_if(hits,
                                    [&](const CueHit& hit) { return std::ranges::find(any, hit.cue) != any.end(); });
    };
    auto add_if = [&](const std::vector<std::uint16_t>& a, const std::vector<std::uint16_t>& b, std::uint16_t both) {
        auto first = find(a);
        if (first == hits.end() || find(b) == hits.end()) return;
        hits.push_back({both, first->start, first->end});
    };
    add_if(anyone, marks, anyone_asked);
    add_if(you, marks, you_asked);
    add_if(politics, reply, argues);
}

} // namespace

std::vector<CueHit> find_cues(std::string_view text, std::span<const Token> tokens, const AuthorContext& author) {
    const Compiled& known = compiled();
    std::vector<Symbols> symbols;
    symbols.reserve(tokens.size());
    for (const Token& token : tokens)
        symbols.push_back(known.symbols_of(token));

    std::vector<CueHit> hits;
    std::vector<bool> found(cues().size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        bool first = i == 0;
        bool first_of_sentence =
            first || tokens[i].sentence != tokens[i - 1].sentence || tokens[i - 1].kind != TokenKind::word;
        for (std::uint16_t symbol : symbols[i]) {
            for (std::uint16_t index : known.starting_with(symbol)) {
                const Pattern& pattern = known.patterns()[index];
                if (found[pattern.cue] || (pattern.message_start && !first) ||
                    (pattern.sentence_start && !first_of_sentence))
                    continue;
                if (auto last = match(pattern, tokens, symbols, 0, i)) {
                    found[pattern.cue] = true;
                    hits.push_back({pattern.cue, tokens[i].start, tokens[*last].end});
                }
            }
        }
    }
    for (const std::string& address : author.links) { // what links say that the text does not show
        for (std::uint16_t symbol : known.link_symbols(address)) {
            for (std::uint16_t index : known.starting_with(symbol)) {
                const Pattern& pattern = known.patterns()[index];
                if (found[pattern.cue] || pattern.elements.size() != 1) continue;
                found[pattern.cue] = true;
                hits.push_back({pattern.cue, 0, 0});
            }
        }
    }
    SignCues(text, tokens, author, hits).run();
    combine(hits);
    return hits;
}

std::string check_cues() { return compiled().problem(); }

} // namespace kith::relationship
