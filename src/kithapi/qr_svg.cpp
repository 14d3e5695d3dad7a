#include "kithapi/qr_svg.hpp"

#include <fmt/format.h>
#include <memory>
#include <qrencode.h>

namespace kith::kithapi {

Result<std::string> qr_svg(const std::string& text) {
    constexpr int quiet_zone = 4;
    std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                          QR_ECLEVEL_M),
        &QRcode_free);
    if (!code) return invalid("qr_text", "Validation failed: This is too long for a QR code");
    int size = code->width + 2 * quiet_zone;
    auto svg =
        fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" shape-rendering="crispEdges">)"
                    R"(<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d=")",
                    size);
    // Each run of dark modules in a row is one rectangle.
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width;) {
            auto is_dark = [&](int at) { return (code->data[y * code->width + at] & 1) != 0; };
            int begin = x;
            while (x < code->width && is_dark(x))
                ++x;
            if (x > begin)
                svg += fmt::format("M{} {}h{}v1h-{}z", begin + quiet_zone, y + quiet_zone, x - begin, x - begin);
            else
                ++x;
        }
    return svg += R"("/></svg>)";
}

} // namespace kith::kithapi
