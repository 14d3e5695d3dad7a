// Other servers that this one limits or blocks. (Those that a single member blocks: store/relations.hpp.)
#pragma once

#include "core/result.hpp"
#include "domain/server_block.hpp"
#include "store/page.hpp"

#include <vector>

namespace kith::store {

class ServerBlocks {
public:
    virtual ~ServerBlocks() = default;

    // By domain.
    virtual Result<std::vector<ServerBlock>> all() const = 0;
    // Newest first.
    virtual Result<std::vector<ServerBlock>> list(const Page& page) const = 0;
    virtual Result<std::optional<ServerBlock>> by_id(ServerBlockId id) const = 0;

    // conflict if there is one of this domain.
    virtual Result<void> insert(const ServerBlock& block) = 0;
    // All but id and domain. not_found.
    virtual Result<void> update(const ServerBlock& block) = 0;
    // Whether there was one.
    virtual Result<bool> remove(ServerBlockId id) = 0;
};

} // namespace kith::store
