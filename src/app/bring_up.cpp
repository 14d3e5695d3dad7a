#include "app/bring_up.hpp"

#include "app/data_lock.hpp"
#include "backends/sqlite/sqlite_store.hpp"

namespace kith::app {

Result<void> bring_up(const Config& config) {
    std::error_code error;
    if (!std::filesystem::exists(config.database(), error)) return {};
    if (TRY(backends::sqlite::pending_migrations(config.database())).empty()) return {};
    auto lock = DataLock::take(config, DataLock::Use::server, "kith migrate");
    if (!lock && lock.error().code == "in_use")
        return fail(ErrorKind::conflict, "in_use",
                    "The server that runs is older than this program, and the database has to be changed for it: "
                    "restart the server first (systemctl restart kith)");
    TRY(std::move(lock));
    TRY(backends::sqlite::open({config.database(), config.durability}));
    return {};
}

} // namespace kith::app
