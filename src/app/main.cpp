#include "app/application.hpp"
#include "backends/sqlite/sqlite_store.hpp"
#include "core/crypto.hpp"
#include "http/server.hpp"

#include <csignal>
#include <cstdio>
#include <cstring>

using namespace kith;

namespace {

Result<int> serve(const app::Config& config) {
    auto store = TRY(backends::sqlite::open({config.database(), config.durability}));
    app::Application application(config, std::move(store));
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    http::ServerOptions options;
    options.listen = {config.listen};
    options.threads = config.threads;
    options.workers = config.workers;
    auto server = TRY(http::Server::start(options, application.router()));
    log::info("Kith listens at {}", config.base_url);
    int signal = 0;
    sigwait(&signals, &signal);
    server->stop(std::chrono::seconds(10));
    return 0;
}

Result<int> create_account(const app::Config& config, const std::string& name) {
    auto store = TRY(backends::sqlite::open({config.database(), config.durability}));
    SystemClock clock;
    IdMaker ids(clock);
    auto token = random_token();
    TRY(store->write([&](store::WriteTx& tx) -> Result<void> {
        Account account{.id = ids.make<AccountId>(), .username = name, .updated_at = clock.now()};
        TRY(tx.accounts().insert(account));
        TRY(tx.users().insert(User{.account_id = account.id,
                                   .email = name + "@example.org",
                                   .password_hash = "",
                                   .confirmed_at = clock.now(),
                                   .created_at = clock.now()}));
        store::Application application{
            .id = ids.make<ApplicationId>(), .name = "cli", .scopes = "read write follow", .client_id = random_token()};
        TRY(tx.oauth().insert_application(application));
        return tx.oauth().insert_token({.id = ids.make<TokenId>(),
                                        .digest = token_digest(token),
                                        .application_id = application.id,
                                        .account_id = account.id,
                                        .scopes = "read write follow"});
    }));
    std::puts(token.c_str());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    app::Config config;
    Result<int> done =
        argc > 2 && std::strcmp(argv[1], "account") == 0 ? create_account(config, argv[2]) : serve(config);
    if (!done) std::fprintf(stderr, "kith: %s (%s)\n", done.error().message.c_str(), done.error().detail.c_str());
    return done ? *done : 1;
}
