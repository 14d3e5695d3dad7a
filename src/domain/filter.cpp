#include "domain/filter.hpp"

namespace kith {

std::string_view to_string(FilterContext context) {
    switch (context) {
    case FilterContext::home:
        return "home";
    case FilterContext::notifications:
        return "notifications";
    case FilterContext::public_:
        return "public";
    case FilterContext::thread:
        return "thread";
    case FilterContext::account:
        return "account";
    }
    return "home";
}

std::optional<FilterContext> parse_filter_context(std::string_view text) {
    for (auto context : {FilterContext::home, FilterContext::notifications, FilterContext::public_,
                         FilterContext::thread, FilterContext::account})
        if (text == to_string(context)) return context;
    return std::nullopt;
}

std::string_view to_string(FilterAction action) {
    switch (action) {
    case FilterAction::warn:
        return "warn";
    case FilterAction::hide:
        return "hide";
    case FilterAction::blur:
        return "blur";
    }
    return "warn";
}

std::optional<FilterAction> parse_filter_action(std::string_view text) {
    for (auto action : {FilterAction::warn, FilterAction::hide, FilterAction::blur})
        if (text == to_string(action)) return action;
    return std::nullopt;
}

} // namespace kith
