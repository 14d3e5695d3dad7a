#include "domain/push_subscription.hpp"

#include <utility>

namespace kith {

std::string_view to_string(PushPolicy policy) {
    switch (policy) {
    case PushPolicy::all:
        return "all";
    case PushPolicy::followed:
        return "followed";
    case PushPolicy::follower:
        return "follower";
    case PushPolicy::none:
        return "none";
    }
    std::unreachable();
}

std::optional<PushPolicy> parse_push_policy(std::string_view text) {
    for (auto policy : {PushPolicy::all, PushPolicy::followed, PushPolicy::follower, PushPolicy::none})
        if (text == to_string(policy)) return policy;
    return std::nullopt;
}

} // namespace kith
