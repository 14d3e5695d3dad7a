#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::Page;
using store::Positioned;

List read_list(Row& row) {
    return List{
        .id = row.id<ListId>(),
        .account_id = row.id<AccountId>(),
        .title = row.text(),
        .replies_policy = parse_replies_policy(row.view()).value_or(RepliesPolicy::list),
        .exclusive = row.boolean(),
    };
}

// What an account wrote or boosted, as ids of statuses. The account is parameter ?2.
#define WRITTEN_BY_MEMBER "status_id IN (SELECT id FROM statuses WHERE account_id = ?2)"

class SqlLists final : public store::Lists {
public:
    explicit SqlLists(Connection& connection) : connection_(connection) {}

    Result<std::optional<List>> by_id(ListId id) const override {
        return connection_.one("SELECT id, account_id, title, replies_policy, exclusive FROM lists WHERE id = ?1",
                               read_list, id);
    }

    Result<std::vector<List>> of_account(AccountId owner) const override {
        return connection_.all(
            "SELECT id, account_id, title, replies_policy, exclusive FROM lists WHERE account_id = ?1 ORDER BY id",
            read_list, owner);
    }

    Result<std::vector<List>> with_member(AccountId owner, AccountId member) const override {
        return connection_.all(
            "SELECT l.id, l.account_id, l.title, l.replies_policy, l.exclusive FROM lists l JOIN list_accounts m ON "
            "m.list_id = l.id AND m.account_id = ?2 WHERE l.account_id = ?1 ORDER BY l.id",
            read_list, owner, member);
    }

    Result<std::vector<List>> all_with_member(AccountId member) const override {
        return connection_.all(
            "SELECT l.id, l.account_id, l.title, l.replies_policy, l.exclusive FROM list_accounts m JOIN lists l ON "
            "l.id = m.list_id WHERE m.account_id = ?1",
            read_list, member);
    }

    Result<std::vector<ListId>> among_with_member(std::span<const ListId> lists, AccountId member) const override {
        if (lists.empty()) return std::vector<ListId>();
        return connection_.all(
            "SELECT list_id FROM list_accounts WHERE account_id = ?1 AND list_id IN (SELECT value "
            "FROM json_each(?2))",
            [](Row& row) { return row.id<ListId>(); }, member, id_list(lists));
    }

    Result<std::vector<Positioned>> members(ListId id, const Page& page) const override {
        return read_page(
            connection_, KITH_PAGED("SELECT account_id, id FROM list_accounts WHERE list_id = ?4", "id"),
            [](Row& row) { return Positioned{row.id<AccountId>(), row.integer()}; }, page, id);
    }

    Result<void> insert(const List& list) override {
        TRY(connection_.run(
            "INSERT INTO lists (id, account_id, title, replies_policy, exclusive) VALUES (?1, ?2, ?3, ?4, ?5)", list.id,
            list.account_id, list.title, to_string(list.replies_policy), list.exclusive));
        return {};
    }

    Result<void> update(const List& list) override {
        auto changed =
            TRY(connection_.run("UPDATE lists SET title = ?2, replies_policy = ?3, exclusive = ?4 WHERE id = ?1",
                                list.id, list.title, to_string(list.replies_policy), list.exclusive));
        if (changed == 0) return not_found();
        return {};
    }

    Result<bool> remove(ListId id) override {
        TRY(connection_.run("DELETE FROM list_entries WHERE list_id = ?1", id));
        return TRY(connection_.run("DELETE FROM lists WHERE id = ?1", id)) > 0;
    }

    Result<bool> add_member(ListId id, AccountId member, std::int64_t position) override {
        return TRY(connection_.run("INSERT INTO list_accounts (list_id, account_id, id) VALUES (?1, ?2, ?3) "
                                   "ON CONFLICT (list_id, account_id) DO NOTHING",
                                   id, member, position)) > 0;
    }

    Result<bool> remove_member(ListId id, AccountId member) override {
        TRY(connection_.run("DELETE FROM list_entries WHERE list_id = ?1 AND " WRITTEN_BY_MEMBER, id, member));
        return TRY(connection_.run("DELETE FROM list_accounts WHERE list_id = ?1 AND account_id = ?2", id, member)) > 0;
    }

    Result<void> remove_from_all(AccountId owner, AccountId member) override {
        TRY(connection_.run("DELETE FROM list_entries WHERE list_id IN (SELECT id FROM lists WHERE account_id = ?1) "
                            "AND " WRITTEN_BY_MEMBER,
                            owner, member));
        TRY(connection_.run("DELETE FROM list_accounts WHERE account_id = ?2 AND list_id IN (SELECT id FROM lists "
                            "WHERE account_id = ?1)",
                            owner, member));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Lists> make_lists(Connection& connection) { return std::make_unique<SqlLists>(connection); }

} // namespace kith::backends::sql
