#include "backends/sqlite/sqlite_store.hpp"

#include "backends/sql/transaction.hpp"
#include "backends/sqlite/database_file.hpp"
#include "backends/sqlite/migrations.hpp"
#include "core/log.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <fmt/format.h>
#include <linux/futex.h>
#include <mutex>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace kith::backends::sqlite {
namespace {

// One connection with its statements and repositories.
struct Session {
    std::unique_ptr<Database> database;
    sql::Transaction transaction;

    explicit Session(std::unique_ptr<Database> opened) : database(std::move(opened)), transaction(*database) {}
};

// One thread waits, another wakes that one alone: with a condition variable for all, every commit would wake everybody
// who waits for a later one. The waiter may be gone as soon as it is set.
class Signal {
public:
    void set() {
        auto* word = reinterpret_cast<std::uint32_t*>(&set_);
        set_.store(1, std::memory_order_release);
        syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
    }
    void wait() {
        while (set_.load(std::memory_order_acquire) == 0)
            syscall(SYS_futex, reinterpret_cast<std::uint32_t*>(&set_), FUTEX_WAIT_PRIVATE, 0, nullptr, nullptr, 0);
    }

private:
    static_assert(sizeof(std::atomic<std::uint32_t>) == sizeof(std::uint32_t));
    std::atomic<std::uint32_t> set_ = 0;
};

// FTS5 marks removed words as gone and keeps them until their segment is merged with the newer ones: this merges all,
// some pages a transaction so that nobody waits for long, and overwrites what becomes free.
// https://www.sqlite.org/fts5.html#the_merge_command
Result<void> drop_removed_words(Database& database) {
    TRY(database.execute("PRAGMA secure_delete = ON"));
    for (std::string table : {"status_search", "account_search"}) {
        auto merge = [&](int pages) {
            return database.execute(fmt::format("INSERT INTO {0} ({0}, rank) VALUES ('merge', {1})", table, pages));
        };
        constexpr int pages = 500;
        for (int next = -pages;; next = pages) { // negative: begins to merge all
            auto before = database.total_changes();
            TRY(merge(next));
            if (database.total_changes() - before < 2) break;
        }
    }
    return {};
}

struct Work {
    const std::function<bool(store::WriteTx&)>* run;
    bool kept = false;
    std::optional<Error> error;
    std::vector<std::function<void()>> after_commit;
    Signal done;
};

class SqliteStore final : public store::Store {
public:
    SqliteStore(Options options, std::unique_ptr<Database> writer)
        : options_(std::move(options)), writer_(std::move(writer)), thread_([this] { write_loop(); }) {}

    ~SqliteStore() override {
        {
            std::scoped_lock lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_one();
        thread_.join();
    }
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    Result<void> backup(const std::string& file, const std::function<void(int, int)>& progress) override {
        return copy_database(options_.file, file, progress);
    }

    Result<std::vector<std::string>> check() override;

    Result<void> tidy() override {
        auto database = TRY(Database::open(options_.file.string(), Database::Mode::write, options_.durability));
        TRY(drop_removed_words(*database));
        return database->execute("PRAGMA analysis_limit = 400; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);");
    }

protected:
    Result<void> run_read(const std::function<void(store::ReadTx&)>& work) override {
        auto session = TRY(borrow_reader());
        struct Return {
            SqliteStore& store;
            std::unique_ptr<Session>& session;
            ~Return() { store.give_back(std::move(session)); }
        } give_back{*this, session};
        // A deferred transaction: all statements see the snapshot of the first.
        session->transaction.begin_reading();
        TRY(session->database->run("BEGIN"));
        work(session->transaction);
        TRY(session->database->run("COMMIT"));
        return {};
    }

    Result<void> run_write(const std::function<bool(store::WriteTx&)>& work) override {
        Work unit{.run = &work, .kept = false, .error = std::nullopt, .after_commit = {}, .done = {}};
        {
            std::scoped_lock lock(mutex_);
            if (stopping_) return fail(ErrorKind::unavailable, "stopping", "The server is stopping. Please try again.");
            queue_.push_back(&unit);
        }
        wake_.notify_one();
        unit.done.wait();
        if (unit.error) return Failure(std::move(*unit.error));
        return {};
    }

private:
    Result<std::unique_ptr<Session>> borrow_reader() {
        {
            std::scoped_lock lock(readers_mutex_);
            if (!readers_.empty()) {
                auto session = std::move(readers_.back());
                readers_.pop_back();
                return session;
            }
        }
        auto database = TRY(Database::open(options_.file.string(), Database::Mode::read, options_.durability));
        return std::make_unique<Session>(std::move(database));
    }

    void give_back(std::unique_ptr<Session> session) {
        std::scoped_lock lock(readers_mutex_);
        readers_.push_back(std::move(session));
    }

    void write_loop() {
        std::vector<Work*> group;
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            group.clear();
            while (!queue_.empty() && group.size() < static_cast<std::size_t>(options_.group_limit)) {
                group.push_back(queue_.front());
                queue_.pop_front();
            }
            lock.unlock();
            commit_group(group);
            for (auto* unit : group)
                unit->done.set();
            lock.lock();
        }
    }

    void commit_group(const std::vector<Work*>& group) {
        auto& database = *writer_.database;
        auto begun = database.run("BEGIN IMMEDIATE");
        if (!begun) return fail_all(group, begun.error());
        for (auto* unit : group)
            run_unit(*unit);
        auto committed = commit();
        if (!committed) {
            log::error("commit failed: {}", committed.error().detail);
            static_cast<void>(database.execute("ROLLBACK").has_value());
            writer_.transaction.search_index().shrink_to(0);
            return fail_all(group, committed.error());
        }
        for (auto* unit : group)
            for (const auto& action : unit->after_commit)
                action();
    }

    Result<void> commit() {
        TRY(writer_.transaction.search_index().write());
        TRY(writer_.database->run("COMMIT"));
        return {};
    }

    void run_unit(Work& unit) {
        auto& database = *writer_.database;
        auto& search_index = writer_.transaction.search_index();
        auto indexed = search_index.size();
        auto opened = database.run("SAVEPOINT unit");
        if (!opened) {
            unit.error = opened.error();
            return;
        }
        writer_.transaction.collect_into(&unit.after_commit);
        unit.kept = (*unit.run)(writer_.transaction);
        writer_.transaction.collect_into(nullptr);
        if (!unit.kept) {
            unit.after_commit.clear();
            search_index.shrink_to(indexed);
            static_cast<void>(database.run("ROLLBACK TO unit").has_value());
        }
        auto released = database.run("RELEASE unit");
        if (!released) unit.error = released.error();
    }

    static void fail_all(const std::vector<Work*>& group, const Error& error) {
        for (auto* unit : group) {
            unit->error = error;
            unit->after_commit.clear();
        }
    }

    Options options_;
    Session writer_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Work*> queue_;
    bool stopping_ = false;

    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<Session>> readers_;

    std::thread thread_; // last: starts when all else is there
};

// What cannot be read is a finding too: damage is what this looks for.
Result<std::vector<std::string>> SqliteStore::check() {
    auto session = TRY(borrow_reader());
    auto& database = *session->database;
    auto findings = damaged_pages(database);
    auto add = [&](std::string_view what, Result<std::vector<std::string>> found) {
        if (!found)
            return findings.push_back(fmt::format("damaged: {} cannot be read: {}", what, found.error().detail));
        findings.insert(findings.end(), found->begin(), found->end());
    };
    add("references", database.all("PRAGMA foreign_key_check", [](sql::Row& row) {
        auto table = row.text();
        auto id = row.integer();
        return fmt::format("dangling reference: {} row {} names a missing row of {}", table, id, row.text());
    }));
    add("counters", session->transaction.check_counters());
    give_back(std::move(session));
    return findings;
}

Result<std::int64_t> version_of(Database& database) { return database.integer("PRAGMA user_version"); }

// Within the transaction of a step: another process may have been faster.
Result<void> apply(Database& database, const Migration& step) {
    auto version = TRY(version_of(database));
    if (step.number <= version) return {};
    if (version > 0) log::info("migrating the database: {}", step.name);
    TRY(database.execute(std::string(step.sql)));
    return database.execute(fmt::format("PRAGMA user_version = {}", step.number));
}

Result<void> migrate(Database& database) {
    auto version = TRY(version_of(database));
    TRY(is_known_version(version));
    for (const auto& step : migrations()) {
        if (step.number <= version) continue;
        TRY(database.execute("BEGIN IMMEDIATE"));
        auto applied = apply(database, step);
        if (applied) applied = database.execute("COMMIT");
        if (!applied) {
            static_cast<void>(database.execute("ROLLBACK").has_value());
            return applied;
        }
    }
    return {};
}

} // namespace

Result<std::unique_ptr<store::Store>> open(const Options& options) {
    std::error_code error;
    if (options.file.has_parent_path()) std::filesystem::create_directories(options.file.parent_path(), error);
    auto writer = TRY(Database::open(options.file.string(), Database::Mode::write, options.durability));
    TRY(migrate(*writer));
    return std::unique_ptr<store::Store>(std::make_unique<SqliteStore>(options, std::move(writer)));
}

Result<std::vector<std::string>> pending_migrations(const std::filesystem::path& file) {
    std::int64_t version = 0;
    std::error_code error;
    bool there = std::filesystem::exists(file, error);
    if (error)
        return fail(ErrorKind::unavailable, "storage", file.string() + " cannot be looked at: " + error.message());
    if (there) {
        auto database = TRY(Database::open(file.string(), Database::Mode::read, Durability::full));
        version = TRY(version_of(*database));
    }
    std::vector<std::string> names;
    for (const auto& step : migrations())
        if (step.number > version) names.emplace_back(step.name);
    return names;
}

} // namespace kith::backends::sqlite
