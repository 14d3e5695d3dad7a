#include "services/uris.hpp"

namespace kith::services {

std::string full_handle(const Account& account, const Instance& instance) {
    return account.username + "@" + (account.local() ? instance.domain : account.domain);
}

Result<std::unordered_map<StatusId, std::string>> status_uris(const store::ReadTx& tx, std::span<const StatusId> ids,
                                                              const Instance& instance) {
    std::unordered_map<StatusId, std::string> uris;
    if (ids.empty()) return uris;
    auto statuses = TRY(tx.statuses().by_ids(ids));
    std::vector<AccountId> authors;
    for (const auto& status : statuses)
        if (status.local) authors.push_back(status.account_id);
    std::unordered_map<AccountId, std::string> names;
    for (auto& account : TRY(tx.accounts().by_ids(authors)))
        names.emplace(account.id, std::move(account.username));
    for (auto& status : statuses) {
        if (!status.local)
            uris.emplace(status.id, std::move(status.uri));
        else if (auto name = names.find(status.account_id); name != names.end())
            uris.emplace(status.id, instance.status_uri(name->second, status.id));
    }
    return uris;
}

} // namespace kith::services
