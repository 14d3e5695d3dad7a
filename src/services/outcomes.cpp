#include "services/outcomes.hpp"

#include "core/text.hpp"

#include <array>

namespace kith::services {
namespace {

using store::OutcomeKind;

constexpr std::array<std::pair<std::string_view, OutcomeKind>, 5> kinds{{{"client", OutcomeKind::client},
                                                                         {"job", OutcomeKind::job},
                                                                         {"answer", OutcomeKind::answer},
                                                                         {"friend", OutcomeKind::friend_},
                                                                         {"other", OutcomeKind::other}}};

} // namespace

std::string_view to_string(OutcomeKind kind) {
    for (const auto& [name, value] : kinds)
        if (value == kind) return name;
    return "other";
}

std::optional<OutcomeKind> parse_outcome_kind(std::string_view name) {
    for (const auto& [known, kind] : kinds)
        if (known == name) return kind;
    return std::nullopt;
}

Result<store::Outcome> Outcomes::note(AccountId owner, const NewOutcome& wanted) {
    auto what = to_valid_utf8(trim(wanted.what));
    if (what.empty()) return invalid("outcome_what", "Validation failed: What came of it can't be blank");
    if (count_code_points(what) > longest)
        return invalid(
            "outcome_what",
            fmt::format("Validation failed: What came of it is too long (maximum is {} characters)", longest));
    return store_.write([&](store::WriteTx& tx) -> Result<store::Outcome> {
        auto now = clock_.now();
        if (wanted.at && (*wanted.at > now || *wanted.at < from_unix_ms(0)))
            return invalid("outcome_at", "Validation failed: It cannot have come of it yet");
        if (wanted.target == owner || !TRY(tx.accounts().by_id(wanted.target))) return not_found();
        auto tie = TRY(tie_with(tx, owner, wanted.target, now));
        store::Outcome outcome{.id = ids_.next(),
                               .account_id = owner,
                               .target_id = wanted.target,
                               .kind = wanted.kind,
                               .what = what,
                               .at = wanted.at.value_or(now),
                               .origin = tie.tie.origin};
        TRY(tx.outcomes().insert(outcome));
        return outcome;
    });
}

Result<void> Outcomes::forget(AccountId owner, std::int64_t id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.outcomes().remove(owner, id))) return not_found();
        return {};
    });
}

} // namespace kith::services
