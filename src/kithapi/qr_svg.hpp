// QR codes (ISO/IEC 18004, libqrencode) as SVG pictures.
#pragma once

#include "core/result.hpp"

#include <string>

namespace kith::kithapi {

// Black on white with the quiet zone the standard asks for; sharp at any size. Errors: invalid if the text is too long
// for a code (some 2,000 bytes). Pure, thread-safe.
Result<std::string> qr_svg(const std::string& text);

} // namespace kith::kithapi
