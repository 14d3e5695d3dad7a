// From an uploaded file to the files and facts that MediaAttachment, avatars and headers show.
// https://docs.joinmastodon.org/entities/MediaAttachment/
#pragma once

#include "core/result.hpp"
#include "media/sniff.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kith::media {

enum class Profile {
    attachment, // picture, video or sound; preview
    thumbnail,  // a picture for the preview of something else (a member's own cover, a link's card): small, no preview
    avatar,     // picture, cropped to 400x400; if it moves, the preview is its still version
    header,     // picture, cropped to 1500x500; likewise
    emoji,      // picture of about 128x128, its shape kept; likewise
};

struct Source {
    std::filesystem::path file; // read only; its name means nothing
    Profile profile = Profile::attachment;
};

struct Limits {
    // What runs worker_main(); tasks are appended.
    std::vector<std::string> worker_command = {"/proc/self/exe", "media-worker"};
    std::string ffmpeg = "ffmpeg"; // a path, or a name in PATH
    std::string ffprobe = "ffprobe";

    std::uint64_t picture_bytes = 16ULL << 20; // of the upload; as Mastodon
    std::uint64_t video_bytes = 99ULL << 20;   // of video and audio, upload and result; as Mastodon
    std::int64_t pixels = 100'000'000; // more are refused before decoding; all frames, if a moving picture is kept
    std::int64_t original_pixels = 3840LL * 2160;
    std::int64_t preview_pixels = 640LL * 360;
    std::int64_t transcoded_pixels = 1920LL * 1080; // of video that must be encoded anew

    std::chrono::seconds picture_time{30}; // each also bounds CPU time, times threads
    std::chrono::seconds video_time{600};
    std::uint64_t picture_memory = 2ULL << 30; // address space
    std::uint64_t video_memory = 4ULL << 30;
    int threads = 2;
};

struct Version {
    std::filesystem::path file; // in out_dir
    std::string mime;
    std::uint64_t bytes = 0;
    int width = 0; // as shown, after rotation; 0 for audio
    int height = 0;

    double aspect() const { return height == 0 ? 0 : static_cast<double>(width) / height; }
};

struct Processed {
    Kind kind = Kind::image;
    Version original;
    std::optional<Version> preview;      // audio: only if it has cover art; avatar, header, emoji: only if it moves
    std::string blurhash;                // empty for audio without cover art
    std::optional<double> duration;      // seconds; gifv, video, audio
    std::string frame_rate;              // "30/1"; gifv and video
    std::optional<std::int64_t> bitrate; // bits a second; gifv, video, audio
};

// Blocks for up to Limits' times, uses up to `threads` cores: call it from a worker pool that bounds how many run at
// once. Thread-safe. Writes only `original.*` and `preview.*` into out_dir, which must exist, and removes them on
// error. Everything written has been through a decoder or a remuxer: no EXIF, GPS, tags or chapters are left; pictures
// are turned as their orientation says and are sRGB. Nothing of the source is read in this process but its first bytes.
//
// Errors: invalid (`media_type_unsupported`, `media_unreadable`, `media_too_many_pixels`, `media_too_slow`);
// too_large; unavailable (`media_converter_missing`: video or audio without ffmpeg, pictures without libvips);
// internal. Without ffmpeg an animated GIF stays a GIF of kind image.
Result<Processed> process(const Source& source, const std::filesystem::path& out_dir, const Limits& limits);

} // namespace kith::media
