#include "services/moderator.hpp"

#include <array>

namespace kith::services {

std::optional<Measure> parse_measure(std::string_view text) {
    constexpr std::array<std::string_view, 4> names{"none", "disable", "silence", "suspend"};
    for (std::size_t at = 0; at < names.size(); ++at)
        if (names[at] == text) return static_cast<Measure>(at);
    return std::nullopt;
}

bool outranks(Role actor, Role target) { return actor == Role::owner || (actor >= Role::moderator && actor > target); }

Result<void> log_entry(store::WriteTx& tx, IdMaker& ids, const Moderator& by, AccountId target, std::string action) {
    return tx.moderation_log().insert({.id = ids.make<store::ModerationEntryId>(),
                                       .account_id = by.account,
                                       .target_id = target,
                                       .report_id = by.report,
                                       .action = std::move(action),
                                       .text = by.text});
}

} // namespace kith::services
