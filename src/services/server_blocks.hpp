// Other servers that admins limit or block: kept, written down in the log, and ready for whoever deals with a server.
// https://docs.joinmastodon.org/methods/admin/domain_blocks/
#pragma once

#include "domain/server_block.hpp"
#include "services/events.hpp"
#include "services/instance.hpp"
#include "services/moderator.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string_view>

namespace kith::services {

// Thread-safe; the table is kept ready.
class ServerBlocks {
public:
    static constexpr std::size_t longest_comment = 2000; // code points

    ServerBlocks(store::Store& store, IdMaker& ids, Events& events, const Instance& instance);

    // What any server may do here: `table()->limits(domain)`. Never within a transaction.
    Result<std::shared_ptr<const ServerBlockTable>> table();

    struct Added {
        ServerBlock block;
        bool made = true; // false: this one was there already, and does all that was asked for
    };
    // The id is given; the domain is normalised. What is known of the server's accounts is limited at once. Errors:
    // invalid (server_block_blank, server_block_domain, server_block_own, server_block_comment).
    Result<Added> add(const Moderator& by, ServerBlock wanted);
    // Changes all but id and domain. Errors: not_found, invalid (server_block_comment), those of `change`.
    Result<ServerBlock> update(const Moderator& by, ServerBlockId id,
                               const std::function<Result<void>(ServerBlock&)>& change);
    // Errors: not_found.
    Result<void> remove(const Moderator& by, ServerBlockId id);

private:
    Result<std::string> checked_domain(std::string_view text) const;
    // After a change to a block of `domain`: accounts follow, and what is kept ready goes.
    Result<void> changed(store::WriteTx& tx, const ServerBlockTable& before, std::string_view domain);
    void forget();

    store::Store& store_;
    IdMaker& ids_;
    Events& events_;
    const Instance& instance_;
    std::mutex mutex_;
    std::shared_ptr<const ServerBlockTable> kept_;
    std::uint64_t changes_ = 0;
};

} // namespace kith::services
