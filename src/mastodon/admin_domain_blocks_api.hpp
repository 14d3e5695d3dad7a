// https://docs.joinmastodon.org/methods/admin/domain_blocks/
#pragma once

#include "mastodon/api.hpp"
#include "services/server_blocks.hpp"

namespace kith::mastodon {

class AdminDomainBlocksApi {
public:
    AdminDomainBlocksApi(store::Store& store, services::ServerBlocks& blocks) : store_(store), blocks_(blocks) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> show(Call& call);
    Result<http::Response> add(Call& call);
    Result<http::Response> change(Call& call);
    Result<http::Response> remove(Call& call);

    store::Store& store_;
    services::ServerBlocks& blocks_;
};

} // namespace kith::mastodon
