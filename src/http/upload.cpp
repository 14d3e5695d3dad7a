#include "http/upload.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace kith::http {

Result<TempFile> TempFile::create(const std::filesystem::path& folder) {
    std::string name = (folder / "upload-XXXXXX").string();
    int descriptor = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) return internal("cannot create " + name + ": " + std::strerror(errno));
    TempFile made;
    made.path_ = name;
    made.descriptor_ = descriptor;
    return made;
}

TempFile::~TempFile() {
    close();
    if (!path_.empty()) unlink(path_.c_str());
}

TempFile::TempFile(TempFile&& other) noexcept
    : path_(std::exchange(other.path_, {})), descriptor_(std::exchange(other.descriptor_, -1)) {}

TempFile& TempFile::operator=(TempFile&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

Result<void> TempFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return internal("cannot write " + path_.string() + ": " + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

void TempFile::close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

std::filesystem::path TempFile::keep() {
    close();
    return std::exchange(path_, {});
}

Result<std::string> Upload::read(std::uint64_t limit) const {
    if (size > limit) return fail(ErrorKind::too_large, "upload_too_large", "The file is too large");
    if (in_memory()) return bytes;
    int descriptor = open(file.path().c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return internal("cannot open " + file.path().string() + ": " + std::strerror(errno));
    std::string content(size, '\0');
    std::size_t have = 0;
    while (have < content.size()) {
        ssize_t count = ::read(descriptor, content.data() + have, content.size() - have);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) break;
        have += static_cast<std::size_t>(count);
    }
    ::close(descriptor);
    if (have != content.size()) return internal("cannot read " + file.path().string());
    return content;
}

} // namespace kith::http
