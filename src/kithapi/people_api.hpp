// /people: the list, one person, the shared history, vouching. See src/kithapi/openapi/people.json.
#pragma once

#include "kithapi/api.hpp"
#include "kithapi/person_entities.hpp"
#include "mastodon/status_presenter.hpp"
#include "services/contact_policies.hpp"
#include "services/meetings.hpp"

namespace kith::kithapi {

class PeopleApi {
public:
    PeopleApi(store::Store& store, services::People& people, services::Meetings& meetings,
              services::ContactPolicies& contact, services::Viewers& viewers, mastodon::AccountPresenter& accounts,
              mastodon::StatusPresenter& statuses);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> list(Call& call);
    Result<http::Response> tags(Call& call);
    Result<http::Response> one(Call& call);
    Result<http::Response> change(Call& call);
    Result<http::Response> history(Call& call);
    Result<http::Response> vouch(Call& call, bool vouches);
    Result<http::Response> unmeet(Call& call);
    Result<http::Response> person(AccountId me, AccountId other);

    store::Store& store_;
    services::People& people_;
    services::Meetings& meetings_;
    services::ContactPolicies& contact_;
    services::Viewers& viewers_;
    mastodon::AccountPresenter& accounts_;
    mastodon::StatusPresenter& statuses_;
};

} // namespace kith::kithapi
