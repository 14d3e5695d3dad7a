#include "media/blurhash.hpp"
#include "unit/media/workshop.hpp"

#include <gmock/gmock.h>

namespace kith::media {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using testing::Not;

class Pictures : public Workshop {};

// EXIF (little endian) with an orientation and a GPS directory, as a JPEG segment.
std::string exif_segment(char orientation) {
    std::string tiff = "II*\0\x08\0\0\0"s;
    tiff += "\x02\0"s;
    tiff += "\x12\x01\x03\0\x01\0\0\0"s + orientation + "\0\0\0"s; // Orientation
    tiff += "\x25\x88\x04\0\x01\0\0\0\x26\0\0\0"s;                 // GPS directory at 38
    tiff += "\0\0\0\0"s;
    tiff += "\x01\0\x1D\0\x02\0\x0B\0\0\0\x38\0\0\0\0\0\0\0"s; // GPSDateStamp at 56
    tiff += "2026:11:22\0"s;
    std::string body = "Exif\0\0"s + tiff;
    std::size_t size = body.size() + 2;
    return "\xFF\xE1"s + static_cast<char>(size >> 8) + static_cast<char>(size & 255) + body;
}

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = ~0U;
    for (char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int i = 0; i < 8; ++i)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0);
    }
    return ~crc;
}

std::string big_endian(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 255);
    return bytes;
}

// The PNG with another size in its header.
std::string with_size(std::string png, std::uint32_t width, std::uint32_t height) {
    std::string header = "IHDR" + big_endian(width) + big_endian(height) + png.substr(24, 5);
    return png.replace(12, 21, header + big_endian(crc32(header)));
}

// An ICC profile (version 2, gamma 2.2) with sRGB's primaries, red and green swapped.
std::string swapped_profile() {
    auto fixed = [](double value) { return big_endian(static_cast<std::uint32_t>(static_cast<int>(value * 65536))); };
    auto xyz = [&](double x, double y, double z) { return "XYZ \0\0\0\0"s + fixed(x) + fixed(y) + fixed(z); };
    std::string curve = "curv\0\0\0\0\0\0\0\1\2\x33\0\0"s;
    std::string green = xyz(0.3851, 0.7169, 0.0971);
    std::vector<std::pair<std::string, std::string>> tags{{"desc", "desc\0\0\0\0\0\0\0\1\0"s + std::string(79, '\0')},
                                                          {"cprt", "text\0\0\0\0\0\0\0\0"s},
                                                          {"wtpt", xyz(0.9642, 1, 0.8249)},
                                                          {"rXYZ", green},
                                                          {"gXYZ", xyz(0.4361, 0.2225, 0.0139)},
                                                          {"bXYZ", xyz(0.1431, 0.0606, 0.7139)},
                                                          {"rTRC", curve},
                                                          {"gTRC", curve},
                                                          {"bTRC", curve}};
    std::string table = big_endian(static_cast<std::uint32_t>(tags.size()));
    std::string data;
    for (const auto& [name, content] : tags) {
        auto at = static_cast<std::uint32_t>(128 + 4 + 12 * tags.size() + data.size());
        table += name + big_endian(at) + big_endian(static_cast<std::uint32_t>(content.size()));
        data += content;
    }
    std::string header = "\0\0\0\0\0\0\0\0\2\x10\0\0mntrRGB XYZ "s + std::string(12, '\0') + "acsp" +
                         std::string(28, '\0') + fixed(0.9642) + fixed(1) + fixed(0.8249);
    header.resize(128, '\0');
    std::string profile = header + table + data;
    return profile.replace(0, 4, big_endian(static_cast<std::uint32_t>(profile.size())));
}

// A zlib stream of one stored block.
std::string stored_deflate(std::string_view bytes) {
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (char c : bytes) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    auto size = static_cast<std::uint16_t>(bytes.size());
    auto little = [](std::uint16_t n) { return std::string{static_cast<char>(n & 255), static_cast<char>(n >> 8)}; };
    return "\x78\x01\x01"s + little(size) + little(static_cast<std::uint16_t>(~size)) + std::string(bytes) +
           big_endian(b << 16 | a);
}

void expect_colour(Pixel pixel, Pixel expected, int tolerance = 12) {
    EXPECT_NEAR(pixel.red, expected.red, tolerance);
    EXPECT_NEAR(pixel.green, expected.green, tolerance);
    EXPECT_NEAR(pixel.blue, expected.blue, tolerance);
}

} // namespace

TEST_F(Pictures, jpeg_gets_a_preview_and_a_blurhash) {
    Processed done = processed(make_card("1600x900", "card.jpg"));
    EXPECT_EQ(done.kind, Kind::image);
    EXPECT_EQ(done.original.mime, "image/jpeg");
    EXPECT_EQ(done.original.width, 1600);
    EXPECT_EQ(done.original.height, 900);
    EXPECT_EQ(done.original.bytes, std::filesystem::file_size(done.original.file));
    ASSERT_TRUE(done.preview);
    EXPECT_EQ(done.preview->width, 640);
    EXPECT_EQ(done.preview->height, 360);
    EXPECT_NEAR(done.preview->aspect(), 16.0 / 9, 0.01);
    EXPECT_TRUE(is_blurhash(done.blurhash));
    EXPECT_EQ(done.duration, std::nullopt);
}

TEST_F(Pictures, large_ones_are_made_smaller_and_small_ones_are_not_made_larger) {
    Processed large = processed(make_card("4000x3000", "large.jpg"));
    EXPECT_LE(large.original.width * large.original.height, 3840 * 2160);
    EXPECT_GT(large.original.width * large.original.height, 3840 * 2160 * 99 / 100);
    Processed small = processed(make_card("64x48", "small.jpg"));
    EXPECT_EQ(small.original.width, 64);
    EXPECT_EQ(small.preview->width, 64);
}

TEST_F(Pictures, place_and_other_metadata_are_gone_and_orientation_is_applied) {
    // Left half red, right half blue; stored lying on its side: shown, red is on top.
    std::string jpeg = read(make({"-f", "lavfi", "-i", "color=red:size=100x100", "-f", "lavfi", "-i",
                                  "color=blue:size=100x100", "-filter_complex", "hstack", "-frames:v", "1"},
                                 "plain.jpg"));
    write(path("phone.jpg"), jpeg.substr(0, 2) + exif_segment(6) + jpeg.substr(2));
    ASSERT_TRUE(read(path("phone.jpg")).contains("2026:11:22"));

    Processed done = processed(path("phone.jpg"));
    EXPECT_EQ(done.original.width, 100);
    EXPECT_EQ(done.original.height, 200);
    expect_colour(pixel(done.original.file, 50, 20), {254, 0, 0});
    expect_colour(pixel(done.original.file, 50, 180), {0, 0, 254});
    expect_colour(pixel(done.preview->file, 50, 20), {254, 0, 0});
    for (const auto& file : {done.original.file, done.preview->file}) {
        EXPECT_FALSE(read(file).contains("2026:11:22"));
        EXPECT_FALSE(read(file).contains("Exif"));
        EXPECT_FALSE(read(file).contains("ICC_PROFILE"));
    }
}

TEST_F(Pictures, png_keeps_its_transparency) {
    auto file = make({"-f", "lavfi", "-i", "color=green@0.5:size=800x600,format=rgba", "-frames:v", "1"}, "glass.png");
    Processed done = processed(file);
    EXPECT_EQ(done.original.mime, "image/png");
    EXPECT_THAT(facts(done.original.file), HasSubstr("pix_fmt=\"rgba\""));
    ASSERT_TRUE(done.preview);
    EXPECT_EQ(done.preview->mime, "image/webp");
    EXPECT_THAT(facts(done.preview->file), HasSubstr("pix_fmt=\"yuva420p\""));
}

TEST_F(Pictures, sixteen_bit_grey_and_palette_png_work) {
    for (const char* format : {"rgb48be", "gray", "gray16be", "ya8", "pal8", "monob"}) {
        Processed done = processed(make_card("320x240", "card.png", {"-pix_fmt", format}));
        EXPECT_EQ(done.original.width, 320) << format;
        EXPECT_EQ(done.preview->mime.starts_with("image/"), true);
    }
}

TEST_F(Pictures, heic_and_avif_become_jpeg) {
    for (const char* name : {"sample.heic", "sample.avif"}) {
        Processed done = processed(std::filesystem::path(KITH_TEST_DATA) / "media" / name);
        EXPECT_EQ(done.original.mime, "image/jpeg") << name;
        EXPECT_EQ(done.original.width, 160);
        EXPECT_EQ(done.original.height, 120);
        EXPECT_TRUE(is_blurhash(done.blurhash));
        auto card = make_card("160x120", "card.png");
        expect_colour(pixel(done.original.file, 80, 20), pixel(card, 80, 20), 40);
    }
}

TEST_F(Pictures, webp_stays_webp) {
    Processed done = processed(make_card("320x240", "card.webp"));
    EXPECT_EQ(done.original.mime, "image/webp");
    EXPECT_EQ(done.preview->mime, "image/jpeg");
}

TEST_F(Pictures, colours_without_a_profile_stay_as_they_are) {
    auto file = make({"-f", "lavfi", "-i", "color=0x3060C0:size=64x64,format=rgb24", "-frames:v", "1"}, "plain.png");
    expect_colour(pixel(processed(file).original.file, 5, 5), pixel(file, 5, 5), 0);
}

TEST_F(Pictures, colours_with_a_profile_become_srgb) {
    // The full red of a profile whose red is sRGB's green.
    std::string png =
        read(make({"-f", "lavfi", "-i", "color=red:size=64x64,format=rgb24", "-frames:v", "1"}, "red.png"));
    std::string chunk = "iCCP"s + "odd\0\0"s + stored_deflate(swapped_profile());
    chunk = big_endian(static_cast<std::uint32_t>(chunk.size() - 4)) + chunk + big_endian(crc32(chunk));
    write(path("odd.png"), png.substr(0, 33) + chunk + png.substr(33));
    Processed done = processed(path("odd.png"));
    expect_colour(pixel(done.original.file, 5, 5), {0, 254, 0});
    EXPECT_FALSE(read(done.original.file).contains("iCCP"));
}

TEST_F(Pictures, avatars_and_headers_are_cropped) {
    auto file = make_card("1000x600", "card.png");
    Processed avatar = processed(file, Profile::avatar);
    EXPECT_EQ(avatar.original.width, 400);
    EXPECT_EQ(avatar.original.height, 400);
    EXPECT_FALSE(avatar.preview);
    Processed header = processed(file, Profile::header);
    EXPECT_EQ(header.original.width, 1500);
    EXPECT_EQ(header.original.height, 500);
}

TEST_F(Pictures, a_moving_avatar_keeps_moving_and_has_a_still_version) {
    auto file = make({"-f", "lavfi", "-i", "testsrc=size=500x300:rate=5:duration=1"}, "moving.gif");
    Processed avatar = processed(file, Profile::avatar);
    EXPECT_EQ(avatar.original.mime, "image/gif");
    EXPECT_THAT(facts(avatar.original.file), HasSubstr("width=400"));
    EXPECT_THAT(facts(avatar.original.file), HasSubstr("duration=\"1.000000\""));
    ASSERT_TRUE(avatar.preview);
    EXPECT_EQ(avatar.preview->width, 400);
    EXPECT_EQ(avatar.preview->mime, "image/jpeg");
}

TEST_F(Pictures, thumbnails_are_small_and_single) {
    Processed done = processed(make_card("1600x900", "card.png"), Profile::thumbnail);
    EXPECT_EQ(done.original.width, 640);
    EXPECT_EQ(done.original.mime, "image/jpeg");
    EXPECT_FALSE(done.preview);
}

TEST_F(Pictures, without_ffmpeg_a_gif_stays_a_gif) {
    auto file = make({"-f", "lavfi", "-i", "testsrc=size=160x120:rate=5:duration=1"}, "moving.gif");
    limits_.ffmpeg = "kith-no-ffmpeg";
    Processed done = processed(file);
    EXPECT_EQ(done.kind, Kind::image);
    EXPECT_EQ(done.original.mime, "image/gif");
    EXPECT_TRUE(done.preview);
}

TEST_F(Pictures, a_bomb_is_refused_by_its_header) {
    write(path("bomb.png"), with_size(read(make_card("64x64", "small.png")), 60'000, 60'000));
    auto start = std::chrono::steady_clock::now();
    auto done = process_file(path("bomb.png"));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::invalid);
    EXPECT_EQ(done.error().code, "media_too_many_pixels");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST_F(Pictures, truncated_files_are_refused_and_leave_nothing) {
    auto sample = std::filesystem::path(KITH_TEST_DATA) / "media";
    for (const auto& file : {make_card("640x480", "card.jpg"), make_card("640x480", "card.png"),
                             make_card("640x480", "card.webp"), sample / "sample.heic", sample / "sample.avif"}) {
        std::string bytes = read(file);
        write(path("cut"), std::string_view(bytes).substr(0, bytes.size() / 2));
        auto done = process_file(path("cut"));
        ASSERT_FALSE(done) << file;
        EXPECT_EQ(done.error().kind, ErrorKind::invalid);
        EXPECT_EQ(done.error().code, "media_unreadable");
        EXPECT_EQ(files_left(), 0U);
    }
}

TEST_F(Pictures, lying_and_unknown_files_are_refused) {
    write(path("liar.jpg"), "\xFF\xD8\xFF\xE0"s + std::string(5000, 'x'));
    EXPECT_EQ(process_file(path("liar.jpg")).error().code, "media_unreadable");
    write(path("drawing.jpg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    EXPECT_EQ(process_file(path("drawing.jpg")).error().code, "media_type_unsupported");
    write(path("empty.jpg"), "");
    EXPECT_EQ(process_file(path("empty.jpg")).error().code, "media_type_unsupported");
}

TEST_F(Pictures, uploads_over_the_limit_are_too_large) {
    auto file = make_card("640x480", "card.jpg");
    limits_.picture_bytes = 1000;
    EXPECT_EQ(process_file(file).error().kind, ErrorKind::too_large);
}

TEST_F(Pictures, a_worker_that_takes_too_long_is_killed) {
    auto file = make_card("64x64", "card.png");
    limits_.worker_command = {"/bin/sh", "-c", "sleep 60; echo"};
    limits_.picture_time = std::chrono::seconds(1);
    auto start = std::chrono::steady_clock::now();
    auto done = process_file(file);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::invalid);
    EXPECT_EQ(done.error().code, "media_too_slow");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(Pictures, a_worker_that_crashes_is_the_files_fault) {
    auto file = make_card("64x64", "card.png");
    limits_.worker_command = {"/bin/sh", "-c", "echo half > " + (out_ / "original.png").string() + "; kill -SEGV $$"};
    auto done = process_file(file);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "media_unreadable");
    EXPECT_THAT(done.error().detail, HasSubstr("signal 11"));
    EXPECT_EQ(files_left(), 0U);
}

TEST_F(Pictures, a_result_that_is_a_link_is_not_followed) {
    auto file = make_card("64x64", "card.png");
    limits_.worker_command = {
        "/bin/sh", "-c", "ln -s /etc/passwd " + (out_ / "original.jpg").string() + "; echo original=original.jpg 1 1"};
    auto done = process_file(file);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "media_unreadable");
}

TEST_F(Pictures, odd_file_names_are_only_names) {
    auto file = make_card("64x64", "card.png");
    auto odd = path("a=b [page=3] 'x'\n$(true).png");
    std::filesystem::rename(file, odd);
    EXPECT_EQ(processed(odd).original.width, 64);
}

} // namespace kith::media
