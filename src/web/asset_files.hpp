// The files of web/assets, built into the program.
#pragma once

#include <span>
#include <string_view>

namespace kith::web {

struct AssetFile {
    std::string_view name; // "style.css"
    std::string_view bytes;
};

std::span<const AssetFile> asset_files();

} // namespace kith::web
