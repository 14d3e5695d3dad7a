// Blocks of other servers as the API shows them. https://docs.joinmastodon.org/entities/DomainBlock/ and
// Admin_DomainBlock
#pragma once

#include "domain/server_block.hpp"
#include "json/write.hpp"

#include <optional>
#include <string>

namespace kith::mastodon {

// For everybody.
struct DomainBlockEntity {
    std::string domain; // obfuscated if admins want that
    std::string digest; // of the whole name: hex of SHA-256
    std::string severity;
    json::Maybe<std::string> comment;
};
BOOST_DESCRIBE_STRUCT(DomainBlockEntity, (), (domain, digest, severity, comment))

struct AdminDomainBlockEntity {
    ServerBlockId id;
    std::string domain;
    std::string digest;
    Time created_at;
    std::string severity;
    bool reject_media = false;
    bool reject_reports = false;
    std::optional<std::string> private_comment;
    std::optional<std::string> public_comment;
    bool obfuscate = false;
};
BOOST_DESCRIBE_STRUCT(AdminDomainBlockEntity, (),
                      (id, domain, digest, created_at, severity, reject_media, reject_reports, private_comment,
                       public_comment, obfuscate))

DomainBlockEntity domain_block_entity(const ServerBlock& block);
AdminDomainBlockEntity admin_domain_block_entity(const ServerBlock& block);

} // namespace kith::mastodon
