// The pictures of custom emojis, below the media folder.
#pragma once

#include "domain/emoji.hpp"
#include "media/process.hpp"

#include <filesystem>

namespace kith::services {

// Thread-safe.
class EmojiFiles {
public:
    explicit EmojiFiles(std::filesystem::path media_folder) : media_folder_(std::move(media_folder)) {}

    // Makes the files of a picture, small and without metadata; `emoji` learns their names. Blocks meanwhile. Errors:
    // those of media::process.
    Result<void> make(const std::filesystem::path& picture, CustomEmoji& emoji) const;
    // Deletes them; nothing happens if there are none.
    void remove(const CustomEmoji& emoji) const;

private:
    std::filesystem::path media_folder_;
};

} // namespace kith::services
