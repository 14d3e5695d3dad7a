#include "app/application.hpp"
#include "app/commands/commands.hpp"
#include "app/data_lock.hpp"
#include "app/metrics.hpp"
#include "app/server_options.hpp"
#include "backends/sqlite/sqlite_store.hpp"
#include "http/server.hpp"

#include <csignal>
#include <fmt/format.h>
#include <malloc.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

Result<void> make_folders(const Config& config) {
    TRY(make_data_folder(config));
    for (const auto& folder : {config.media(), config.uploads(), config.archives()}) {
        std::error_code error;
        fs::create_directories(folder, error);
        if (error)
            return fail(ErrorKind::unavailable, "data_folder",
                        fmt::format("The folder {} cannot be made: {}", folder.string(), error.message()));
    }
    // Also a folder that was there before: everybody's messages are in it.
    std::error_code error;
    fs::permissions(config.data, fs::perms::others_all, fs::perm_options::remove, error);
    if (error)
        log::warn("everybody on this machine may look into {}: its permissions cannot be changed ({})",
                  config.data.string(), error.message());
    return {};
}

// /metrics on a listener of its own, so that it is not on the public address by accident.
Result<std::unique_ptr<http::Server>> serve_metrics(const Config& config, std::function<std::string()> text) {
    if (config.metrics_listen.empty()) return std::unique_ptr<http::Server>();
    http::Router router;
    router.get("/metrics", http::Run::loop, [text = std::move(text)](http::Request&) {
        auto response = http::Response::text(text());
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        return response;
    });
    auto started = http::Server::start(TRY(metrics_options(config)), std::move(router));
    if (!started)
        return fail(ErrorKind::unavailable, "metrics_listen",
                    fmt::format("server.metrics_listen {} cannot be used: {} (set it to \"\" to do without)",
                                config.metrics_listen, started.error().message));
    return started;
}

} // namespace

Result<int> serve(const Config& config, std::span<const web::AppFile> web_app) {
    // Two arenas: many threads each with their own would hold on to memory that the others lack. What a request used is
    // kept for the next one rather than given back and faulted in again.
    // NOLINTBEGIN(concurrency-mt-unsafe): no other thread is there yet
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    // NOLINTEND(concurrency-mt-unsafe)
    log::set_up(config.log_level, config.log_format);
    auto options = TRY(server_options(config));
    TRY(metrics_options(config));
    TRY(make_folders(config));
    auto lock = TRY(DataLock::take(config, DataLock::Use::server, "kith serve"));

    // Every thread leaves the signals to sigwait below.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    auto store = TRY(backends::sqlite::open({config.database(), config.durability}));
    Metrics metrics;
    SystemClock clock;
    Application application(config, std::move(store), clock, web_app);
    auto router = application.router();
    router.hooks.after = [&](const http::Request& request, const http::Served& served) {
        metrics.count(request, served);
        if (config.log_requests) {
            log::RequestScope scope(request.id);
            log::info("{} {} {} {} bytes {} us", http::to_string(request.method), request.raw_path, served.status,
                      served.body_bytes, served.took.count());
        }
    };
    auto server = TRY(http::Server::start(std::move(options), std::move(router)));
    auto metrics_server =
        TRY(serve_metrics(config, [&] { return metrics.text(server->figures(), application.jobs().figures()); }));
    TRY(application.start());
    log::info("Kith {} serves {} at {}", KITH_VERSION, config.base_url, fmt::join(config.listen, ", "));

    int signal = 0;
    sigwait(&signals, &signal);
    log::info("stopping: finishing requests and jobs");
    server->stop(std::chrono::seconds(15));
    application.stop();
    log::info("stopped");
    return 0;
}

} // namespace kith::app
