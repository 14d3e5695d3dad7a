// What members choose about their ties, the lists made of them, and the numbers on their profile.
#pragma once

#include "services/events.hpp"
#include "store/store.hpp"
#include "store/ties.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace kith::services {

std::string_view to_string(store::Counts counts); // "server", "nobody", "self", "everybody"
std::optional<store::Counts> parse_counts(std::string_view name);

// Thread-safe.
class TiePreferences {
public:
    TiePreferences(store::Store& store, Events& events) : store_(store), events_(events) {}

    static Result<store::TiePreferences> of(const store::ReadTx& tx, AccountId account);
    Result<store::TiePreferences> get(AccountId account);
    // One transaction; gives what holds afterwards.
    Result<store::TiePreferences> change(AccountId account, const std::function<void(store::TiePreferences&)>& change);

private:
    store::Store& store_;
    Events& events_;
};

} // namespace kith::services
