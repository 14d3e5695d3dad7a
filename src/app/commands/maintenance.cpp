#include "app/application.hpp"
#include "app/commands/commands.hpp"
#include "backends/sqlite/sqlite_store.hpp"
#include "services/tie_upkeep.hpp"
#include "json/write.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <set>
#include <unistd.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

Failure refused(std::string message) { return invalid("refused", std::move(message)); }

Result<void> needs_database(const Config& config) {
    if (!fs::exists(config.database()))
        return refused(fmt::format("there is no database in {}; is --data right?", config.data.string()));
    return {};
}

// Files that the database names and the media folder lacks.
Result<std::vector<std::string>> missing_media(const Config& config, store::Store& store) {
    auto files = TRY(store.read([](store::ReadTx& tx) { return tx.media().all_files(); }));
    std::vector<std::string> findings;
    for (const auto& file : files)
        if (!fs::exists(config.media() / file)) findings.push_back("missing media file: " + file);
    return findings;
}

} // namespace

Result<int> backup(const Config& config, const std::string& file) {
    TRY(needs_database(config));
    if (fs::exists(file)) return refused(file + " exists already; choose another name");
    auto store = TRY(backends::sqlite::open({config.database(), config.durability}));
    bool shown = isatty(STDERR_FILENO) != 0;
    TRY(store->backup(file, [&](int done, int total) {
        if (shown) fmt::print(stderr, "\r{} of {} pages", done, total);
    }));
    if (shown) fmt::print(stderr, "\n");
    auto noted = store->write([](store::WriteTx& tx) {
        return tx.settings().put(Application::last_backup, std::to_string(to_unix_ms(SystemClock().now())));
    });
    if (!noted)
        fmt::print(stderr, "The backup is whole, but admins will not be told of it: {}\n", noted.error().message);
    fmt::print("The database is in {}. Media files are in {}: copy that folder too.\n", file, config.media().string());
    return 0;
}

Result<int> restore(const Config& config, const std::string& file, bool yes) {
    if (!fs::exists(file)) return refused(file + " does not exist");
    auto incoming = TRY(backends::sqlite::open({file, backends::sqlite::Durability::full}));
    auto findings = TRY(incoming->check());
    incoming.reset();
    if (!findings.empty()) {
        for (const auto& finding : findings)
            fmt::print(stderr, "{}\n", finding);
        return refused(file + " is damaged; nothing was changed");
    }
    if (fs::exists(config.database()) && !yes)
        return refused(
            fmt::format("{} holds a database. Stop the server, then repeat with --yes: the present one is kept as "
                        "kith.sqlite.before-restore",
                        config.data.string()));
    std::error_code error;
    fs::create_directories(config.data, error);
    auto kept = config.data / "kith.sqlite.before-restore";
    if (fs::exists(config.database())) {
        // Also takes what is still in the write-ahead log.
        fs::remove(kept, error);
        auto present = TRY(backends::sqlite::open({config.database(), backends::sqlite::Durability::full}));
        TRY(present->backup(kept.string(), {}));
    }
    for (const char* suffix : {"", "-wal", "-shm"})
        fs::remove(config.database().string() + suffix, error);
    fs::copy_file(file, config.database(), error);
    if (error) return fail(ErrorKind::unavailable, "restore", "The backup could not be copied: " + error.message());
    fmt::print("Restored {} into {}.\n", file, config.data.string());
    return 0;
}

Result<int> check(const Config& config, bool json) {
    TRY(needs_database(config));
    auto store = TRY(backends::sqlite::open({config.database(), config.durability}));
    auto findings = TRY(store->check());
    auto ties = TRY(services::wrong_ties(*store));
    findings.insert(findings.end(), ties.begin(), ties.end());
    auto media = TRY(missing_media(config, *store));
    findings.insert(findings.end(), media.begin(), media.end());
    if (json) {
        fmt::print("{{\"ok\":{},\"findings\":{}}}\n", findings.empty(), json::write(findings));
    } else {
        for (const auto& finding : findings)
            fmt::print("{}\n", finding);
        if (findings.empty()) fmt::print("Configuration, database and media files are in order.\n");
    }
    return findings.empty() ? 0 : 1;
}

Result<int> migrate(const Config& config, bool dry_run) {
    auto pending = TRY(backends::sqlite::pending_migrations(config.database()));
    if (pending.empty()) {
        fmt::print("The database is up to date.\n");
        return 0;
    }
    for (const auto& name : pending)
        fmt::print("{} {}\n", dry_run ? "would apply" : "applying", name);
    if (!dry_run) TRY(backends::sqlite::open({config.database(), config.durability}));
    return 0;
}

} // namespace kith::app
