// POST reports. https://docs.joinmastodon.org/methods/reports/
#pragma once

#include "mastodon/account_presenter.hpp"
#include "mastodon/api.hpp"
#include "services/reports.hpp"

namespace kith::mastodon {

class ReportsApi {
public:
    ReportsApi(store::Store& store, services::Reports& reports, AccountPresenter& accounts)
        : store_(store), reports_(reports), accounts_(accounts) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> file(Call& call);

    store::Store& store_;
    services::Reports& reports_;
    AccountPresenter& accounts_;
};

} // namespace kith::mastodon
