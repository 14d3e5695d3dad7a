#include "mastodon/domain_block_entities.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

namespace kith::mastodon {
namespace {

std::optional<std::string> null_if_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string digest_of(const ServerBlock& block) { return to_hex(sha256(block.domain)); }

} // namespace

DomainBlockEntity domain_block_entity(const ServerBlock& block) {
    DomainBlockEntity entity{.domain = public_domain(block),
                             .digest = digest_of(block),
                             .severity = std::string(to_string(block.severity)),
                             .comment = {}};
    if (!block.public_comment.empty()) entity.comment = block.public_comment;
    return entity;
}

AdminDomainBlockEntity admin_domain_block_entity(const ServerBlock& block) {
    return {.id = block.id,
            .domain = block.domain,
            .digest = digest_of(block),
            .created_at = block.created_at(),
            .severity = std::string(to_string(block.severity)),
            .reject_media = block.reject_media,
            .reject_reports = block.reject_reports,
            .private_comment = null_if_empty(block.private_comment),
            .public_comment = null_if_empty(block.public_comment),
            .obfuscate = block.obfuscate};
}

} // namespace kith::mastodon
