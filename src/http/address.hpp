// IP addresses and networks, and which addresses the public internet can have. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kith::http {

// An IPv4 or IPv6 address. IPv4 is kept as its v4-mapped form, so that ::ffff:10.0.0.1 equals 10.0.0.1.
class IpAddress {
public:
    IpAddress() = default; // ::
    // "192.0.2.1", "2001:db8::1"; brackets and zones are refused.
    static std::optional<IpAddress> parse(std::string_view text);
    static IpAddress from_v4(std::array<std::uint8_t, 4> bytes);
    static IpAddress from_v6(std::array<std::uint8_t, 16> bytes) { return IpAddress(bytes); }

    bool is_v4() const;
    const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
    std::string str() const;

    friend bool operator==(const IpAddress&, const IpAddress&) = default;

private:
    explicit IpAddress(std::array<std::uint8_t, 16> bytes) : bytes_(bytes) {}

    std::array<std::uint8_t, 16> bytes_{};
};

// A range of addresses: "10.0.0.0/8", "fd00::/8", or one address.
class Network {
public:
    static std::optional<Network> parse(std::string_view text);
    bool contains(const IpAddress& address) const;

private:
    IpAddress base_;
    unsigned prefix_ = 128; // bits, counted in the v4-mapped form
};

// Whether a stranger's server may live there: false for every range that the IANA special-purpose registries (RFC 6890)
// keep for loopback, private, shared (CGNAT), link-local, multicast, documentation, benchmarking, reserved and
// unique-local use, and for IPv6 forms that wrap such an IPv4 address (mapped, compatible, NAT64, 6to4, Teredo).
bool is_public_address(const IpAddress& address);

} // namespace kith::http
