#include "app/durable_file.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

Failure failed(const fs::path& file, std::string_view what) {
    return fail(ErrorKind::unavailable, "file",
                file.string() + " cannot be " + std::string(what) + ": " + std::generic_category().message(errno));
}

fs::path folder_of(const fs::path& file) { return file.has_parent_path() ? file.parent_path() : fs::path("."); }

bool write_all(int to, const char* bytes, std::size_t size) {
    while (size > 0) {
        auto written = ::write(to, bytes, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes += written;
        size -= static_cast<std::size_t>(written);
    }
    return true;
}

// Commands that root runs would otherwise leave files behind that the server cannot open.
void give_to_owner_of_folder(int file, const fs::path& folder) {
    struct stat facts{};
    if (::geteuid() != 0 || ::stat(folder.c_str(), &facts) != 0) return;
    std::ignore = ::fchown(file, facts.st_uid, facts.st_gid);
}

} // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Result<Descriptor> open_private(const fs::path& file) {
    Descriptor made(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (made.is_open()) {
        give_to_owner_of_folder(made.number(), folder_of(file));
        return made;
    }
    if (errno != EEXIST) return failed(file, "made");
    Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!opened.is_open()) return failed(file, "opened");
    return opened;
}

Result<void> sync_file(const fs::path& file) {
    Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.is_open() || ::fsync(opened.number()) != 0) return failed(file, "written to the disk");
    return {};
}

Result<void> sync_folder(const fs::path& folder) {
    Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some filesystems have nothing to sync in a folder, and say so.
    if (opened.is_open() && (::fsync(opened.number()) == 0 || errno == EINVAL)) return {};
    return failed(folder, "written to the disk");
}

Result<void> copy_private(const fs::path& from, const fs::path& to,
                          const std::function<void(std::uintmax_t, std::uintmax_t)>& progress) {
    Descriptor source(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat facts{};
    if (!source.is_open() || ::fstat(source.number(), &facts) != 0) return failed(from, "read");
    auto target = TRY(open_private(to));
    if (::fchmod(target.number(), 0600) != 0 || ::ftruncate(target.number(), 0) != 0) return failed(to, "written");
    std::array<char, 1 << 18> piece{};
    std::uintmax_t done = 0;
    while (true) {
        auto count = ::read(source.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(from, "read");
        if (count == 0) break;
        if (!write_all(target.number(), piece.data(), static_cast<std::size_t>(count))) return failed(to, "written");
        done += static_cast<std::uintmax_t>(count);
        if (progress) progress(done, static_cast<std::uintmax_t>(facts.st_size));
    }
    if (::fsync(target.number()) != 0) return failed(to, "written");
    return {};
}

Result<void> keep_as(const fs::path& file, const fs::path& name) {
    if (::link(file.c_str(), name.c_str()) != 0) {
        if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS && errno != EMLINK)
            return failed(file, "kept as " + name.string());
        auto copied = copy_private(file, name, {});
        if (!copied) {
            std::error_code ignored; // what is there is no whole copy, and the file itself still is
            fs::remove(name, ignored);
            return copied;
        }
    }
    return sync_folder(folder_of(name));
}

Result<void> move_into_place(const fs::path& file, const fs::path& name) {
    if (::rename(file.c_str(), name.c_str()) != 0) return failed(file, "renamed to " + name.string());
    return sync_folder(folder_of(name));
}

Result<void> move_to_free_name(const fs::path& file, const fs::path& name) {
    if (::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, name.c_str(), RENAME_NOREPLACE) == 0)
        return sync_folder(folder_of(name));
    bool taken = errno == EEXIST;
    if (errno == EINVAL || errno == ENOSYS) { // the filesystem cannot do both at once
        std::error_code error;
        taken = fs::exists(fs::symlink_status(name, error));
        if (!taken) return move_into_place(file, name);
    }
    if (taken) return fail(ErrorKind::conflict, "taken", name.string() + " exists already; choose another name");
    return failed(file, "renamed to " + name.string());
}

} // namespace kith::app
