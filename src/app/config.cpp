#include "app/config.hpp"

#include "services/tie_preferences.hpp"

#include "core/text.hpp"

#include <array>
#include <fmt/format.h>
#include <fstream>
#include <sstream>

// toml++ 3.3 asserts that a name begins right behind the "[" of a section, and with NDEBUG lets the compiler take it
// for granted. Without either it refuses such a text by itself.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(condition) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace kith::app {
namespace {

Failure bad(std::string message) { return invalid("config", std::move(message)); }

Result<std::int64_t> whole_number(std::string_view text, std::int64_t least, std::int64_t most) {
    auto value = parse_int(text);
    if (!value || *value < least || *value > most)
        return bad(fmt::format("must be a whole number from {} to {}, not \"{}\"", least, most, text));
    return *value;
}

template <unsigned relationship::StageRules::* Days>
Result<void> set_days(Config& config, std::string_view value) {
    config.stages.*Days = static_cast<unsigned>(TRY(whole_number(value, 0, 3650)));
    return {};
}

Result<bool> yes_or_no(std::string_view text) {
    if (text == "true" || text == "yes" || text == "on" || text == "1") return true;
    if (text == "false" || text == "no" || text == "off" || text == "0") return false;
    return bad(fmt::format("must be true or false, not \"{}\"", text));
}

std::vector<std::string> list_of(std::string_view text) {
    std::vector<std::string> values;
    for (auto part : split(text, ','))
        if (!trim(part).empty()) values.emplace_back(trim(part));
    return values;
}

constexpr std::array known{
    Option{"data", R"("kith-data")", "Folder of the database, media and temporary uploads.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.data = v;
               return {};
           }},
    Option{"server.domain", R"("localhost:8080")",
           "What comes after the @ in your members' handles. It cannot be changed once people have joined.",
           [](Config& c, std::string_view v) -> Result<void> {
               if (v.empty() || v.find('/') != v.npos) return bad("must be a host name like kith.example");
               c.domain = to_lower_ascii(v);
               return {};
           }},
    Option{"server.base_url", R"("http://localhost:8080")",
           "The address of the web pages: https:// and the host that browsers use.",
           [](Config& c, std::string_view v) -> Result<void> {
               if (!v.starts_with("http://") && !v.starts_with("https://"))
                   return bad("must begin with https:// (or http:// for trying out)");
               while (v.ends_with('/'))
                   v.remove_suffix(1);
               c.base_url = v;
               return {};
           }},
    Option{"server.listen", R"(["127.0.0.1:8080"])",
           "Addresses to listen at: \"127.0.0.1:8080\", \"[::1]:8080\" or \"unix:/run/kith/kith.sock\".",
           [](Config& c, std::string_view v) -> Result<void> {
               c.listen = list_of(v);
               if (c.listen.empty()) return bad("needs at least one address");
               return {};
           }},
    Option{
        "server.counts", R"("nobody")",
        "Who sees how many follow a member and are followed by them, unless the member chose: \"nobody\", \"self\" or "
        "\"everybody\". Others are shown 0.",
        [](Config& c, std::string_view v) -> Result<void> {
            auto counts = services::parse_counts(v);
            if (!counts || *counts == store::Counts::as_server)
                return bad("must be \"nobody\", \"self\" or \"everybody\"");
            c.counts = *counts;
            return {};
        }},
    Option{"server.trusted_proxies", R"(["127.0.0.1/32", "::1/128"])",
           "Networks of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.trusted_proxies = list_of(v);
               return {};
           }},
    Option{"server.threads", "2", "Event loops: about one a core.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.threads = static_cast<unsigned>(TRY(whole_number(v, 1, 256)));
               return {};
           }},
    Option{"server.workers", "16", "Threads for what may wait (writes, passwords, uploads).",
           [](Config& c, std::string_view v) -> Result<void> {
               c.workers = static_cast<unsigned>(TRY(whole_number(v, 1, 1024)));
               return {};
           }},
    Option{"server.rate_limits", "true", "Limits on requests a member or an address may make, as in Mastodon.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.rate_limits = TRY(yes_or_no(v));
               return {};
           }},
    Option{"server.nudges", "true",
           "Whether a draft that pitches or asks towards strangers comes back to its author once.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.nudges = TRY(yes_or_no(v));
               return {};
           }},
    Option{"server.metrics_listen", R"("127.0.0.1:9108")",
           "Where Prometheus finds /metrics; keep it private. Empty: nowhere.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.metrics_listen = v;
               return {};
           }},
    Option{"server.cache_mib", "24", "Memory for posts and profiles kept ready, in MiB.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.cache_mib = TRY(whole_number(v, 1, 65536));
               return {};
           }},
    Option{"stages.friend_days", "4", "A friend: answers on so many different days …",
           set_days<&relationship::StageRules::friend_exchange_days>},
    Option{"stages.friend_span", "14", "… with so many days from the first to the last.",
           set_days<&relationship::StageRules::friend_span_days>},
    Option{"stages.friend_turns", "20", "… and each of the two spoke in at least so many percent of the turns.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.stages.friend_least_share_of_turns = static_cast<double>(TRY(whole_number(v, 0, 50))) / 100;
               return {};
           }},
    Option{"stages.trusted_days", "10", "Trusted: a friend with answers on so many days …",
           set_days<&relationship::StageRules::trusted_exchange_days>},
    Option{"stages.trusted_span", "60", "… over so many (or both vouched for each other).",
           set_days<&relationship::StageRules::trusted_span_days>},
    Option{"stages.quiet_after", "180", "Days without contact after which a tie is quiet.",
           set_days<&relationship::StageRules::quiet_after_days>},
    Option{"stages.fall_after", "365",
           "For each so many days without contact a tie falls one stage, never below acquaintance.",
           set_days<&relationship::StageRules::fall_after_days>},
    Option{
        "database.durability", R"("full")",
        "\"full\": what was acknowledged survives a power cut. \"normal\": it survives a crash of the program only; faster.",
        [](Config& c, std::string_view v) -> Result<void> {
            if (v != "full" && v != "normal") return bad("must be \"full\" or \"normal\"");
            c.durability = v == "full" ? backends::sqlite::Durability::full : backends::sqlite::Durability::normal;
            return {};
        }},
    Option{"media.upload_mib", "40", "Largest video or audio file, in MiB (pictures: at most 16).",
           [](Config& c, std::string_view v) -> Result<void> {
               c.upload_mib = TRY(whole_number(v, 1, 4096));
               return {};
           }},
    Option{"mail.smtp_url", R"("")",
           "SMTP server: smtp://host:587 (STARTTLS) or smtps://host:465. Empty: no mail is sent.",
           [](Config& c, std::string_view v) -> Result<void> {
               if (!v.empty() && !v.starts_with("smtp://") && !v.starts_with("smtps://"))
                   return bad("must begin with smtp:// or smtps://");
               c.smtp_url = v;
               return {};
           }},
    Option{"mail.smtp_user", R"("")", "User name at the SMTP server.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.smtp_user = v;
               return {};
           }},
    Option{"mail.smtp_password", R"("")", "Password at the SMTP server; better given as KITH_MAIL_SMTP_PASSWORD.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.smtp_password = v;
               return {};
           }},
    Option{"mail.from", R"("")", "Sender of mails, like \"Kith <kith@example.org>\". Empty: kith@ and the domain.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.mail_from = v;
               return {};
           }},
    Option{"log.level", R"("info")", "debug, info, warn or error.",
           [](Config& c, std::string_view v) -> Result<void> {
               constexpr std::array<std::string_view, 5> names{"debug", "info", "warn", "error", "off"};
               const auto* found = std::ranges::find(names, v);
               if (found == names.end()) return bad("must be debug, info, warn or error");
               c.log_level = static_cast<log::Level>(found - names.begin());
               return {};
           }},
    Option{"log.format", R"("text")", "text or json.",
           [](Config& c, std::string_view v) -> Result<void> {
               if (v != "text" && v != "json") return bad("must be text or json");
               c.log_format = v == "json" ? log::Format::json : log::Format::text;
               return {};
           }},
    Option{"log.requests", "false", "One line for every request.",
           [](Config& c, std::string_view v) -> Result<void> {
               c.log_requests = TRY(yes_or_no(v));
               return {};
           }},
};

Failure unknown(std::string_view where, std::string_view what, std::string_view name,
                const std::vector<std::string_view>& names) {
    auto near = nearest(name, names);
    auto hint = near.empty() ? "`kith config sample` prints all keys" : fmt::format("did you mean {}?", near);
    return bad(fmt::format("{}: unknown {} {}; {}", where, what, name, hint));
}

Failure unknown_key(std::string_view key, std::string_view where) {
    std::vector<std::string_view> names;
    names.reserve(known.size());
    for (const auto& option : known)
        names.push_back(option.key);
    return unknown(where, "key", key, names);
}

// "server" for server.listen; empty for a key without one.
std::string_view section_of(std::string_view key) {
    auto dot = key.find('.');
    return key.substr(0, dot == key.npos ? 0 : dot);
}

std::vector<std::string_view> sections() {
    std::vector<std::string_view> names;
    for (const auto& option : known)
        if (auto name = section_of(option.key); !name.empty() && (names.empty() || names.back() != name))
            names.push_back(name);
    return names;
}

Result<void> set_option(Config& config, std::string_view key, std::string_view value, std::string_view where) {
    const auto* option = std::ranges::find(known, key, &Option::key);
    if (option == known.end()) return unknown_key(key, where);
    auto done = option->set(config, value);
    if (!done) return bad(fmt::format("{}: {} {}", where, key, done.error().message));
    return {};
}

Result<std::string> toml_text(const toml::node& node, std::string_view key, std::string_view where) {
    if (const auto* text = node.as_string()) return std::string(text->get());
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* truth = node.as_boolean()) return std::string(truth->get() ? "true" : "false");
    const auto* array = node.as_array();
    if (array == nullptr) return bad(fmt::format("{}: {} must be text, a number, true, false or a list", where, key));
    std::string joined;
    for (const auto& element : *array) {
        const auto* text = element.as_string();
        if (text == nullptr || text->get().find(',') != std::string::npos)
            return bad(fmt::format("{}: {} must be a list of texts without commas", where, key));
        if (!joined.empty()) joined += ',';
        joined += text->get();
    }
    return joined;
}

Result<void> apply_table(Config& config, const toml::table& table, const std::string& prefix, std::string_view name) {
    for (const auto& [key, node] : table) {
        auto full = prefix + std::string(key.str());
        auto where = fmt::format("{} line {}", name, node.source().begin.line);
        if (const auto* inner = node.as_table()) {
            if (!prefix.empty()) return unknown_key(full, where);
            auto names = sections();
            if (std::ranges::find(names, full) == names.end()) return unknown(where, "section", full, names);
            TRY(apply_table(config, *inner, full + ".", name));
            continue;
        }
        TRY(set_option(config, full, TRY(toml_text(node, full, where)), where));
    }
    return {};
}

std::string environment_name(std::string_view key) {
    std::string name = "KITH_";
    for (char c : key)
        name += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    return name;
}

// Other programs have names that begin with KITH_ too: what begins with a section's name is meant for this one.
bool is_meant_as_key(std::string_view name) {
    return std::ranges::any_of(
        sections(), [&](std::string_view section) { return name.starts_with(environment_name(section) + "_"); });
}

Result<void> apply_environment(Config& config, std::string_view name, std::string_view value) {
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const auto& option : known) {
        names.push_back(environment_name(option.key));
        if (names.back() == name) return set_option(config, option.key, value, name);
    }
    if (is_meant_as_key(name)) return unknown("environment", "key", name, {names.begin(), names.end()});
    return {};
}

} // namespace

std::span<const Option> options() { return known; }

Result<void> apply_toml(Config& config, std::string_view text, std::string_view name) {
    auto parsed = toml::parse(text);
    if (!parsed)
        return bad(
            fmt::format("{} line {}: {}", name, parsed.error().source().begin.line, parsed.error().description()));
    return apply_table(config, parsed.table(), "", name);
}

Result<Config> load_config(const std::filesystem::path& file, const std::vector<std::string>& environment,
                           const std::vector<std::string>& settings) {
    Config config;
    auto path = file;
    if (path.empty() && std::filesystem::exists("/etc/kith/kith.toml")) path = "/etc/kith/kith.toml";
    if (!path.empty()) {
        std::ifstream in(path, std::ios::binary);
        if (!in) return bad(fmt::format("the configuration file {} cannot be read", path.string()));
        std::stringstream text;
        text << in.rdbuf();
        TRY(apply_toml(config, text.str(), path.string()));
    }
    for (const auto& entry : environment) {
        auto equals = entry.find('=');
        if (!entry.starts_with("KITH_") || equals == std::string::npos) continue;
        auto name = std::string_view(entry).substr(0, equals);
        TRY(apply_environment(config, name, std::string_view(entry).substr(equals + 1)));
    }
    for (const auto& setting : settings) {
        auto equals = setting.find('=');
        if (equals == std::string::npos) return bad(fmt::format("--set needs key=value, not \"{}\"", setting));
        TRY(set_option(config, setting.substr(0, equals), setting.substr(equals + 1), "--set"));
    }
    return config;
}

std::string sample_config() {
    std::string text = "# Kith's configuration. Every key with its default; lines that begin with # are inactive.\n"
                       "# Each can also be given in the environment: server.domain as KITH_SERVER_DOMAIN.\n";
    std::string section;
    for (const auto& option : known) {
        auto table = section_of(option.key);
        if (table != section) {
            text += fmt::format("\n[{}]\n", table);
            section = table;
        }
        auto name = table.empty() ? option.key : option.key.substr(table.size() + 1);
        text += fmt::format("\n# {}\n# {} = {}\n", option.help, name, option.fallback);
    }
    return text;
}

} // namespace kith::app
