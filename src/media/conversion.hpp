// What is in a video or audio file, and what must be done so that every browser and phone plays it. Pure.
#pragma once

#include "media/geometry.hpp"
#include "media/process.hpp"

namespace kith::media {

struct Stream {
    int index = 0;
    std::string type;       // "video", "audio", …
    std::string codec;      // ffmpeg's name
    std::string pixels;     // pixel format
    Size size;              // as shown, after rotation
    std::string frame_rate; // "30000/1001"
    bool is_cover = false;  // a still picture that goes with sound
};

struct Probe {
    std::vector<Stream> streams;
    std::optional<double> duration;      // seconds
    std::optional<std::int64_t> bitrate; // bits a second

    const Stream* video() const; // the first that isn't a cover; nullptr if there is none
    const Stream* audio() const;
    const Stream* cover() const;
};

// ffprobe's output with `-of flat` (https://ffmpeg.org/ffprobe.html#flat). Unknown lines are passed over.
Probe parse_probe(std::string_view flat);

// "30000/1001" as a number; 0 for anything else.
double frames_per_second(std::string_view ratio);

struct Conversion {
    Kind kind = Kind::video;
    std::string extension;              // of the result: mp4, or an audio file's
    std::vector<std::string> arguments; // ffmpeg's, between input and output file
    bool encodes = false;               // false: streams are copied into a clean container
};

// Video: H.264 (yuv420p) and AAC in mp4, copied where they are so already. Video without sound is a gifv, as in
// Mastodon. Audio: MP3, Vorbis and Opus in Ogg, FLAC, WAV and AAC are copied, the rest becomes MP3. Error: invalid if
// there is neither, or too many pixels.
Result<Conversion> plan_conversion(const Probe& probe, Format format, const Limits& limits);

} // namespace kith::media
