// Mentions, hashtags and links in what a member wrote. Pure, thread-safe, linear time for any bytes.
// The rules are those that Mastodon and its clients share, so that what an app highlights is what becomes a link:
// - mention: "@user" or "@user@domain" where no word character, "/" or "=" comes before; not before another "@", an
//   accented Latin letter or "://"
// - hashtag: "#" or its full-width form, then letters, marks, digits and underscores, inside also U+00B7, U+30FB and
//   U+200C; at least one character that is not a digit; not after a word character or one of / ) = . &
// - link: http:// or https://, a host with at least one dot and a last label of two or more letters, also in other
//   scripts; the path may hold balanced parentheses and does not end in punctuation
#pragma once

#include "domain/names.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

enum class EntityKind { mention, hashtag, link };

// A part of a text. The views point into the text, which has to outlive them.
struct TextEntity {
    EntityKind kind = EntityKind::link;
    std::size_t begin = 0;   // bytes, of the "@", "#" or first letter
    std::size_t end = 0;     // bytes, one past the last
    std::string_view name;   // username, hashtag without its sign, or whole URL; as written
    std::string_view domain; // of a mention, as written; "" if there is none
};

// In order of their place, not overlapping.
std::vector<TextEntity> find_entities(std::string_view text);

// The one form under which a hashtag is stored and found: NFKC and case folded, Latin letters without their accents
// ("é", "ł" and "ø" as "e", "l" and "o": Latin-1 and Latin Extended-A, as Mastodon does), without what cannot be in a
// hashtag. `name` is without its sign.
std::string normalize_hashtag(std::string_view name);
// Whether a whole text is a hashtag's name (followed tags, featured tags), with or without its sign.
bool is_hashtag(std::string_view text);

// Each once, in order of appearance: hashtags normalised, mentions as parse_acct gives them (those with an impossible
// domain are left out).
std::vector<std::string> hashtags_of(const std::vector<TextEntity>& entities);
// nullopt for an impossible domain.
std::optional<Acct> acct_of(const TextEntity& mention, std::string_view local_domain);
std::vector<Acct> mentions_of(const std::vector<TextEntity>& entities, std::string_view local_domain);

// What a member is charged for: graphemes, where each link counts link_length and a mention does without its domain
// (Mastodon API, instance configuration.statuses.characters_reserved_per_url).
constexpr std::size_t link_length = 23;
std::size_t status_length(std::string_view text);

} // namespace kith
