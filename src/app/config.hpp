// What the operator decides before the program starts: a TOML file, then environment, then flags.
#pragma once

#include "backends/sqlite/database.hpp"
#include "core/log.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace kith::app {

struct Config {
    std::string listen = "127.0.0.1:8080";
    std::string domain = "localhost:8080"; // in handles
    std::string base_url = "http://localhost:8080";
    std::filesystem::path data = "kith-data"; // database, media
    backends::sqlite::Durability durability = backends::sqlite::Durability::full;
    unsigned threads = 2;  // event loops
    unsigned workers = 16; // for what may wait: writes, passwords, uploads
    bool rate_limits = true;
    std::vector<std::string> trusted_proxies = {"127.0.0.1/32", "::1/128"};
    log::Level log_level = log::Level::info;
    log::Format log_format = log::Format::text;

    std::filesystem::path database() const { return data / "kith.sqlite"; }
    std::filesystem::path media() const { return data / "media"; }
};

} // namespace kith::app
