// The built web app inside the program. Defined by webapp/embed.mjs at build time.
#pragma once

#include "web/web_app.hpp"

namespace kith::webapp {

// Empty when the program was built without it.
std::span<const web::AppFile> files();

} // namespace kith::webapp
