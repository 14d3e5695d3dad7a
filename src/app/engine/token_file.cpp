#include "app/engine/token_file.hpp"

#include <cerrno>
#include <cstring>
#include <zlib.h>

namespace kith::engine {
namespace {

constexpr std::size_t longest_line = 64 * 1024;
constexpr std::size_t block_size = 1024 * 1024;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// A line with a tab has its columns between tabs, names with blanks and all; another between blanks.
Row columns_of(std::string_view line) {
    Row row;
    bool tabs = line.find('\t') != std::string_view::npos;
    for (auto& column : row) {
        if (!tabs) line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        auto end = std::min(line.find(tabs ? '\t' : ' '), line.size());
        column = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return row;
}

using File = std::unique_ptr<gzFile_s, decltype(&gzclose)>;

} // namespace

Result<void> read_rows(const std::string& path, const std::function<Result<void>(const Row&, std::size_t)>& on_row) {
    File file(gzopen(path.c_str(), "rb"), &gzclose);
    if (!file) return invalid("unreadable", fmt::format("cannot open {}: {}", path, std::strerror(errno)));
    gzbuffer(file.get(), 256 * 1024);

    std::vector<char> block(block_size + longest_line);
    std::size_t kept = 0;
    std::size_t number = 0;
    auto take = [&](std::string_view line) -> Result<void> {
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (number == 1 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
        Row row = columns_of(line);
        if (row[0].empty() || (number == 1 && row[0] == "src" && row[1] == "dst")) return {};
        return on_row(row, number);
    };
    for (;;) {
        int got = gzread(file.get(), block.data() + kept, unsigned(block.size() - kept));
        if (got < 0) return invalid("unreadable", fmt::format("cannot read {}", path));
        std::string_view text(block.data(), kept + std::size_t(got));
        for (;;) {
            auto end = text.find('\n');
            if (end == std::string_view::npos) break;
            TRY(take(text.substr(0, end)));
            text.remove_prefix(end + 1);
        }
        if (got == 0) {
            int code = Z_OK;
            gzerror(file.get(), &code); // Z_BUF_ERROR: it ends in the midst of its compressed data
            if (code != Z_OK && code != Z_STREAM_END) return invalid("cut_off", path + " is damaged or cut off");
            if (!text.empty()) TRY(take(text));
            return {};
        }
        if (text.size() > longest_line)
            return invalid("line_too_long", fmt::format("{}: line {} is longer than 64 KB", path, number + 1));
        std::memmove(block.data(), text.data(), text.size());
        kept = text.size();
    }
}

std::size_t Names::length(std::uint32_t number) const {
    return (number + 1 < starts_.size() ? starts_[number + 1] : text_.size()) - starts_[number];
}

std::size_t Names::slot_of(std::string_view wanted) const {
    std::size_t mask = slots_.size() - 1;
    std::size_t at = std::hash<std::string_view>{}(wanted)&mask;
    while (slots_[at] != none && name(slots_[at]) != wanted)
        at = (at + 1) & mask;
    return at;
}

void Names::grow() {
    slots_.assign(std::max<std::size_t>(1024, slots_.size() * 2), none);
    for (std::uint32_t i = 0; i < starts_.size(); ++i)
        slots_[slot_of(name(i))] = i;
}

std::uint32_t Names::number(std::string_view wanted) {
    if ((starts_.size() + 1) * 2 > slots_.size()) grow();
    std::size_t slot = slot_of(wanted);
    if (slots_[slot] != none) return slots_[slot];
    slots_[slot] = static_cast<std::uint32_t>(starts_.size());
    starts_.push_back(text_.size());
    text_ += wanted;
    return slots_[slot];
}

std::uint32_t Names::find(std::string_view wanted) const { return slots_.empty() ? none : slots_[slot_of(wanted)]; }

} // namespace kith::engine
