// Good things that members noted as having come of a tie.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"
#include "relationship/tie.hpp"
#include "store/page.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::store {

enum class OutcomeKind : std::uint8_t { other, client, job, answer, friend_ };

struct Outcome {
    std::int64_t id = 0; // a snowflake
    AccountId account_id;
    AccountId target_id;
    OutcomeKind kind = OutcomeKind::other;
    std::string what;
    Time at;
    relationship::Origin origin; // of the tie, as it was known when this was noted
};

class Outcomes {
public:
    virtual ~Outcomes() = default;

    // Newest first by id; `target` none: of everybody.
    virtual Result<std::vector<Outcome>> list(AccountId account, AccountId target, const Page& page) const = 0;
    virtual Result<std::int64_t> count(AccountId account, AccountId target) const = 0;
    // What happened in [from, to), by time.
    virtual Result<std::vector<Outcome>> between(AccountId account, Time from, Time to) const = 0;

    virtual Result<void> insert(const Outcome& outcome) = 0;
    virtual Result<bool> remove(AccountId account, std::int64_t id) = 0;
};

} // namespace kith::store
