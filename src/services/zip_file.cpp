#include "services/zip_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <zlib.h>

namespace kith::services {
namespace {

constexpr std::uint32_t local_header = 0x04034B50;
constexpr std::uint32_t directory_header = 0x02014B50;
constexpr std::uint32_t directory_end = 0x06054B50;
constexpr std::uint32_t directory_end_64 = 0x06064B50;
constexpr std::uint32_t directory_locator_64 = 0x07064B50;
constexpr std::uint16_t version_20 = 20; // deflate
constexpr std::uint16_t version_45 = 45; // ZIP64
constexpr std::uint16_t names_are_utf8 = 1 << 11;
constexpr std::uint32_t most_32 = 0xFFFFFFFF;
constexpr std::uint16_t most_16 = 0xFFFF;
constexpr std::size_t crc_at = 14; // in a local header

// Numbers in little endian.
template <class Number>
void put(std::string& out, Number value) {
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
}

// MS-DOS's date and time, in UTC: two seconds are the least it can tell apart.
std::uint32_t dos_time(Time time) {
    auto day = std::chrono::floor<std::chrono::days>(time);
    std::chrono::year_month_day date(day);
    std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
    auto years = static_cast<std::uint32_t>(std::max(0, static_cast<int>(date.year()) - 1980));
    auto high = years << 9 | static_cast<unsigned>(date.month()) << 5 | static_cast<unsigned>(date.day());
    auto low = static_cast<std::uint32_t>(clock.hours().count() << 11 | clock.minutes().count() << 5 |
                                          clock.seconds().count() / 2);
    return high << 16 | low;
}

Failure cannot_write() {
    return fail(ErrorKind::unavailable, "archive_disk", "The server cannot store files right now",
                std::strerror(errno));
}

} // namespace

struct ZipFile::State {
    int descriptor = -1;
    std::string waiting;       // not on disk yet
    std::uint64_t written = 0; // with what waits
    std::string directory;
    std::uint64_t entries = 0;

    // Of the entry that is open.
    std::string name;
    bool compress = false;
    std::uint32_t changed = 0;
    std::uint64_t at = 0;
    std::uint64_t size = 0;
    std::uint32_t crc = 0;
    z_stream deflater{};
    bool deflating = false;

    ~State() {
        if (deflating) deflateEnd(&deflater);
        if (descriptor >= 0) ::close(descriptor);
    }

    Result<void> flush() {
        for (std::string_view rest = waiting; !rest.empty();) {
            auto count = ::write(descriptor, rest.data(), rest.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return cannot_write();
            rest.remove_prefix(static_cast<std::size_t>(count));
        }
        waiting.clear();
        return {};
    }

    Result<void> append(std::string_view bytes) {
        constexpr std::size_t enough = 128 << 10;
        waiting += bytes;
        written += bytes.size();
        return waiting.size() < enough ? Result<void>() : flush();
    }

    Result<void> deflate_some(std::string_view bytes, int how) {
        std::array<char, 32 << 10> out{};
        deflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        deflater.avail_in = static_cast<uInt>(bytes.size());
        do {
            deflater.next_out = reinterpret_cast<Bytef*>(out.data());
            deflater.avail_out = out.size();
            if (::deflate(&deflater, how) == Z_STREAM_ERROR) return internal("deflate failed");
            TRY(append({out.data(), out.size() - deflater.avail_out}));
        } while (deflater.avail_out == 0);
        return {};
    }
};

ZipFile::ZipFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipFile::ZipFile(ZipFile&&) noexcept = default;
ZipFile& ZipFile::operator=(ZipFile&&) noexcept = default;
ZipFile::~ZipFile() = default;

Result<ZipFile> ZipFile::create(const std::filesystem::path& path) {
    auto state = std::make_unique<State>();
    state->descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (state->descriptor < 0) return cannot_write();
    return ZipFile(std::move(state));
}

Result<void> ZipFile::begin(std::string_view name, bool compress, Time changed) {
    auto& s = *state_;
    s.name = name;
    s.compress = compress;
    s.changed = dos_time(changed);
    s.at = s.written;
    s.size = 0;
    s.crc = static_cast<std::uint32_t>(crc32(0, nullptr, 0));
    if (compress) {
        constexpr int raw = -15; // no header of zlib's around it
        s.deflater = {};
        if (deflateInit2(&s.deflater, Z_DEFAULT_COMPRESSION, Z_DEFLATED, raw, 8, Z_DEFAULT_STRATEGY) != Z_OK)
            return internal("deflate could not begin");
        s.deflating = true;
    }
    std::string header;
    put(header, local_header);
    put(header, version_20);
    put(header, names_are_utf8);
    put(header, static_cast<std::uint16_t>(compress ? Z_DEFLATED : 0));
    put(header, s.changed);
    header.append(12, '\0'); // checksum and sizes, known in the end
    put(header, static_cast<std::uint16_t>(s.name.size()));
    put(header, std::uint16_t{0});
    header += s.name;
    return s.append(header);
}

Result<void> ZipFile::write(std::string_view bytes) {
    auto& s = *state_;
    s.size += bytes.size();
    if (s.size > longest_entry) return fail(ErrorKind::too_large, "archive_entry", "A file is too large");
    s.crc = static_cast<std::uint32_t>(
        crc32(s.crc, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
    return s.compress ? s.deflate_some(bytes, Z_NO_FLUSH) : s.append(bytes);
}

Result<void> ZipFile::end() {
    auto& s = *state_;
    if (s.compress) {
        TRY(s.deflate_some({}, Z_FINISH));
        deflateEnd(&s.deflater);
        s.deflating = false;
    }
    auto packed = s.written - s.at - 30 - s.name.size();
    std::string sizes;
    put(sizes, s.crc);
    put(sizes, static_cast<std::uint32_t>(packed));
    put(sizes, static_cast<std::uint32_t>(s.size));
    TRY(s.flush());
    if (::pwrite(s.descriptor, sizes.data(), sizes.size(), static_cast<off_t>(s.at + crc_at)) !=
        static_cast<ssize_t>(sizes.size()))
        return cannot_write();

    bool far = s.at >= most_32;
    auto& d = s.directory;
    put(d, directory_header);
    put(d, far ? version_45 : version_20);
    put(d, far ? version_45 : version_20);
    put(d, names_are_utf8);
    put(d, static_cast<std::uint16_t>(s.compress ? Z_DEFLATED : 0));
    put(d, s.changed);
    d += sizes;
    put(d, static_cast<std::uint16_t>(s.name.size()));
    put(d, static_cast<std::uint16_t>(far ? 12 : 0));
    d.append(10, '\0'); // comment, disk, attributes
    put(d, far ? most_32 : static_cast<std::uint32_t>(s.at));
    d += s.name;
    if (far) {
        put(d, std::uint16_t{1});
        put(d, std::uint16_t{8});
        put(d, s.at);
    }
    ++s.entries;
    return {};
}

Result<void> ZipFile::finish() {
    auto& s = *state_;
    auto at = s.written;
    auto size = static_cast<std::uint64_t>(s.directory.size());
    TRY(s.append(s.directory));
    std::string tail;
    if (at >= most_32 || size >= most_32 || s.entries >= most_16) {
        auto end_at = s.written;
        put(tail, directory_end_64);
        put(tail, std::uint64_t{44});
        put(tail, version_45);
        put(tail, version_45);
        put(tail, std::uint64_t{0}); // disks
        put(tail, s.entries);
        put(tail, s.entries);
        put(tail, size);
        put(tail, at);
        put(tail, directory_locator_64);
        put(tail, std::uint32_t{0});
        put(tail, end_at);
        put(tail, std::uint32_t{1});
    }
    auto count = static_cast<std::uint16_t>(std::min<std::uint64_t>(s.entries, most_16));
    put(tail, directory_end);
    put(tail, std::uint32_t{0}); // disks
    put(tail, count);
    put(tail, count);
    put(tail, static_cast<std::uint32_t>(std::min<std::uint64_t>(size, most_32)));
    put(tail, static_cast<std::uint32_t>(std::min<std::uint64_t>(at, most_32)));
    put(tail, std::uint16_t{0});
    TRY(s.append(tail));
    TRY(s.flush());
    if (::fsync(s.descriptor) != 0) return cannot_write();
    return {};
}

} // namespace kith::services
