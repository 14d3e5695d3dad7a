// What an uploaded file is, told by its first bytes alone: names and declared types are the sender's words. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace kith::media {

// As in the Mastodon API's MediaAttachment: gifv is a silent, looping video.
enum class Kind { image, gifv, video, audio };
std::string_view to_string(Kind kind);

// Containers and codings that Kith takes in. A container may turn out to hold sound only (mp4, matroska, ogg).
enum class Format {
    jpeg,
    png,
    webp,
    gif,
    avif,
    heic,
    mp4,
    quicktime,
    matroska,
    webm,
    avi,
    ogg,
    mp3,
    flac,
    wav,
    m4a,
    aac
};

struct FormatInfo {
    Format format;
    Kind kind; // of the container; process() tells what is really inside
    std::string_view name;
    std::string_view mime;
    std::string_view extension; // without the dot
    std::string_view demuxer;   // ffmpeg's name for it; empty for pictures
};
const FormatInfo& info(Format format);
// For files that Kith itself has made and named; nullptr for an extension that it does not make.
const FormatInfo* info_of_extension(std::string_view extension);

// How many first bytes are enough for sniff().
constexpr std::size_t sniff_bytes = 4096;
// nullopt for what Kith does not take: text, HTML, SVG, PDF, TIFF, BMP, archives…
std::optional<Format> sniff(std::string_view first_bytes);

} // namespace kith::media
