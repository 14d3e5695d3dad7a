// Accounts and reports as moderators see them. Of a member's own (ties, notes, requests, messages) nothing is in it,
// but the posts that somebody attached to a report.
#pragma once

#include "domain/report.hpp"
#include "mastodon/account_presenter.hpp"
#include "mastodon/status_presenter.hpp"

#include <span>
#include <string>
#include <unordered_map>

namespace kith::mastodon {

// Thread-safe.
class AdminPresenter {
public:
    AdminPresenter(services::Viewers& viewers, AccountPresenter& accounts, StatusPresenter& statuses)
        : viewers_(viewers), accounts_(accounts), statuses_(statuses) {}

    StatusPresenter::Epochs epochs() const { return statuses_.epochs(); }
    // Admin::Account of each that exists.
    Result<std::unordered_map<AccountId, std::string>> accounts(const store::ReadTx& tx, std::span<const AccountId> ids,
                                                                const StatusPresenter::Epochs& epochs);
    // Errors: not_found.
    Result<std::string> account(const store::ReadTx& tx, AccountId id, const StatusPresenter::Epochs& epochs);
    // A JSON list of Admin::Report for this moderator, in their order.
    Result<std::vector<std::string>> reports(const store::ReadTx& tx, std::span<const Report> reports,
                                             AccountId moderator, const StatusPresenter::Epochs& epochs);

private:
    services::Viewers& viewers_;
    AccountPresenter& accounts_;
    StatusPresenter& statuses_;
};

// "[a,b]" of JSON texts.
std::string json_list(std::span<const std::string> items);

} // namespace kith::mastodon
