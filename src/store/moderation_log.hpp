// What moderators did about people, and admins about the server: read by them alone.
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"
#include "store/page.hpp"

#include <string>
#include <vector>

namespace kith::store {

using ModerationEntryId = Id<struct ModerationEntryTag>;

struct ModerationEntry {
    ModerationEntryId id; // when
    AccountId account_id; // who did it; none: the operator, or somebody who is gone
    AccountId target_id;  // to whom; none: gone, or nobody
    ReportId report_id;   // because of which; none: of none
    std::string action;   // "suspend", "approve", … (services/moderator.hpp)
    std::string subject;  // what it was about if it was nobody: a domain, a rule, …; may be empty
    std::string text;     // why, in the moderator's words; may be empty
};

class ModerationLog {
public:
    virtual ~ModerationLog() = default;

    // Newest first. target none: about everybody.
    virtual Result<std::vector<ModerationEntry>> list(AccountId target, const Page& page) const = 0;
    virtual Result<void> insert(const ModerationEntry& entry) = 0;
};

} // namespace kith::store
