#include "http/address.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

namespace kith::http {
namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

struct Range {
    std::array<std::uint8_t, 16> base;
    unsigned prefix;
};

constexpr Range v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d, unsigned prefix) {
    return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d}, prefix + 96};
}
// The first four groups; no range here is named by later ones.
constexpr Range v6(unsigned a, unsigned b, unsigned c, unsigned d, unsigned prefix) {
    auto high = [](unsigned group) { return static_cast<std::uint8_t>(group >> 8); };
    auto low = [](unsigned group) { return static_cast<std::uint8_t>(group & 0xFF); };
    return {{high(a), low(a), high(b), low(b), high(c), low(c), high(d), low(d)}, prefix};
}

bool in_range(const std::array<std::uint8_t, 16>& bytes, const std::array<std::uint8_t, 16>& base, unsigned prefix) {
    unsigned whole = prefix / 8;
    if (!std::equal(bytes.begin(), bytes.begin() + whole, base.begin())) return false;
    unsigned rest = prefix % 8;
    return rest == 0 || (bytes[whole] ^ base[whole]) >> (8 - rest) == 0;
}

constexpr Range not_public_v4[] = {
    v4(0, 0, 0, 0, 8),       // this network
    v4(10, 0, 0, 0, 8),      // private
    v4(100, 64, 0, 0, 10),   // shared by carriers' NAT
    v4(127, 0, 0, 0, 8),     // loopback
    v4(169, 254, 0, 0, 16),  // link-local, cloud metadata
    v4(172, 16, 0, 0, 12),   // private
    v4(192, 0, 0, 0, 24),    // protocol assignments
    v4(192, 0, 2, 0, 24),    // documentation
    v4(192, 31, 196, 0, 24), // AS112
    v4(192, 52, 193, 0, 24), // AMT
    v4(192, 88, 99, 0, 24),  // 6to4 relays
    v4(192, 168, 0, 0, 16),  // private
    v4(192, 175, 48, 0, 24), // AS112
    v4(198, 18, 0, 0, 15),   // benchmarking
    v4(198, 51, 100, 0, 24), // documentation
    v4(203, 0, 113, 0, 24),  // documentation
    v4(224, 0, 0, 0, 4),     // multicast
    v4(240, 0, 0, 0, 4),     // reserved, broadcast
};

// Only 2000::/3 is handed out to the public; within it:
constexpr Range not_public_v6[] = {
    v6(0x2001, 0, 0, 0, 23),         // protocol assignments, Teredo, ORCHID
    v6(0x2001, 0xDB8, 0, 0, 32),     // documentation
    v6(0x2002, 0, 0, 0, 16),         // 6to4: wraps an IPv4 address
    v6(0x2620, 0x4F, 0x8000, 0, 48), // AS112
    v6(0x3FFF, 0, 0, 0, 20),         // documentation
};

} // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
    std::array<char, INET6_ADDRSTRLEN + 1> copy{};
    if (text.empty() || text.size() >= copy.size() || text.find('\0') != std::string_view::npos) return std::nullopt;
    std::ranges::copy(text, copy.begin());
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, copy.data(), four.data()) == 1) return from_v4(four);
    std::array<std::uint8_t, 16> sixteen{};
    if (inet_pton(AF_INET6, copy.data(), sixteen.data()) == 1) return from_v6(sixteen);
    return std::nullopt;
}

IpAddress IpAddress::from_v4(std::array<std::uint8_t, 4> four) {
    std::array<std::uint8_t, 16> bytes{};
    std::ranges::copy(mapped_prefix, bytes.begin());
    std::ranges::copy(four, bytes.begin() + mapped_prefix.size());
    return IpAddress(bytes);
}

bool IpAddress::is_v4() const { return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes_.begin()); }

std::string IpAddress::str() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_v4())
        inet_ntop(AF_INET, bytes_.data() + mapped_prefix.size(), text.data(), text.size());
    else
        inet_ntop(AF_INET6, bytes_.data(), text.data(), text.size());
    return text.data();
}

std::optional<Network> Network::parse(std::string_view text) {
    auto slash = text.find('/');
    auto base = IpAddress::parse(text.substr(0, slash));
    if (!base) return std::nullopt;
    Network network;
    network.base_ = *base;
    if (slash == std::string_view::npos) return network;
    auto bits = parse_int(text.substr(slash + 1));
    // "::ffff:10.0.0.0/104" counts its bits in the long form, "10.0.0.0/8" in the short one.
    bool short_form = base->is_v4() && text.find(':') == std::string_view::npos;
    if (!bits || *bits < 0 || *bits > (short_form ? 32 : 128)) return std::nullopt;
    network.prefix_ = static_cast<unsigned>(*bits) + (short_form ? 96 : 0);
    return network;
}

bool Network::contains(const IpAddress& address) const { return in_range(address.bytes(), base_.bytes(), prefix_); }

bool is_public_address(const IpAddress& address) {
    const auto& bytes = address.bytes();
    auto inside = [&](const Range& range) { return in_range(bytes, range.base, range.prefix); };
    if (address.is_v4()) return std::ranges::none_of(not_public_v4, inside);
    // All that wraps an IPv4 address lies outside of 2000::/3 (mapped, compatible, NAT64) or in the table (6to4,
    // Teredo).
    return (bytes[0] & 0xE0) == 0x20 && std::ranges::none_of(not_public_v6, inside);
}

} // namespace kith::http
