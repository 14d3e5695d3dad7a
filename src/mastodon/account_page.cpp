#include "mastodon/account_page.hpp"

namespace kith::mastodon {

Result<http::Response> account_page(Call& call, store::Store& store, AccountPresenter& accounts,
                                    const AccountRows& rows) {
    auto page = TRY(call.page(40, 80));
    auto epoch = accounts.epoch();
    std::vector<store::Positioned> found;
    auto body = TRY(store.read([&](store::ReadTx& tx) -> Result<std::string> {
        found = TRY(rows(tx, page));
        std::vector<AccountId> ids;
        for (const auto& row : found)
            ids.push_back(row.account_id);
        return accounts.list(tx, ids, epoch);
    }));
    auto response = http::Response::json_text(std::move(body));
    if (!found.empty()) call.link(response, found.front().position, found.back().position);
    return response;
}

} // namespace kith::mastodon
