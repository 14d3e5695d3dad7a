#include "domain/list.hpp"

#include <utility>

namespace kith {

std::string_view to_string(RepliesPolicy policy) {
    switch (policy) {
    case RepliesPolicy::followed:
        return "followed";
    case RepliesPolicy::list:
        return "list";
    case RepliesPolicy::none:
        return "none";
    }
    std::unreachable();
}

std::optional<RepliesPolicy> parse_replies_policy(std::string_view name) {
    for (auto policy : {RepliesPolicy::followed, RepliesPolicy::list, RepliesPolicy::none})
        if (to_string(policy) == name) return policy;
    return std::nullopt;
}

} // namespace kith
