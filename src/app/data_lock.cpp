#include "app/data_lock.hpp"

#include "core/text.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view lock_name = "kith.lock";
// The bytes that are locked; what the file says begins at its start all the same.
constexpr off_t server_byte = 1 << 20;
constexpr off_t database_byte = server_byte + 1;

struct flock byte_lock(off_t byte, short kind) {
    struct flock lock{};
    lock.l_type = kind;
    lock.l_whence = SEEK_SET;
    lock.l_start = byte;
    lock.l_len = 1;
    return lock;
}

// False: somebody else holds it.
Result<bool> try_lock(int file, off_t byte, short kind) {
    auto lock = byte_lock(byte, kind);
    if (::fcntl(file, F_OFD_SETLK, &lock) == 0) return true;
    if (errno == EAGAIN || errno == EACCES) return false;
    return fail(
        ErrorKind::unavailable, "lock",
        fmt::format("{} cannot be locked on this filesystem: {}", lock_name, std::generic_category().message(errno)));
}

// "kith serve (process 12)", as it wrote itself.
std::string holder(int file) {
    std::array<char, 200> text{};
    auto size = ::pread(file, text.data(), text.size(), 0);
    auto said = to_valid_utf8(trim(std::string_view(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0)));
    return said.empty() ? "another Kith" : said;
}

void write_holder(int file, std::string_view who) {
    auto text = fmt::format("{} (process {})\n", who, ::getpid());
    // Only for the words of a refusal.
    std::ignore = ::ftruncate(file, 0);
    std::ignore = ::pwrite(file, text.data(), text.size(), 0);
}

Failure in_use(const Config& config, std::string_view by, std::string_view advice) {
    return fail(ErrorKind::conflict, "in_use",
                fmt::format("{} is at work in {}; {}", by, config.data.string(), advice));
}

std::string_view advice_about(std::string_view held_by) {
    return held_by.starts_with("kith serve") || !held_by.starts_with("kith ")
               ? "stop that server first (systemctl stop kith, or end the process)"
               : "wait until it is done";
}

} // namespace

Result<DataLock> DataLock::take(const Config& config, Use use, std::string_view who) {
    auto path = config.data / lock_name;
    auto opened = open_private(path);
    if (!opened)
        return fail(ErrorKind::unavailable, "lock",
                    opened.error().message + " (run kith as the user that the folder belongs to)");
    int file = opened->number();
    bool alone = use != Use::command;
    if (alone && !TRY(try_lock(file, server_byte, F_WRLCK))) {
        auto by = holder(file);
        return in_use(config, by, advice_about(by));
    }
    bool replaces = use == Use::replace;
    if (!TRY(try_lock(file, database_byte, replaces ? F_WRLCK : F_RDLCK))) {
        if (replaces) return in_use(config, "another kith command", "wait until it is done");
        return in_use(config, holder(file), "wait until it is done");
    }
    if (alone) write_holder(file, who);
    return DataLock(std::move(*opened));
}

bool is_served(const fs::path& folder) {
    Descriptor file(::open((folder / lock_name).c_str(), O_RDONLY | O_CLOEXEC));
    auto lock = byte_lock(server_byte, F_WRLCK);
    // Asks only: nothing is locked.
    return file.is_open() && ::fcntl(file.number(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

Result<void> make_data_folder(const Config& config) {
    std::error_code error;
    if (fs::is_directory(config.data, error)) return {};
    auto absolute = fs::absolute(config.data).lexically_normal();
    if (!absolute.has_filename()) absolute = absolute.parent_path();
    fs::create_directories(absolute.parent_path(), error);
    if (!error && ::mkdir(absolute.c_str(), 0750) != 0 && errno != EEXIST) error = {errno, std::generic_category()};
    if (error)
        return fail(ErrorKind::unavailable, "data_folder",
                    fmt::format("The folder {} cannot be made: {}", config.data.string(), error.message()));
    return {};
}

} // namespace kith::app
