#include "app/secret_file.hpp"

#include "core/crypto.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

Failure failure(const fs::path& file, std::string_view why) {
    return fail(ErrorKind::unavailable, "secret_file", file.string() + ": " + std::string(why));
}

// Whole or not at all, also if the program ends in between.
Result<void> write_secret(const fs::path& file, const std::string& secret) {
    auto draft = file.string() + ".new";
    int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0) return failure(file, std::strerror(errno));
    bool written = ::write(descriptor, secret.data(), secret.size()) == std::ssize(secret) && ::fsync(descriptor) == 0;
    ::close(descriptor);
    if (!written || ::rename(draft.c_str(), file.c_str()) != 0) return failure(file, std::strerror(errno));
    return {};
}

} // namespace

Result<std::string> secret_file(const fs::path& file, std::size_t size) {
    if (!fs::exists(file)) TRY(write_secret(file, random_bytes(size)));
    std::ifstream in(file, std::ios::binary);
    std::string secret(std::istreambuf_iterator<char>(in), {});
    if (secret.size() != size) return failure(file, "is damaged; move it away to have a new one made");
    return secret;
}

} // namespace kith::app
