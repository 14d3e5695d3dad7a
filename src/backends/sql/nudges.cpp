#include "store/nudges.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

class SqlNudges final : public store::Nudges {
public:
    explicit SqlNudges(Connection& connection) : connection_(connection) {}

    Result<std::optional<Time>> at(AccountId author, std::string_view digest) const override {
        return connection_.one(
            "SELECT at FROM nudges WHERE account_id = ?1 AND digest = ?2", [](Row& row) { return row.time(); }, author,
            digest);
    }

    Result<void> put(AccountId author, std::string_view digest, Time at) override {
        TRY(connection_.run("INSERT INTO nudges (account_id, digest, at) VALUES (?1, ?2, ?3) ON CONFLICT (account_id, "
                            "digest) DO UPDATE SET at = excluded.at",
                            author, digest, at));
        return {};
    }

    Result<void> remove_before(Time before) override {
        TRY(connection_.run("DELETE FROM nudges WHERE at < ?1", before));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Nudges> make_nudges(Connection& connection) { return std::make_unique<SqlNudges>(connection); }

} // namespace kith::backends::sql
