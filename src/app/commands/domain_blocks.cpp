#include "app/commands/commands.hpp"
#include "app/commands/session.hpp"
#include "domain/names.hpp"
#include "json/write.hpp"

#include <cstdio>
#include <fmt/format.h>

namespace kith::app {
namespace {

struct BlockRow {
    ServerBlockId id;
    std::string domain;
    std::string severity;
    bool reject_media = false;
    bool reject_reports = false;
    std::string private_comment;
    std::string public_comment;
    bool obfuscate = false;
    Time created_at;
};
BOOST_DESCRIBE_STRUCT(BlockRow, (),
                      (id, domain, severity, reject_media, reject_reports, private_comment, public_comment, obfuscate,
                       created_at))

BlockRow row_of(const ServerBlock& block) {
    return {.id = block.id,
            .domain = block.domain,
            .severity = std::string(to_string(block.severity)),
            .reject_media = block.reject_media,
            .reject_reports = block.reject_reports,
            .private_comment = block.private_comment,
            .public_comment = block.public_comment,
            .obfuscate = block.obfuscate,
            .created_at = block.created_at()};
}

std::string words_of(const ServerBlock& block) {
    std::string words(to_string(block.severity));
    if (block.severity == ServerBlockSeverity::suspend) return words;
    if (block.reject_media) words += ", no media";
    if (block.reject_reports) words += ", no reports";
    return words;
}

} // namespace

Result<int> domain_block_add(const Config& config, const NewDomainBlock& wanted) {
    ServerBlock block{.id = {},
                      .domain = wanted.domain,
                      .reject_media = wanted.reject_media,
                      .reject_reports = wanted.reject_reports,
                      .private_comment = wanted.comment,
                      .public_comment = wanted.public_comment,
                      .obfuscate = wanted.obfuscate};
    auto severity = parse_server_block_severity(wanted.severity);
    if (!severity) return invalid("severity", "--severity must be suspend, silence or noop");
    block.severity = *severity;
    auto session = TRY(OperatorSession::open(config));
    auto added = TRY(session->application().server_blocks().add(Role::owner, std::move(block)));
    if (!added.made)
        return fail(ErrorKind::conflict, "domain_block_exists",
                    fmt::format("{} is blocked already ({}), which covers it; `kith domain-block remove {}` lifts that",
                                added.block.domain, words_of(added.block), added.block.domain));
    TRY(session->tell_server());
    if (wanted.json)
        fmt::print("{}\n", json::write(row_of(added.block)));
    else
        fmt::print("Blocked {}: {}.\n", added.block.domain, words_of(added.block));
    return 0;
}

Result<int> domain_block_list(const Config& config, bool json) {
    auto session = TRY(OperatorSession::open(config));
    auto table = TRY(session->application().server_blocks().table());
    if (json) {
        std::vector<BlockRow> rows;
        for (const auto& block : table->all())
            rows.push_back(row_of(block));
        fmt::print("{}\n", json::write(rows));
        return 0;
    }
    for (const auto& block : table->all()) {
        fmt::print("{:<40} {} ({})\n", domain_for_display(block.domain), words_of(block),
                   to_iso_date(block.created_at()));
        if (!block.private_comment.empty()) fmt::print("    {}\n", block.private_comment);
        if (!block.public_comment.empty()) fmt::print("    said to everybody: {}\n", block.public_comment);
    }
    return 0;
}

Result<int> domain_block_remove(const Config& config, const std::string& domain) {
    auto session = TRY(OperatorSession::open(config));
    auto& blocks = session->application().server_blocks();
    auto table = TRY(blocks.table());
    const auto* block = table->find(normalize_domain(domain).value_or(domain));
    if (block == nullptr)
        return fail(ErrorKind::not_found, "no_domain_block",
                    fmt::format("{} is not blocked; `kith domain-block list` shows what is", domain));
    TRY(blocks.remove(Role::owner, block->id));
    TRY(session->tell_server());
    fmt::print("{} is blocked no more.\n", block->domain);
    return 0;
}

} // namespace kith::app
