#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlSettings final : public store::Settings {
public:
    explicit SqlSettings(Connection& connection) : connection_(connection) {}

    Result<std::optional<std::string>> get(std::string_view key) const override {
        return connection_.one("SELECT value FROM settings WHERE key = ?1", [](Row& row) { return row.text(); }, key);
    }

    Result<void> put(std::string_view key, std::string_view value) override {
        TRY(connection_.run("INSERT INTO settings (key, value) VALUES (?1, ?2) "
                            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                            key, value));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Settings> make_settings(Connection& connection) {
    return std::make_unique<SqlSettings>(connection);
}

} // namespace kith::backends::sql
