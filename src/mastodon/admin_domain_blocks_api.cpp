#include "mastodon/admin_domain_blocks_api.hpp"

#include "mastodon/admin_access.hpp"
#include "mastodon/domain_block_entities.hpp"
#include "store/server_blocks.hpp"

namespace kith::mastodon {
namespace {

// Of the 422 for a domain that is blocked as much already.
struct ExistingDomainBlock {
    std::string error;
    AdminDomainBlockEntity existing_domain_block;
};
BOOST_DESCRIBE_STRUCT(ExistingDomainBlock, (), (error, existing_domain_block))

// What is not given stays as it is; null and nothing take a comment away.
Result<void> read_block(const json::Value& params, ServerBlock& block) {
    if (auto text = params["severity"].str()) {
        auto severity = parse_server_block_severity(*text);
        if (!severity)
            return invalid("server_block_severity", "Validation failed: Severity is not included in the list");
        block.severity = *severity;
    }
    if (auto reject = params["reject_media"].boolean()) block.reject_media = *reject;
    if (auto reject = params["reject_reports"].boolean()) block.reject_reports = *reject;
    if (auto obfuscate = params["obfuscate"].boolean()) block.obfuscate = *obfuscate;
    if (params.has("private_comment")) block.private_comment = params["private_comment"].str().value_or("");
    if (params.has("public_comment")) block.public_comment = params["public_comment"].str().value_or("");
    return {};
}

http::Response shown(const ServerBlock& block) { return http::Response::json(admin_domain_block_entity(block)); }

} // namespace

std::vector<ApiRoute> AdminDomainBlocksApi::routes() {
    using http::Method;
    std::vector<ApiRoute> routes;
    auto route = [&](Method method, std::string_view path, std::string_view scope, Endpoint endpoint) {
        routes.push_back({method, "/api/v1/admin/domain_blocks" + std::string(path), Access::user, std::string(scope),
                          http::Run::worker, permitted(services::Permission::manage_federation, std::move(endpoint))});
    };
    constexpr std::string_view reads = "admin:read:domain_blocks";
    constexpr std::string_view writes = "admin:write:domain_blocks";
    route(Method::get, "", reads, [this](Call& call) { return list(call); });
    route(Method::get, "/:id", reads, [this](Call& call) { return show(call); });
    route(Method::post, "", writes, [this](Call& call) { return add(call); });
    route(Method::put, "/:id", writes, [this](Call& call) { return change(call); });
    route(Method::delete_, "/:id", writes, [this](Call& call) { return remove(call); });
    return routes;
}

Result<http::Response> AdminDomainBlocksApi::list(Call& call) {
    auto page = TRY(call.page(100, 200));
    auto blocks = TRY(store_.read([&](store::ReadTx& tx) { return tx.server_blocks().list(page); }));
    std::vector<AdminDomainBlockEntity> entities;
    for (const auto& block : blocks)
        entities.push_back(admin_domain_block_entity(block));
    auto response = http::Response::json(entities);
    if (!blocks.empty()) call.link(response, blocks.front().id.value, blocks.back().id.value);
    return response;
}

Result<http::Response> AdminDomainBlocksApi::show(Call& call) {
    auto id = TRY(call.id<ServerBlockId>());
    auto block = TRY(store_.read([&](store::ReadTx& tx) { return tx.server_blocks().by_id(id); }));
    if (!block) return not_found();
    return shown(*block);
}

Result<http::Response> AdminDomainBlocksApi::add(Call& call) {
    const auto& params = *TRY(call.params());
    ServerBlock wanted{.id = {}, .domain = params["domain"].str().value_or("")};
    TRY(read_block(params, wanted));
    auto added = TRY(blocks_.add(moderator_of(call), std::move(wanted)));
    if (added.made) return shown(added.block);
    return http::Response::json(
        ExistingDomainBlock{"You have already imposed stricter limits on " + added.block.domain + ".",
                            admin_domain_block_entity(added.block)},
        422);
}

Result<http::Response> AdminDomainBlocksApi::change(Call& call) {
    const auto& params = *TRY(call.params());
    return shown(TRY(blocks_.update(moderator_of(call), TRY(call.id<ServerBlockId>()),
                                    [&](ServerBlock& block) { return read_block(params, block); })));
}

Result<http::Response> AdminDomainBlocksApi::remove(Call& call) {
    TRY(blocks_.remove(moderator_of(call), TRY(call.id<ServerBlockId>())));
    return http::Response::json_text("{}");
}

} // namespace kith::mastodon
