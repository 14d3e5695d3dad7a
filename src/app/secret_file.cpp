#include "app/secret_file.hpp"

#include "app/durable_file.hpp"
#include "core/crypto.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <unistd.h>

namespace kith::app {
namespace {

namespace fs = std::filesystem;

Failure failure(const fs::path& file, std::string_view why) {
    return fail(ErrorKind::unavailable, "secret_file", file.string() + ": " + std::string(why));
}

// Whole or not at all, also if the program ends in between.
Result<void> write_secret(const fs::path& file, const std::string& secret) {
    fs::path draft = file.string() + ".new";
    auto opened = TRY(open_private(draft));
    bool written = ::ftruncate(opened.number(), 0) == 0 &&
                   ::write(opened.number(), secret.data(), secret.size()) == std::ssize(secret) &&
                   ::fsync(opened.number()) == 0;
    if (!written) return failure(file, "cannot be written: " + std::generic_category().message(errno));
    return move_into_place(draft, file);
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
