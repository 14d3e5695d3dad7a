#include "media/conversion.hpp"

#include "core/text.hpp"
#include "media/failures.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace kith::media {
namespace {

constexpr int most_streams = 64;
constexpr double highest_copied_rate = 120; // frames a second; as Mastodon
constexpr std::string_view highest_encoded_rate = "60";

std::optional<double> parse_double(std::string_view text) {
    double value = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

int parse_side(std::string_view text) {
    auto value = parse_int(text);
    return value && *value > 0 && *value <= 1'000'000 ? static_cast<int>(*value) : 0;
}

void set(Stream& stream, std::string_view key, std::string_view value) {
    if (key == "codec_type") stream.type = value;
    if (key == "codec_name") stream.codec = value;
    if (key == "pix_fmt") stream.pixels = value;
    if (key == "width") stream.size.width = parse_side(value);
    if (key == "height") stream.size.height = parse_side(value);
    if (key == "avg_frame_rate" && frames_per_second(value) > 0) stream.frame_rate = value;
    if (key == "disposition.attached_pic") stream.is_cover = value == "1";
    // A quarter turn either way; ffprobe prints the streams' sides before it.
    bool is_rotation = key.starts_with("side_data_list.") && key.ends_with(".rotation");
    if (is_rotation && parse_int(value).value_or(0) % 180 != 0) std::swap(stream.size.width, stream.size.height);
}

const Stream* find(const std::vector<Stream>& streams, std::string_view type, bool is_cover) {
    auto found = std::ranges::find_if(
        streams, [&](const Stream& stream) { return stream.type == type && stream.is_cover == is_cover; });
    return found == streams.end() ? nullptr : &*found;
}

void append(std::vector<std::string>& to, std::initializer_list<std::string_view> more) {
    to.insert(to.end(), more.begin(), more.end());
}

void append_map(std::vector<std::string>& to, const Stream& stream) {
    append(to, {"-map", fmt::format("0:{}", stream.index)});
}

bool plays_everywhere(const Stream& video, const Limits& limits) {
    return video.codec == "h264" && (video.pixels == "yuv420p" || video.pixels == "yuvj420p") &&
           video.size.area() <= limits.original_pixels && frames_per_second(video.frame_rate) <= highest_copied_rate;
}

void append_video_encoder(std::vector<std::string>& to, const Stream& video, const Limits& limits) {
    Size size = to_even(fit_area(video.size, limits.transcoded_pixels));
    append(to, {"-vf", fmt::format("scale={}:{},setsar=1", size.width, size.height)});
    append(to, {"-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-maxrate", "4M", "-bufsize", "8M"});
    append(to, {"-pix_fmt", "yuv420p", "-fpsmax", highest_encoded_rate});
}

Result<Conversion> plan_video(const Probe& probe, const Stream& video, const Limits& limits) {
    if (video.size.area() <= 0) return unreadable("a video without a size");
    if (video.size.area() > limits.pixels)
        return too_many_pixels(fmt::format("{}x{}", video.size.width, video.size.height));
    const Stream* audio = probe.audio();
    Conversion plan;
    plan.kind = audio != nullptr ? Kind::video : Kind::gifv;
    plan.extension = "mp4";
    auto& arguments = plan.arguments;
    append_map(arguments, video);
    if (plays_everywhere(video, limits)) {
        append(arguments, {"-c:v", "copy"});
    } else {
        append_video_encoder(arguments, video, limits);
        plan.encodes = true;
    }
    if (audio != nullptr) {
        append_map(arguments, *audio);
        bool copies = audio->codec == "aac";
        if (copies) append(arguments, {"-c:a", "copy"});
        if (!copies) append(arguments, {"-c:a", "aac", "-b:a", "128k", "-ac", "2"});
        plan.encodes |= !copies;
    }
    append(arguments, {"-movflags", "+faststart", "-f", "mp4"});
    return plan;
}

struct AudioTarget {
    std::string_view codec;
    std::string_view extension;
    std::string_view muxer;
};
constexpr std::array audio_targets{
    AudioTarget{"mp3", "mp3", "mp3"},       AudioTarget{"vorbis", "ogg", "ogg"},    AudioTarget{"opus", "ogg", "ogg"},
    AudioTarget{"flac", "flac", "flac"},    AudioTarget{"pcm_s16le", "wav", "wav"}, AudioTarget{"pcm_u8", "wav", "wav"},
    AudioTarget{"pcm_s24le", "wav", "wav"}, AudioTarget{"aac", "m4a", "ipod"},
};

Conversion plan_audio(const Stream& audio) {
    Conversion plan;
    plan.kind = Kind::audio;
    append_map(plan.arguments, audio);
    const auto* target = std::ranges::find(audio_targets, audio.codec, &AudioTarget::codec);
    plan.encodes = target == audio_targets.end();
    if (plan.encodes) {
        target = audio_targets.begin();
        append(plan.arguments, {"-c:a", "libmp3lame", "-q:a", "2", "-ac", "2"});
    } else {
        append(plan.arguments, {"-c:a", "copy"});
    }
    plan.extension = target->extension;
    if (target->muxer == "mp3") append(plan.arguments, {"-id3v2_version", "0", "-write_id3v1", "0"});
    if (target->muxer == "ipod") append(plan.arguments, {"-movflags", "+faststart"});
    append(plan.arguments, {"-f", target->muxer});
    return plan;
}

} // namespace

const Stream* Probe::video() const { return find(streams, "video", false); }
const Stream* Probe::audio() const { return find(streams, "audio", false); }
const Stream* Probe::cover() const { return find(streams, "video", true); }

double frames_per_second(std::string_view ratio) {
    std::size_t slash = ratio.find('/');
    if (slash == std::string_view::npos) return 0;
    auto frames = parse_int(ratio.substr(0, slash));
    auto seconds = parse_int(ratio.substr(slash + 1));
    if (!frames || !seconds || *frames <= 0 || *seconds <= 0) return 0;
    return static_cast<double>(*frames) / static_cast<double>(*seconds);
}

Probe parse_probe(std::string_view flat) {
    constexpr std::string_view stream_prefix = "streams.stream.";
    Probe probe;
    for (std::string_view line : split(flat, '\n')) {
        std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        std::string_view key = line.substr(0, equals);
        std::string_view value = line.substr(equals + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (key == "format.duration") {
            auto seconds = parse_double(value);
            if (seconds && *seconds >= 0) probe.duration = seconds;
        } else if (key == "format.bit_rate") {
            auto bits = parse_int(value);
            if (bits && *bits >= 0) probe.bitrate = bits;
        } else if (key.starts_with(stream_prefix)) {
            key.remove_prefix(stream_prefix.size());
            std::size_t dot = key.find('.');
            auto number = parse_int(key.substr(0, dot));
            if (dot == std::string_view::npos || !number || *number < 0 || *number >= most_streams) continue;
            auto index = static_cast<std::size_t>(*number);
            for (std::size_t i = probe.streams.size(); i <= index; ++i)
                probe.streams.emplace_back().index = static_cast<int>(i);
            set(probe.streams[index], key.substr(dot + 1), value);
        }
    }
    return probe;
}

Result<Conversion> plan_conversion(const Probe& probe, Format format, const Limits& limits) {
    const Stream* video = probe.video();
    // What stands beside sound in a file for sound is a cover, even if it isn't marked as one.
    bool is_sound_file = info(format).kind == Kind::audio && format != Format::ogg;
    if (video != nullptr && !is_sound_file) return plan_video(probe, *video, limits);
    if (const Stream* audio = probe.audio()) return plan_audio(*audio);
    return unreadable("neither picture nor sound in it");
}

} // namespace kith::media
