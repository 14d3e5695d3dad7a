#include "services/user_settings.hpp"

#include "domain/language.hpp"
#include "json/value.hpp"
#include "json/write.hpp"

#include <utility>

namespace kith::services {

std::string_view to_string(ExpandMedia expand) {
    switch (expand) {
    case ExpandMedia::default_:
        return "default";
    case ExpandMedia::show_all:
        return "show_all";
    case ExpandMedia::hide_all:
        return "hide_all";
    }
    std::unreachable();
}

std::optional<ExpandMedia> parse_expand_media(std::string_view name) {
    for (auto expand : {ExpandMedia::default_, ExpandMedia::show_all, ExpandMedia::hide_all})
        if (to_string(expand) == name) return expand;
    return std::nullopt;
}

std::string_view to_string(QuotePolicy policy) {
    switch (policy) {
    case QuotePolicy::anyone:
        return "public";
    case QuotePolicy::followers:
        return "followers";
    case QuotePolicy::nobody:
        return "nobody";
    }
    std::unreachable();
}

std::optional<QuotePolicy> parse_quote_policy(std::string_view name) {
    for (auto policy : {QuotePolicy::anyone, QuotePolicy::followers, QuotePolicy::nobody})
        if (to_string(policy) == name) return policy;
    return std::nullopt;
}

UserSettings read_user_settings(std::string_view json) {
    UserSettings settings;
    auto parsed = json::Value::parse(json);
    if (!parsed) return settings;
    const auto& value = *parsed;
    auto text = [&](std::string_view name) { return value[name].str().value_or(""); };
    settings.privacy = parse_visibility(text("privacy")).value_or(settings.privacy);
    settings.sensitive = value["sensitive"].boolean().value_or(settings.sensitive);
    settings.language = normalize_language(text("language")).value_or("");
    settings.quote_policy = parse_quote_policy(text("quote_policy")).value_or(settings.quote_policy);
    settings.expand_media = parse_expand_media(text("expand_media")).value_or(settings.expand_media);
    settings.expand_spoilers = value["expand_spoilers"].boolean().value_or(settings.expand_spoilers);
    settings.nudges = value["nudges"].boolean().value_or(settings.nudges);
    return settings;
}

std::string write_user_settings(const UserSettings& settings, std::string_view json) {
    auto value = json::Value::parse(json).value_or(json::Value(json::Value::Object{}));
    value.set("privacy", json::Value(std::string(kith::to_string(settings.privacy))));
    value.set("sensitive", json::Value(settings.sensitive));
    value.set("language", json::Value(settings.language));
    value.set("quote_policy", json::Value(std::string(to_string(settings.quote_policy))));
    value.set("expand_media", json::Value(std::string(to_string(settings.expand_media))));
    value.set("expand_spoilers", json::Value(settings.expand_spoilers));
    value.set("nudges", json::Value(settings.nudges));
    return json::write(value);
}

} // namespace kith::services
