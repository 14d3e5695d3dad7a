// What only the embedded engine has: its schema's versions and a file that can be damaged.
#include "backends/sqlite/database_file.hpp"
#include "backends/sqlite/migrations.hpp"
#include "backends/sqlite/sqlite_store.hpp"
#include "store_contract/contract.hpp"

#include <algorithm>
#include <fstream>

namespace kith::backends::sqlite {
namespace {

using store::must;
using store::TemporaryFolder;

class SqliteStore : public testing::Test {
protected:
    std::filesystem::path file() const { return folder_.path() / "kith.db"; }
    std::unique_ptr<store::Store> open_store() { return must(open({.file = file()})); }
    std::unique_ptr<Database> raw() {
        return must(Database::open(file().string(), Database::Mode::write, Durability::normal));
    }
    // Every table, index and trigger with its text.
    std::vector<std::string> schema() {
        return must(raw()->all("SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1",
                               [](sql::Row& row) { return row.text(); }));
    }
    std::int64_t version() { return must(raw()->integer("PRAGMA user_version")); }
    void clear() {
        for (const char* ending : {"", "-wal", "-shm"})
            std::filesystem::remove(file().string() + ending);
    }

private:
    TemporaryFolder folder_;
};

TEST_F(SqliteStore, migrated_database_is_the_same_as_a_fresh_one) {
    open_store();
    auto fresh = schema();
    ASSERT_GT(fresh.size(), 20U);
    auto steps = migrations();
    EXPECT_EQ(version(), steps.back().number);
    for (std::size_t known = 0; known <= steps.size(); ++known) {
        clear();
        {
            auto old = raw();
            for (const auto& step : steps.first(known))
                must(old->execute(std::string(step.sql) + "; PRAGMA user_version = " + std::to_string(step.number)));
        }
        EXPECT_EQ(must(pending_migrations(file())).size(), steps.size() - known);
        open_store();
        EXPECT_EQ(schema(), fresh) << "from version " << known;
        EXPECT_EQ(version(), steps.back().number);
        EXPECT_TRUE(must(pending_migrations(file())).empty());
    }
}

TEST_F(SqliteStore, migrations_are_numbered_from_one_without_a_gap) {
    int expected = 1;
    for (const auto& step : migrations())
        EXPECT_EQ(step.number, expected++) << step.name;
}

TEST_F(SqliteStore, pending_migrations_writes_nothing) {
    EXPECT_EQ(must(pending_migrations(file())).size(), migrations().size());
    EXPECT_FALSE(std::filesystem::exists(file()));
    EXPECT_EQ(must(pending_migrations(file())).front(), "0001_network");
}

TEST_F(SqliteStore, newer_database_is_refused_and_left_alone) {
    open_store();
    must(raw()->execute("PRAGMA user_version = 9999; CREATE TABLE future (id INTEGER)"));
    auto before = schema();
    auto refused = open({.file = file()});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
    EXPECT_EQ(refused.error().code, "newer_database");
    EXPECT_NE(refused.error().message.find("9999"), std::string::npos);
    EXPECT_EQ(schema(), before);
    EXPECT_EQ(version(), 9999);
}

TEST_F(SqliteStore, file_that_is_no_database_is_refused) {
    std::ofstream(file()) << std::string(10'000, 'x');
    auto refused = open({.file = file()});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
}

TEST_F(SqliteStore, folder_of_the_file_is_made) {
    auto deep = file().parent_path() / "a" / "b" / "kith.db";
    must(open({.file = deep}));
    EXPECT_TRUE(std::filesystem::exists(deep));
}

TEST_F(SqliteStore, nothing_that_a_removed_account_wrote_stays_in_the_search_index) {
    Account anna{.id = AccountId{1}, .username = "anna", .note = "gardener"};
    Account ben{.id = AccountId{2}, .username = "ben"};
    Status removed{.id = StatusId{1}, .account_id = anna.id, .conversation_id = ConversationId{1}, .text = "one"};
    Status with_account{.id = StatusId{2}, .account_id = anna.id, .conversation_id = ConversationId{2}, .text = "two"};
    Status kept{.id = StatusId{3}, .account_id = ben.id, .conversation_id = ConversationId{3}, .text = "three"};
    must(open_store()->write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.accounts().insert(anna));
        TRY(tx.accounts().insert(ben));
        for (const auto& status : {removed, with_account, kept}) {
            TRY(tx.statuses().insert(status, {}));
            TRY(tx.search().index_status(status));
        }
        TRY(tx.statuses().remove(removed, from_unix_ms(1)));
        return tx.accounts().remove(anna.id);
    }));
    auto database = raw();
    EXPECT_EQ(must(database->all("SELECT rowid FROM status_search", [](sql::Row& row) { return row.integer(); })),
              std::vector{kept.id.value});
    EXPECT_EQ(must(database->all("SELECT rowid FROM account_search", [](sql::Row& row) { return row.integer(); })),
              std::vector{ben.id.value});
}

TEST_F(SqliteStore, words_of_a_removed_account_are_nowhere_in_the_file_after_tidying) {
    auto store = open_store();
    Account anna{.id = AccountId{1}, .username = "anna", .note = "keeps a zorilla"};
    Account ben{.id = AccountId{2}, .username = "ben", .note = "keeps a heron"};
    auto say = [&](AccountId author, std::int64_t id, std::string text) {
        must(store->write([&](store::WriteTx& tx) -> Result<void> {
            Status status{.id = StatusId{id},
                          .account_id = author,
                          .conversation_id = ConversationId{id},
                          .text = std::move(text)};
            TRY(tx.statuses().insert(status, {}));
            return tx.search().index_status(status);
        }));
    };
    must(store->write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.accounts().insert(anna));
        return tx.accounts().insert(ben);
    }));
    for (int i = 0; i < 40; ++i)
        say(i % 2 == 0 ? anna.id : ben.id, 10 + i, i % 2 == 0 ? "the axolotl sleeps" : "the heron flies");
    must(store->write([&](store::WriteTx& tx) { return tx.accounts().remove(anna.id); }));
    must(store->tidy());
    store.reset();
    std::ifstream stream(file(), std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    EXPECT_NE(bytes.find("heron"), std::string::npos);
    for (auto word : {"zorilla", "axolotl"})
        EXPECT_EQ(bytes.find(word), std::string::npos) << word;
}

TEST_F(SqliteStore, check_finds_a_dangling_reference) {
    open_store();
    must(raw()->execute("PRAGMA foreign_keys = OFF; INSERT INTO tokens (id, digest, application_id, scopes) "
                        "VALUES (5, 'd', 404, 'read')"));
    auto findings = must(open_store()->check());
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0], "dangling reference: tokens row 5 names a missing row of applications");
}

TEST_F(SqliteStore, check_finds_a_damaged_page) {
    must(open_store()->write([](store::WriteTx& tx) -> Result<void> {
        for (int at = 0; at < 2000; ++at)
            TRY(tx.settings().put("key" + std::to_string(at), std::string(100, 'x')));
        return {};
    }));
    auto page = must(raw()->integer("SELECT rootpage FROM sqlite_schema WHERE name = 'settings'"));
    auto size = must(raw()->integer("PRAGMA page_size"));
    must(raw()->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    {
        std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp((page - 1) * size + size / 2);
        bytes << std::string(static_cast<std::size_t>(size / 2), '\xA5');
    }
    auto findings = open_store()->check();
    ASSERT_TRUE(findings) << findings.error().detail;
    ASSERT_FALSE(findings->empty());
    EXPECT_TRUE(findings->front().starts_with("damaged: ")) << findings->front();
}

TEST_F(SqliteStore, check_tells_of_what_cannot_be_read) {
    open_store();
    auto page = must(raw()->integer("SELECT rootpage FROM sqlite_schema WHERE name = 'accounts'"));
    auto size = must(raw()->integer("PRAGMA page_size"));
    must(raw()->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
    {
        std::fstream bytes(file(), std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp((page - 1) * size);
        bytes << std::string(static_cast<std::size_t>(size), '\xA5');
    }
    auto findings = must(open_store()->check());
    EXPECT_TRUE(std::ranges::any_of(findings, [](const std::string& finding) {
        return finding.starts_with("damaged: counters cannot be read: ");
    })) << testing::PrintToString(findings);
}

TEST_F(SqliteStore, examined_file_is_of_kith_and_of_a_version_it_knows) {
    open_store();
    EXPECT_TRUE(must(examine(file())).empty());
    must(raw()->execute("DROP TABLE ties"));
    auto refused = examine(file());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "not_kith");
    EXPECT_NE(refused.error().message.find("no table ties"), std::string::npos);
    must(raw()->execute("PRAGMA user_version = 0"));
    EXPECT_EQ(examine(file()).error().code, "not_kith");
    must(raw()->execute("PRAGMA user_version = 9999"));
    EXPECT_EQ(examine(file()).error().code, "newer_database");
    clear();
    EXPECT_EQ(examine(file()).error().code, "not_kith");
    EXPECT_FALSE(std::filesystem::exists(file())) << "nothing is made";
    std::ofstream(file()).flush();
    EXPECT_EQ(examine(file()).error().code, "not_kith") << "an empty file is an empty database to SQLite";
}

TEST_F(SqliteStore, examined_file_of_every_earlier_version_is_accepted) {
    for (std::size_t known = 1; known <= migrations().size(); ++known) {
        clear();
        for (const auto& step : migrations().first(known))
            must(raw()->execute(std::string(step.sql) + "; PRAGMA user_version = " + std::to_string(step.number)));
        EXPECT_TRUE(must(examine(file())).empty()) << known;
        EXPECT_EQ(version(), migrations()[known - 1].number) << "it is not brought up";
    }
}

TEST_F(SqliteStore, settled_file_is_whole_without_its_log) {
    auto unclosed = file().parent_path() / "unclosed.db";
    {
        auto store = open_store();
        must(store->write([](store::WriteTx& tx) { return tx.settings().put("late", "x"); }));
        for (const char* ending : {"", "-wal"})
            std::filesystem::copy_file(file().string() + ending, unclosed.string() + ending);
    }
    ASSERT_GT(std::filesystem::file_size(unclosed.string() + "-wal"), 0U);
    EXPECT_TRUE(must(settle(unclosed)));
    EXPECT_FALSE(std::filesystem::exists(unclosed.string() + "-wal"));
    auto store = must(open({.file = unclosed}));
    EXPECT_EQ(must(store->read([](store::ReadTx& tx) { return tx.settings().get("late"); })), "x");
}

TEST_F(SqliteStore, what_cannot_be_settled_keeps_its_log) {
    std::ofstream(file()) << std::string(10'000, 'x');
    std::ofstream(file().string() + "-wal") << "what the log held";
    EXPECT_FALSE(must(settle(file())));
    EXPECT_EQ(std::filesystem::file_size(file().string() + "-wal"), 17U);
    EXPECT_EQ(std::filesystem::file_size(file()), 10'000U);
}

TEST_F(SqliteStore, settling_what_somebody_uses_is_refused) {
    open_store();
    auto user = raw();
    must(user->execute("BEGIN; SELECT count(*) FROM sqlite_schema"));
    auto refused = settle(file());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
}

} // namespace
} // namespace kith::backends::sqlite
