// https://docs.joinmastodon.org/methods/admin/reports/
#pragma once

#include "mastodon/admin_presenter.hpp"
#include "mastodon/api.hpp"
#include "services/reports.hpp"

namespace kith::mastodon {

class AdminReportsApi {
public:
    AdminReportsApi(store::Store& store, services::Reports& reports, AdminPresenter& presenter)
        : store_(store), reports_(reports), presenter_(presenter) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> show(Call& call);
    Result<http::Response> classify(Call& call);

    store::Store& store_;
    services::Reports& reports_;
    AdminPresenter& presenter_;
};

} // namespace kith::mastodon
