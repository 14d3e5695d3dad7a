// ffmpeg and ffprobe as child processes in the worker's sandbox: local files only, one demuxer, known decoders only.
#pragma once

#include "media/conversion.hpp"
#include "media/worker_command.hpp"

#include <filesystem>

namespace kith::media {

struct InputFile {
    std::filesystem::path path; // absolute
    std::string_view demuxer;   // the only one that may read it
};

class Ffmpeg {
public:
    // Error: unavailable if one of the two programs is not installed.
    static Result<Ffmpeg> find(const Limits& limits);

    // Errors of all: invalid if ffmpeg cannot make sense of the file; media_too_slow, too_large.
    Result<Probe> probe(const InputFile& input) const;
    // Writes `output` in the folder that holds it. Tags, chapters, subtitles and data streams are left out.
    Result<void> convert(const InputFile& input, const Conversion& conversion,
                         const std::filesystem::path& output) const;
    // One frame of the stream, not larger than `size`, as PNG.
    Result<void> save_frame(const InputFile& input, const Stream& stream, double at_seconds, Size size,
                            const std::filesystem::path& output) const;

private:
    Ffmpeg(std::string ffmpeg, std::string ffprobe, const Limits& limits);
    Result<Finished> run(std::string_view program, std::vector<std::string> arguments, const InputFile& input,
                         const std::filesystem::path& folder) const;

    std::string ffmpeg_;
    std::string ffprobe_;
    const Limits* limits_;
};

} // namespace kith::media
