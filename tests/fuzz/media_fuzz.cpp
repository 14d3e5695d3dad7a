// links: kith_media
// What reads bytes of strangers inside the server: the sniffer, the worker's report, ffprobe's output, hashes, focus.
#include "media/blurhash.hpp"
#include "media/conversion.hpp"
#include "media/focus.hpp"
#include "media/picture_task.hpp"

#include <cstdlib>

using namespace kith::media;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (auto format = sniff(bytes); format && info(*format).format != *format) std::abort();
    if (auto report = parse_report(bytes)) {
        auto again = parse_report(to_lines(*report));
        if (!again || to_lines(*again) != to_lines(*report)) std::abort();
        if (report->original.name.contains('/')) std::abort();
    }
    Probe probe = parse_probe(bytes);
    if (auto plan = plan_conversion(probe, Format::mp4, Limits{}); plan && plan->arguments.empty()) std::abort();
    if (auto pixels = decode_blurhash(bytes, 3, 3); pixels && pixels->size() != 27) std::abort();
    if (auto focus = parse_focus(bytes); focus && !(focus->x >= -1 && focus->x <= 1)) std::abort();
    return 0;
}
