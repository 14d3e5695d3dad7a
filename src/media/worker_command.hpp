// How the server starts its worker: the command lines that worker_main() understands.
#pragma once

#include "media/child.hpp"
#include "media/picture_task.hpp"

namespace kith::media {

constexpr std::string_view worker_picture = "picture";
constexpr std::string_view worker_run = "run";
constexpr int worker_misused = 70; // exit code: wrong arguments or no sandbox, not the file's fault

// Runs the task in a worker. A worker that crashes or is stopped is the file's fault: invalid.
Result<PictureReport> make_pictures_in_worker(const PictureTask& task, const Limits& limits);

struct ConverterRun {
    std::string program;                // absolute path
    std::vector<std::string> arguments; // without the program's name
    std::string readable;               // the file it reads
    std::string writable;               // the folder it writes into
};
// Runs ffmpeg or ffprobe inside the worker's sandbox with Limits' video_* limits. Finished may have failed; errors are
// those of starting it, and media_too_slow, media_too_large.
Result<Finished> run_converter(const ConverterRun& converter, const Limits& limits);

} // namespace kith::media
