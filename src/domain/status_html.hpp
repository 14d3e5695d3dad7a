// What a member wrote, as the HTML that the Mastodon API promises in `content`, `note` and `fields`. Pure, thread-safe,
// linear time. Whatever the text holds comes out escaped; the only tags are those written here.
#pragma once

#include "domain/text_entities.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kith {

// Where a mention leads.
struct MentionTarget {
    std::string url;  // of the profile
    std::string acct; // "alice" or "alice@example.social", shown when two people in one text have the same username
};

// By what mentions_of gave. Mentions of others stay plain text.
using MentionTargets = std::unordered_map<Acct, MentionTarget>;

struct HtmlLinks {
    std::string_view tag_url_base; // "https://kith.example/tags/", the normalised hashtag follows
    std::string_view local_domain;
    const MentionTargets& mentions;
};

// Paragraphs (<p>) at blank lines, <br /> at line ends. "" for blank text. `entities` are those of `text`.
std::string status_html(std::string_view text, const std::vector<TextEntity>& entities, const HtmlLinks& links);
// The same with rel="me" on links, for `note`.
std::string note_html(std::string_view text, const HtmlLinks& links);
// One line without paragraphs, with rel="me" on links, for the values of `fields`.
std::string field_html(std::string_view value, const HtmlLinks& links);

} // namespace kith
