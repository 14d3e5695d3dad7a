// BlurHash: a picture's blurred placeholder in some 30 characters. Pure.
// https://github.com/woltapp/blurhash/blob/master/Algorithm.md
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kith::media {

// rgb: 3 sRGB bytes a pixel, rows without padding, width * height * 3 bytes. x and y components in [1, 9].
// Empty if the sizes don't agree. Meant for thumbnails: time grows with pixels * components.
std::string encode_blurhash(std::span<const std::uint8_t> rgb, int width, int height, int x_components = 4,
                            int y_components = 4);

// The blurred picture, 3 sRGB bytes a pixel; nullopt for what is not a blurhash.
std::optional<std::vector<std::uint8_t>> decode_blurhash(std::string_view hash, int width, int height);

// Right length and alphabet: what is safe to pass on to clients from elsewhere.
bool is_blurhash(std::string_view text);

} // namespace kith::media
