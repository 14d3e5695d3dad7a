// What other programs ask to find their way here: NodeInfo (https://nodeinfo.diaspora.software), WebFinger (RFC 7033),
// host-meta (RFC 6415), oEmbed (https://oembed.com).
#pragma once

#include "mastodon/account_presenter.hpp"
#include "mastodon/api.hpp"
#include "services/settings.hpp"
#include "services/statistics.hpp"

namespace kith::mastodon {

class DiscoveryApi {
public:
    DiscoveryApi(store::Store& store, services::Settings& settings, services::Statistics& statistics,
                 AccountPresenter& accounts, const services::Instance& instance, std::string version)
        : store_(store),
          settings_(settings),
          statistics_(statistics),
          accounts_(accounts),
          instance_(instance),
          version_(std::move(version)) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> node_info(std::string_view schema);
    Result<http::Response> webfinger(Call& call);
    Result<http::Response> oembed(Call& call);

    store::Store& store_;
    services::Settings& settings_;
    services::Statistics& statistics_;
    AccountPresenter& accounts_;
    const services::Instance& instance_;
    std::string version_;
};

} // namespace kith::mastodon
