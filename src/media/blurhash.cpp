#include "media/blurhash.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kith::media {
namespace {

constexpr std::string_view digits =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

using Colour = std::array<double, 3>; // linear light

void append_base83(std::string& out, int value, int length) {
    int divisor = 1;
    for (int i = 1; i < length; ++i)
        divisor *= 83;
    for (; divisor > 0; divisor /= 83)
        out += digits[static_cast<std::size_t>(value / divisor % 83)];
}

int from_base83(std::string_view text) {
    int value = 0;
    for (char c : text)
        value = value * 83 + static_cast<int>(digits.find(c));
    return value;
}

double to_linear(int srgb) {
    double value = srgb / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

int to_srgb(double linear) {
    double value = std::clamp(linear, 0.0, 1.0);
    double srgb = value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
    return static_cast<int>(srgb * 255 + 0.5);
}

double signed_power(double value, double exponent) { return std::copysign(std::pow(std::abs(value), exponent), value); }

std::vector<double> cosines(int size, int components) {
    std::vector<double> table(static_cast<std::size_t>(size) * static_cast<std::size_t>(components));
    for (int c = 0; c < components; ++c)
        for (int at = 0; at < size; ++at)
            table[static_cast<std::size_t>(c * size + at)] = std::cos(std::numbers::pi * c * at / size);
    return table;
}

std::vector<Colour> to_factors(std::span<const std::uint8_t> rgb, int width, int height, int across, int down) {
    std::array<double, 256> linear;
    for (int i = 0; i < 256; ++i)
        linear[static_cast<std::size_t>(i)] = to_linear(i);
    auto horizontal = cosines(width, across);
    auto vertical = cosines(height, down);
    std::vector<Colour> factors;
    for (int j = 0; j < down; ++j) {
        for (int i = 0; i < across; ++i) {
            Colour sum{};
            const std::uint8_t* pixel = rgb.data();
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x, pixel += 3) {
                    double basis = horizontal[static_cast<std::size_t>(i * width + x)] *
                                   vertical[static_cast<std::size_t>(j * height + y)];
                    for (std::size_t c = 0; c < 3; ++c)
                        sum[c] += basis * linear[pixel[c]];
                }
            }
            double scale = (i == 0 && j == 0 ? 1.0 : 2.0) / (static_cast<double>(width) * height);
            for (double& c : sum)
                c *= scale;
            factors.push_back(sum);
        }
    }
    return factors;
}

int quantised(double value, double maximum) {
    return std::clamp(static_cast<int>(std::floor(signed_power(value / maximum, 0.5) * 9 + 9.5)), 0, 18);
}

} // namespace

std::string encode_blurhash(std::span<const std::uint8_t> rgb, int width, int height, int x_components,
                            int y_components) {
    auto in_range = [](int components) { return components >= 1 && components <= 9; };
    if (width < 1 || height < 1 || !in_range(x_components) || !in_range(y_components)) return {};
    if (rgb.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3) return {};
    auto factors = to_factors(rgb, width, height, x_components, y_components);

    std::string hash;
    append_base83(hash, x_components - 1 + (y_components - 1) * 9, 1);
    double maximum = 1;
    int quantised_maximum = 0;
    if (factors.size() > 1) {
        double largest = 0;
        for (std::size_t i = 1; i < factors.size(); ++i)
            for (double c : factors[i])
                largest = std::max(largest, std::abs(c));
        quantised_maximum = std::clamp(static_cast<int>(std::floor(largest * 166 - 0.5)), 0, 82);
        maximum = (quantised_maximum + 1) / 166.0;
    }
    append_base83(hash, quantised_maximum, 1);
    append_base83(hash, to_srgb(factors[0][0]) << 16 | to_srgb(factors[0][1]) << 8 | to_srgb(factors[0][2]), 4);
    for (std::size_t i = 1; i < factors.size(); ++i) {
        const Colour& f = factors[i];
        append_base83(hash, (quantised(f[0], maximum) * 19 + quantised(f[1], maximum)) * 19 + quantised(f[2], maximum),
                      2);
    }
    return hash;
}

bool is_blurhash(std::string_view text) {
    if (text.size() < 6 || text.find_first_not_of(digits) != std::string_view::npos) return false;
    std::size_t size = digits.find(text[0]);
    return size < 81 && text.size() == 4 + 2 * (size % 9 + 1) * (size / 9 + 1);
}

std::optional<std::vector<std::uint8_t>> decode_blurhash(std::string_view hash, int width, int height) {
    if (!is_blurhash(hash) || width < 1 || height < 1) return std::nullopt;
    int size = from_base83(hash.substr(0, 1));
    int across = size % 9 + 1;
    int down = size / 9 + 1;
    double maximum = (from_base83(hash.substr(1, 1)) + 1) / 166.0;
    int average = from_base83(hash.substr(2, 4));
    std::vector<Colour> factors{
        {to_linear(average >> 16 & 255), to_linear(average >> 8 & 255), to_linear(average & 255)}};
    for (std::size_t at = 6; at < hash.size(); at += 2) {
        int value = from_base83(hash.substr(at, 2));
        auto part = [&](int quantum) { return signed_power((quantum - 9) / 9.0, 2) * maximum; };
        factors.push_back({part(value / (19 * 19)), part(value / 19 % 19), part(value % 19)});
    }

    auto horizontal = cosines(width, across);
    auto vertical = cosines(height, down);
    std::vector<std::uint8_t> rgb;
    rgb.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            Colour sum{};
            for (int j = 0; j < down; ++j)
                for (int i = 0; i < across; ++i)
                    for (std::size_t c = 0; c < 3; ++c)
                        sum[c] += factors[static_cast<std::size_t>(j * across + i)][c] *
                                  horizontal[static_cast<std::size_t>(i * width + x)] *
                                  vertical[static_cast<std::size_t>(j * height + y)];
            for (double c : sum)
                rgb.push_back(static_cast<std::uint8_t>(to_srgb(c)));
        }
    }
    return rgb;
}

} // namespace kith::media
