// Reports to the moderators.
#pragma once

#include "core/result.hpp"
#include "domain/report.hpp"
#include "store/page.hpp"

#include <span>
#include <vector>

namespace kith::store {

struct ReportSelection {
    std::optional<bool> resolved; // none: both
    AccountId account;            // who reports; none: anybody
    AccountId target;
};

class Reports {
public:
    virtual ~Reports() = default;

    virtual Result<std::optional<Report>> by_id(ReportId id) const = 0;
    // In no particular order; ids that don't exist are left out.
    virtual Result<std::vector<Report>> by_ids(std::span<const ReportId> ids) const = 0;
    // Newest first.
    virtual Result<std::vector<Report>> list(const ReportSelection& selection, const Page& page) const = 0;
    virtual Result<std::int64_t> count_open() const = 0;

    virtual Result<void> insert(const Report& report) = 0;
    // Resolved or open again, whose it is, category and rules; the rest stays. not_found.
    virtual Result<void> update(const Report& report) = 0;
};

} // namespace kith::store
