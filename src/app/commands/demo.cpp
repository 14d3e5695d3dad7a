#include "app/commands/commands.hpp"
#include "app/data_lock.hpp"
#include "app/demo/community.hpp"
#include "backends/sqlite/sqlite_store.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace kith::app {

Result<int> fill_demo(const Config& config) {
    log::set_up(log::Level::warn, config.log_format);
    TRY(make_data_folder(config));
    auto lock = TRY(DataLock::take(config, DataLock::Use::server, "kith demo"));
    std::error_code error;
    for (const auto& folder : {config.media(), config.uploads(), config.archives()})
        std::filesystem::create_directories(folder, error);
    // Made anew if it is lost, so it need not reach the disk at every step.
    auto store = TRY(backends::sqlite::open({config.database(), backends::sqlite::Durability::normal}));
    auto members = TRY(store->read([](store::ReadTx& tx) { return tx.users().count(); }));
    if (members > 0) {
        fmt::print("This server has members already: the demonstration community stays away.\n");
        return 0;
    }
    auto now = SystemClock().now();
    ManualClock clock(now);
    Application application(config, std::move(store), clock);
    bool shown = isatty(STDERR_FILENO) != 0;
    auto made = TRY(demo::fill(application, clock, now, [&](int day, int of) {
        if (shown) fmt::print(stderr, "\rinventing half a year: day {} of {}", day, of);
    }));
    if (shown) fmt::print(stderr, "\n");
    fmt::print("{} people, {} posts ({} of them first messages), {} follows, {} favourites and boosts.\n"
               "Sign in as maya (the owner), jonas, amara or anybody else; the password is {}\n",
               made.people, made.statuses, made.messages, made.follows, made.marks, demo::password);
    return 0;
}

} // namespace kith::app
