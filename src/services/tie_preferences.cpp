#include "services/tie_preferences.hpp"

#include <array>
#include <utility>

namespace kith::services {

std::string_view to_string(store::Counts counts) {
    switch (counts) {
    case store::Counts::as_server:
        return "server";
    case store::Counts::nobody:
        return "nobody";
    case store::Counts::self:
        return "self";
    case store::Counts::everybody:
        return "everybody";
    }
    std::unreachable();
}

std::optional<store::Counts> parse_counts(std::string_view name) {
    using enum store::Counts;
    for (auto counts : {as_server, nobody, self, everybody})
        if (to_string(counts) == name) return counts;
    return std::nullopt;
}

Result<store::TiePreferences> TiePreferences::of(const store::ReadTx& tx, AccountId account) {
    auto found = TRY(tx.ties().preferences(std::array{account}));
    return found.empty() ? store::TiePreferences() : found.front().second;
}

Result<store::TiePreferences> TiePreferences::get(AccountId account) {
    return store_.read([&](store::ReadTx& tx) { return of(tx, account); });
}

Result<store::TiePreferences> TiePreferences::change(AccountId account,
                                                     const std::function<void(store::TiePreferences&)>& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<store::TiePreferences> {
        auto preferences = TRY(of(tx, account));
        change(preferences);
        TRY(tx.ties().put_preferences(account, preferences));
        // The profile shows other numbers; ways lead elsewhere.
        tx.after_commit([this, account] { events_.publish(AccountChanged{account}); });
        return preferences;
    });
}

} // namespace kith::services
