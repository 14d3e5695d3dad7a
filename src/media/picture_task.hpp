// What the server asks of the worker about one picture, and what the worker answers. Pure.
// A task travels as key=value arguments, a report as key=value lines.
#pragma once

#include "media/geometry.hpp"
#include "media/process.hpp"

#include <span>

namespace kith::media {

// What to do if the picture moves.
enum class Animation {
    keep,  // as a moving GIF or WebP
    still, // its first frame only
    leave, // nothing is made, only frames counted: ffmpeg makes a video of it
};

struct PictureTask {
    std::string source; // absolute
    std::string out_dir;
    std::string name = "original"; // of the main result, without extension
    Format format = Format::jpeg;  // what the first bytes say: the only decoder that will be let run
    Profile profile = Profile::attachment;
    Animation animation = Animation::keep;
    std::int64_t pixels = 0; // these, and below: see Limits
    std::int64_t original_pixels = 0;
    std::int64_t preview_pixels = 0;
    std::int64_t seconds = 0;
    std::int64_t memory = 0;
    std::int64_t file_bytes = 0;
    std::int64_t threads = 1;
};

std::vector<std::string> to_arguments(const PictureTask& task);
Result<PictureTask> parse_task(std::span<const char* const> arguments);

struct PictureFile {
    std::string name; // "original.jpg", without folder
    Size size;
};

struct PictureReport {
    std::string error;  // a code of process()'s; empty if all went well
    std::string detail; // for the log
    int frames = 1;
    PictureFile original; // no name: there is none (Animation::leave)
    PictureFile preview;  // likewise
    std::string blurhash;
};

std::string to_lines(const PictureReport& report);
// The worker may have been taken over by the picture it read: names are single file names with known extensions,
// sizes and hash are in their ranges, or it is not a report (nullopt).
std::optional<PictureReport> parse_report(std::string_view lines);

} // namespace kith::media
