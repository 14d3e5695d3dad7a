// Writes a ZIP file (PKWARE APPNOTE 6.3) to disk, entry by entry, in memory that does not grow with the entries'
// content: some 80 bytes an entry are kept for the directory at its end. More than 4 GB or 65,535 entries make it a
// ZIP64 file.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace kith::services {

// Belongs to one thread at a time.
class ZipFile {
public:
    static constexpr std::uint64_t longest_entry = 0xFFFFFFFE; // bytes

    // A new file in place of what is there, readable by this user alone. Errors: unavailable.
    static Result<ZipFile> create(const std::filesystem::path& path);
    ZipFile(ZipFile&&) noexcept;
    ZipFile& operator=(ZipFile&&) noexcept;
    ~ZipFile();

    // An entry; `compress` for text, not for what is compressed already. Names are relative, in UTF-8, with slashes.
    // Errors: unavailable (the disk is full), too_large; after one, the file is of no use.
    Result<void> begin(std::string_view name, bool compress, Time changed);
    Result<void> write(std::string_view bytes);
    Result<void> end();
    // The directory. Nothing may be written afterwards.
    Result<void> finish();

private:
    struct State;
    explicit ZipFile(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

} // namespace kith::services
