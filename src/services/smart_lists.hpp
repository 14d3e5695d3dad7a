// Lists that fill themselves from a member's ties, beside those that members make (lists.hpp). Computed when they are
// read; nobody but the member ever sees who is in them.
#pragma once

#include "domain/list.hpp"
#include "services/ties.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace kith::services {

// The numbers are the lists' ids for every member: too small to be one of a list that somebody made.
enum class SmartList : std::uint8_t {
    trusted = 1,
    friends,
    acquaintances,
    waiting, // posts and messages whose authors wait for the member's answer
    offers,  // pitches of followed accounts that stay out of the home timeline
};
inline constexpr std::array all_smart_lists{SmartList::trusted, SmartList::friends, SmartList::acquaintances,
                                            SmartList::waiting, SmartList::offers};

std::string_view to_string(SmartList list); // "trusted", "friends", "acquaintances", "waiting", "offers"
std::optional<SmartList> parse_smart_list(std::string_view name);
std::optional<SmartList> smart_list(ListId id);
// As the API shows it: "Trusted", …, "Waiting for you", "Offers".
List as_list(SmartList list, AccountId account);
// What changing one is answered with: invalid (smart_list).
Failure cannot_change(SmartList list);

// Those that the member did not hide.
Result<std::vector<SmartList>> shown_smart_lists(const store::ReadTx& tx, AccountId account);
// Errors: not_found (the member hid it).
Result<void> check_shown(const store::ReadTx& tx, AccountId account, SmartList list);
// The nearest first, at most 500. Suspended and blocked accounts are in none.
Result<std::vector<AccountId>> members_of(const store::ReadTx& tx, AccountId account, SmartList list, Time now);
// Newest first. The three by stage hold what their members wrote or boosted, as far as the reader may see it; replies
// to people outside of the list are left out.
Result<std::vector<StatusId>> smart_timeline(const store::ReadTx& tx, AccountId account, SmartList list,
                                             const store::Page& page, Time now);
// Whether the status or boost is in the list's timeline, hidden or not.
Result<bool> is_in(const store::ReadTx& tx, AccountId account, SmartList list, const Status& status, Time now);
// The lists by stage that somebody is in, if the member did not hide it.
Result<std::vector<SmartList>> smart_lists_with(const store::ReadTx& tx, AccountId account, AccountId other, Time now);

} // namespace kith::services
