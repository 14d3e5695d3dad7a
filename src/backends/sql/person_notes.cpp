#include "store/person_notes.hpp"
#include "backends/sql/repositories.hpp"

#include <algorithm>
#include <map>

namespace kith::backends::sql {
namespace {

using store::NotedDate;
using store::PersonName;
using store::PersonNote;

class SqlPersonNotes final : public store::PersonNotes {
public:
    explicit SqlPersonNotes(Connection& connection) : connection_(connection) {}

    Result<PersonNote> about(AccountId account, AccountId target) const override {
        auto found = TRY(gather(account, target));
        return found.empty() ? PersonNote{.account_id = account, .target_id = target} : std::move(found.front());
    }

    Result<std::vector<PersonNote>> all(AccountId account) const override { return gather(account, {}); }

    Result<std::vector<std::pair<std::string, std::int64_t>>> tags(AccountId account) const override {
        return connection_.all(
            "SELECT name, count(*) FROM person_tags WHERE account_id = ?1 GROUP BY name ORDER BY name",
            [](Row& row) {
                auto name = row.text();
                return std::pair(std::move(name), row.integer());
            },
            account);
    }

    Result<std::vector<PersonName>> names(std::span<const AccountId> ids) const override {
        if (ids.empty()) return std::vector<PersonName>();
        return connection_.all(
            "SELECT id, username, coalesce(domain, ''), display_name FROM accounts WHERE id IN (SELECT value FROM "
            "json_each(?1))",
            [](Row& row) {
                auto id = row.id<AccountId>();
                auto username = row.text();
                auto domain = row.text();
                return PersonName{id, std::move(username), std::move(domain), row.text()};
            },
            id_list(ids));
    }

    Result<void> put(const PersonNote& note) override;

private:
    // Of one target, or of all if it is none.
    Result<std::vector<PersonNote>> gather(AccountId account, AccountId target) const;

    Connection& connection_;
};

Result<std::vector<PersonNote>> SqlPersonNotes::gather(AccountId account, AccountId target) const {
    std::map<AccountId, PersonNote> notes;
    auto of = [&](Row& row) -> PersonNote& {
        auto id = row.id<AccountId>();
        auto& note = notes[id];
        note.account_id = account;
        note.target_id = id;
        return note;
    };
    TRY(connection_.all(
        "SELECT target_id, comment FROM account_notes WHERE account_id = ?1 AND (?2 IS NULL OR target_id = ?2)",
        [&](Row& row) {
            auto& note = of(row);
            note.note = row.text();
            return 0;
        },
        account, target));
    TRY(connection_.all(
        "SELECT target_id, likes, how_met FROM person_notes WHERE account_id = ?1 AND (?2 IS NULL OR target_id = ?2)",
        [&](Row& row) {
            auto& note = of(row);
            note.likes = row.text();
            note.how_met = row.text();
            return 0;
        },
        account, target));
    TRY(connection_.all(
        "SELECT target_id, name FROM person_tags WHERE account_id = ?1 AND (?2 IS NULL OR target_id = ?2) ORDER BY "
        "target_id, name",
        [&](Row& row) {
            of(row).tags.push_back(row.text());
            return 0;
        },
        account, target));
    TRY(connection_.all(
        "SELECT target_id, what, month, day, year FROM person_dates WHERE account_id = ?1 AND (?2 IS NULL OR target_id "
        "= ?2) ORDER BY target_id, position",
        [&](Row& row) {
            auto& note = of(row);
            NotedDate date{.what = row.text(), .year = {}};
            date.month = static_cast<int>(row.integer());
            date.day = static_cast<int>(row.integer());
            if (auto year = row.optional_integer()) date.year = static_cast<int>(*year);
            note.dates.push_back(std::move(date));
            return 0;
        },
        account, target));
    std::vector<PersonNote> found;
    for (auto& [id, note] : notes)
        found.push_back(std::move(note));
    return found;
}

Result<void> SqlPersonNotes::put(const PersonNote& note) {
    auto account = note.account_id;
    auto target = note.target_id;
    TRY(connection_.run("DELETE FROM account_notes WHERE account_id = ?1 AND target_id = ?2", account, target));
    TRY(connection_.run("DELETE FROM person_notes WHERE account_id = ?1 AND target_id = ?2", account, target));
    TRY(connection_.run("DELETE FROM person_tags WHERE account_id = ?1 AND target_id = ?2", account, target));
    TRY(connection_.run("DELETE FROM person_dates WHERE account_id = ?1 AND target_id = ?2", account, target));
    if (!note.note.empty())
        TRY(connection_.run("INSERT INTO account_notes (account_id, target_id, comment) VALUES (?1, ?2, ?3)", account,
                            target, note.note));
    if (!note.likes.empty() || !note.how_met.empty())
        TRY(connection_.run("INSERT INTO person_notes (account_id, target_id, likes, how_met) VALUES (?1, ?2, ?3, ?4)",
                            account, target, note.likes, note.how_met));
    for (const auto& tag : note.tags)
        TRY(connection_.run("INSERT INTO person_tags (account_id, target_id, name) VALUES (?1, ?2, ?3) ON CONFLICT DO "
                            "NOTHING",
                            account, target, tag));
    int position = 0;
    for (const auto& date : note.dates)
        TRY(connection_.run("INSERT INTO person_dates (account_id, target_id, position, what, month, day, year) VALUES "
                            "(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            account, target, position++, date.what, date.month, date.day, date.year));
    return {};
}

} // namespace

std::unique_ptr<store::PersonNotes> make_person_notes(Connection& connection) {
    return std::make_unique<SqlPersonNotes>(connection);
}

} // namespace kith::backends::sql
