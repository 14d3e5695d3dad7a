// A list of accounts whose posts a member reads on their own. https://docs.joinmastodon.org/entities/List/
#pragma once

#include "core/ids.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kith {

// Which replies to others than the member and the author a list shows. Stored by name.
enum class RepliesPolicy {
    followed, // to anybody whom the member follows
    list,     // to accounts of the list
    none,
};

std::string_view to_string(RepliesPolicy policy);
std::optional<RepliesPolicy> parse_replies_policy(std::string_view name);

struct List {
    ListId id;
    AccountId account_id; // whose it is
    std::string title;
    RepliesPolicy replies_policy = RepliesPolicy::list;
    bool exclusive = false; // its accounts' posts stay out of the member's home
};

namespace limits {
constexpr std::size_t list_title = 256; // code points
constexpr std::size_t lists = 50;       // of one member
} // namespace limits

} // namespace kith
