#include "services/emoji_files.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr std::string_view folder = "emojis/";

} // namespace

Result<void> EmojiFiles::make(const std::filesystem::path& picture, CustomEmoji& emoji) const {
    auto name = std::string(folder) + to_hex(random_bytes(16));
    auto out = media_folder_ / name;
    std::error_code failed;
    std::filesystem::create_directories(out, failed);
    if (failed)
        return fail(ErrorKind::unavailable, "media_folder",
                    fmt::format("{} cannot be made: {}", out.string(), failed.message()));
    auto made = media::process({picture, media::Profile::emoji}, out, media::Limits{});
    if (!made) {
        std::filesystem::remove_all(out, failed);
        return Failure(std::move(made).error());
    }
    emoji.file = name + "/" + made->original.file.filename().string();
    emoji.static_file = made->preview ? name + "/" + made->preview->file.filename().string() : std::string();
    return {};
}

void EmojiFiles::remove(const CustomEmoji& emoji) const {
    if (!emoji.file.starts_with(folder)) return;
    std::error_code ignored;
    std::filesystem::remove_all((media_folder_ / emoji.file).parent_path(), ignored);
}

} // namespace kith::services
