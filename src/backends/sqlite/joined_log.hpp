// A VFS over SQLite's own that writes the frames of a commit to the write-ahead log together. SQLite writes each page
// as two small pieces; a post to a hundred followers is two hundred of them.
//
// For connections with synchronous = FULL: every commit then ends with a sync of the log before anybody else can see
// it, and the sync writes what waits here first. What reaches the file, in which order and before which sync, stays as
// it is. https://www.sqlite.org/vfs.html
#pragma once

namespace kith::backends::sqlite {

// Its name, for sqlite3_open_v2. Thread-safe.
const char* joined_log_vfs();

} // namespace kith::backends::sqlite
