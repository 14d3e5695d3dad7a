#include "relationship/door.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace kith::relationship {
namespace {

constexpr std::size_t most_names = 5;
constexpr unsigned few_posts = 5; // shares of fewer say nothing
constexpr unsigned few_messages = 3;
constexpr unsigned new_account_days = 14;
constexpr std::size_t most_words = 64 * 1024;
constexpr std::size_t longest_question = 140; // code points

constexpr std::array<std::string_view, 12> adult_words{"nsfw",    "porn",   "xxx",     "onlyfans", "nudes", "escort",
                                                       "camgirl", "hentai", "sexting", "fansly",   "18+",   "hookup"};
constexpr std::array<std::string_view, 14> marketing_words{"passive income",
                                                           "be your own boss",
                                                           "financial freedom",
                                                           "network marketing",
                                                           "multi-level",
                                                           "downline",
                                                           "upline",
                                                           "mlm",
                                                           "work from home",
                                                           "six figures",
                                                           "side hustle system",
                                                           "join my team",
                                                           "ground floor opportunity",
                                                           "residual income"};

std::string number(auto value) { return fmt::format("{}", value); }

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string joined(const std::vector<std::string>& names) {
    std::vector<std::string> first(names.begin(), names.begin() + std::ptrdiff_t(std::min(names.size(), most_names)));
    std::string text = join(first, ", ");
    if (names.size() > most_names) text += fmt::format(" and {} more", names.size() - most_names);
    return text;
}

// Those of `a` that `b` has too, whatever their case (ASCII), in the order of `a`, each once.
std::vector<std::string> shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::set<std::string> wanted;
    for (const auto& each : b)
        wanted.insert(to_lower_ascii(each));
    std::vector<std::string> result;
    for (const auto& each : a)
        if (wanted.erase(to_lower_ascii(each)) > 0) result.push_back(each);
    return result;
}

bool is_word_byte(char byte) {
    auto value = static_cast<unsigned char>(byte);
    return value >= 128 || (value >= '0' && value <= '9') || (value >= 'a' && value <= 'z');
}

// The listed words that stand in the text on their own.
template <std::size_t Count>
std::vector<std::string> found_in(const std::string& lower, const std::array<std::string_view, Count>& words) {
    std::vector<std::string> found;
    for (auto word : words)
        for (auto at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
            bool begins = at == 0 || !is_word_byte(lower[at - 1]);
            auto end = at + word.size();
            if (begins && (end == lower.size() || !is_word_byte(lower[end]))) {
                found.emplace_back(word);
                break;
            }
        }
    return found;
}

std::string lower_words(const Newcomer& newcomer) {
    return to_lower_ascii(std::string_view(newcomer.words).substr(0, most_words));
}

void add_shared(Reasons& reasons, std::string_view code, const std::vector<std::string>& names,
                std::string_view prefix = "") {
    if (names.empty()) return;
    auto shown = names;
    for (auto& name : shown)
        name.insert(0, prefix);
    reasons.emplace_back(code, Parameters{{"names", joined(shown)}, {"count", number(names.size())}});
}

void add_known_by(Reasons& reasons, const std::vector<KnownBy>& known_by) {
    for (auto stage : {Stage::trusted, Stage::friend_, Stage::acquaintance}) {
        std::vector<std::string> names;
        for (const auto& person : known_by)
            if (person.stage == stage) names.push_back(person.name);
        if (names.empty()) continue;
        std::string_view words = stage == Stage::trusted   ? "trusted"
                                 : stage == Stage::friend_ ? "friends"
                                                           : "acquaintances";
        reasons.emplace_back(
            "door_known_by",
            Parameters{{"names", joined(names)}, {"count", number(names.size())}, {"stage", std::string(words)}});
    }
}

void add_posts(DoorFacts& facts, const RecentPosts& recent) {
    if (recent.posts == 0) {
        facts.neutral.emplace_back("door_no_posts");
        return;
    }
    if (recent.posts < few_posts) return;
    auto percent = [&](unsigned part) { return unsigned(100.0 * part / recent.posts + 0.5); };
    auto shares = [&](Reasons& reasons, std::string_view code, unsigned part) {
        reasons.emplace_back(code, Parameters{{"percent", number(percent(part))}});
    };
    auto wants = [&](std::string_view code, std::string_view always, unsigned part) {
        if (part == recent.posts)
            facts.speaks_against.emplace_back(always);
        else if (part * 5 > recent.posts)
            shares(facts.speaks_against, code, part);
    };
    if (recent.replies * 5 >= recent.posts * 2)
        shares(facts.speaks_for, "door_talks", recent.replies);
    else if (recent.replies == 0)
        facts.speaks_against.emplace_back("door_answers_nobody");
    else if (recent.replies * 10 < recent.posts)
        shares(facts.speaks_against, "door_broadcasts", recent.replies);
    wants("door_pitches", "door_only_pitches", recent.pitches);
    wants("door_asks", "door_only_asks", recent.asks);
}

void add_follows(DoorFacts& facts, const Newcomer& newcomer) {
    Parameters numbers{{"follows", number(newcomer.follows)}, {"followers", number(newcomer.followers)}};
    if (newcomer.followers == 0 && newcomer.follows > 0)
        facts.speaks_against.emplace_back("door_followed_by_nobody", numbers);
    else if (newcomer.follows > odd_follow_ratio * newcomer.followers)
        facts.speaks_against.emplace_back("door_follow_ratio", numbers);
    else
        facts.neutral.emplace_back("door_follow_ratio", numbers);
}

void add_answers(DoorFacts& facts, const Newcomer& newcomer) {
    if (newcomer.messages_received < few_messages) return;
    Parameters numbers{{"answered", number(newcomer.messages_answered)},
                       {"received", number(newcomer.messages_received)}};
    if (newcomer.messages_answered * 2 >= newcomer.messages_received)
        facts.speaks_for.emplace_back("door_answers", numbers);
    else if (newcomer.messages_answered * 5 < newcomer.messages_received)
        facts.speaks_against.emplace_back("door_seldom_answers", numbers);
}

void add_age(DoorFacts& facts, unsigned days) {
    if (days >= 365)
        facts.neutral.emplace_back("door_old", Parameters{{"years", number(days / 365)}});
    else if (days < new_account_days)
        facts.neutral.emplace_back("door_new", Parameters{{"days", number(days)}});
}

// The last sentence of a text that ends in a question mark; empty if there is none or it is too long.
std::string question_in(std::string_view text) {
    auto end = text.rfind('?');
    if (end == std::string_view::npos) return {};
    auto before = end == 0 ? std::string_view::npos : text.find_last_of(".!?\n", end - 1);
    auto begin = before == std::string_view::npos ? 0 : before + 1;
    std::string_view question = trim(text.substr(begin, end + 1 - begin));
    bool has_link = question.find("://") != std::string_view::npos;
    if (question.size() < 8 || has_link || count_code_points(question) > longest_question) return {};
    return std::string(question);
}

} // namespace

bool promotes_mostly(const Newcomer& newcomer) {
    constexpr unsigned enough_posts = 3;
    const auto& recent = newcomer.recent;
    if (recent.posts >= enough_posts && (recent.pitches + recent.asks) * 2 > recent.posts) return true;
    auto lower = lower_words(newcomer);
    return newcomer.profile_asks || newcomer.looks_automated || !found_in(lower, adult_words).empty() ||
           !found_in(lower, marketing_words).empty();
}

DoorFacts facts_about(const Newcomer& newcomer, const OwnerInterests& owner) {
    DoorFacts facts;
    if (newcomer.has_bio)
        facts.speaks_for.emplace_back("door_bio");
    else
        facts.speaks_against.emplace_back("door_no_bio");
    add_known_by(facts.speaks_for, newcomer.known_by);
    add_shared(facts.speaks_for, "door_shared_interests", shared(newcomer.interests, owner.interests));
    add_shared(facts.speaks_for, "door_shared_tags", shared(newcomer.tags, owner.tags), "#");
    add_shared(facts.speaks_for, "door_shared_groups", shared(newcomer.groups, owner.groups));
    auto languages = shared(newcomer.languages, owner.languages);
    add_shared(facts.speaks_for, "door_shared_languages", languages);
    if (languages.empty() && !newcomer.languages.empty() && !owner.languages.empty())
        facts.neutral.emplace_back("door_no_shared_language");
    if (newcomer.new_people > 0)
        facts.speaks_for.emplace_back("door_bridge", Parameters{{"count", number(newcomer.new_people)}});
    add_answers(facts, newcomer);
    add_posts(facts, newcomer.recent);
    add_follows(facts, newcomer);
    if (newcomer.says_automated)
        facts.neutral.emplace_back("door_automated");
    else if (newcomer.looks_automated)
        facts.speaks_against.emplace_back("door_looks_automated");
    if (newcomer.profile_asks) facts.speaks_against.emplace_back("door_profile_asks");
    auto lower = lower_words(newcomer);
    add_shared(facts.speaks_against, "door_adult", found_in(lower, adult_words));
    add_shared(facts.speaks_against, "door_marketing", found_in(lower, marketing_words));
    add_age(facts, newcomer.age_days);
    return facts;
}

Reasons conversation_starters(const std::string& name, std::span<const StarterPost> posts, const OwnerInterests& owner,
                              std::size_t limit) {
    std::vector<const StarterPost*> newest;
    for (const auto& post : posts)
        newest.push_back(&post);
    std::ranges::sort(newest, std::greater{}, [](const StarterPost* post) { return post->at; });

    Reasons starters;
    for (const auto* post : newest)
        if (auto question = question_in(post->text); !question.empty())
            starters.emplace_back("starter_question", Parameters{{"name", name}, {"question", question}});
    std::vector<std::string> tags;
    for (const auto* post : newest)
        tags.insert(tags.end(), post->tags.begin(), post->tags.end());
    auto both = shared(tags, owner.tags);
    for (const auto& tag : both)
        starters.emplace_back("starter_shared_tag", Parameters{{"name", name}, {"tag", tag}});
    for (const auto& tag : shared(tags, tags))
        if (std::ranges::find(both, tag) == both.end())
            starters.emplace_back("starter_tag", Parameters{{"name", name}, {"tag", tag}});
    if (starters.empty()) starters.emplace_back("starter_hello", Parameters{{"name", name}});
    if (starters.size() > limit) starters.resize(limit);
    return starters;
}

} // namespace kith::relationship
