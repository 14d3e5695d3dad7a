// /door: newcomers with facts, and what is done about them. See src/kithapi/openapi/door.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/account_presenter.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/door.hpp"

namespace kith::kithapi {

class DoorApi {
public:
    DoorApi(store::Store& store, services::Door& door, services::Viewers& viewers, mastodon::AccountPresenter& accounts,
            mastodon::StatusPresenter& statuses)
        : store_(store), door_(door), viewers_(viewers), accounts_(accounts), statuses_(statuses) {}

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> count(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> answer(Call& call);

    // JSON of each, without those who are gone.
    Result<std::vector<std::string>> present(const store::ReadTx& tx, AccountId me,
                                             std::span<const services::DoorEntry> entries,
                                             mastodon::StatusPresenter::Epochs epochs);

    store::Store& store_;
    services::Door& door_;
    services::Viewers& viewers_;
    mastodon::AccountPresenter& accounts_;
    mastodon::StatusPresenter& statuses_;
};

} // namespace kith::kithapi
