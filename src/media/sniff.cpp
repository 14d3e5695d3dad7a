#include "media/sniff.hpp"

#include <algorithm>
#include <array>

namespace kith::media {
namespace {

using namespace std::string_view_literals;

constexpr std::array formats{
    FormatInfo{Format::jpeg, Kind::image, "jpeg", "image/jpeg", "jpg", ""},
    FormatInfo{Format::png, Kind::image, "png", "image/png", "png", ""},
    FormatInfo{Format::webp, Kind::image, "webp", "image/webp", "webp", ""},
    FormatInfo{Format::gif, Kind::image, "gif", "image/gif", "gif", "gif"},
    FormatInfo{Format::avif, Kind::image, "avif", "image/avif", "avif", ""},
    FormatInfo{Format::heic, Kind::image, "heic", "image/heic", "heic", ""},
    FormatInfo{Format::mp4, Kind::video, "mp4", "video/mp4", "mp4", "mov"},
    FormatInfo{Format::quicktime, Kind::video, "quicktime", "video/quicktime", "mov", "mov"},
    FormatInfo{Format::matroska, Kind::video, "matroska", "video/x-matroska", "mkv", "matroska"},
    FormatInfo{Format::webm, Kind::video, "webm", "video/webm", "webm", "matroska"},
    FormatInfo{Format::avi, Kind::video, "avi", "video/x-msvideo", "avi", "avi"},
    FormatInfo{Format::ogg, Kind::audio, "ogg", "audio/ogg", "ogg", "ogg"},
    FormatInfo{Format::mp3, Kind::audio, "mp3", "audio/mpeg", "mp3", "mp3"},
    FormatInfo{Format::flac, Kind::audio, "flac", "audio/flac", "flac", "flac"},
    FormatInfo{Format::wav, Kind::audio, "wav", "audio/wav", "wav", "wav"},
    FormatInfo{Format::m4a, Kind::audio, "m4a", "audio/mp4", "m4a", "mov"},
    FormatInfo{Format::aac, Kind::audio, "aac", "audio/aac", "aac", "aac"},
};

std::uint8_t byte(std::string_view bytes, std::size_t at) {
    return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : 0;
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
    return static_cast<std::uint32_t>(byte(bytes, at)) << 24 | static_cast<std::uint32_t>(byte(bytes, at + 1)) << 16 |
           static_cast<std::uint32_t>(byte(bytes, at + 2)) << 8 | byte(bytes, at + 3);
}

// A four-letter brand of an ISO base media file (ISO 14496-12; registered brands: mp4ra.org).
std::optional<Format> from_brand(std::string_view brand) {
    struct Row {
        std::string_view prefix;
        Format format;
    };
    static constexpr std::array rows{
        Row{"avif", Format::avif}, Row{"avis", Format::avif},      Row{"heic", Format::heic}, Row{"heix", Format::heic},
        Row{"heim", Format::heic}, Row{"heis", Format::heic},      Row{"hevc", Format::heic}, Row{"hevx", Format::heic},
        Row{"M4A", Format::m4a},   Row{"M4B", Format::m4a},        Row{"M4P", Format::m4a},   Row{"F4A", Format::m4a},
        Row{"M4V", Format::mp4},   Row{"qt  ", Format::quicktime}, Row{"iso", Format::mp4},   Row{"mp4", Format::mp4},
        Row{"avc1", Format::mp4},  Row{"3gp", Format::mp4},        Row{"3g2", Format::mp4},   Row{"dash", Format::mp4},
        Row{"MSNV", Format::mp4},  Row{"f4v", Format::mp4},
    };
    for (const Row& row : rows)
        if (brand.starts_with(row.prefix)) return row.format;
    return std::nullopt;
}

// The major brand decides; one that is too general (mif1: some still picture) leaves it to the compatible ones.
std::optional<Format> sniff_iso_media(std::string_view bytes) {
    if (auto format = from_brand(bytes.substr(8, 4))) return format;
    std::size_t end = std::min<std::size_t>(big_endian(bytes, 0), bytes.size());
    for (std::size_t at = 16; at + 4 <= end; at += 4)
        if (auto format = from_brand(bytes.substr(at, 4))) return format;
    return std::nullopt;
}

// EBML header (RFC 8794): the element 0x4282 holds the document's type.
std::optional<Format> sniff_matroska(std::string_view bytes) {
    std::string_view head = bytes.substr(0, 128);
    std::size_t at = head.find("\x42\x82"sv);
    if (at == std::string_view::npos || at + 3 > head.size()) return std::nullopt;
    std::string_view type = head.substr(at + 3, byte(head, at + 2) & 0x7F);
    if (type == "webm") return Format::webm;
    if (type == "matroska") return Format::matroska;
    return std::nullopt;
}

std::optional<Format> sniff_riff(std::string_view bytes) {
    std::string_view type = bytes.substr(8, 4);
    if (type == "WEBP") return Format::webp;
    if (type == "WAVE") return Format::wav;
    if (type == "AVI ") return Format::avi;
    return std::nullopt;
}

// A frame header of MPEG audio layer III (ISO 11172-3) or ADTS (ISO 14496-3), no reserved value in it.
std::optional<Format> sniff_audio_frame(std::string_view bytes) {
    if (bytes.size() < 4 || byte(bytes, 0) != 0xFF) return std::nullopt;
    std::uint8_t second = byte(bytes, 1);
    std::uint8_t third = byte(bytes, 2);
    if ((second & 0xF6) == 0xF0) return (third >> 2 & 15) <= 12 ? std::optional(Format::aac) : std::nullopt;
    bool layer_three = (second & 0xE6) == 0xE2 && (second & 0x18) != 0x08;
    bool sane = third >> 4 != 15 && third >> 4 != 0 && (third >> 2 & 3) != 3;
    return layer_three && sane ? std::optional(Format::mp3) : std::nullopt;
}

// An ID3v2 tag may stand before MP3, AAC or FLAC; a long one (cover art) hides what follows: then it is taken for MP3.
std::optional<Format> sniff_after_id3(std::string_view bytes) {
    if (bytes.size() < 10) return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 6; i < 10; ++i) {
        if (byte(bytes, i) > 0x7F) return std::nullopt;
        size = size << 7 | byte(bytes, i);
    }
    if (10 + size + 4 > bytes.size()) return Format::mp3;
    std::string_view rest = bytes.substr(10 + size);
    if (rest.starts_with("fLaC")) return Format::flac;
    return sniff_audio_frame(rest).value_or(Format::mp3);
}

} // namespace

std::string_view to_string(Kind kind) {
    switch (kind) {
    case Kind::image:
        return "image";
    case Kind::gifv:
        return "gifv";
    case Kind::video:
        return "video";
    case Kind::audio:
        return "audio";
    }
    return "unknown";
}

const FormatInfo& info(Format format) { return *std::ranges::find(formats, format, &FormatInfo::format); }

const FormatInfo* info_of_extension(std::string_view extension) {
    const auto* found = std::ranges::find(formats, extension, &FormatInfo::extension);
    return found == formats.end() ? nullptr : found;
}

std::optional<Format> sniff(std::string_view bytes) {
    if (bytes.size() < 12) return std::nullopt;
    if (bytes.starts_with("\xFF\xD8\xFF"sv)) return Format::jpeg;
    if (bytes.starts_with("\x89PNG\r\n\x1A\n"sv)) return Format::png;
    if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return Format::gif;
    if (bytes.starts_with("RIFF"sv)) return sniff_riff(bytes);
    if (bytes.starts_with("\x1A\x45\xDF\xA3"sv)) return sniff_matroska(bytes);
    if (bytes.starts_with("OggS"sv)) return Format::ogg;
    if (bytes.starts_with("fLaC"sv)) return Format::flac;
    if (bytes.starts_with("ID3"sv)) return sniff_after_id3(bytes);
    std::string_view box = bytes.substr(4, 4);
    if (box == "ftyp") return sniff_iso_media(bytes);
    if (box == "moov" || box == "wide" || box == "mdat") return Format::quicktime; // older than the ftyp box
    return sniff_audio_frame(bytes);
}

} // namespace kith::media
