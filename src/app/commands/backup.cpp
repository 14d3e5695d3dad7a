#include "app/application.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/progress.hpp"
#include "app/data_lock.hpp"
#include "backends/sqlite/database_file.hpp"
#include "backends/sqlite/sqlite_store.hpp"

#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

// The file while it is not whole yet: FILE.part, for its owner alone. Gone at the end, unless it became FILE. What a
// killed backup left is written over.
class Part {
public:
    static Result<Part> begin(const fs::path& file) {
        fs::path name = file.string() + ".part";
        auto opened = TRY(open_private(name));
        struct stat mine{};
        struct stat named{};
        bool alone = ::flock(opened.number(), LOCK_EX | LOCK_NB) == 0;
        // Another backup may have finished in between: what was opened here is then its FILE.
        bool still_part = ::fstat(opened.number(), &mine) == 0 && ::stat(name.c_str(), &named) == 0 &&
                          mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
        if (!alone || !still_part)
            return fail(ErrorKind::conflict, "in_use", "another backup is writing " + file.string());
        if (::fchmod(opened.number(), 0600) != 0 || ::ftruncate(opened.number(), 0) != 0)
            return fail(ErrorKind::unavailable, "backup_file", name.string() + " cannot be written");
        return Part(file, std::move(name), std::move(opened));
    }
    Part(Part&&) = default;
    Part& operator=(Part&&) = delete;
    ~Part() {
        std::error_code ignored; // the next backup writes over it
        if (!name_.empty()) fs::remove(name_, ignored);
    }

    const fs::path& name() const { return name_; }
    Result<void> finish() {
        TRY(sync_file(name_));
        TRY(move_to_free_name(name_, file_));
        name_.clear();
        return {};
    }

private:
    Part(fs::path file, fs::path name, Descriptor lock)
        : file_(std::move(file)), name_(std::move(name)), lock_(std::move(lock)) {}

    fs::path file_;
    fs::path name_;
    Descriptor lock_;
};

// For /admin, which shows when the last one was made.
Result<void> note_backup(const Config& config) {
    auto store = TRY(backends::sqlite::open({config.database(), config.durability}));
    return store->write([](store::WriteTx& tx) {
        return tx.settings().put(Application::last_backup, std::to_string(to_unix_ms(SystemClock().now())));
    });
}

} // namespace

Result<int> backup(const Config& config, const std::string& file) {
    TRY(needs_database(config));
    // A log beside it would be taken for this database's own.
    std::error_code error;
    for (const char* ending : {"", "-wal", "-journal"})
        if (fs::exists(fs::symlink_status(file + ending, error)))
            return invalid("refused", file + ending + " exists already; choose another name");
    auto lock = TRY(DataLock::take(config, DataLock::Use::command, "kith backup"));
    auto part = TRY(Part::begin(file));
    Progress progress;
    TRY(backends::sqlite::copy_database(config.database(), part.name(), [&](int done, int total) {
        progress.say("copying", static_cast<unsigned>(done), static_cast<unsigned>(total));
    }));
    TRY(part.finish());
    progress.clear();
    // One of an earlier version is copied as it is, and stays so.
    if (TRY(backends::sqlite::pending_migrations(config.database())).empty())
        if (auto noted = note_backup(config); !noted)
            fmt::print(stderr, "The backup is whole, but admins will not be told of it: {}\n", noted.error().message);
    fmt::print("The database is in {}. Media files are in {}: copy that folder too.\n", file, config.media().string());
    return 0;
}

} // namespace kith::app
