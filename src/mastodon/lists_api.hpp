// Lists. https://docs.joinmastodon.org/methods/lists/
#pragma once

#include "mastodon/account_page.hpp"
#include "services/lists.hpp"
#include "services/smart_lists.hpp"

namespace kith::mastodon {

class ListsApi {
public:
    ListsApi(store::Store& store, const Clock& clock, services::Lists& lists, AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    Result<http::Response> all(Call& call);
    Result<http::Response> get(Call& call);
    Result<http::Response> create(Call& call);
    Result<http::Response> update(Call& call);
    Result<http::Response> remove(Call& call);
    Result<http::Response> members(Call& call);
    Result<http::Response> add(Call& call);
    Result<http::Response> remove_accounts(Call& call);
    Result<http::Response> with_account(Call& call);

    Result<http::Response> smart_members(Call& call, services::SmartList list);

    store::Store& store_;
    const Clock& clock_;
    services::Lists& lists_;
    AccountPresenter& accounts_;
};

} // namespace kith::mastodon
