// What the operator decides before the program starts: a TOML file, then environment (KITH_SERVER_LISTEN for
// server.listen), then flags (--set server.listen=…). Every key is in `options()`, from which the sample file is made.
#pragma once

#include "backends/sqlite/database.hpp"
#include "core/log.hpp"
#include "core/result.hpp"
#include "relationship/stage.hpp"
#include "store/ties.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace kith::app {

struct Config {
    std::filesystem::path data = "kith-data"; // database, media, temporary uploads
    std::vector<std::string> listen = {"127.0.0.1:8080"};
    std::string domain = "localhost:8080";          // in handles
    std::string base_url = "http://localhost:8080"; // of the web, without a slash at the end
    unsigned threads = 2;                           // event loops
    unsigned workers = 16;                          // for what may wait: writes, passwords, uploads
    bool rate_limits = true;
    bool nudges = true;
    relationship::StageRules stages;
    store::Counts counts = store::Counts::nobody; // of members who did not choose: who sees them
    std::vector<std::string> trusted_proxies = {"127.0.0.1/32", "::1/128"};
    std::string metrics_listen = "127.0.0.1:9108"; // empty: none

    backends::sqlite::Durability durability = backends::sqlite::Durability::full;

    std::int64_t upload_mib = 40; // pictures 16 at most, video and audio this
    std::int64_t cache_mib = 24;  // rendered statuses and accounts kept in memory

    std::string smtp_url; // smtp://host:587, smtps://host:465; empty: no mail
    std::string smtp_user;
    std::string smtp_password;
    std::string mail_from;

    log::Level log_level = log::Level::info;
    log::Format log_format = log::Format::text;
    bool log_requests = false;

    std::filesystem::path database() const { return data / "kith.sqlite"; }
    std::filesystem::path media() const { return data / "media"; }
    std::filesystem::path uploads() const { return data / "uploads"; }
    std::filesystem::path archives() const { return data / "archives"; } // of members' posts, to be downloaded
    bool mail_configured() const { return !smtp_url.empty(); }
};

// One key of the configuration.
struct Option {
    std::string_view key;      // "server.listen"
    std::string_view fallback; // as TOML
    std::string_view help;     // one or two lines
    // Takes a value given as text (lists: comma-separated). Errors: invalid, with what would be right.
    Result<void> (*set)(Config&, std::string_view value);
};

std::span<const Option> options();

// `file` empty: /etc/kith/kith.toml if it is there, else none. `settings`: "key=value" from flags. `environment`:
// "NAME=value" entries; those that begin with KITH_ and a section, as in KITH_SERVER_, must be keys, and others are
// somebody else's. Errors: invalid (unknown key or section, with the nearest known one; bad value; bad TOML, with its
// line).
Result<Config> load_config(const std::filesystem::path& file, const std::vector<std::string>& environment,
                           const std::vector<std::string>& settings);

// The TOML text of a file merged into a configuration; `name` is for messages.
Result<void> apply_toml(Config& config, std::string_view text, std::string_view name);

// A configuration file with every key, its default and its help.
std::string sample_config();

} // namespace kith::app
