// A file that a client sent in a multipart form (RFC 7578).
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace kith::http {

// A file that is deleted with its owner, unless kept.
class TempFile {
public:
    TempFile() = default;
    // A new empty file in `folder`, readable by this user alone. Errors: internal.
    static Result<TempFile> create(const std::filesystem::path& folder);
    ~TempFile();
    TempFile(TempFile&& other) noexcept;
    TempFile& operator=(TempFile&& other) noexcept;

    explicit operator bool() const { return !path_.empty(); }
    const std::filesystem::path& path() const { return path_; }
    Result<void> append(std::string_view bytes);
    void close();
    // The caller now owns the file.
    std::filesystem::path keep();

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
};

struct Upload {
    std::string field;
    std::string filename;     // as the client named it, last part only; never use it as a path
    std::string content_type; // what the client says; never trust it
    std::uint64_t size = 0;
    std::string bytes; // the content when small …
    TempFile file;     // … and this when large: then bytes is empty

    bool in_memory() const { return !file; }
    // The content, from wherever it is. Errors: too_large (over `limit`), internal.
    Result<std::string> read(std::uint64_t limit = 64 << 20) const;
};

} // namespace kith::http
