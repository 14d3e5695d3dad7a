#include "media/worker_command.hpp"

#include "media/failures.hpp"

#include <csignal>
#include <fmt/format.h>

namespace kith::media {
namespace {

Command worker_command(const Limits& limits, std::string_view verb, std::chrono::seconds deadline) {
    Command command;
    command.argv = limits.worker_command;
    command.argv.emplace_back(verb);
    command.deadline = deadline;
    return command;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

Result<Finished> run_worker(const Command& command) {
    Finished finished = TRY(run(command));
    if (finished.timed_out || finished.signal == SIGXCPU) return too_slow(finished.describe());
    if (finished.signal == SIGXFSZ) return too_large(finished.describe());
    if (finished.exit_code == worker_misused) return internal(finished.describe());
    return finished;
}

} // namespace

Result<PictureReport> make_pictures_in_worker(const PictureTask& task, const Limits& limits) {
    Command command = worker_command(limits, worker_picture, limits.picture_time);
    append(command.argv, to_arguments(task));
    Finished finished = TRY(run_worker(command));
    if (!finished.succeeded()) return unreadable(finished.describe());
    auto report = parse_report(finished.out);
    if (!report) return unreadable("the worker's report makes no sense");
    if (report->error == "media_converter_missing") return converter_missing(report->detail);
    if (report->error == "media_too_many_pixels") return too_many_pixels(report->detail);
    if (!report->error.empty()) return unreadable(report->detail);
    return *report;
}

Result<Finished> run_converter(const ConverterRun& converter, const Limits& limits) {
    Command command = worker_command(limits, worker_run, limits.video_time);
    for (std::uint64_t number :
         {limits.video_memory,
          static_cast<std::uint64_t>(limits.video_time.count()) * static_cast<std::uint64_t>(limits.threads),
          limits.video_bytes})
        command.argv.push_back(fmt::format("{}", number));
    command.argv.push_back(converter.readable);
    command.argv.push_back(converter.writable);
    command.argv.push_back(converter.program);
    append(command.argv, converter.arguments);
    return run_worker(command);
}

} // namespace kith::media
