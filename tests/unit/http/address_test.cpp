#include "http/address.hpp"

#include <gtest/gtest.h>

namespace kith::http {

TEST(Address, only_addresses_of_the_public_internet_are_public) {
    struct Case {
        std::string_view address;
        bool is_public;
    };
    constexpr Case cases[] = {
        {"1.1.1.1", true},
        {"8.8.8.8", true},
        {"0.0.0.0", false},
        {"0.1.2.3", false},
        {"9.255.255.255", true},
        {"10.0.0.0", false},
        {"10.255.255.255", false},
        {"11.0.0.0", true},
        {"100.63.255.255", true},
        {"100.64.0.0", false},
        {"100.127.255.255", false},
        {"100.128.0.0", true},
        {"127.0.0.1", false},
        {"127.255.255.254", false},
        {"128.0.0.1", true},
        {"169.254.169.254", false},
        {"169.253.0.1", true},
        {"172.15.255.255", true},
        {"172.16.0.1", false},
        {"172.31.255.255", false},
        {"172.32.0.0", true},
        {"192.0.0.8", false},
        {"192.0.2.1", false},
        {"192.88.99.1", false},
        {"192.168.1.1", false},
        {"192.169.0.1", true},
        {"198.17.255.255", true},
        {"198.18.0.1", false},
        {"198.19.255.255", false},
        {"198.51.100.7", false},
        {"203.0.113.7", false},
        {"223.255.255.255", true},
        {"224.0.0.1", false},
        {"239.255.255.255", false},
        {"240.0.0.1", false},
        {"255.255.255.255", false},
        {"::", false},
        {"::1", false},
        {"::7f00:1", false},         // IPv4-compatible
        {"::ffff:127.0.0.1", false}, // IPv4-mapped
        {"::ffff:10.0.0.1", false},
        {"::ffff:1.1.1.1", true},
        {"64:ff9b::7f00:1", false}, // NAT64
        {"64:ff9b::808:808", false},
        {"64:ff9b:1::1", false},
        {"100::1", false},  // discard
        {"2001::1", false}, // Teredo
        {"2001:db8::1", false},
        {"2002:7f00:1::1", false}, // 6to4
        {"2001:4860:4860::8888", true},
        {"2606:4700::1111", true},
        {"2a00:1450::1", true},
        {"3fff::1", false},
        {"4000::1", false},
        {"5f00::1", false},
        {"fc00::1", false},
        {"fdff::1", false},
        {"fe80::1", false},
        {"fec0::1", false},
        {"ff02::1", false},
    };
    for (const Case& one : cases) {
        auto address = IpAddress::parse(one.address);
        ASSERT_TRUE(address) << one.address;
        EXPECT_EQ(is_public_address(*address), one.is_public) << one.address;
    }
}

TEST(Address, text_that_is_no_plain_address_is_refused) {
    for (std::string_view text : {"", "1", "127.1", "0x7f.0.0.1", "017700000001", "1.2.3.4.5", "[::1]", "fe80::1%eth0",
                                  "localhost", "1.2.3.4 ", "::1::"})
        EXPECT_FALSE(IpAddress::parse(text)) << text;
    EXPECT_EQ(IpAddress::parse("::ffff:10.0.0.1"), IpAddress::parse("10.0.0.1"));
    EXPECT_EQ(IpAddress::parse("::ffff:10.0.0.1")->str(), "10.0.0.1");
    EXPECT_EQ(IpAddress::parse("2001:DB8:0::1")->str(), "2001:db8::1");
}

TEST(Address, networks_contain_what_shares_their_prefix) {
    auto within = [](std::string_view network, std::string_view address) {
        auto range = Network::parse(network);
        return range && range->contains(*IpAddress::parse(address));
    };
    EXPECT_TRUE(within("10.0.0.0/8", "10.9.9.9"));
    EXPECT_FALSE(within("10.0.0.0/8", "11.0.0.0"));
    EXPECT_TRUE(within("192.168.1.128/25", "192.168.1.200"));
    EXPECT_FALSE(within("192.168.1.128/25", "192.168.1.127"));
    EXPECT_TRUE(within("0.0.0.0/0", "1.2.3.4"));
    EXPECT_FALSE(within("0.0.0.0/0", "2001:db8::1"));
    EXPECT_TRUE(within("::/0", "1.2.3.4"));
    EXPECT_TRUE(within("fd00::/8", "fd12::1"));
    EXPECT_TRUE(within("127.0.0.1", "127.0.0.1"));
    EXPECT_FALSE(within("127.0.0.1", "127.0.0.2"));
    for (std::string_view text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "x/8", "::/129"})
        EXPECT_FALSE(Network::parse(text)) << text;
}

} // namespace kith::http
