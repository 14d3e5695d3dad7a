#include "app/commands/commands.hpp"
#include "app/commands/progress.hpp"
#include "app/data_lock.hpp"
#include "app/server_options.hpp"
#include "backends/sqlite/sqlite_store.hpp"
#include "services/tie_upkeep.hpp"
#include "json/write.hpp"

#include <cstdio>
#include <fmt/format.h>
#include <unordered_map>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

// What `kith check` found. That something cannot be read is a finding too.
class Findings {
public:
    void add(std::string finding) { all_.push_back(std::move(finding)); }
    void add(std::string_view what, const Error& error) {
        add(fmt::format("{}: {}", what, error.detail.empty() ? error.message : error.detail));
    }
    void add(std::string_view what, const Result<void>& done) {
        if (!done) add(what, done.error());
    }
    void add(std::string_view what, const Result<std::vector<std::string>>& found) {
        if (!found) return add(what, found.error());
        all_.insert(all_.end(), found->begin(), found->end());
    }
    const std::vector<std::string>& all() const { return all_; }

private:
    std::vector<std::string> all_;
};

Result<void> check_configuration(const Config& config) {
    TRY(server_options(config));
    TRY(metrics_options(config));
    return {};
}

struct StoredFile {
    std::string name;      // below the media folder
    std::int64_t size = 0; // as the database knows it; 0: it does not
};

Result<std::vector<StoredFile>> stored_files(store::Store& store) {
    auto names = TRY(store.read([](store::ReadTx& tx) { return tx.media().all_files(); }));
    auto users = TRY(store.read([](store::ReadTx& tx) { return tx.users().all(); }));
    std::unordered_map<std::string, std::int64_t> sizes;
    for (const auto& user : users)
        for (const auto& media :
             TRY(store.read([&](store::ReadTx& tx) { return tx.media().of_account(user.account_id); })))
            sizes[media.file] = media.size;
    std::vector<StoredFile> files;
    files.reserve(names.size());
    for (auto& name : names) {
        auto size = sizes.find(name);
        files.push_back({name, size == sizes.end() ? 0 : size->second});
    }
    return files;
}

// Files that the database names and the media folder lacks, or has only in part.
Result<std::vector<std::string>> wrong_media(const Config& config, store::Store& store, Progress& progress) {
    std::vector<std::string> findings;
    auto files = TRY(stored_files(store));
    std::size_t looked_at = 0;
    for (const auto& file : files) {
        progress.say("media files", ++looked_at, files.size());
        std::error_code error;
        auto size = static_cast<std::int64_t>(fs::file_size(config.media() / file.name, error));
        if (error == std::errc::no_such_file_or_directory)
            findings.push_back("missing media file: " + file.name);
        else if (error)
            findings.push_back(fmt::format("media file cannot be read: {}: {}", file.name, error.message()));
        else if (size == 0)
            findings.push_back("empty media file: " + file.name);
        else if (file.size > 0 && size != file.size)
            findings.push_back(
                fmt::format("damaged media file: {} has {} bytes instead of {}", file.name, size, file.size));
    }
    return findings;
}

void check_database(const Config& config, Findings& findings, Progress& progress) {
    auto pending = backends::sqlite::pending_migrations(config.database());
    if (!pending) return findings.add("damaged: the database cannot be opened", pending.error());
    if (!pending->empty())
        return findings.add(fmt::format("the database is of an earlier version, and cannot be looked over before it is "
                                        "brought up to this one (kith migrate): {}",
                                        fmt::join(*pending, ", ")));
    auto store = backends::sqlite::open({config.database(), config.durability});
    if (!store) return findings.add("the database cannot be opened", store.error());
    progress.say("looking at every page of the database, references and counters");
    findings.add("the database cannot be read", (*store)->check());
    progress.say("looking at ties");
    findings.add("damaged: ties cannot be read", services::wrong_ties(**store));
    findings.add("damaged: media files cannot be looked up", wrong_media(config, **store, progress));
}

} // namespace

Result<void> needs_database(const Config& config) {
    std::error_code error;
    if (fs::exists(config.database(), error)) return {};
    if (error)
        return fail(ErrorKind::unavailable, "data_folder",
                    fmt::format("{} cannot be looked into: {} (run kith as the user that the folder belongs to)",
                                config.data.string(), error.message()));
    return invalid("refused", fmt::format("there is no database in {}; is --data right?", config.data.string()));
}

Result<int> check(const Config& config, bool json) {
    Findings findings;
    findings.add("configuration", check_configuration(config));
    if (auto there = needs_database(config); !there) {
        findings.add(there.error().message);
    } else {
        auto lock = TRY(DataLock::take(config, DataLock::Use::command, "kith check"));
        Progress progress;
        check_database(config, findings, progress);
    }
    if (json) {
        fmt::print("{{\"ok\":{},\"findings\":{}}}\n", findings.all().empty(), json::write(findings.all()));
    } else {
        for (const auto& finding : findings.all())
            fmt::print("{}\n", finding);
        if (findings.all().empty()) fmt::print("Configuration, database and media files are in order.\n");
    }
    return findings.all().empty() ? 0 : 1;
}

Result<int> migrate(const Config& config, bool dry_run) {
    auto pending = TRY(backends::sqlite::pending_migrations(config.database()));
    if (pending.empty()) {
        fmt::print("The database is up to date.\n");
        return 0;
    }
    std::optional<DataLock> lock;
    if (!dry_run) {
        TRY(make_data_folder(config));
        lock = TRY(DataLock::take(config, DataLock::Use::server, "kith migrate"));
    }
    for (const auto& name : pending)
        fmt::print("{} {}\n", dry_run ? "would apply" : "applying", name);
    if (!dry_run) TRY(backends::sqlite::open({config.database(), config.durability}));
    return 0;
}

} // namespace kith::app
