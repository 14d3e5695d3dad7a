// The files that every page and app may ask for: stylesheet, pictures of those who have none, robots.txt.
#pragma once

#include "http/router.hpp"

#include <string>

namespace kith::web {

// The stylesheet under a name that changes with its content.
const std::string& stylesheet_path();

// /assets/… (the stylesheet for good, the pictures for a day) and /robots.txt.
void mount_assets(http::Router& router);

} // namespace kith::web
