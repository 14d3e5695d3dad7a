// The pure rules beside sniffing and blurhash: focus, sizes, what to convert, what worker and server tell each other.
#include "media/conversion.hpp"
#include "media/focus.hpp"
#include "media/picture_task.hpp"

#include <gmock/gmock.h>

namespace kith::media {
namespace {

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

Probe probe_of(std::vector<Stream> streams) { return {std::move(streams), 10.0, 1000}; }
Stream video(std::string codec, std::string pixels = "yuv420p", Size size = {640, 480}) {
    return {0, "video", std::move(codec), std::move(pixels), size, "25/1", false};
}
Stream audio(std::string codec) { return {1, "audio", std::move(codec), "", {}, "", false}; }
Stream cover() { return {2, "video", "mjpeg", "yuvj420p", {300, 300}, "", true}; }

} // namespace

TEST(Focus, is_two_numbers_moved_into_the_picture) {
    EXPECT_EQ(parse_focus("0.5,-0.25"), (Focus{0.5, -0.25}));
    EXPECT_EQ(parse_focus(" -2 , +7e3 "), (Focus{-1, 1}));
    for (auto bad : {"", "1", "1,", ",1", "1,2,3", "nan,0", "0,inf", "a,b"})
        EXPECT_EQ(parse_focus(bad), std::nullopt) << bad;
}

TEST(Geometry, pictures_keep_their_shape_within_an_area) {
    EXPECT_EQ(fit_area({640, 480}, 8'294'400), (Size{640, 480}));
    EXPECT_EQ(fit_area({4000, 3000}, 230'400), (Size{554, 415}));
    EXPECT_EQ(fit_area({1'000'000, 1}, 230'400), (Size{230'400, 1}));
    EXPECT_EQ(to_even({641, 1}), (Size{640, 2}));
}

TEST(Conversion, reads_what_ffprobe_prints) {
    Probe probe = parse_probe("streams.stream.0.codec_name=\"h264\"\nstreams.stream.0.codec_type=\"video\"\n"
                              "streams.stream.0.width=320\nstreams.stream.0.height=240\n"
                              "streams.stream.0.avg_frame_rate=\"30000/1001\"\n"
                              "streams.stream.0.side_data_list.side_data.0.rotation=-90\n"
                              "streams.stream.1.codec_type=\"audio\"\nstreams.stream.1.avg_frame_rate=\"0/0\"\n"
                              "format.duration=\"1.500000\"\nformat.bit_rate=\"151328\"\n");
    ASSERT_NE(probe.video(), nullptr);
    EXPECT_EQ(probe.video()->size, (Size{240, 320})) << "a quarter turn swaps the sides";
    EXPECT_EQ(probe.video()->frame_rate, "30000/1001");
    ASSERT_NE(probe.audio(), nullptr);
    EXPECT_EQ(probe.audio()->index, 1);
    EXPECT_EQ(probe.duration, 1.5);
    EXPECT_EQ(probe.bitrate, 151328);
}

TEST(Conversion, passes_over_nonsense_from_ffprobe) {
    Probe probe = parse_probe("streams.stream.99999999.width=1\nstreams.stream.-1.width=1\nstreams.stream.0.width=-5\n"
                              "format.duration=\"N/A\"\nformat.bit_rate=\"-1\"\n=\n\n");
    EXPECT_LE(probe.streams.size(), 1U);
    EXPECT_EQ(probe.video(), nullptr);
    EXPECT_EQ(probe.duration, std::nullopt);
    EXPECT_EQ(probe.bitrate, std::nullopt);
}

TEST(Conversion, copies_what_plays_everywhere_and_encodes_the_rest) {
    auto copied = plan_conversion(probe_of({video("h264"), audio("aac")}), Format::quicktime, {});
    ASSERT_TRUE(copied);
    EXPECT_EQ(copied->kind, Kind::video);
    EXPECT_FALSE(copied->encodes);
    for (const Stream& other :
         {video("vp9"), video("hevc"), video("h264", "yuv444p"), video("h264", "yuv420p", {4096, 4096})}) {
        auto encoded = plan_conversion(probe_of({other, audio("opus")}), Format::webm, {});
        ASSERT_TRUE(encoded);
        EXPECT_TRUE(encoded->encodes);
        EXPECT_EQ(encoded->extension, "mp4");
        EXPECT_THAT(encoded->arguments, IsSupersetOf({"libx264", "aac", "yuv420p"}));
    }
}

TEST(Conversion, video_without_sound_is_a_gifv) {
    auto plan = plan_conversion(probe_of({video("h264")}), Format::mp4, {});
    ASSERT_TRUE(plan);
    EXPECT_EQ(plan->kind, Kind::gifv);
}

TEST(Conversion, sound_stays_as_it_is_if_browsers_play_it) {
    for (auto [codec, extension] : {std::pair("mp3", "mp3"),
                                    {"opus", "ogg"},
                                    {"vorbis", "ogg"},
                                    {"flac", "flac"},
                                    {"pcm_s16le", "wav"},
                                    {"aac", "m4a"}}) {
        auto plan = plan_conversion(probe_of({audio(codec), cover()}), Format::ogg, {});
        ASSERT_TRUE(plan);
        EXPECT_EQ(plan->kind, Kind::audio);
        EXPECT_EQ(plan->extension, extension);
        EXPECT_FALSE(plan->encodes) << codec;
    }
    auto encoded = plan_conversion(probe_of({audio("alac")}), Format::m4a, {});
    ASSERT_TRUE(encoded);
    EXPECT_EQ(encoded->extension, "mp3");
    EXPECT_TRUE(encoded->encodes);
}

TEST(Conversion, refuses_files_with_nothing_in_them_and_bombs) {
    EXPECT_EQ(plan_conversion(probe_of({}), Format::mp4, {}).error().code, "media_unreadable");
    auto bomb = plan_conversion(probe_of({video("vp9", "yuv420p", {65'000, 65'000})}), Format::webm, {});
    ASSERT_FALSE(bomb);
    EXPECT_EQ(bomb.error().code, "media_too_many_pixels");
}

TEST(PictureTask, survives_the_way_to_the_worker) {
    PictureTask task;
    task.source = "/tmp/a = b\nc";
    task.out_dir = "/tmp/out";
    task.format = Format::heic;
    task.profile = Profile::header;
    task.animation = Animation::leave;
    task.pixels = 100'000'000;
    task.threads = 2;
    auto arguments = to_arguments(task);
    std::vector<const char*> pointers;
    for (const auto& argument : arguments)
        pointers.push_back(argument.c_str());
    auto parsed = parse_task(pointers);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(to_arguments(*parsed), arguments);
    EXPECT_EQ(parsed->source, task.source);
    EXPECT_EQ(parsed->profile, Profile::header);
    const char* unknown[] = {"colour=red"};
    EXPECT_FALSE(parse_task(unknown));
}

TEST(PictureReport, survives_the_way_back) {
    PictureReport report;
    report.frames = 7;
    report.original = {"original.webp", {640, 480}};
    report.preview = {"preview.jpg", {320, 240}};
    report.blurhash = "LEHV6nWB2yk8pyo0adR*.7kCMdnj";
    auto parsed = parse_report(to_lines(report));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(to_lines(*parsed), to_lines(report));
    EXPECT_EQ(parsed->original.size, (Size{640, 480}));
}

TEST(PictureReport, a_worker_that_was_taken_over_cannot_lie_its_way_out) {
    for (auto bad :
         {"", "frames=1", "original=../../etc/passwd.jpg 1 1\n", "original=original.svg 1 1\n",
          "original=original.jpg 0 1\n", "original=original.jpg 1 999999999\n", "preview=preview.jpg.php 1 1\n",
          "blurhash=<script>\n", "frames=-1\n", "command=rm\n", "original=original.jpg 1\n"})
        EXPECT_EQ(parse_report(bad), std::nullopt) << bad;
}

} // namespace kith::media
