// Documented methods whose subject Kith does not have: answered as by a server on which there is none of it.
#pragma once

#include "mastodon/api.hpp"
#include "store/store.hpp"

namespace kith::mastodon {

class MiscApi {
public:
    explicit MiscApi(store::Store& store) : store_(store) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> translate(Call& call);
    Result<http::Response> preview_domain_block(Call& call);
    Result<http::Response> collections(Call& call);

    store::Store& store_;
};

} // namespace kith::mastodon
