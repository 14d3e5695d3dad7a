// Avatars and headers: from an upload to files below the media folder.
#pragma once

#include "http/upload.hpp"
#include "media/process.hpp"
#include "services/profiles.hpp"

#include <filesystem>
#include <semaphore>

namespace kith::mastodon {

// Thread-safe.
class ProfilePictures {
public:
    ProfilePictures(std::filesystem::path media_folder, media::Limits limits)
        : media_folder_(std::move(media_folder)), limits_(std::move(limits)) {}

    // Blocks while the picture is made, at most two at once. Errors: those of media::process.
    Result<services::ProfilePicture> take(const http::Upload& upload, media::Profile profile);
    // Deletes its files; nothing happens if there are none, or if they are not of take().
    void discard(const services::ProfilePicture& picture) const;

private:
    std::filesystem::path media_folder_;
    media::Limits limits_;
    std::counting_semaphore<2> at_once_{2};
};

} // namespace kith::mastodon
