// At every moment data/kith.sqlite is a whole database, the present one or the restored one, and what was acknowledged
// is in it or in what is kept beside it: the copy is made, looked over and brought up under another name, the present
// one gets a second name, and one rename puts the copy in its place.

#include "app/commands/commands.hpp"
#include "app/commands/progress.hpp"
#include "app/data_lock.hpp"
#include "backends/sqlite/database_file.hpp"
#include "backends/sqlite/sqlite_store.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;
namespace sqlite = backends::sqlite;

Failure refused(std::string message) { return invalid("refused", std::move(message)); }

// What SQLite keeps beside a database. The first and the last hold writes that the file lacks.
constexpr std::array<const char*, 3> companions{"-wal", "-shm", "-journal"};

fs::path with(const fs::path& file, const char* ending) { return file.string() + ending; }

bool is_there(const fs::path& file) {
    std::error_code error;
    return fs::exists(fs::symlink_status(file, error));
}

bool is_same_file(const fs::path& one, const fs::path& other) {
    std::error_code error;
    return fs::equivalent(one, other, error) && !error;
}

Result<void> remove_companions(const fs::path& file) {
    for (const char* ending : companions) {
        std::error_code error;
        fs::remove(with(file, ending), error);
        if (error)
            return fail(ErrorKind::unavailable, "file",
                        fmt::format("{} cannot be removed: {}", with(file, ending).string(), error.message()));
    }
    return {};
}

// The copy until it is the database. What an earlier, killed restore left is removed first.
class Draft {
public:
    explicit Draft(const Config& config) : file_(config.data / "kith.sqlite.restoring") {}
    ~Draft() { std::ignore = remove(); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    const fs::path& file() const { return file_; }
    Result<void> remove() const {
        std::error_code error;
        fs::remove(file_, error);
        if (error)
            return fail(ErrorKind::unavailable, "file",
                        fmt::format("{} cannot be removed: {}", file_.string(), error.message()));
        return remove_companions(file_);
    }

private:
    fs::path file_;
};

Result<void> can_be_read_from(const Config& config, const std::string& file) {
    std::error_code error;
    if (!fs::exists(file, error)) return refused(file + " does not exist");
    if (!fs::is_regular_file(file, error)) return refused(file + " is no file");
    if (is_same_file(file, config.database())) return refused(file + " is the database itself");
    auto folder = fs::absolute(file).parent_path();
    if (fs::path(file).filename() == config.database().filename() && is_served(folder))
        return refused(file + " is the database of a server that runs; make a backup of it first (kith backup)");
    return {};
}

// A copy of the file, and of the log beside it if that is a database that was not closed.
Result<void> copy_to(const Draft& draft, const std::string& file, Progress& progress) {
    TRY(draft.remove());
    TRY(copy_private(file, draft.file(),
                     [&](std::uintmax_t done, std::uintmax_t total) { progress.say("copying", done, total); }));
    for (const char* ending : {"-wal", "-journal"})
        if (is_there(with(file, ending))) TRY(copy_private(with(file, ending), with(draft.file(), ending), {}));
    return {};
}

// Gives what is wrong with it, but no reason to do without.
Result<std::vector<std::string>> look_over(const Draft& draft, const std::string& file, Progress& progress) {
    progress.say("looking at every page of the backup");
    auto damage = sqlite::examine(draft.file());
    if (!damage && damage.error().code == "not_kith")
        return refused(replace_all(damage.error().message, draft.file().string(), file) + "; nothing was changed");
    auto findings = TRY(std::move(damage));
    if (!findings.empty()) {
        progress.clear();
        for (const auto& finding : findings)
            fmt::print(stderr, "{}\n", finding);
        return refused(file + " is damaged; nothing was changed");
    }
    progress.say("bringing the backup up to this version, and counting");
    auto store = TRY(sqlite::open({draft.file(), sqlite::Durability::full}));
    return store->check();
}

Result<void> make_whole(const Draft& draft, const std::string& file) {
    if (!TRY(sqlite::settle(draft.file()))) return refused(file + " is damaged; nothing was changed");
    TRY(remove_companions(draft.file()));
    return sync_file(draft.file());
}

// A name that nothing has, or that an earlier restore gave to this very database before it was broken off.
fs::path name_to_keep(const Config& config) {
    auto first = config.data / "kith.sqlite.before-restore";
    for (int number = 1;; ++number) {
        auto name = number == 1 ? first : with(first, fmt::format("-{}", number).c_str());
        if (std::ranges::all_of(std::array{"", "-wal", "-shm", "-journal"}, [&](const char* ending) {
                return !is_there(with(name, ending)) ||
                       is_same_file(with(name, ending), with(config.database(), ending));
            }))
            return name;
    }
}

// Gives the present database, and its log if that cannot be taken in, one more name; nothing if there is none.
Result<fs::path> keep_present(const Config& config) {
    auto present = config.database();
    if (is_there(present) && !TRY(sqlite::settle(present)))
        fmt::print(stderr, "The present database is damaged; it is kept as it is.\n");
    auto name = name_to_keep(config);
    bool kept = false;
    for (const char* ending : {"", "-wal", "-journal"}) {
        if (!is_there(with(present, ending))) continue;
        kept = true;
        if (!is_same_file(with(present, ending), with(name, ending)))
            TRY(keep_as(with(present, ending), with(name, ending)));
    }
    // Not one of these may meet the other database: SQLite would take it for its own.
    TRY(remove_companions(present));
    TRY(sync_folder(config.data));
    return kept ? name : fs::path();
}

} // namespace

Result<int> restore(const Config& config, const std::string& file, bool yes) {
    log::set_up(log::Level::warn, config.log_format);
    TRY(can_be_read_from(config, file));
    TRY(make_data_folder(config));
    auto lock = TRY(DataLock::take(config, DataLock::Use::replace, "kith restore"));
    if (is_there(config.database()) && !yes)
        return refused(fmt::format("{} holds a database. Repeat with --yes to replace it; the present one is kept as "
                                   "kith.sqlite.before-restore",
                                   config.data.string()));
    Progress progress;
    Draft draft(config);
    TRY(copy_to(draft, file, progress));
    auto findings = TRY(look_over(draft, file, progress));
    TRY(make_whole(draft, file));
    progress.clear();
    auto kept = TRY(keep_present(config));
    TRY(move_into_place(draft.file(), config.database()));
    fmt::print("Restored {} into {}.\n", file, config.data.string());
    if (!kept.empty()) fmt::print("What was there is kept as {}.\n", kept.string());
    for (const auto& finding : findings)
        fmt::print(stderr, "{}\n", finding);
    if (!findings.empty()) fmt::print(stderr, "The backup has these faults; `kith check` finds them too.\n");
    return 0;
}

} // namespace kith::app
