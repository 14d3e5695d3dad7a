#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

#define SERVER_BLOCK_COLUMNS                                                                                           \
    "id, domain, severity, reject_media, reject_reports, private_comment, public_comment, obfuscate"

ServerBlock read_block(Row& row) {
    return ServerBlock{.id = row.id<ServerBlockId>(),
                       .domain = row.text(),
                       .severity = parse_server_block_severity(row.view()).value_or(ServerBlockSeverity::suspend),
                       .reject_media = row.boolean(),
                       .reject_reports = row.boolean(),
                       .private_comment = row.text(),
                       .public_comment = row.text(),
                       .obfuscate = row.boolean()};
}

class SqlServerBlocks final : public store::ServerBlocks {
public:
    explicit SqlServerBlocks(Connection& connection) : connection_(connection) {}

    Result<std::vector<ServerBlock>> all() const override {
        return connection_.all("SELECT " SERVER_BLOCK_COLUMNS " FROM server_blocks ORDER BY domain", read_block);
    }

    Result<std::vector<ServerBlock>> list(const store::Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT " SERVER_BLOCK_COLUMNS " FROM server_blocks WHERE 1 = 1", "id"), read_block,
                         page);
    }

    Result<std::optional<ServerBlock>> by_id(ServerBlockId id) const override {
        return connection_.one("SELECT " SERVER_BLOCK_COLUMNS " FROM server_blocks WHERE id = ?1", read_block, id);
    }

    Result<void> insert(const ServerBlock& block) override {
        TRY(connection_.run("INSERT INTO server_blocks (" SERVER_BLOCK_COLUMNS
                            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                            block.id, block.domain, to_string(block.severity), block.reject_media, block.reject_reports,
                            block.private_comment, block.public_comment, block.obfuscate));
        return {};
    }

    Result<void> update(const ServerBlock& block) override {
        auto changed =
            TRY(connection_.run("UPDATE server_blocks SET severity = ?2, reject_media = ?3, reject_reports = ?4, "
                                "private_comment = ?5, public_comment = ?6, obfuscate = ?7 WHERE id = ?1",
                                block.id, to_string(block.severity), block.reject_media, block.reject_reports,
                                block.private_comment, block.public_comment, block.obfuscate));
        if (changed == 0) return not_found();
        return {};
    }

    Result<bool> remove(ServerBlockId id) override {
        return TRY(connection_.run("DELETE FROM server_blocks WHERE id = ?1", id)) > 0;
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::ServerBlocks> make_server_blocks(Connection& connection) {
    return std::make_unique<SqlServerBlocks>(connection);
}

} // namespace kith::backends::sql
