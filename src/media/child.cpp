#include "media/child.hpp"

#include "core/text.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace kith::media {
namespace {

using Clock = std::chrono::steady_clock;

class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    ~Descriptor() { close(); }
    int get() const { return fd_; }
    bool is_open() const { return fd_ >= 0; }
    void close() {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }

private:
    int fd_;
};

struct Pipe {
    Descriptor read;
    Descriptor write;
};

std::string system_error(std::string_view what, int code) {
    return fmt::format("{}: {}", what, std::generic_category().message(code));
}

Result<Pipe> make_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return internal(system_error("pipe", errno));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// The two libc objects that posix_spawn takes, freed when done.
class SpawnSettings {
public:
    SpawnSettings() {
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings() {
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
};

std::vector<std::string> child_environment() {
    std::vector<std::string> environment = {"LC_ALL=C.UTF-8"};
#if __has_feature(thread_sanitizer)
    // The libraries that decode wait for each other in ways that it does not see.
    environment.emplace_back("TSAN_OPTIONS=ignore_noninstrumented_modules=1");
#endif
    for (const char* name : {"PATH", "LD_LIBRARY_PATH"})
        if (const char* value = std::getenv(name)) // NOLINT(concurrency-mt-unsafe): nothing changes the environment
            environment.push_back(fmt::format("{}={}", name, value));
    return environment;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> all;
    all.reserve(strings.size() + 1);
    for (std::string& string : strings)
        all.push_back(string.data());
    all.push_back(nullptr);
    return all;
}

Result<pid_t> spawn(const std::string& program, std::vector<std::string> argv, int out, int error_output) {
    SpawnSettings settings;
    posix_spawn_file_actions_addopen(&settings.actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&settings.actions, out, 1);
    posix_spawn_file_actions_adddup2(&settings.actions, error_output, 2);
    posix_spawn_file_actions_addclosefrom_np(&settings.actions, 3);

    // Its own group, no signal blocked, and none ignored because the server ignores it (SIGPIPE).
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&settings.attributes, &none);
    posix_spawnattr_setsigdefault(&settings.attributes, &all);
    posix_spawnattr_setpgroup(&settings.attributes, 0);
    posix_spawnattr_setflags(&settings.attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    auto environment = child_environment();
    pid_t child = 0;
    int code = posix_spawn(&child, program.c_str(), &settings.actions, &settings.attributes, pointers(argv).data(),
                           pointers(environment).data());
    if (code != 0) return internal(system_error("start " + program, code));
    return child;
}

// Takes what is there to read; closes the pipe at its end.
void drain(Descriptor& from, std::string& into, std::size_t limit, bool& truncated) {
    std::array<char, 16'384> buffer;
    ssize_t count = read(from.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) return;
    if (count <= 0) return from.close();
    std::size_t keep = std::min(static_cast<std::size_t>(count), limit - into.size());
    into.append(buffer.data(), keep);
    if (keep < static_cast<std::size_t>(count)) truncated = true;
}

// Until the child has ended or the deadline has passed. Its last words may still be in the pipes afterwards.
void listen_until_end(const Command& command, int process, std::array<Descriptor*, 2> pipes, Finished& finished) {
    auto until = Clock::now() + command.deadline;
    std::array<std::string*, 2> texts{&finished.out, &finished.error_output};
    while (true) {
        auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
        if (left <= 0) {
            finished.timed_out = true;
            return;
        }
        // poll() skips entries with a negative descriptor: closed pipes.
        std::array<pollfd, 3> waits{pollfd{process, POLLIN, 0}, pollfd{pipes[0]->get(), POLLIN, 0},
                                    pollfd{pipes[1]->get(), POLLIN, 0}};
        int wait = static_cast<int>(std::min<std::int64_t>(left, 60'000));
        if (poll(waits.data(), waits.size(), wait) <= 0) continue;
        for (std::size_t i = 0; i < 2; ++i)
            if (waits[i + 1].revents != 0) drain(*pipes[i], *texts[i], command.max_output, finished.truncated);
        if (waits[0].revents != 0) return;
    }
}

// What is left in a pipe whose writers are gone or killed; never waits.
void drain_rest(Descriptor& from, std::string& into, std::size_t limit, bool& truncated) {
    while (from.is_open()) {
        pollfd wait{from.get(), POLLIN, 0};
        if (poll(&wait, 1, 0) <= 0) return;
        drain(from, into, limit, truncated);
    }
}

} // namespace

std::string Finished::describe() const {
    std::string how = timed_out   ? "killed at its deadline"
                      : exit_code ? fmt::format("exit code {}", *exit_code)
                                  : fmt::format("signal {}", signal);
    std::string_view end = trim(error_output);
    constexpr std::size_t enough = 600;
    if (end.size() > enough) end.remove_prefix(end.size() - enough);
    return end.empty() ? how : fmt::format("{}: {}", how, to_valid_utf8(end));
}

std::optional<std::string> find_program(std::string_view name) {
    auto runnable = [](const std::string& path) {
        std::error_code error;
        return access(path.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(path, error);
    };
    std::string path(name);
    if (name.empty()) return std::nullopt;
    if (name.contains('/')) return runnable(path) ? std::optional(path) : std::nullopt;
    const char* folders = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe): nothing changes the environment
    for (std::string_view folder : split(folders != nullptr ? folders : "/usr/bin:/bin", ':')) {
        if (!folder.starts_with('/')) continue; // never from the current folder
        path = fmt::format("{}/{}", folder, name);
        if (runnable(path)) return path;
    }
    return std::nullopt;
}

Result<Finished> run(const Command& command) {
    auto program = command.argv.empty() ? std::nullopt : find_program(command.argv[0]);
    if (!program)
        return fail(ErrorKind::unavailable, "program_missing", "A program that this needs is not installed here.",
                    command.argv.empty() ? "no program" : command.argv[0]);
    Pipe out = TRY(make_pipe());
    Pipe error_output = TRY(make_pipe());
    pid_t child = TRY(spawn(*program, command.argv, out.write.get(), error_output.write.get()));
    out.write.close();
    error_output.write.close();
    Descriptor process(static_cast<int>(syscall(SYS_pidfd_open, child, 0)));

    Finished finished;
    if (process.is_open()) listen_until_end(command, process.get(), {&out.read, &error_output.read}, finished);
    // Before the child is reaped: until then nobody else can have its group's number.
    kill(-child, SIGKILL);
    int status = 0;
    pid_t reaped = 0;
    while ((reaped = waitpid(child, &status, 0)) < 0 && errno == EINTR) {
    }
    if (!process.is_open()) return internal("pidfd_open failed: Linux 5.3 or later is needed");
    if (reaped != child) return internal(system_error("wait for " + *program, errno));
    drain_rest(out.read, finished.out, command.max_output, finished.truncated);
    drain_rest(error_output.read, finished.error_output, command.max_output, finished.truncated);

    if (WIFEXITED(status)) finished.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) finished.signal = WTERMSIG(status);
    return finished;
}

} // namespace kith::media
