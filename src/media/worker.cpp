#include "media/worker.hpp"

#include "core/text.hpp"
#include "media/picture_maker.hpp"
#include "media/sandbox.hpp"
#include "media/worker_command.hpp"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

namespace kith::media {
namespace {

int refuse(std::string_view why) {
    static_cast<void>(std::fwrite(why.data(), 1, why.size(), stderr));
    return worker_misused;
}

PictureReport do_task(const PictureTask& task, int source) {
    bool needs_module = task.format == Format::heic || task.format == Format::avif;
    auto vips = open_vips(vips_loader(task.format), needs_module, static_cast<int>(task.threads));
    if (vips) return make_pictures(*vips, task, source);
    PictureReport failed;
    failed.error = vips.error().code;
    failed.detail = vips.error().detail;
    return failed;
}

int make_pictures_as_asked(std::span<const char* const> arguments) {
    auto task = parse_task(arguments);
    if (!task) return refuse(task.error().message);
    if (vips_loader(task->format) == nullptr) return refuse("not a picture format");
    int source = open(task->source.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (source < 0) return refuse("cannot open the source");
    // The file is open already: the sandbox need not show its folder.
    Sandbox sandbox;
    sandbox.memory = static_cast<std::uint64_t>(task->memory);
    sandbox.cpu = std::chrono::seconds(task->seconds * task->threads);
    sandbox.file_bytes = static_cast<std::uint64_t>(task->file_bytes);
    sandbox.writable = task->out_dir;
    if (auto entered = enter(sandbox); !entered) return refuse(entered.error().detail);

    std::string lines = to_lines(do_task(*task, source));
    bool written = std::fwrite(lines.data(), 1, lines.size(), stdout) == lines.size() && std::fflush(stdout) == 0;
    return written ? EXIT_SUCCESS : worker_misused;
}

// memory, CPU seconds, bytes a file, readable path, writable folder, program, its arguments
int run_as_asked(std::span<char* const> arguments) {
    constexpr std::size_t fixed = 6;
    if (arguments.size() < fixed) return refuse("too few arguments");
    auto number = [&](std::size_t at) { return static_cast<std::uint64_t>(parse_int(arguments[at]).value_or(0)); };
    Sandbox sandbox;
    sandbox.memory = number(0);
    sandbox.cpu = std::chrono::seconds(number(1));
    sandbox.file_bytes = number(2);
    sandbox.readable = arguments[3];
    sandbox.writable = arguments[4];
    sandbox.program = arguments[5];
    if (auto entered = enter(sandbox); !entered) return refuse(entered.error().detail);
    execv(arguments[5], &arguments[5]); // argv ends with a null pointer, as main's does
    return refuse("cannot run the program");
}

} // namespace

int worker_main(int argc, char** argv) {
    std::span<char* const> arguments(argv, static_cast<std::size_t>(argc));
    if (arguments.size() < 3) return refuse("This command is for the server's own use.\n");
    std::string_view verb = arguments[2];
    auto rest = arguments.subspan(3);
    int code = worker_misused;
    if (verb == worker_picture)
        code = make_pictures_as_asked(std::vector<const char*>(rest.begin(), rest.end()));
    else if (verb == worker_run)
        code = run_as_asked(rest);
    else
        code = refuse("This command is for the server's own use.\n");
    // Nothing of the decoders is worth tearing down, and tearing down is where damaged ones crash.
    _exit(code);
}

} // namespace kith::media
