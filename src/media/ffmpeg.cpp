#include "media/ffmpeg.hpp"

#include "media/failures.hpp"

#include <fmt/format.h>

namespace kith::media {
namespace {

namespace fs = std::filesystem;

// What cameras, phones, recorders and editors write. The rest of ffmpeg's decoders is not offered to strangers.
constexpr std::string_view decoders =
    "h264,hevc,mpeg4,mpeg2video,mpeg1video,h263,mjpeg,vp8,vp9,libvpx,libvpx-vp9,libdav1d,libaom-av1,av1,theora,prores,"
    "gif,png,aac,aac_fixed,mp3,mp3float,mp2,mp2float,vorbis,libvorbis,opus,libopus,flac,alac,ac3,eac3,amrnb,amrwb,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_f32le,pcm_u8,pcm_alaw,pcm_mulaw";

void append(std::vector<std::string>& to, std::initializer_list<std::string_view> more) {
    to.insert(to.end(), more.begin(), more.end());
}

void append_input(std::vector<std::string>& to, const InputFile& input) {
    append(to, {"-protocol_whitelist", "file", "-codec_whitelist", decoders, "-f", input.demuxer, "-i",
                "file:" + input.path.string()});
}

} // namespace

Ffmpeg::Ffmpeg(std::string ffmpeg, std::string ffprobe, const Limits& limits)
    : ffmpeg_(std::move(ffmpeg)), ffprobe_(std::move(ffprobe)), limits_(&limits) {}

Result<Ffmpeg> Ffmpeg::find(const Limits& limits) {
    auto ffmpeg = find_program(limits.ffmpeg);
    auto ffprobe = find_program(limits.ffprobe);
    if (!ffmpeg || !ffprobe) return converter_missing("ffmpeg or ffprobe is not installed");
    return Ffmpeg(*ffmpeg, *ffprobe, limits);
}

Result<Finished> Ffmpeg::run(std::string_view program, std::vector<std::string> arguments, const InputFile& input,
                             const fs::path& folder) const {
    ConverterRun converter{std::string(program), std::move(arguments), input.path, folder};
    Finished finished = TRY(run_converter(converter, *limits_));
    if (!finished.succeeded()) return unreadable(finished.describe());
    return finished;
}

Result<Probe> Ffmpeg::probe(const InputFile& input) const {
    std::vector<std::string> arguments;
    append(arguments, {"-v", "error", "-of", "flat", "-show_entries",
                       "format=duration,bit_rate:stream=codec_type,codec_name,pix_fmt,width,height,avg_frame_rate:"
                       "stream_disposition=attached_pic:stream_side_data=rotation"});
    append_input(arguments, input);
    Finished finished = TRY(run(ffprobe_, std::move(arguments), input, {}));
    return parse_probe(finished.out);
}

Result<void> Ffmpeg::convert(const InputFile& input, const Conversion& conversion, const fs::path& output) const {
    std::string threads = fmt::format("{}", limits_->threads);
    std::vector<std::string> arguments;
    append(arguments, {"-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", threads});
    append_input(arguments, input);
    append(arguments, {"-threads", threads, "-filter_threads", "1", "-map_metadata", "-1", "-map_chapters", "-1", "-sn",
                       "-dn", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"});
    arguments.insert(arguments.end(), conversion.arguments.begin(), conversion.arguments.end());
    arguments.push_back("file:" + output.string());
    TRY(run(ffmpeg_, std::move(arguments), input, output.parent_path()));
    return {};
}

Result<void> Ffmpeg::save_frame(const InputFile& input, const Stream& stream, double at_seconds, Size size,
                                const fs::path& output) const {
    std::vector<std::string> arguments;
    append(arguments, {"-nostdin", "-hide_banner", "-v", "error", "-y", "-threads", "1"});
    if (at_seconds > 0) append(arguments, {"-ss", fmt::format("{:.3f}", at_seconds)});
    append_input(arguments, input);
    append(arguments, {"-map", fmt::format("0:{}", stream.index), "-frames:v", "1", "-map_metadata", "-1"});
    append(arguments, {"-vf", fmt::format("scale={}:{}", size.width, size.height)});
    append(arguments, {"-c:v", "png", "-f", "image2", "-update", "1", "file:" + output.string()});
    TRY(run(ffmpeg_, std::move(arguments), input, output.parent_path()));
    std::error_code error;
    if (!fs::is_regular_file(output, error)) return unreadable("no frame at that time");
    return {};
}

} // namespace kith::media
