#include "http/form.hpp"

#include "core/text.hpp"
#include "http/fields.hpp"

#include <algorithm>

namespace kith::http {
namespace {

std::string decode_leniently(std::string_view text) {
    if (auto decoded = percent_decode(text, true)) return *std::move(decoded);
    return std::string(text);
}

// The last part of a path in either system's form, without control characters.
std::string bare_filename(std::string_view name) {
    std::size_t separator = name.find_last_of("/\\");
    if (separator != std::string_view::npos) name.remove_prefix(separator + 1);
    std::string bare = to_valid_utf8(name);
    std::erase_if(bare, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    return std::string(truncate_code_points(bare, 255));
}

Failure broken() { return invalid("multipart_invalid", "The multipart form is not valid"); }

} // namespace

Result<void> read_form(std::string_view encoded, json::NestedKeys& into) {
    while (!encoded.empty()) {
        std::size_t end = std::min(encoded.find('&'), encoded.size());
        std::string_view pair = encoded.substr(0, end);
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
        if (pair.empty()) continue;
        std::size_t equals = pair.find('=');
        std::string_view value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        TRY(into.add(decode_leniently(pair.substr(0, equals)), decode_leniently(value)));
    }
    return {};
}

MultipartReader::MultipartReader(std::string_view boundary, std::filesystem::path folder)
    : delimiter_("\r\n--" + std::string(boundary)),
      folder_(std::move(folder)),
      pending_("\r\n") { // so that a boundary on the first line looks like any other
}

Result<void> MultipartReader::feed(std::string_view bytes) {
    if (state_ == State::end) return {}; // an epilogue means nothing
    pending_.append(bytes);
    bool more = true;
    while (more) {
        switch (state_) {
        case State::preamble:
            more = skip_preamble();
            break;
        case State::boundary:
            more = TRY(read_boundary());
            break;
        case State::head:
            more = TRY(read_head());
            break;
        case State::data:
            more = TRY(read_data());
            break;
        case State::end:
            more = false;
        }
    }
    pending_.erase(0, used_);
    used_ = 0;
    return {};
}

bool MultipartReader::skip_preamble() {
    std::size_t at = pending_.find(delimiter_, used_);
    if (at == std::string::npos) {
        if (pending_.size() >= delimiter_.size()) used_ = pending_.size() - delimiter_.size() + 1;
        return false;
    }
    used_ = at + delimiter_.size();
    state_ = State::boundary;
    return true;
}

// Behind a boundary: "--" ends the form, blanks and a line end begin a part.
Result<bool> MultipartReader::read_boundary() {
    std::string_view rest = std::string_view(pending_).substr(used_);
    if (rest.starts_with("--")) {
        state_ = State::end;
        return false;
    }
    std::size_t line = rest.find("\r\n");
    if (line == std::string_view::npos) {
        if (rest.size() > 64) return broken();
        return false;
    }
    if (!trim(rest.substr(0, line)).empty()) return broken();
    used_ += line; // the line end stays: a part without headers then ends its head with "\r\n\r\n" too
    state_ = State::head;
    return true;
}

Result<bool> MultipartReader::read_head() {
    std::string_view rest = std::string_view(pending_).substr(used_);
    std::size_t end = rest.find("\r\n\r\n");
    if (end == std::string_view::npos ? rest.size() > max_part_head : end > max_part_head) return broken();
    if (end == std::string_view::npos) return false;
    TRY(begin_part(rest.substr(0, end)));
    used_ += end + 4;
    state_ = State::data;
    return true;
}

Result<void> MultipartReader::begin_part(std::string_view head) {
    if (++parts_ > max_parts) return broken();
    std::string_view disposition;
    std::string_view type = "text/plain";
    while (!head.empty()) {
        std::size_t end = std::min(head.find("\r\n"), head.size());
        std::string_view line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        std::string_view name = trim(line.substr(0, colon));
        if (equals_ignoring_case(name, "content-disposition")) disposition = trim(line.substr(colon + 1));
        if (equals_ignoring_case(name, "content-type")) type = trim(line.substr(colon + 1));
    }
    auto field = parameter_of(disposition, "name");
    if (media_type_of(disposition) != "form-data" || !field) return broken();
    auto filename = parameter_of(disposition, "filename");
    in_file_ = filename.has_value();
    if (in_file_) {
        Upload upload;
        upload.field = to_valid_utf8(*field);
        upload.filename = bare_filename(*filename);
        upload.content_type = media_type_of(type);
        files_.push_back(std::move(upload));
    } else {
        fields_.emplace_back(std::move(*field), "");
    }
    return {};
}

Result<bool> MultipartReader::read_data() {
    std::string_view rest = std::string_view(pending_).substr(used_);
    std::size_t end = rest.find(delimiter_);
    if (end == std::string_view::npos) {
        // The tail may be the beginning of a boundary.
        std::size_t safe = rest.size() >= delimiter_.size() ? rest.size() - delimiter_.size() + 1 : 0;
        TRY(add_data(rest.substr(0, safe)));
        used_ += safe;
        return false;
    }
    TRY(add_data(rest.substr(0, end)));
    if (in_file_) files_.back().file.close();
    used_ += end + delimiter_.size();
    state_ = State::boundary;
    return true;
}

Result<void> MultipartReader::add_data(std::string_view bytes) {
    if (!in_file_) {
        field_bytes_ += bytes.size();
        if (field_bytes_ > max_field_bytes)
            return fail(ErrorKind::too_large, "form_too_large", "The form is too large");
        fields_.back().second.append(bytes);
        return {};
    }
    Upload& upload = files_.back();
    upload.size += bytes.size();
    if (!upload.file && memory_bytes_ + bytes.size() > max_in_memory) {
        upload.file = TRY(TempFile::create(folder_));
        TRY(upload.file.append(upload.bytes));
        memory_bytes_ -= upload.bytes.size();
        upload.bytes = {};
    }
    if (upload.file) return upload.file.append(bytes);
    memory_bytes_ += bytes.size();
    upload.bytes.append(bytes);
    return {};
}

} // namespace kith::http
