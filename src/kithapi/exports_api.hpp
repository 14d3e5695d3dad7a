// /account/archive and /exports. See src/kithapi/openapi/account.json.
#pragma once

#include "kithapi/api.hpp"
#include "services/archives.hpp"
#include "services/exports.hpp"
#include "services/sessions.hpp"

namespace kith::kithapi {

class ExportsApi {
public:
    ExportsApi(const services::Sessions& sessions, const services::Exports& exports, services::Archives& archives)
        : sessions_(sessions), exports_(exports), archives_(archives) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> file(Call& call);
    Result<http::Response> archive(Call& call);
    Result<http::Response> make_archive(Call& call);
    Result<http::Response> remove_archive(Call& call);

    const services::Sessions& sessions_;
    const services::Exports& exports_;
    services::Archives& archives_;
};

} // namespace kith::kithapi
