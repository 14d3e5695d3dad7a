// What an operator's command works with: the services over the database, while the server may be running.
#pragma once

#include "app/application.hpp"
#include "app/bring_up.hpp"
#include "app/data_lock.hpp"
#include "backends/sqlite/sqlite_store.hpp"
#include "core/crypto.hpp"

#include <memory>

namespace kith::app {

class OperatorSession {
public:
    static Result<std::unique_ptr<OperatorSession>> open(const Config& config) {
        log::set_up(log::Level::warn, config.log_format);
        TRY(make_data_folder(config));
        auto lock = TRY(DataLock::take(config, DataLock::Use::command, "kith"));
        TRY(bring_up(config));
        auto store = TRY(backends::sqlite::open({config.database(), config.durability}));
        return std::unique_ptr<OperatorSession>(new OperatorSession(config, std::move(lock), std::move(store)));
    }

    Application& application() { return application_; }
    store::Store& store() { return application_.store(); }
    services::Users& users() { return application_.users(); }
    services::Invites& invites() { return application_.invites(); }
    IdMaker& ids() { return application_.ids(); }

    // Errors: not_found.
    Result<AccountId> account(const std::string& name) {
        auto found = TRY(store().read([&](store::ReadTx& tx) { return tx.accounts().by_acct(name, ""); }));
        if (!found)
            return fail(ErrorKind::not_found, "no_account",
                        "there is no account " + name + " here; `kith account list` names them");
        return found->id;
    }

    // A server that runs on this database drops what it keeps ready (within seconds).
    Result<void> tell_server() {
        return store().write(
            [](store::WriteTx& tx) { return tx.settings().put(Application::outside_change, random_token(9)); });
    }

private:
    OperatorSession(const Config& config, DataLock lock, std::unique_ptr<store::Store> store)
        : lock_(std::move(lock)),
          application_(config, std::move(store), Application::system_clock(), {}, some_node()) {}

    // Other processes may make ids in the same millisecond.
    static unsigned some_node() { return 1 + static_cast<unsigned char>(random_bytes(1)[0]) % 15U; }

    DataLock lock_; // until the database is closed
    Application application_;
};

} // namespace kith::app
