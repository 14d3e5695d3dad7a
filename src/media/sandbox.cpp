#include "media/sandbox.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace kith::media {
namespace {

// Sanitizers reserve terabytes of address space.
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool limits_memory = false;
#else
constexpr bool limits_memory = true;
#endif

#if defined(__x86_64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t architecture = 0; // no filter
#endif

bool set_limit(int resource, std::uint64_t soft, std::uint64_t hard) {
    rlimit limit{soft, hard};
    return setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

Result<void> set_limits(const Sandbox& sandbox) {
    auto cpu = static_cast<std::uint64_t>(sandbox.cpu.count());
    bool set = set_limit(RLIMIT_CORE, 0, 0) && set_limit(RLIMIT_CPU, cpu, cpu + 2) &&
               set_limit(RLIMIT_FSIZE, sandbox.file_bytes, sandbox.file_bytes) && set_limit(RLIMIT_NOFILE, 64, 64) &&
               (!limits_memory || set_limit(RLIMIT_AS, sandbox.memory, sandbox.memory));
    if (!set) return internal("setrlimit: " + std::generic_category().message(errno));
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return internal("prctl: " + std::generic_category().message(errno));
    return {};
}

constexpr std::uint64_t read_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t write_access =
    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG;
constexpr std::uint64_t truncate_access = 1ULL << 14; // of Landlock's third version; not in Debian 12's header

class FileRules {
public:
    FileRules() {
        long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
        if (version < 1) return; // a kernel without it
        landlock_ruleset_attr attributes{};
        attributes.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1; // all of its first version
        if (version >= 3) attributes.handled_access_fs |= truncate_access;
        handled_ = attributes.handled_access_fs;
        rules_ = static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0));
    }
    FileRules(const FileRules&) = delete;
    FileRules& operator=(const FileRules&) = delete;
    ~FileRules() {
        if (rules_ >= 0) close(rules_);
    }

    // What does not exist needs no rule.
    void allow(const std::filesystem::path& path, std::uint64_t access) {
        if (rules_ < 0 || path.empty()) return;
        int at = open(path.c_str(), O_PATH | O_CLOEXEC);
        if (at < 0) return;
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) access &= ~LANDLOCK_ACCESS_FS_READ_DIR;
        landlock_path_beneath_attr rule{};
        rule.allowed_access = access & handled_;
        rule.parent_fd = at;
        syscall(SYS_landlock_add_rule, rules_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
        close(at);
    }
    void enforce() const {
        if (rules_ >= 0) syscall(SYS_landlock_restrict_self, rules_, 0);
    }

private:
    int rules_ = -1;
    std::uint64_t handled_ = 0;
};

void restrict_files(const Sandbox& sandbox) {
    FileRules rules;
    std::uint64_t system = read_access | (sandbox.program ? LANDLOCK_ACCESS_FS_EXECUTE : 0);
    for (const char* folder : {"/usr", "/lib", "/lib64", "/bin", "/opt", "/nix/store", "/etc/alternatives"})
        rules.allow(folder, system);
    for (const char* path : {"/etc/ld.so.cache", "/etc/ld.so.preload", "/etc/localtime", "/etc/fonts", "/dev/urandom",
                             "/dev/null", "/sys/devices/system/cpu", "/proc/meminfo", "/proc/cpuinfo"})
        rules.allow(path, read_access);
    rules.allow("/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE);
    rules.allow(sandbox.readable, read_access);
    rules.allow(sandbox.writable, read_access | write_access | truncate_access);
    if (sandbox.program) rules.allow(*sandbox.program, read_access | LANDLOCK_ACCESS_FS_EXECUTE);
    rules.enforce();
}

constexpr std::array forbidden_calls{
    SYS_socket,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_kill,
    SYS_tkill,
    SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo,
    SYS_pidfd_send_signal,
    SYS_pidfd_getfd,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_add_key,
    SYS_request_key,
    SYS_keyctl,
    SYS_userfaultfd,
    SYS_io_uring_setup,
    SYS_init_module,
    SYS_finit_module,
    SYS_kexec_load,
    SYS_setpriority,
    SYS_sched_setscheduler,
};

constexpr std::uint32_t refuse = SECCOMP_RET_ERRNO | EPERM;

sock_filter statement(std::uint16_t code, std::uint32_t value) { return {code, 0, 0, value}; }
sock_filter jump(std::uint16_t code, std::uint32_t value, std::uint8_t if_true, std::uint8_t if_false) {
    return {code, if_true, if_false, value};
}

// A call that may only name `first_argument`: itself (tgkill, as abort uses it), 0 for itself (prlimit64).
void append_only_with(std::vector<sock_filter>& program, long call, std::uint32_t first_argument) {
    program.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 4));
    program.push_back(statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args)));
    program.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, first_argument, 0, 1));
    program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    program.push_back(statement(BPF_RET | BPF_K, refuse));
}

void restrict_calls(bool may_run_programs) {
    if (architecture == 0) return;
    std::vector<sock_filter> program{
        statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
        jump(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0),
        statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        jump(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), // x32's numbers for the same calls
        statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    auto forbid = [&](long call) {
        program.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
        program.push_back(statement(BPF_RET | BPF_K, refuse));
    };
    for (long call : forbidden_calls)
        forbid(call);
    if (!may_run_programs) {
        forbid(SYS_execve);
        forbid(SYS_execveat);
    }
    append_only_with(program, SYS_tgkill, static_cast<std::uint32_t>(getpid()));
    append_only_with(program, SYS_prlimit64, 0);
    program.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0);
}

} // namespace

Result<void> enter(const Sandbox& sandbox) {
    TRY(set_limits(sandbox));
    restrict_files(sandbox);
    restrict_calls(sandbox.program.has_value());
    return {};
}

} // namespace kith::media
