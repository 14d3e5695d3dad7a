#include "backends/sqlite/joined_log.hpp"

#include <cstddef>
#include <new>
#include <sqlite3.h>
#include <string>
#include <string_view>

namespace kith::backends::sqlite {
namespace {

// SQLite's own file layer takes only the low 17 bits of a size: more than 128 KiB at once would not be written whole.
constexpr std::size_t joined_at_most = 64 << 10;

// The log as SQLite sees it; the real file lies behind it in the same memory.
struct LogFile {
    sqlite3_file base; // first: SQLite sees this part alone
    std::string waiting;
    sqlite3_int64 offset; // of what waits
};

constexpr std::size_t real_at = (sizeof(LogFile) + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);

LogFile& log_of(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }
sqlite3_file* real_of(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + real_at);
}
sqlite3_vfs* real_vfs(const sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

int flush(sqlite3_file* file) {
    auto& log = log_of(file);
    if (log.waiting.empty()) return SQLITE_OK;
    auto* real = real_of(file);
    int code = real->pMethods->xWrite(real, log.waiting.data(), static_cast<int>(log.waiting.size()), log.offset);
    log.waiting.clear();
    return code;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    auto& log = log_of(file);
    std::string_view piece(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    bool follows = offset == log.offset + static_cast<sqlite3_int64>(log.waiting.size());
    if (!log.waiting.empty() && (!follows || log.waiting.size() + piece.size() > joined_at_most))
        if (int code = flush(file); code != SQLITE_OK) return code;
    if (log.waiting.empty()) log.offset = offset;
    log.waiting.append(piece);
    return SQLITE_OK;
}

// Everything else looks at the file, or lets others look at it: what waits goes there first.
template <auto method, class... Args>
int after_flush(sqlite3_file* file, Args... args) {
    if (int code = flush(file); code != SQLITE_OK) return code;
    auto* real = real_of(file);
    return (real->pMethods->*method)(real, args...);
}
template <auto method, class... Args>
int forward(sqlite3_file* file, Args... args) {
    auto* real = real_of(file);
    return (real->pMethods->*method)(real, args...);
}

int close(sqlite3_file* file) {
    int flushed = flush(file);
    auto* real = real_of(file);
    int closed = real->pMethods->xClose(real);
    log_of(file).~LogFile();
    return flushed != SQLITE_OK ? flushed : closed;
}

using Methods = sqlite3_io_methods;
constexpr Methods log_methods{
    .iVersion = 1,
    .xClose = close,
    .xRead = after_flush<&Methods::xRead, void*, int, sqlite3_int64>,
    .xWrite = write,
    .xTruncate = after_flush<&Methods::xTruncate, sqlite3_int64>,
    .xSync = after_flush<&Methods::xSync, int>,
    .xFileSize = after_flush<&Methods::xFileSize, sqlite3_int64*>,
    .xLock = forward<&Methods::xLock, int>,
    .xUnlock = forward<&Methods::xUnlock, int>,
    .xCheckReservedLock = forward<&Methods::xCheckReservedLock, int*>,
    .xFileControl = forward<&Methods::xFileControl, int, void*>,
    .xSectorSize = forward<&Methods::xSectorSize>,
    .xDeviceCharacteristics = forward<&Methods::xDeviceCharacteristics>,
};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
    auto* real = real_vfs(vfs);
    if ((flags & SQLITE_OPEN_WAL) == 0) return real->xOpen(real, name, file, flags, flags_out);
    int code = real->xOpen(real, name, real_of(file), flags, flags_out);
    if (code != SQLITE_OK) {
        file->pMethods = nullptr;
        return code;
    }
    new (file) LogFile{.base = {.pMethods = &log_methods}, .waiting = {}, .offset = 0};
    return SQLITE_OK;
}

} // namespace

const char* joined_log_vfs() {
    static sqlite3_vfs vfs = [] {
        auto* real = sqlite3_vfs_find(nullptr);
        sqlite3_vfs made = *real; // functions that know nothing of files are the real ones
        made.szOsFile = static_cast<int>(real_at) + real->szOsFile;
        made.pNext = nullptr;
        made.zName = "kith_joined_log";
        made.pAppData = real;
        made.xOpen = open;
        return made;
    }();
    static const int registered = sqlite3_vfs_register(&vfs, 0);
    return registered == SQLITE_OK ? vfs.zName : nullptr;
}

} // namespace kith::backends::sqlite
