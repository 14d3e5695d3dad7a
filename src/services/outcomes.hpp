// Something good came of it: noted by a member, with how that tie began.
#pragma once

#include "services/ties.hpp"
#include "store/outcomes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

std::string_view to_string(store::OutcomeKind kind); // "friend"
std::optional<store::OutcomeKind> parse_outcome_kind(std::string_view name);

struct NewOutcome {
    AccountId target;
    store::OutcomeKind kind = store::OutcomeKind::other;
    std::string what;
    std::optional<Time> at; // now without it
};

// Thread-safe.
class Outcomes {
public:
    static constexpr std::size_t longest = 500; // code points

    Outcomes(store::Store& store, const Clock& clock, IdMaker& ids) : store_(store), clock_(clock), ids_(ids) {}

    // Errors: not_found (no such account, or oneself); invalid (outcome_what, outcome_at).
    Result<store::Outcome> note(AccountId owner, const NewOutcome& wanted);
    // Errors: not_found.
    Result<void> forget(AccountId owner, std::int64_t id);

private:
    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
};

} // namespace kith::services
