// What a member prefers: User::settings as a type. Pure.
#pragma once

#include "domain/status.hpp"
#include "domain/visibility.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

// https://docs.joinmastodon.org/entities/Preferences/#reading-expand-media
enum class ExpandMedia { default_, show_all, hide_all };

std::string_view to_string(ExpandMedia expand); // "default", "show_all", "hide_all"
std::optional<ExpandMedia> parse_expand_media(std::string_view name);

// Who may quote, as the API names it: "public", "followers", "nobody".
std::string_view to_string(QuotePolicy policy);
std::optional<QuotePolicy> parse_quote_policy(std::string_view name);

struct UserSettings {
    Visibility privacy = Visibility::public_; // of new posts
    bool sensitive = false;
    std::string language; // of new posts whose language is not clear; empty: none
    QuotePolicy quote_policy = QuotePolicy::anyone;
    ExpandMedia expand_media = ExpandMedia::default_;
    bool expand_spoilers = false;
    bool nudges = true; // drafts come back once with what to think about
};

// Whatever the JSON lacks or has in a wrong form is as above.
UserSettings read_user_settings(std::string_view json);
// `json` with these in it; members that are not of UserSettings stay as they are.
std::string write_user_settings(const UserSettings& settings, std::string_view json);

} // namespace kith::services
