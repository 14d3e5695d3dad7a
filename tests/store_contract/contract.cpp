#include "store_contract/contract.hpp"

#include "backends/sqlite/sqlite_store.hpp"

#include <stdlib.h>

namespace kith::store {

namespace {

// What is proved here holds for both ways of syncing to disk; this one is the faster.
Result<std::unique_ptr<Store>> open_sqlite(const std::filesystem::path& file) {
    return kith::backends::sqlite::open({.file = file, .durability = kith::backends::sqlite::Durability::normal});
}

} // namespace

std::vector<Backend> backends() {
    return {
        Backend{
            .name = "Sqlite",
            .open = [](const std::filesystem::path& folder) { return open_sqlite(folder / "kith.db"); },
            .open_backup = open_sqlite,
        },
    };
}

void PrintTo(const Backend& backend, std::ostream* out) { *out << backend.name; }

TemporaryFolder::TemporaryFolder() {
    auto name = (std::filesystem::temp_directory_path() / "kith_contract_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

Contract::Contract()
    : clock_(*parse_iso("2026-11-22T12:00:00Z")), ids_(clock_), store_(must(GetParam().open(folder_.path()))) {}

void Contract::reopen() {
    store_.reset();
    store_ = must(GetParam().open(folder_.path()));
}

std::int64_t Contract::next_id() {
    clock_.advance(Duration(1));
    return ids_.next();
}

AccountId Contract::add_account(const std::string& username, const std::string& domain) {
    Account account{.id = next<AccountId>(), .username = username, .domain = domain, .updated_at = now()};
    write([&](WriteTx& tx) { return tx.accounts().insert(account); });
    return account.id;
}

Status Contract::make_status(AccountId author) {
    auto id = next_id();
    return Status{
        .id = StatusId{id}, .account_id = author, .conversation_id = ConversationId{id}, .content = "<p>hello</p>"};
}

StatusId Contract::add(const Status& status, const std::vector<AccountId>& mentioned) {
    write([&](WriteTx& tx) { return tx.statuses().insert(status, mentioned); });
    return status.id;
}

TagId Contract::add_tag(const std::string& name) {
    auto id = next<TagId>();
    return write([&](WriteTx& tx) { return tx.tags().ensure(name, name, id); });
}

MediaId Contract::add_media(AccountId owner) {
    Media media{.id = next<MediaId>(), .account_id = owner};
    write([&](WriteTx& tx) { return tx.media().insert(media); });
    return media.id;
}

PollId Contract::add_poll(StatusId status, AccountId author, const std::vector<std::string>& options) {
    Poll poll{.id = next<PollId>(), .status_id = status, .account_id = author};
    for (const auto& title : options)
        poll.options.push_back({.title = title});
    write([&](WriteTx& tx) { return tx.polls().insert(poll); });
    return poll.id;
}

void Contract::follow(AccountId account, AccountId target) {
    Follow follow{.account_id = account, .target_id = target, .id = next_id()};
    write([&](WriteTx& tx) { return tx.relations().put_follow(follow); });
}

std::vector<std::int64_t> positions_of(const std::vector<Positioned>& members) {
    std::vector<std::int64_t> positions;
    for (const auto& member : members)
        positions.push_back(member.position);
    return positions;
}

std::vector<AccountId> accounts_of(const std::vector<Positioned>& members) {
    std::vector<AccountId> accounts;
    for (const auto& member : members)
        accounts.push_back(member.account_id);
    return accounts;
}

} // namespace kith::store
