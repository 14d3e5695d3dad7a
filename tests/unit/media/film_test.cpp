#include "media/blurhash.hpp"
#include "unit/media/workshop.hpp"

#include <gmock/gmock.h>

namespace kith::media {
namespace {

using testing::HasSubstr;
using testing::Not;

class Films : public Workshop {
protected:
    std::filesystem::path film(const std::string& name, std::vector<std::string> options,
                               bool with_sound = true) const {
        std::vector<std::string> arguments{"-f", "lavfi", "-i", "testsrc=size=320x240:rate=25"};
        if (with_sound) arguments.insert(arguments.end(), {"-f", "lavfi", "-i", "sine=frequency=440"});
        arguments.insert(arguments.end(),
                         {"-t", "1", "-metadata", "title=SecretTitle", "-metadata", "location=+52.5200+013.4050/"});
        arguments.insert(arguments.end(), options.begin(), options.end());
        return make(arguments, name);
    }
    std::filesystem::path sound(const std::string& name, std::vector<std::string> options) const {
        std::vector<std::string> arguments{"-f", "lavfi", "-i",        "sine=frequency=440:sample_rate=44100",
                                           "-t", "3",     "-metadata", "title=SecretTitle"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return make(arguments, name);
    }
    static void expect_clean(const std::filesystem::path& file) {
        EXPECT_FALSE(read(file).contains("SecretTitle"));
        EXPECT_THAT(facts(file), Not(HasSubstr(".tags.location")));
    }
};

} // namespace

TEST_F(Films, mp4_is_kept_as_it_is_but_for_its_metadata) {
    auto file = film("film.mp4", {"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"});
    ASSERT_TRUE(read(file).contains("SecretTitle"));
    ASSERT_THAT(facts(file), HasSubstr(".tags.location"));
    Processed done = processed(file);
    EXPECT_EQ(done.kind, Kind::video);
    EXPECT_EQ(done.original.mime, "video/mp4");
    EXPECT_EQ(done.original.width, 320);
    EXPECT_EQ(done.original.height, 240);
    EXPECT_NEAR(done.duration.value_or(0), 1.0, 0.1);
    EXPECT_EQ(done.frame_rate, "25/1");
    EXPECT_GT(done.bitrate.value_or(0), 10'000);
    ASSERT_TRUE(done.preview);
    EXPECT_EQ(done.preview->mime, "image/jpeg");
    EXPECT_EQ(done.preview->width, 320);
    EXPECT_TRUE(is_blurhash(done.blurhash));
    EXPECT_EQ(files_left(), 2U);
    expect_clean(done.original.file);
}

TEST_F(Films, webm_and_matroska_become_h264_with_aac) {
    for (auto [name, codec] : {std::pair("film.webm", "libvpx"), {"film.mkv", "mpeg4"}}) {
        Processed done =
            processed(film(name, {"-c:v", codec, "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"}));
        EXPECT_EQ(done.kind, Kind::video);
        EXPECT_EQ(done.original.mime, "video/mp4");
        std::string made = facts(done.original.file);
        EXPECT_THAT(made, HasSubstr("codec_name=\"h264\""));
        EXPECT_THAT(made, HasSubstr("codec_name=\"aac\""));
        EXPECT_THAT(made, HasSubstr("pix_fmt=\"yuv420p\""));
        expect_clean(done.original.file);
    }
}

TEST_F(Films, a_turned_phone_film_is_reported_as_it_is_shown) {
    auto lying = film("lying.mp4", {"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"});
    Processed done = processed(make({"-i", lying, "-c", "copy", "-metadata:s:v", "rotate=90"}, "phone.mov"));
    EXPECT_EQ(done.original.width, 240);
    EXPECT_EQ(done.original.height, 320);
    ASSERT_TRUE(done.preview);
    EXPECT_EQ(done.preview->width, 240);
    EXPECT_EQ(done.preview->height, 320);
}

TEST_F(Films, a_moving_gif_becomes_a_gifv) {
    Processed done = processed(make({"-f", "lavfi", "-i", "testsrc=size=161x121:rate=10:duration=1"}, "moving.gif"));
    EXPECT_EQ(done.kind, Kind::gifv);
    EXPECT_EQ(done.original.mime, "video/mp4");
    EXPECT_EQ(done.original.width, 160);
    EXPECT_NEAR(done.duration.value_or(0), 1.0, 0.15);
    EXPECT_THAT(facts(done.original.file), HasSubstr("pix_fmt=\"yuv420p\""));
    ASSERT_TRUE(done.preview);
    EXPECT_TRUE(is_blurhash(done.blurhash));
    EXPECT_EQ(files_left(), 2U);
}

TEST_F(Films, a_gif_that_stands_still_is_a_picture) {
    Processed done = processed(make_card("160x120", "still.gif"));
    EXPECT_EQ(done.kind, Kind::image);
    EXPECT_EQ(done.original.mime, "image/png");
}

TEST_F(Films, a_film_without_sound_is_a_gifv) {
    Processed done = processed(film("silent.mp4", {"-c:v", "libx264", "-pix_fmt", "yuv420p"}, false));
    EXPECT_EQ(done.kind, Kind::gifv);
}

TEST_F(Films, sound_is_kept_as_it_is_but_for_its_tags) {
    for (auto [name, mime] : {std::pair("a.mp3", "audio/mpeg"),
                              {"a.ogg", "audio/ogg"},
                              {"a.flac", "audio/flac"},
                              {"a.wav", "audio/wav"},
                              {"a.m4a", "audio/mp4"}}) {
        auto file = sound(name, {});
        ASSERT_TRUE(read(file).contains("SecretTitle")) << name;
        Processed done = processed(file);
        EXPECT_EQ(done.kind, Kind::audio);
        EXPECT_EQ(done.original.mime, mime);
        EXPECT_NEAR(done.duration.value_or(0), 3.0, 0.1) << name;
        EXPECT_GT(done.bitrate.value_or(0), 5'000) << name;
        EXPECT_FALSE(done.preview);
        EXPECT_EQ(done.blurhash, "");
        expect_clean(done.original.file);
        std::filesystem::remove(done.original.file);
    }
}

TEST_F(Films, sound_that_browsers_cannot_play_is_converted) {
    Processed opus = processed(sound("a.opus", {"-c:a", "libopus"}));
    EXPECT_EQ(opus.original.mime, "audio/ogg");
    Processed aac = processed(sound("a.aac", {}));
    EXPECT_EQ(aac.original.mime, "audio/mp4");
    Processed alac = processed(sound("b.m4a", {"-c:a", "alac"}));
    EXPECT_EQ(alac.original.mime, "audio/mpeg");
    EXPECT_NEAR(alac.duration.value_or(0), 3.0, 0.1);
}

TEST_F(Films, cover_art_becomes_the_preview) {
    auto card = make_card("800x800", "card.jpg");
    auto plain = sound("plain.mp3", {});
    auto file =
        make({"-i", plain, "-i", card, "-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v", "attached_pic"},
             "album.mp3");
    Processed done = processed(file);
    EXPECT_EQ(done.kind, Kind::audio);
    ASSERT_TRUE(done.preview);
    EXPECT_EQ(done.preview->width, 480);
    EXPECT_EQ(done.preview->mime, "image/jpeg");
    EXPECT_TRUE(is_blurhash(done.blurhash));
    EXPECT_THAT(facts(done.original.file), Not(HasSubstr("mjpeg")));
}

TEST_F(Films, a_film_is_no_avatar) {
    auto done = process_file(film("film.mp4", {"-pix_fmt", "yuv420p"}), Profile::avatar);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "media_type_unsupported");
}

TEST_F(Films, damaged_films_are_refused_and_leave_nothing) {
    std::string bytes = read(film("film.mp4", {"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac"}));
    write(path("cut.mp4"), std::string_view(bytes).substr(0, bytes.size() / 2)); // its index stood at the end
    auto done = process_file(path("cut.mp4"));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::invalid);
    EXPECT_EQ(done.error().code, "media_unreadable");
    EXPECT_EQ(files_left(), 0U);
}

TEST_F(Films, without_ffmpeg_films_are_unavailable) {
    auto file = film("film.mp4", {"-pix_fmt", "yuv420p"});
    limits_.ffprobe = "kith-no-ffprobe";
    auto done = process_file(file);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::unavailable);
    EXPECT_EQ(done.error().code, "media_converter_missing");
}

TEST_F(Films, conversion_stops_at_its_deadline) {
    auto second = make({"-f", "lavfi", "-i", "testsrc=size=640x480:duration=1", "-c:v", "mpeg4"}, "second.mkv");
    auto file = make({"-stream_loop", "400", "-i", second, "-c", "copy"}, "long.mkv");
    limits_.video_time = std::chrono::seconds(1);
    auto start = std::chrono::steady_clock::now();
    auto done = process_file(file);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "media_too_slow");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));
    EXPECT_EQ(files_left(), 0U);
}

} // namespace kith::media
