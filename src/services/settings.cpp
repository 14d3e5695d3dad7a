#include "services/settings.hpp"

#include "core/text.hpp"
#include "domain/names.hpp"
#include "json/value.hpp"
#include "json/write.hpp"

#include <algorithm>
#include <array>

namespace kith::services {

// What is kept as one JSON text; found by its namespace.
struct KeptSettings {
    std::string title;
    std::string description;
    std::string about;
    std::string privacy_policy;
    std::string contact_email;
    std::string contact_account;
    std::string sign_up;
    std::vector<std::string> languages;
    std::int64_t updated_at = 0;
};
BOOST_DESCRIBE_STRUCT(KeptSettings, (),
                      (title, description, about, privacy_policy, contact_email, contact_account, sign_up, languages,
                       updated_at))

namespace {

constexpr std::string_view server_key = "server";
constexpr std::size_t most_rules = 50;
constexpr std::array<std::string_view, 3> mode_names{"open", "approval", "invitation"};

std::string write_settings(const ServerSettings& settings) {
    return json::write(KeptSettings{settings.title, settings.description, settings.about, settings.privacy_policy,
                                    settings.contact_email, settings.contact_account,
                                    std::string(to_string(settings.sign_up)), settings.languages,
                                    to_unix_ms(settings.updated_at)});
}

Result<ServerSettings> load(const store::ReadTx& tx) {
    ServerSettings settings;
    if (auto text = TRY(tx.settings().get(server_key))) {
        auto kept = TRY(json::Value::parse(*text));
        settings.title = kept["title"].str().value_or(settings.title);
        settings.description = kept["description"].str().value_or("");
        settings.about = kept["about"].str().value_or("");
        settings.privacy_policy = kept["privacy_policy"].str().value_or("");
        settings.contact_email = kept["contact_email"].str().value_or("");
        settings.contact_account = kept["contact_account"].str().value_or("");
        settings.sign_up = parse_sign_up_mode(kept["sign_up"].str().value_or("")).value_or(settings.sign_up);
        settings.updated_at = from_unix_ms(kept["updated_at"].integer().value_or(0));
        if (auto languages = kept["languages"].strings(); !languages.empty()) settings.languages = languages;
    }
    settings.vapid_public_key = TRY(tx.settings().get(Settings::vapid_public_key)).value_or("");
    settings.rules = TRY(tx.rules().all());
    return settings;
}

struct TextLimit {
    std::string ServerSettings::* text;
    std::size_t most; // code points
    std::string_view code;
    std::string_view message;
};
constexpr std::array<TextLimit, 4> text_limits{{
    {&ServerSettings::title, 100, "settings_title_too_long", "The name can have at most 100 characters"},
    {&ServerSettings::description, 500, "settings_description_too_long",
     "The description can have at most 500 characters"},
    {&ServerSettings::about, 20'000, "settings_about_too_long", "The long text can have at most 20,000 characters"},
    {&ServerSettings::privacy_policy, 50'000, "settings_privacy_too_long",
     "The privacy policy can have at most 50,000 characters"},
}};

bool is_language_code(std::string_view code) {
    return (code.size() == 2 || code.size() == 3) &&
           std::ranges::all_of(code, [](char c) { return c >= 'a' && c <= 'z'; });
}

Result<void> check(ServerSettings& settings) {
    for (const auto& limit : text_limits) {
        auto& text = settings.*limit.text;
        text = to_valid_utf8(trim(text));
        if (count_code_points(text) > limit.most) return invalid(std::string(limit.code), std::string(limit.message));
    }
    if (settings.title.empty()) return invalid("settings_title_blank", "The community needs a name");
    if (!settings.contact_email.empty()) settings.contact_email = TRY(normalize_email(settings.contact_email));
    if (!settings.contact_account.empty()) {
        settings.contact_account = to_lower_ascii(trim(settings.contact_account));
        if (settings.contact_account.size() > limits::username)
            return invalid("settings_contact_account", "The contact is the name of a member");
    }
    if (settings.languages.empty() || settings.languages.size() > 10 ||
        !std::ranges::all_of(settings.languages, is_language_code))
        return invalid("settings_languages", "Languages are codes of two or three letters, at most ten of them");
    return {};
}

// The names of what differs, as the API and the command line call it.
std::string differences(const ServerSettings& before, const ServerSettings& after) {
    std::vector<std::string> names;
    auto compare = [&](std::string_view name, auto member) {
        if (before.*member != after.*member) names.emplace_back(name);
    };
    compare("title", &ServerSettings::title);
    compare("description", &ServerSettings::description);
    compare("about", &ServerSettings::about);
    compare("privacy_policy", &ServerSettings::privacy_policy);
    compare("contact_email", &ServerSettings::contact_email);
    compare("contact_account", &ServerSettings::contact_account);
    compare("sign_up", &ServerSettings::sign_up);
    compare("languages", &ServerSettings::languages);
    return join(names, ", ");
}

Result<void> check_rule(std::string& text, std::string& hint) {
    text = to_valid_utf8(trim(text));
    hint = to_valid_utf8(trim(hint));
    if (text.empty()) return invalid("rule_blank", "A rule needs words");
    if (count_code_points(text) > 300 || count_code_points(hint) > 1000)
        return invalid("rule_too_long", "A rule can have at most 300 characters, its explanation 1,000");
    return {};
}

} // namespace

std::string_view to_string(SignUpMode mode) { return mode_names[static_cast<std::size_t>(mode)]; }

std::optional<SignUpMode> parse_sign_up_mode(std::string_view text) {
    for (std::size_t at = 0; at < mode_names.size(); ++at)
        if (mode_names[at] == text) return static_cast<SignUpMode>(at);
    return std::nullopt;
}

Settings::Settings(store::Store& store, IdMaker& ids, Events& events) : store_(store), ids_(ids), events_(events) {
    events.listen([this](const Event& event) {
        if (!std::holds_alternative<SettingsChanged>(event) && !std::holds_alternative<EverythingChanged>(event))
            return;
        std::scoped_lock lock(mutex_);
        kept_.reset();
        ++changes_;
    });
}

Result<std::shared_ptr<const ServerSettings>> Settings::get() {
    std::uint64_t before = 0;
    {
        std::scoped_lock lock(mutex_);
        if (kept_) return kept_;
        before = changes_;
    }
    auto settings = TRY(store_.read([](store::ReadTx& tx) -> Result<std::shared_ptr<const ServerSettings>> {
        return std::make_shared<const ServerSettings>(TRY(load(tx)));
    }));
    std::scoped_lock lock(mutex_);
    if (before == changes_) kept_ = settings;
    return settings;
}

// Loaded here it is not kept: the snapshot may be older than the last change.
Result<std::shared_ptr<const ServerSettings>> Settings::get(const store::ReadTx& tx) {
    {
        std::scoped_lock lock(mutex_);
        if (kept_) return kept_;
    }
    return std::make_shared<const ServerSettings>(TRY(load(tx)));
}

void Settings::changed(store::WriteTx& tx) {
    tx.after_commit([this] { events_.publish(SettingsChanged{}); });
}

Result<void> Settings::update(const Moderator& by, const std::function<void(ServerSettings&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto before = TRY(load(tx));
        auto settings = before;
        change(settings);
        TRY(check(settings));
        auto changes = differences(before, settings);
        if (changes.empty()) return {};
        settings.updated_at = time_of_id(ids_.next());
        TRY(tx.settings().put(server_key, write_settings(settings)));
        changed(tx);
        return log_change(tx, ids_, by, "settings", changes);
    });
}

Result<void> Settings::change_rules(const std::function<Result<void>(store::WriteTx&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(change(tx));
        changed(tx);
        return {};
    });
}

Result<RuleId> Settings::add_rule(const Moderator& by, std::string text, std::string hint) {
    TRY(check_rule(text, hint));
    auto id = ids_.make<RuleId>();
    TRY(change_rules([&](store::WriteTx& tx) -> Result<void> {
        auto rules = TRY(tx.rules().all());
        if (rules.size() >= most_rules) return invalid("rules_too_many", "There can be at most 50 rules");
        TRY(tx.rules().insert({id, text, hint, rules.empty() ? 1 : rules.back().position + 1}));
        return log_change(tx, ids_, by, "rule:add", text);
    }));
    return id;
}

Result<void> Settings::change_rule(const Moderator& by, RuleId id, std::string text, std::string hint) {
    TRY(check_rule(text, hint));
    return change_rules([&](store::WriteTx& tx) -> Result<void> {
        auto rules = TRY(tx.rules().all());
        auto rule = std::ranges::find(rules, id, &store::Rule::id);
        if (rule == rules.end()) return not_found();
        TRY(tx.rules().update({id, text, hint, rule->position}));
        return log_change(tx, ids_, by, "rule:change", text);
    });
}

Result<void> Settings::order_rules(const Moderator& by, const std::vector<RuleId>& order) {
    return change_rules([&](store::WriteTx& tx) -> Result<void> {
        auto rules = TRY(tx.rules().all());
        std::ranges::sort(rules, {}, [&](const store::Rule& rule) {
            return std::pair(std::ranges::find(order, rule.id), rule.position);
        });
        int position = 0;
        for (auto& rule : rules) {
            rule.position = ++position;
            TRY(tx.rules().update(rule));
        }
        return log_change(tx, ids_, by, "rule:order", "");
    });
}

Result<void> Settings::remove_rule(const Moderator& by, RuleId id) {
    return change_rules([&](store::WriteTx& tx) -> Result<void> {
        auto rules = TRY(tx.rules().all());
        auto rule = std::ranges::find(rules, id, &store::Rule::id);
        if (rule == rules.end()) return not_found();
        TRY(tx.rules().remove(id));
        return log_change(tx, ids_, by, "rule:remove", rule->text);
    });
}

} // namespace kith::services
