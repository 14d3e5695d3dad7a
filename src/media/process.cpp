#include "media/process.hpp"

#include "core/log.hpp"
#include "media/conversion.hpp"
#include "media/failures.hpp"
#include "media/ffmpeg.hpp"
#include "media/worker_command.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fstream>

namespace kith::media {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view frame_name = "frame.png";
constexpr double preview_second = 1; // many films begin in black

// Removes what an unfinished process() has left in out_dir.
class Cleanup {
public:
    explicit Cleanup(const fs::path& folder) : folder_(folder) {}
    Cleanup(const Cleanup&) = delete;
    Cleanup& operator=(const Cleanup&) = delete;
    ~Cleanup() {
        std::error_code error;
        std::vector<fs::path> leftovers;
        for (fs::directory_iterator at(folder_, error); at != fs::directory_iterator(); at.increment(error)) {
            fs::path stem = at->path().stem();
            bool result = stem == "original" || stem == "preview";
            if (at->path().filename() == frame_name || (result && !keep_)) leftovers.push_back(at->path());
        }
        for (const fs::path& path : leftovers)
            fs::remove(path, error);
    }
    void keep_results() { keep_ = true; }

private:
    const fs::path& folder_;
    bool keep_ = false;
};

// A result as the disk has it. The worker wrote it, so it is not believed to be a plain file.
Result<Version> version(const fs::path& file, Size size) {
    std::error_code error;
    const FormatInfo* format = info_of_extension(file.extension().string().substr(1));
    bool is_file = fs::is_regular_file(fs::symlink_status(file, error));
    if (!is_file || format == nullptr) return unreadable("no result: " + file.string());
    Version made;
    made.file = file;
    made.mime = format->mime;
    made.bytes = fs::file_size(file, error);
    made.width = size.width;
    made.height = size.height;
    return made;
}

class Processing {
public:
    Processing(const Source& source, const fs::path& out_dir, const Limits& limits)
        : source_(fs::absolute(source.file)),
          profile_(source.profile),
          out_dir_(fs::absolute(out_dir)),
          limits_(limits) {}

    Result<Processed> picture(Format format) const;
    Result<Processed> film_or_sound(Format format) const;

private:
    PictureTask task(const fs::path& file, Format format) const;
    Result<void> add_facts(Processed& done, const Ffmpeg& ffmpeg, const InputFile& result) const;
    Result<void> add_preview(Processed& done, const Ffmpeg& ffmpeg, const InputFile& input, const Stream& stream,
                             double at_seconds) const;

    fs::path source_;
    Profile profile_;
    fs::path out_dir_;
    const Limits& limits_;
};

PictureTask Processing::task(const fs::path& file, Format format) const {
    PictureTask task;
    task.source = file;
    task.out_dir = out_dir_;
    task.format = format;
    task.profile = profile_;
    task.animation = profile_ == Profile::thumbnail ? Animation::still : Animation::keep;
    task.pixels = limits_.pixels;
    task.original_pixels = limits_.original_pixels;
    task.preview_pixels = limits_.preview_pixels;
    task.seconds = limits_.picture_time.count();
    task.memory = static_cast<std::int64_t>(limits_.picture_memory);
    task.file_bytes = static_cast<std::int64_t>(4 * limits_.picture_bytes); // PNG of what was HEIC, GIF frames
    task.threads = limits_.threads;
    return task;
}

Result<Processed> Processing::picture(Format format) const {
    PictureTask wanted = task(source_, format);
    bool video_possible = format == Format::gif && profile_ == Profile::attachment && Ffmpeg::find(limits_);
    if (video_possible) wanted.animation = Animation::leave;
    PictureReport report = TRY(make_pictures_in_worker(wanted, limits_));
    if (video_possible && report.frames > 1) return film_or_sound(format);

    Processed done;
    done.original = TRY(version(out_dir_ / report.original.name, report.original.size));
    if (!report.preview.name.empty()) done.preview = TRY(version(out_dir_ / report.preview.name, report.preview.size));
    done.blurhash = report.blurhash;
    return done;
}

// The figures of what was made, not of what was sent.
Result<void> Processing::add_facts(Processed& done, const Ffmpeg& ffmpeg, const InputFile& result) const {
    Probe facts = TRY(ffmpeg.probe(result));
    done.duration = facts.duration;
    done.bitrate = facts.bitrate;
    const Stream* video = facts.video();
    if (video == nullptr) return {};
    done.original.width = video->size.width;
    done.original.height = video->size.height;
    done.frame_rate = video->frame_rate;
    double at = std::min(preview_second, facts.duration.value_or(0) / 2);
    return add_preview(done, ffmpeg, result, *video, at);
}

Result<void> Processing::add_preview(Processed& done, const Ffmpeg& ffmpeg, const InputFile& input,
                                     const Stream& stream, double at_seconds) const {
    if (stream.size.area() <= 0 || stream.size.area() > limits_.pixels) return too_many_pixels("preview");
    fs::path frame = out_dir_ / frame_name;
    Size size = fit_area(stream.size, limits_.preview_pixels);
    TRY(ffmpeg.save_frame(input, stream, at_seconds, size, frame));
    PictureTask wanted = task(frame, Format::png);
    wanted.name = "preview";
    wanted.profile = Profile::thumbnail;
    wanted.animation = Animation::still;
    PictureReport report = TRY(make_pictures_in_worker(wanted, limits_));
    done.preview = TRY(version(out_dir_ / report.original.name, report.original.size));
    done.blurhash = report.blurhash;
    return {};
}

Result<Processed> Processing::film_or_sound(Format format) const {
    if (profile_ != Profile::attachment) return unsupported("a profile picture must be a picture");
    Ffmpeg ffmpeg = TRY(Ffmpeg::find(limits_));
    InputFile input{source_, info(format).demuxer};
    Probe probe = TRY(ffmpeg.probe(input));
    Conversion plan = TRY(plan_conversion(probe, format, limits_));
    fs::path output = out_dir_ / ("original." + plan.extension);
    TRY(ffmpeg.convert(input, plan, output));

    Processed done;
    done.kind = plan.kind;
    done.original = TRY(version(output, {}));
    TRY(add_facts(done, ffmpeg, {output, info_of_extension(plan.extension)->demuxer}));
    if (const Stream* cover = probe.cover(); plan.kind == Kind::audio && cover != nullptr) {
        // Sound with a broken cover is still sound.
        if (auto added = add_preview(done, ffmpeg, input, *cover, 0); !added)
            log::debug("cover art left out: {}", added.error().detail);
    }
    return done;
}

Result<std::string> read_start(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(sniff_bytes, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (stream.bad() || !stream.is_open()) return internal("cannot read " + file.string());
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

} // namespace

Result<Processed> process(const Source& source, const fs::path& out_dir, const Limits& limits) {
    std::string start = TRY(read_start(source.file));
    auto format = sniff(start);
    if (!format) return unsupported("unknown first bytes");
    bool is_picture = info(*format).kind == Kind::image;
    std::error_code error;
    if (!fs::is_directory(out_dir, error)) return internal("no folder " + out_dir.string());
    std::uint64_t bytes = fs::file_size(source.file, error);
    if (error || bytes > (is_picture ? limits.picture_bytes : limits.video_bytes))
        return too_large(fmt::format("{} B", bytes));

    Cleanup cleanup(out_dir);
    Processing processing(source, out_dir, limits);
    Processed done = TRY(is_picture ? processing.picture(*format) : processing.film_or_sound(*format));
    cleanup.keep_results();
    return done;
}

} // namespace kith::media
