#include "media/child.hpp"
#include "media/sandbox.hpp"
#include "media/worker_command.hpp"

#include "core/text.hpp"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace kith::media {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Finished shell(const std::string& script, std::chrono::milliseconds deadline = 10s, std::size_t max_output = 1000) {
    auto finished = run({{"/bin/sh", "-c", script}, deadline, max_output});
    EXPECT_TRUE(finished);
    return finished ? *finished : Finished{};
}

// Runs the script where decoders run.
Finished sandboxed_shell(const std::string& script, const std::filesystem::path& writable, const Limits& limits = {}) {
    auto finished = run_converter({"/bin/sh", {"-c", script}, "", writable}, limits);
    EXPECT_TRUE(finished) << finished.error().detail;
    return finished ? *finished : Finished{};
}

std::filesystem::path own_folder() {
    auto folder = std::filesystem::temp_directory_path() / "kith_sandbox_XXXXXX";
    std::string name = folder;
    return mkdtemp(name.data());
}

bool kernel_has_landlock() {
    return syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) >= 1;
}

} // namespace

TEST(Child, gives_output_and_exit_code) {
    Finished finished = shell("echo out; echo err >&2; exit 3");
    EXPECT_EQ(finished.out, "out\n");
    EXPECT_EQ(finished.error_output, "err\n");
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_FALSE(finished.succeeded());
    EXPECT_TRUE(shell("true").succeeded());
}

TEST(Child, a_crash_is_told_apart_from_an_exit) {
    Finished finished = shell("kill -SEGV $$");
    EXPECT_EQ(finished.exit_code, std::nullopt);
    EXPECT_EQ(finished.signal, SIGSEGV);
    EXPECT_THAT(finished.describe(), HasSubstr("signal 11"));
}

TEST(Child, output_is_bounded_and_does_not_block_the_child) {
    Finished finished = shell("head -c 5000000 /dev/zero; echo end >&2");
    EXPECT_EQ(finished.out.size(), 1000U);
    EXPECT_TRUE(finished.truncated);
    EXPECT_EQ(finished.error_output, "end\n");
    EXPECT_TRUE(finished.succeeded());
}

TEST(Child, deadline_kills_the_whole_group) {
    auto start = std::chrono::steady_clock::now();
    Finished finished = shell("sleep 60 & echo $!; wait", 300ms);
    EXPECT_TRUE(finished.timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
    auto grandchild = parse_int(trim(finished.out));
    ASSERT_TRUE(grandchild);
    for (int i = 0; i < 100 && std::filesystem::exists("/proc/" + std::to_string(*grandchild) + "/exe"); ++i)
        std::this_thread::sleep_for(20ms);
    EXPECT_FALSE(std::filesystem::exists("/proc/" + std::to_string(*grandchild) + "/exe"));
}

TEST(Child, a_grandchild_that_keeps_the_pipe_open_does_not_keep_us) {
    auto start = std::chrono::steady_clock::now();
    Finished finished = shell("sleep 60 & echo done");
    EXPECT_EQ(finished.out, "done\n");
    EXPECT_TRUE(finished.succeeded());
    EXPECT_LT(std::chrono::steady_clock::now() - start, 5s);
}

TEST(Child, inherits_no_descriptor_and_no_secret) {
    int leaked = open("/dev/null", O_RDONLY); // NOLINT: without O_CLOEXEC on purpose
    setenv("KITH_SECRET", "x", 1);
    Finished finished = shell("ls /proc/self/fd | wc -l; env | grep -c SECRET; cat");
    close(leaked);
    EXPECT_EQ(finished.out, "4\n0\n") << "0, 1, 2 and ls's own; no secret; stdin at its end";
}

TEST(Child, what_is_not_there_is_unavailable) {
    auto finished = run({{"kith-no-such-program"}});
    ASSERT_FALSE(finished);
    EXPECT_EQ(finished.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(find_program("sh").has_value(), true);
    EXPECT_EQ(find_program("/etc/passwd"), std::nullopt);
    EXPECT_EQ(find_program("/usr"), std::nullopt);
}

TEST(Child, many_threads_may_run_children_at_once) {
    std::vector<std::jthread> threads;
    std::atomic<int> right = 0;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([i, &right] { right += shell("exit " + std::to_string(i)).exit_code == i; });
    threads.clear();
    EXPECT_EQ(right, 8);
}

TEST(Sandbox, files_outside_its_folder_are_out_of_reach) {
    if (!kernel_has_landlock()) GTEST_SKIP() << "this kernel has no Landlock";
    auto folder = own_folder();
    auto outside = own_folder();
    std::ofstream(outside / "secret") << "secret";
    Finished finished =
        sandboxed_shell("cat " + (outside / "secret").string() + "; echo x > " + (outside / "new").string() +
                            "; echo x > " + (folder / "own").string() + "; cat /etc/passwd /proc/$PPID/environ",
                        folder);
    EXPECT_EQ(finished.out, "");
    EXPECT_FALSE(std::filesystem::exists(outside / "new"));
    EXPECT_TRUE(std::filesystem::exists(folder / "own"));
    std::filesystem::remove_all(folder);
    std::filesystem::remove_all(outside);
}

TEST(Sandbox, no_socket_and_no_signal_to_others) {
    Finished finished = sandboxed_shell("bash -c 'echo x > /dev/tcp/127.0.0.1/9'; kill -0 " + std::to_string(getpid()) +
                                            " && echo could; kill -0 $$ && echo could",
                                        "");
    EXPECT_EQ(finished.out, "");
    EXPECT_THAT(finished.error_output, HasSubstr("socket: Operation not permitted"));
    EXPECT_THAT(finished.error_output, HasSubstr("kill: Operation not permitted"));
}

TEST(Sandbox, limits_hold) {
    Limits limits;
    limits.video_memory = 256ULL << 20;
    Finished finished = sandboxed_shell("ulimit -c; ulimit -v; ulimit -n", "", limits);
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    EXPECT_EQ(finished.out, "0\nunlimited\n64\n");
#else
    EXPECT_EQ(finished.out, "0\n262144\n64\n");
#endif
}

TEST(Sandbox, a_result_that_grows_too_large_is_stopped) {
    auto folder = own_folder();
    Limits limits;
    limits.video_bytes = 100'000;
    auto finished = run_converter(
        {"/bin/sh", {"-c", "exec head -c 1000000 /dev/urandom > " + (folder / "big").string()}, "", folder}, limits);
    std::filesystem::remove_all(folder);
    if (finished) FAIL() << "was " << finished->describe();
    EXPECT_EQ(finished.error().kind, ErrorKind::too_large);
}

} // namespace kith::media
