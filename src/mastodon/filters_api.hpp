// Filters, in both versions of the API. https://docs.joinmastodon.org/methods/filters/
#pragma once

#include "mastodon/api.hpp"
#include "services/filters.hpp"

namespace kith::mastodon {

class FiltersApi {
public:
    FiltersApi(store::Store& store, services::Filters& filters) : store_(store), filters_(filters) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> create(Call& call);
    Result<http::Response> update(Call& call);
    Result<http::Response> remove(Call& call);

    Result<http::Response> keywords(Call& call);
    Result<http::Response> keyword(Call& call);
    Result<http::Response> add_keyword(Call& call);
    Result<http::Response> change_keyword(Call& call);
    Result<http::Response> remove_keyword(Call& call);

    Result<http::Response> statuses(Call& call);
    Result<http::Response> status(Call& call);
    Result<http::Response> add_status(Call& call);
    Result<http::Response> remove_status(Call& call);

    Result<http::Response> list_v1(Call& call);
    Result<http::Response> one_v1(Call& call);
    Result<http::Response> create_v1(Call& call);
    Result<http::Response> update_v1(Call& call);
    Result<http::Response> remove_v1(Call& call);

    Result<Filter> own(Call& call, std::string_view capture);

    store::Store& store_;
    services::Filters& filters_;
};

} // namespace kith::mastodon
