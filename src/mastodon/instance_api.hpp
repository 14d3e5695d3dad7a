// What clients ask before anything else: what this server is and what it allows.
// https://docs.joinmastodon.org/methods/instance/
#pragma once

#include "mastodon/account_presenter.hpp"
#include "mastodon/api.hpp"
#include "mastodon/instance_entities.hpp"
#include "media/process.hpp"
#include "services/posting.hpp"
#include "services/server_blocks.hpp"
#include "services/settings.hpp"
#include "services/statistics.hpp"

namespace kith::mastodon {

class InstanceApi {
public:
    // `version`: Kith's own, "1.2.3".
    InstanceApi(store::Store& store, services::Settings& settings, services::Statistics& statistics,
                services::ServerBlocks& server_blocks, AccountPresenter& accounts, const services::Instance& instance,
                const services::PostingLimits& posting, const media::Limits& media, std::string version);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> v2(Call& call);
    Result<http::Response> v1(Call& call);
    Result<http::Response> activity(Call& call);
    Result<http::Response> domain_blocks();
    // The account that the settings name, if it is there.
    Result<std::optional<json::Raw>> contact(const services::ServerSettings& settings);

    store::Store& store_;
    services::Settings& settings_;
    services::Statistics& statistics_;
    services::ServerBlocks& server_blocks_;
    AccountPresenter& accounts_;
    const services::Instance& instance_;
    std::string version_;
    InstanceConfiguration configuration_; // but the key for Web Push, which settings have
};

// What may be uploaded, with the other names that clients have for the same formats.
std::vector<std::string> uploadable_types();

} // namespace kith::mastodon
