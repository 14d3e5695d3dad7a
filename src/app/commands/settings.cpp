#include "app/commands/commands.hpp"
#include "app/commands/input.hpp"
#include "app/commands/session.hpp"
#include "core/text.hpp"
#include "json/write.hpp"

#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <tuple>

namespace kith::app {
namespace {

using services::ServerSettings;

struct Key {
    std::string_view name;
    std::string_view help;
    std::string (*get)(const ServerSettings&);
    Result<void> (*set)(ServerSettings&, const std::string&);
};

template <std::string ServerSettings::* Member>
constexpr Key text(std::string_view name, std::string_view help) {
    return {name, help, [](const ServerSettings& settings) { return settings.*Member; },
            [](ServerSettings& settings, const std::string& value) -> Result<void> {
                settings.*Member = value;
                return {};
            }};
}

constexpr std::array<Key, 8> keys{
    text<&ServerSettings::title>("title", "what the community is called"),
    text<&ServerSettings::description>("description", "a sentence or two about it"),
    text<&ServerSettings::about>("about", "a longer text; blank lines part paragraphs"),
    text<&ServerSettings::privacy_policy>("privacy_policy", "empty: the built-in text"),
    text<&ServerSettings::contact_email>("contact_email", "shown to everybody; may be empty"),
    text<&ServerSettings::contact_account>("contact_account", "name of the member to turn to; may be empty"),
    Key{"sign_up", "who may join: open, approval or invitation",
        [](const ServerSettings& settings) { return std::string(to_string(settings.sign_up)); },
        [](ServerSettings& settings, const std::string& value) -> Result<void> {
            auto mode = services::parse_sign_up_mode(value);
            if (!mode) return invalid("sign_up", "sign_up must be open, approval or invitation");
            settings.sign_up = *mode;
            return {};
        }},
    Key{"languages", "codes with commas between them, the main one first",
        [](const ServerSettings& settings) { return join(settings.languages, ","); },
        [](ServerSettings& settings, const std::string& value) -> Result<void> {
            settings.languages.clear();
            for (auto code : split(value, ','))
                settings.languages.emplace_back(trim(code));
            return {};
        }},
};

Result<const Key*> find_key(const std::string& name) {
    std::vector<std::string_view> names;
    for (const auto& key : keys) {
        if (key.name == name) return &key;
        names.push_back(key.name);
    }
    auto near = nearest(name, names);
    return invalid("setting", fmt::format("there is no setting {}; {}", name,
                                          near.empty() ? "`kith setting list` shows them"
                                                       : fmt::format("did you mean {}?", near)));
}

struct RuleRow {
    RuleId id;
    std::string text;
    std::string hint;
};
BOOST_DESCRIBE_STRUCT(RuleRow, (), (id, text, hint))

} // namespace

Result<int> setting_list(const Config& config, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto settings = TRY(session->application().settings().get());
    std::string object;
    for (const auto& key : keys) {
        auto value = key.get(*settings);
        if (!json) {
            fmt::print("{:<16} {}\n{:<16} # {}\n", key.name, value, "", key.help);
            continue;
        }
        object += object.empty() ? '{' : ',';
        append_json_string(object, key.name);
        object += ':';
        append_json_string(object, value);
    }
    if (json) fmt::print("{}}}\n", object);
    return 0;
}

Result<int> setting_get(const Config& config, const std::string& key) {
    const auto* wanted = TRY(find_key(key));
    auto session = TRY(OperatorSession::open(config));
    fmt::print("{}\n", wanted->get(*TRY(session->application().settings().get())));
    return 0;
}

Result<int> setting_set(const Config& config, const std::string& key, const std::string& value) {
    const auto* wanted = TRY(find_key(key));
    auto text = text_or_stdin(value);
    auto session = TRY(OperatorSession::open(config));
    if (wanted->name == "contact_account" && !text.empty()) TRY(session->account(text));
    ServerSettings tried;
    TRY(wanted->set(tried, text));
    auto& settings = session->application().settings();
    TRY(settings.update(Role::owner, [&](ServerSettings& present) { std::ignore = wanted->set(present, text); }));
    TRY(session->tell_server());
    fmt::print("{} is now: {}\n", wanted->name, wanted->get(*TRY(settings.get())));
    return 0;
}

Result<int> rule_add(const Config& config, const NewRule& wanted) {
    auto session = TRY(OperatorSession::open(config));
    auto id = TRY(session->application().settings().add_rule(Role::owner, wanted.text, wanted.hint));
    TRY(session->tell_server());
    if (wanted.json)
        fmt::print("{}\n", json::write(RuleRow{id, wanted.text, wanted.hint}));
    else
        fmt::print("Added; its id is {}.\n", id.str());
    return 0;
}

Result<int> rule_list(const Config& config, bool json) {
    auto session = TRY(OperatorSession::open(config));
    std::vector<RuleRow> rows;
    for (const auto& rule : TRY(session->application().settings().get())->rules)
        rows.push_back({rule.id, rule.text, rule.hint});
    if (json) {
        fmt::print("{}\n", json::write(rows));
        return 0;
    }
    for (const auto& row : rows) {
        fmt::print("{} {}\n", row.id.str(), row.text);
        if (!row.hint.empty()) fmt::print("    {}\n", row.hint);
    }
    return 0;
}

Result<int> rule_remove(const Config& config, const std::string& id) {
    auto session = TRY(OperatorSession::open(config));
    auto wanted = TRY(parse_id_for<RuleId>(id, "kith rule list"));
    auto removed = session->application().settings().remove_rule(Role::owner, wanted);
    if (!removed && removed.error().kind == ErrorKind::not_found)
        return fail(ErrorKind::not_found, "no_rule", "there is no such rule; `kith rule list` shows them");
    TRY(std::move(removed));
    TRY(session->tell_server());
    fmt::print("Removed.\n");
    return 0;
}

} // namespace kith::app
