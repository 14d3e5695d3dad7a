#include "relationship/interaction.hpp"

#include <array>
#include <utility>

namespace kith::relationship {
namespace {

constexpr std::array<std::pair<InteractionKind, std::string_view>, 11> kind_names{{
    {InteractionKind::reply, "reply"},
    {InteractionKind::mention, "mention"},
    {InteractionKind::direct, "direct"},
    {InteractionKind::boost, "boost"},
    {InteractionKind::quote, "quote"},
    {InteractionKind::favourite, "favourite"},
    {InteractionKind::follow, "follow"},
    {InteractionKind::recommendation, "recommendation"},
    {InteractionKind::introduction, "introduction"},
    {InteractionKind::thanks, "thanks"},
    {InteractionKind::met, "met"},
}};

constexpr std::array<std::pair<Source, std::string_view>, 8> source_names{{
    {Source::local, "local"},
    {Source::federated, "federated"},
    {Source::import_twitter, "import:twitter"},
    {Source::import_linkedin, "import:linkedin"},
    {Source::import_facebook, "import:facebook"},
    {Source::import_mastodon, "import:mastodon"},
    {Source::import_bluesky, "import:bluesky"},
    {Source::import_contacts, "import:contacts"},
}};

template <class Names, class Value>
std::string_view name_of(const Names& names, Value value) {
    for (auto& [known, name] : names)
        if (known == value) return name;
    return "unknown";
}

template <class Value, class Names>
std::optional<Value> value_of(const Names& names, std::string_view wanted) {
    for (auto& [known, name] : names)
        if (name == wanted) return known;
    return std::nullopt;
}

} // namespace

std::string_view to_string(InteractionKind kind) { return name_of(kind_names, kind); }
std::string_view to_string(Source source) { return name_of(source_names, source); }

std::optional<InteractionKind> parse_interaction_kind(std::string_view name) {
    return value_of<InteractionKind>(kind_names, name);
}
std::optional<Source> parse_source(std::string_view name) { return value_of<Source>(source_names, name); }

bool is_contact(const Interaction& interaction) {
    switch (interaction.kind) {
    case InteractionKind::reply:
    case InteractionKind::mention:
    case InteractionKind::direct:
    case InteractionKind::thanks:
    case InteractionKind::met:
        return true;
    case InteractionKind::quote:
        return interaction.own_words;
    case InteractionKind::boost:
    case InteractionKind::favourite:
    case InteractionKind::follow:
    case InteractionKind::recommendation:
    case InteractionKind::introduction:
        return false;
    }
    return false;
}

bool is_spoken(const Interaction& interaction) {
    return interaction.kind != InteractionKind::met && is_contact(interaction);
}

Gift gift_of(const Interaction& interaction, bool answers) {
    bool wants = interaction.pitch || interaction.ask;
    switch (interaction.kind) {
    case InteractionKind::introduction:
        return {true, 5};
    case InteractionKind::recommendation:
        return {true, 3};
    case InteractionKind::boost:
        return {true, 1};
    case InteractionKind::favourite:
        return {true, 0.2};
    case InteractionKind::quote:
        return {true, interaction.own_words && !wants ? 1.0 : 0.0};
    case InteractionKind::reply:
        return {true, wants ? 0.0 : 1.0};
    case InteractionKind::direct:
        return {true, answers && !wants ? 1.0 : 0.0};
    case InteractionKind::thanks:
        return {false, interaction.for_answer ? 3.0 : 0.0};
    case InteractionKind::mention:
    case InteractionKind::follow:
    case InteractionKind::met:
        return {true, 0};
    }
    return {true, 0};
}

InteractionKey key_of(const Interaction& interaction) {
    return {interaction.actor, interaction.target, interaction.kind,
            interaction.status ? interaction.status.value : to_unix_ms(interaction.at)};
}

} // namespace kith::relationship
