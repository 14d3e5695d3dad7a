// Hashtags: shown, followed, featured. https://docs.joinmastodon.org/methods/tags/, followed_tags, featured_tags
#pragma once

#include "mastodon/api.hpp"
#include "services/tags.hpp"

namespace kith::mastodon {

class TagsApi {
public:
    TagsApi(store::Store& store, const Clock& clock, services::Tags& tags)
        : store_(store), clock_(clock), tags_(tags) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> show(Call& call, const Tag& tag);
    Result<http::Response> get(Call& call);
    Result<http::Response> followed(Call& call);
    Result<http::Response> featured(Call& call);
    Result<http::Response> feature(Call& call);
    Result<http::Response> suggestions(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Tags& tags_;
};

} // namespace kith::mastodon
