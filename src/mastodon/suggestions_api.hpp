// Whom to follow: suggestions and the directory. https://docs.joinmastodon.org/methods/suggestions/, …/directory/
#pragma once

#include "mastodon/account_presenter.hpp"
#include "mastodon/api.hpp"
#include "services/suggestions.hpp"
#include "services/viewers.hpp"

namespace kith::mastodon {

class SuggestionsApi {
public:
    SuggestionsApi(store::Store& store, services::Suggestions& suggestions, services::Viewers& viewers,
                   AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call, bool with_sources);
    Result<http::Response> dismiss(Call& call);
    Result<http::Response> directory(Call& call);

    store::Store& store_;
    services::Suggestions& suggestions_;
    services::Viewers& viewers_;
    AccountPresenter& accounts_;
};

} // namespace kith::mastodon
