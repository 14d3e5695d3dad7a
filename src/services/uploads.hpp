// Files that members attach: taken in, processed (pictures at once, films and sounds by a job), described, thrown away.
#pragma once

#include "media/process.hpp"
#include "services/events.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <string>

namespace kith::services {

// What is changed about an attachment; nullopt stays.
struct MediaDetails {
    std::optional<std::string> description;
    std::optional<std::pair<double, double>> focus;
};

class Uploads {
public:
    static constexpr std::size_t description_characters = 1500;
    static constexpr std::string_view job_kind = "process_media";

    // `folder`: finished files; `waiting`: uploads whose processing is still to come. Both exist.
    Uploads(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, std::filesystem::path folder,
            std::filesystem::path waiting, media::Limits limits);

    // Takes over `file` (moves it). A picture is ready when this returns; anything else is being processed.
    // Errors: invalid (description_too_long, media_…), too_large, unavailable.
    Result<Media> add(AccountId account, const std::filesystem::path& file, MediaDetails details);
    // The member's own. Errors: not_found.
    Result<Media> get(AccountId account, MediaId id);
    Result<Media> update(AccountId account, MediaId id, const MediaDetails& details);
    // A picture to be shown for a sound or film. Errors: as add.
    Result<Media> set_thumbnail(AccountId account, MediaId id, const std::filesystem::path& file);
    // Only while it is in no status. Errors: not_found, conflict.
    Result<void> remove(AccountId account, MediaId id);

    // The job: payload is the id.
    Result<void> process_waiting(const std::string& payload);
    // Throws away what was uploaded before and never posted. How many.
    Result<std::size_t> remove_unattached(Time before);
    // Files of media rows that are about to go.
    void remove_files(const Media& media);

private:
    Result<media::Processed> process(const std::filesystem::path& file, media::Profile profile,
                                     std::filesystem::path& made_in);
    void put_result(Media& media, const media::Processed& done, const std::filesystem::path& made_in) const;
    std::filesystem::path waiting_file(MediaId id) const { return waiting_ / id.str(); }

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    std::filesystem::path folder_;
    std::filesystem::path waiting_;
    media::Limits limits_;
};

} // namespace kith::services
