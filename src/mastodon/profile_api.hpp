// A member's own profile and preferences. https://docs.joinmastodon.org/methods/accounts/#verify_credentials,
// …/profile/, …/preferences/
#pragma once

#include "mastodon/account_presenter.hpp"
#include "mastodon/api.hpp"
#include "mastodon/profile_pictures.hpp"
#include "services/profiles.hpp"

namespace kith::mastodon {

class ProfileApi {
public:
    ProfileApi(store::Store& store, services::Profiles& profiles, AccountPresenter& accounts,
               ProfilePictures& pictures);

    std::vector<ApiRoute> routes();

private:
    Result<void> update(Call& call);
    // Applies it and deletes the files of pictures that were replaced.
    Result<void> apply(AccountId account, services::ProfileChange change);

    Result<http::Response> credentials(Call& call);
    Result<http::Response> profile(Call& call);
    Result<http::Response> remove_picture(Call& call,
                                          std::optional<services::ProfilePicture> services::ProfileChange::* which);
    Result<http::Response> preferences(Call& call);

    store::Store& store_;
    services::Profiles& profiles_;
    AccountPresenter& accounts_;
    ProfilePictures& pictures_;
};

} // namespace kith::mastodon
