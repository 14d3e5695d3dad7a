#include "services/account_search.hpp"

#include "core/text.hpp"
#include "domain/names.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

constexpr int deepest = 400;

Result<bool> is_searched(const store::ReadTx& tx, const store::AccountSearch& search, AccountId id) {
    if (!search.following || id == search.viewer) return true;
    std::array candidates{id};
    return !TRY(tx.relations().followed_among(search.viewer, candidates)).empty();
}

} // namespace

Result<std::optional<Account>> account_of_address(const store::ReadTx& tx, const Instance& instance,
                                                  std::string_view text) {
    auto pages = instance.base_url + "/@";
    if (text.starts_with(pages)) text.remove_prefix(pages.size());
    auto acct = parse_acct(trim(text), instance.domain);
    if (!acct) return std::optional<Account>();
    if (acct->domain == instance.web_host()) acct->domain.clear(); // a handle at the address of the pages
    auto account = TRY(tx.accounts().by_acct(acct->username, acct->domain));
    if (!account || account->suspended()) return std::optional<Account>();
    if (!TRY(tx.users().waiting_among(std::array{account->id})).empty()) return std::optional<Account>();
    return account;
}

Result<std::vector<AccountId>> search_accounts(const store::ReadTx& tx, const Instance& instance,
                                               std::string_view query, store::AccountSearch search) {
    std::vector<AccountId> found;
    auto begin = static_cast<std::size_t>(std::clamp(search.offset, 0, deepest));
    auto end = begin + static_cast<std::size_t>(search.limit);
    auto exact = TRY(account_of_address(tx, instance, query));
    if (exact && TRY(is_searched(tx, search, exact->id))) found.push_back(exact->id);
    search.offset = 0;
    search.limit = static_cast<int>(end);
    for (auto id : TRY(tx.accounts().search(query, search)))
        if (!exact || id != exact->id) found.push_back(id);
    if (found.size() > end) found.resize(end);
    found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(std::min(begin, found.size())));
    return found;
}

} // namespace kith::services
