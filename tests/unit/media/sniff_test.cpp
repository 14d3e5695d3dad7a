#include "media/sniff.hpp"

#include <gtest/gtest.h>
#include <string>

namespace kith::media {
namespace {

using namespace std::string_literals;

std::optional<Format> sniff_padded(std::string bytes) {
    bytes.resize(std::max<std::size_t>(bytes.size(), 64), '\0');
    return sniff(bytes);
}

std::string iso(const std::string& brands) {
    return "\0\0\0"s + static_cast<char>(8 + brands.size()) + "ftyp" + brands;
}

} // namespace

TEST(Sniff, knows_formats_by_their_first_bytes) {
    EXPECT_EQ(sniff_padded("\xFF\xD8\xFF\xE0"s), Format::jpeg);
    EXPECT_EQ(sniff_padded("\x89PNG\r\n\x1A\n"s), Format::png);
    EXPECT_EQ(sniff_padded("GIF89a"s), Format::gif);
    EXPECT_EQ(sniff_padded("RIFF\x10\0\0\0WEBPVP8 "s), Format::webp);
    EXPECT_EQ(sniff_padded("RIFF\x10\0\0\0WAVEfmt "s), Format::wav);
    EXPECT_EQ(sniff_padded("RIFF\x10\0\0\0AVI LIST"s), Format::avi);
    EXPECT_EQ(sniff_padded("\x1A\x45\xDF\xA3\x93\x42\x82\x84webm"s), Format::webm);
    EXPECT_EQ(sniff_padded("\x1A\x45\xDF\xA3\x93\x42\x82\x88matroska"s), Format::matroska);
    EXPECT_EQ(sniff_padded("OggS\0\x02"s), Format::ogg);
    EXPECT_EQ(sniff_padded("fLaC\0\0\0\x22"s), Format::flac);
    EXPECT_EQ(sniff_padded("ID3\x04\0\0\0\0\x10\0"s), Format::mp3);
    EXPECT_EQ(sniff_padded("ID3\x04\0\0\0\0\0\0fLaC"s), Format::flac);
    EXPECT_EQ(sniff_padded("\xFF\xFB\x90\x64"s), Format::mp3);
    EXPECT_EQ(sniff_padded("\xFF\xF1\x50\x80"s), Format::aac);
}

TEST(Sniff, tells_iso_media_apart_by_their_brands) {
    EXPECT_EQ(sniff_padded(iso("isom\0\0\2\0isomavc1"s)), Format::mp4);
    EXPECT_EQ(sniff_padded(iso("qt  \0\0\2\0qt  "s)), Format::quicktime);
    EXPECT_EQ(sniff_padded(iso("M4A \0\0\2\0M4A mp42"s)), Format::m4a);
    EXPECT_EQ(sniff_padded(iso("heic\0\0\0\0mif1heic"s)), Format::heic);
    EXPECT_EQ(sniff_padded(iso("mif1\0\0\0\0mif1avif"s)), Format::avif);
    EXPECT_EQ(sniff_padded(iso("mif1\0\0\0\0mif1heic"s)), Format::heic);
    EXPECT_EQ(sniff_padded(iso("crx \0\0\0\1crx raw "s)), std::nullopt);
}

TEST(Sniff, refuses_what_browsers_would_run_and_what_decoders_are_not_for) {
    EXPECT_EQ(sniff_padded("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), std::nullopt);
    EXPECT_EQ(sniff_padded("<!DOCTYPE html>"), std::nullopt);
    EXPECT_EQ(sniff_padded("%PDF-1.7"), std::nullopt);
    EXPECT_EQ(sniff_padded("PK\x03\x04"), std::nullopt);
    EXPECT_EQ(sniff_padded("II*\0"s), std::nullopt);
    EXPECT_EQ(sniff_padded("\xFF\xFEh\0e\0"s), std::nullopt) << "UTF-16 text is not MP3";
    EXPECT_EQ(sniff("GIF89a"), std::nullopt);
    EXPECT_EQ(sniff(""), std::nullopt);
}

TEST(Sniff, each_format_has_a_row_of_its_own) {
    for (int i = 0; i <= static_cast<int>(Format::aac); ++i) {
        auto format = static_cast<Format>(i);
        EXPECT_EQ(info(format).format, format);
        EXPECT_EQ(info_of_extension(info(format).extension), &info(format));
    }
    EXPECT_EQ(info_of_extension("exe"), nullptr);
}

} // namespace kith::media
