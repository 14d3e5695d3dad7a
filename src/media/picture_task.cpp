#include "media/picture_task.hpp"

#include "core/text.hpp"
#include "media/blurhash.hpp"

#include <array>
#include <fmt/format.h>
#include <utility>

namespace kith::media {
namespace {

constexpr int longest_side = 100'000;

struct Number {
    std::string_view key;
    std::int64_t PictureTask::* member;
};
constexpr std::array numbers{
    Number{"pixels", &PictureTask::pixels},
    Number{"original_pixels", &PictureTask::original_pixels},
    Number{"preview_pixels", &PictureTask::preview_pixels},
    Number{"seconds", &PictureTask::seconds},
    Number{"memory", &PictureTask::memory},
    Number{"file_bytes", &PictureTask::file_bytes},
    Number{"threads", &PictureTask::threads},
};
struct Text {
    std::string_view key;
    std::string PictureTask::* member;
};
constexpr std::array texts{
    Text{"source", &PictureTask::source},
    Text{"out_dir", &PictureTask::out_dir},
    Text{"name", &PictureTask::name},
};

std::pair<std::string_view, std::string_view> split_pair(std::string_view text) {
    std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return {text, {}};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

bool set(PictureTask& task, std::string_view key, std::string_view value) {
    for (const Text& text : texts)
        if (text.key == key) {
            task.*text.member = value;
            return true;
        }
    auto number = parse_int(value);
    if (!number || *number < 0) return false;
    for (const Number& row : numbers)
        if (row.key == key) {
            task.*row.member = *number;
            return true;
        }
    if (key == "format" && *number <= std::to_underlying(Format::aac))
        task.format = static_cast<Format>(*number);
    else if (key == "profile" && *number <= std::to_underlying(Profile::emoji))
        task.profile = static_cast<Profile>(*number);
    else if (key == "animation" && *number <= std::to_underlying(Animation::leave))
        task.animation = static_cast<Animation>(*number);
    else
        return false;
    return true;
}

void append_file(std::string& lines, std::string_view key, const PictureFile& file) {
    if (!file.name.empty()) lines += fmt::format("{}={} {} {}\n", key, file.name, file.size.width, file.size.height);
}

std::optional<PictureFile> parse_file(std::string_view text) {
    auto parts = split(text, ' ');
    if (parts.size() != 3) return std::nullopt;
    auto [base, extension] = std::pair(parts[0].substr(0, parts[0].find('.')), parts[0].substr(parts[0].find('.') + 1));
    bool known = (base == "original" || base == "preview") &&
                 (extension == "jpg" || extension == "png" || extension == "webp" || extension == "gif");
    auto width = parse_int(parts[1]);
    auto height = parse_int(parts[2]);
    if (!known || !width || !height) return std::nullopt;
    auto in_range = [](std::int64_t side) { return side >= 1 && side <= longest_side; };
    if (!in_range(*width) || !in_range(*height)) return std::nullopt;
    return PictureFile{std::string(parts[0]), {static_cast<int>(*width), static_cast<int>(*height)}};
}

bool set(PictureReport& report, std::string_view key, std::string_view value) {
    if (key == "error") {
        report.error = value;
    } else if (key == "detail") {
        report.detail = to_valid_utf8(value);
    } else if (key == "frames") {
        auto frames = parse_int(value);
        if (!frames || *frames < 1 || *frames > 1'000'000) return false;
        report.frames = static_cast<int>(*frames);
    } else if (key == "original" || key == "preview") {
        auto file = parse_file(value);
        if (!file) return false;
        (key == "original" ? report.original : report.preview) = *file;
    } else if (key == "blurhash") {
        if (!is_blurhash(value)) return false;
        report.blurhash = value;
    } else {
        return false;
    }
    return true;
}

} // namespace

std::vector<std::string> to_arguments(const PictureTask& task) {
    std::vector<std::string> arguments;
    for (const Text& text : texts)
        arguments.push_back(fmt::format("{}={}", text.key, task.*text.member));
    for (const Number& number : numbers)
        arguments.push_back(fmt::format("{}={}", number.key, task.*number.member));
    arguments.push_back(fmt::format("format={}", std::to_underlying(task.format)));
    arguments.push_back(fmt::format("profile={}", std::to_underlying(task.profile)));
    arguments.push_back(fmt::format("animation={}", std::to_underlying(task.animation)));
    return arguments;
}

Result<PictureTask> parse_task(std::span<const char* const> arguments) {
    PictureTask task;
    for (const char* argument : arguments) {
        auto [key, value] = split_pair(argument);
        if (!set(task, key, value)) return invalid("bad_argument", fmt::format("Not understood: {}", argument));
    }
    return task;
}

std::string to_lines(const PictureReport& report) {
    std::string lines = fmt::format("frames={}\n", report.frames);
    if (!report.error.empty())
        lines += fmt::format("error={}\ndetail={}\n", report.error, replace_all(report.detail, "\n", " "));
    append_file(lines, "original", report.original);
    append_file(lines, "preview", report.preview);
    if (!report.blurhash.empty()) lines += fmt::format("blurhash={}\n", report.blurhash);
    return lines;
}

std::optional<PictureReport> parse_report(std::string_view lines) {
    if (!lines.ends_with('\n')) return std::nullopt;
    lines.remove_suffix(1);
    PictureReport report;
    for (std::string_view line : split(lines, '\n')) {
        auto [key, value] = split_pair(line);
        if (!set(report, key, value)) return std::nullopt;
    }
    return report;
}

} // namespace kith::media
