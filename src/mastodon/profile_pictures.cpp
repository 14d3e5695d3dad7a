#include "mastodon/profile_pictures.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

namespace kith::mastodon {
namespace {

constexpr std::string_view folder = "profiles/";

std::string tell_size(std::uint64_t bytes) { return fmt::format("{} MB", bytes >> 20); }

} // namespace

Result<services::ProfilePicture> ProfilePictures::take(const http::Upload& upload, media::Profile profile) {
    if (upload.size > limits_.picture_bytes)
        return fail(ErrorKind::too_large, "media_too_large",
                    "Validation failed: A picture can have at most " + tell_size(limits_.picture_bytes));
    // Nobody can guess the address of a picture that is not shown any more.
    auto name = std::string(folder) + to_hex(random_bytes(16));
    auto out = media_folder_ / name;
    std::error_code failed;
    std::filesystem::create_directories(out, failed);
    if (failed) return internal(fmt::format("cannot make {}: {}", out.string(), failed.message()));

    auto made = [&]() -> Result<media::Processed> {
        http::TempFile spooled;
        auto source = upload.file.path();
        if (upload.in_memory()) {
            spooled = TRY(http::TempFile::create(out));
            TRY(spooled.append(upload.bytes));
            spooled.close();
            source = spooled.path();
        }
        at_once_.acquire();
        auto processed = media::process({source, profile}, out, limits_);
        at_once_.release();
        return processed;
    }();
    if (!made) {
        std::filesystem::remove_all(out, failed);
        return Failure(std::move(made).error());
    }
    auto address = [&](const media::Version& version) { return name + "/" + version.file.filename().string(); };
    services::ProfilePicture picture{address(made->original), {}};
    if (made->preview) picture.static_file = address(*made->preview);
    return picture;
}

void ProfilePictures::discard(const services::ProfilePicture& picture) const {
    if (!picture.file.starts_with(folder)) return;
    std::error_code ignored; // what stays is found by the clearing up of unused files
    std::filesystem::remove_all((media_folder_ / picture.file).parent_path(), ignored);
}

} // namespace kith::mastodon
