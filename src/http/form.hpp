// Forms as browsers send them.
#pragma once

#include "core/result.hpp"
#include "http/upload.hpp"
#include "json/nested_keys.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::http {

// application/x-www-form-urlencoded, and query strings. A broken escape is taken literally. Errors: those of
// NestedKeys.
Result<void> read_form(std::string_view encoded, json::NestedKeys& into);

// multipart/form-data (RFC 7578) as it arrives, piece by piece. Parts with a file name are uploads, the rest are
// fields.
class MultipartReader {
public:
    static constexpr std::size_t max_parts = 1'000;
    static constexpr std::size_t max_field_bytes = 1 << 20; // of all fields together
    static constexpr std::size_t max_part_head = 4 << 10;
    static constexpr std::size_t max_in_memory = 256 << 10; // of all uploads together; what goes over it goes to files

    // `boundary` as the content-type names it; `folder` takes large uploads.
    MultipartReader(std::string_view boundary, std::filesystem::path folder);

    // Errors: invalid (multipart_invalid), too_large, internal (disk). After an error nothing more may be fed.
    Result<void> feed(std::string_view bytes);
    // Whether the closing boundary came.
    bool complete() const { return state_ == State::end; }

    std::vector<std::pair<std::string, std::string>> take_fields() { return std::move(fields_); }
    std::vector<Upload> take_files() { return std::move(files_); }

private:
    enum class State { preamble, boundary, head, data, end };

    bool skip_preamble();
    Result<bool> read_boundary();
    Result<bool> read_head();
    Result<bool> read_data();
    Result<void> begin_part(std::string_view head);
    Result<void> add_data(std::string_view bytes);

    std::string delimiter_; // "\r\n--boundary"
    std::filesystem::path folder_;
    State state_ = State::preamble;
    std::string pending_;
    std::size_t used_ = 0; // of pending_
    std::size_t parts_ = 0;
    std::size_t field_bytes_ = 0;
    std::size_t memory_bytes_ = 0; // of uploads
    bool in_file_ = false;
    std::vector<std::pair<std::string, std::string>> fields_;
    std::vector<Upload> files_;
};

} // namespace kith::http
