#include "services/server_blocks.hpp"

#include "core/text.hpp"
#include "domain/names.hpp"
#include "store/server_blocks.hpp"

namespace kith::services {
namespace {

Result<std::shared_ptr<const ServerBlockTable>> load(const store::ReadTx& tx) {
    return std::make_shared<const ServerBlockTable>(TRY(tx.server_blocks().all()));
}

Result<void> check_comments(ServerBlock& block) {
    for (auto* comment : {&block.private_comment, &block.public_comment}) {
        *comment = to_valid_utf8(trim(*comment));
        if (count_code_points(*comment) > ServerBlocks::longest_comment)
            return invalid("server_block_comment",
                           "Validation failed: Comment is too long (maximum is 2000 characters)");
    }
    return {};
}

// Moderators read the log, too: the private comment, which is for admins, stays out of it.
Result<void> log_block(store::WriteTx& tx, IdMaker& ids, const Moderator& by, const ServerBlock& block) {
    return log_change(tx, ids, by, "server:" + std::string(to_string(block.severity)), block.domain);
}

} // namespace

ServerBlocks::ServerBlocks(store::Store& store, IdMaker& ids, Events& events, const Instance& instance)
    : store_(store), ids_(ids), events_(events), instance_(instance) {
    events.listen([this](const Event& event) {
        if (std::holds_alternative<EverythingChanged>(event)) forget();
    });
}

void ServerBlocks::forget() {
    std::scoped_lock lock(mutex_);
    kept_.reset();
    ++changes_;
}

Result<std::shared_ptr<const ServerBlockTable>> ServerBlocks::table() {
    std::uint64_t before = 0;
    {
        std::scoped_lock lock(mutex_);
        if (kept_) return kept_;
        before = changes_;
    }
    auto table = TRY(store_.read([](store::ReadTx& tx) { return load(tx); }));
    std::scoped_lock lock(mutex_);
    if (before == changes_) kept_ = table;
    return table;
}

Result<std::string> ServerBlocks::checked_domain(std::string_view text) const {
    if (trim(text).empty()) return invalid("server_block_blank", "Validation failed: Domain can't be blank");
    auto domain = normalize_domain(text);
    if (!domain) return invalid("server_block_domain", "Validation failed: Domain is not a valid domain name");
    if (within_domain(instance_.domain, *domain))
        return invalid("server_block_own", "Validation failed: Domain is this server's own");
    return domain;
}

Result<ServerBlocks::Added> ServerBlocks::add(const Moderator& by, ServerBlock wanted) {
    wanted.domain = TRY(checked_domain(wanted.domain));
    TRY(check_comments(wanted));
    return store_.write([&](store::WriteTx& tx) -> Result<Added> {
        auto before = TRY(load(tx));
        if (const auto* there = before->covering(wanted)) return Added{*there, false};
        wanted.id = ids_.make<ServerBlockId>();
        TRY(tx.server_blocks().insert(wanted));
        TRY(changed(tx, *before, wanted.domain));
        TRY(log_block(tx, ids_, by, wanted));
        return Added{wanted};
    });
}

Result<ServerBlock> ServerBlocks::update(const Moderator& by, ServerBlockId id,
                                         const std::function<Result<void>(ServerBlock&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<ServerBlock> {
        auto found = TRY(tx.server_blocks().by_id(id));
        if (!found) return not_found();
        auto block = *found;
        TRY(change(block));
        TRY(check_comments(block));
        if (block == *found) return block;
        auto before = TRY(load(tx));
        TRY(tx.server_blocks().update(block));
        TRY(changed(tx, *before, block.domain));
        if (block.severity == found->severity)
            TRY(log_change(tx, ids_, by, "server:change", block.domain));
        else
            TRY(log_block(tx, ids_, by, block));
        return block;
    });
}

Result<void> ServerBlocks::remove(const Moderator& by, ServerBlockId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto found = TRY(tx.server_blocks().by_id(id));
        if (!found) return not_found();
        auto before = TRY(load(tx));
        TRY(tx.server_blocks().remove(id));
        TRY(changed(tx, *before, found->domain));
        return log_change(tx, ids_, by, "server:unblock", found->domain);
    });
}

Result<void> ServerBlocks::changed(store::WriteTx& tx, const ServerBlockTable& before, std::string_view domain) {
    auto after = TRY(load(tx));
    bool any = false;
    for (const auto& name : TRY(tx.statistics().domains()))
        if (within_domain(name, domain))
            any |= TRY(tx.accounts().limit_server(name, before.limits(name), after->limits(name)));
    tx.after_commit([this, any] {
        forget();
        if (any) events_.publish(EverythingChanged{});
    });
    return {};
}

} // namespace kith::services
