// Uploaded files' rows; the bytes are in the media folder.
#pragma once

#include "core/result.hpp"
#include "domain/status.hpp"

#include <span>
#include <vector>

namespace kith::store {

class MediaFiles {
public:
    virtual ~MediaFiles() = default;

    virtual Result<std::optional<Media>> by_id(MediaId id) const = 0;
    virtual Result<std::vector<Media>> by_ids(std::span<const MediaId> ids) const = 0;
    // Of these statuses, in their order within a status.
    virtual Result<std::vector<Media>> of_statuses(std::span<const StatusId> ids) const = 0;
    // Uploaded before `before` and in no status, neither posted nor scheduled; oldest first.
    virtual Result<std::vector<Media>> unattached(Time before, int limit) const = 0;
    virtual Result<std::vector<Media>> of_account(AccountId account) const = 0;
    // Every file name below the media folder that is in use, avatars, headers, previews and emojis included; for
    // `kith check` and for clearing up.
    virtual Result<std::vector<std::string>> all_files() const = 0;

    virtual Result<void> insert(const Media& media) = 0;
    // All but account, status and position, which `attach` sets. not_found.
    virtual Result<void> update(const Media& media) = 0;
    // Attaches in this order; what was attached before and is not named is detached. Ends being scheduled.
    virtual Result<void> attach(StatusId status, std::span<const MediaId> media) = 0;
    virtual Result<void> remove(MediaId id) = 0;
};

} // namespace kith::store
