#include "http/fields.hpp"

#include <gtest/gtest.h>

namespace kith::http {
namespace {

std::string range_of(std::string_view value, std::uint64_t size) {
    ByteRange range = parse_range(value, size);
    switch (range.kind) {
    case ByteRange::Kind::whole:
        return "whole";
    case ByteRange::Kind::unsatisfiable:
        return "unsatisfiable";
    case ByteRange::Kind::part:
        return std::to_string(range.first) + "+" + std::to_string(range.size);
    }
    return "";
}

std::vector<Network> networks(std::initializer_list<std::string_view> texts) {
    std::vector<Network> all;
    for (auto text : texts)
        all.push_back(*Network::parse(text));
    return all;
}

} // namespace

TEST(Fields, parameters_are_unquoted_and_extended_ones_come_first) {
    EXPECT_EQ(media_type_of(" Text/HTML ; charset=utf-8"), "text/html");
    EXPECT_EQ(parameter_of("form-data; name=\"a\\\"b\"; filename=\"c;d.png\"", "name"), "a\"b");
    EXPECT_EQ(parameter_of("form-data; name=\"a\"; filename=\"c;d.png\"", "filename"), "c;d.png");
    EXPECT_EQ(parameter_of("form-data; filename=\"C:\\dir\\x.png\"", "filename"), "C:\\dir\\x.png");
    EXPECT_EQ(parameter_of("multipart/form-data; Boundary=abc ; x=y", "boundary"), "abc");
    EXPECT_EQ(parameter_of("a; filename=plain; filename*=UTF-8''n%C3%A9", "filename"), "né");
    EXPECT_EQ(parameter_of("a; filename*=broken", "filename"), std::nullopt);
    EXPECT_EQ(parameter_of("a; b", "b"), "");
    EXPECT_EQ(parameter_of("a; b=\"open", "b"), "open");
    EXPECT_EQ(parameter_of("a", "b"), std::nullopt);
}

TEST(Fields, cookies_are_found_by_their_exact_name) {
    EXPECT_EQ(cookie_in("a=1; session=x=y; b=\"q\"", "session"), "x=y");
    EXPECT_EQ(cookie_in("a=1; b=\"q\"", "b"), "q");
    EXPECT_EQ(cookie_in("mysession=1; session=2", "session"), "2");
    EXPECT_EQ(cookie_in("a; =b; ;", "a"), std::nullopt);
    EXPECT_EQ(cookie_in("", "a"), std::nullopt);
}

TEST(Fields, gzip_is_accepted_unless_refused) {
    EXPECT_TRUE(accepts_gzip("gzip, deflate, br"));
    EXPECT_TRUE(accepts_gzip("br;q=1.0, GZIP;q=0.5"));
    EXPECT_TRUE(accepts_gzip("*"));
    EXPECT_FALSE(accepts_gzip(""));
    EXPECT_FALSE(accepts_gzip("gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("gzip; q=0.000"));
    EXPECT_FALSE(accepts_gzip("br, identity"));
}

TEST(Fields, etags_compare_weakly) {
    EXPECT_TRUE(etag_matches("\"a\", W/\"b\"", "\"b\""));
    EXPECT_TRUE(etag_matches("W/\"a\"", "W/\"a\""));
    EXPECT_TRUE(etag_matches("*", "\"a\""));
    EXPECT_FALSE(etag_matches("\"ab\"", "\"a\""));
}

TEST(Fields, ranges_are_cut_to_size) {
    EXPECT_EQ(range_of("bytes=0-9", 100), "0+10");
    EXPECT_EQ(range_of("bytes=90-", 100), "90+10");
    EXPECT_EQ(range_of("bytes=90-1000", 100), "90+10");
    EXPECT_EQ(range_of("bytes=-10", 100), "90+10");
    EXPECT_EQ(range_of("bytes=-1000", 100), "0+100");
    EXPECT_EQ(range_of("bytes=100-", 100), "unsatisfiable");
    EXPECT_EQ(range_of("bytes=-0", 100), "unsatisfiable");
    EXPECT_EQ(range_of("bytes=0-", 0), "unsatisfiable");
    EXPECT_EQ(range_of("bytes=-5", 0), "unsatisfiable");
    for (std::string_view text : {"", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1",
                                  "bytes=+1-2", "bytes=99999999999999999999-"})
        EXPECT_EQ(range_of(text, 100), "whole") << text;
}

TEST(Fields, dates_read_back_what_is_written) {
    Time time = from_unix_ms(1795323600000);
    EXPECT_EQ(parse_http_date(to_http_date(time)), time);
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), from_unix_ms(784111777000));
    for (std::string_view text : {"", "Sun, 06 Xyz 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
                                  "Sun, 36 Nov 1994 08:49:37 GMT", "Sun, 06 ovD 1994 08:49:37 GMT"})
        EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
}

TEST(Fields, client_is_the_last_untrusted_address_before_trusted_proxies) {
    auto trusted = networks({"127.0.0.0/8", "10.0.0.0/8"});
    auto behind = [&](std::string_view peer, std::string_view forwarded) {
        return client_behind(*IpAddress::parse(peer), forwarded, trusted).str();
    };
    EXPECT_EQ(behind("127.0.0.1", "1.2.3.4"), "1.2.3.4");
    EXPECT_EQ(behind("127.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.1"), "1.2.3.4");
    EXPECT_EQ(behind("9.9.9.9", "1.2.3.4"), "9.9.9.9");
    EXPECT_EQ(behind("127.0.0.1", ""), "127.0.0.1");
    EXPECT_EQ(behind("127.0.0.1", "1.2.3.4, rubbish"), "127.0.0.1");
    EXPECT_EQ(behind("127.0.0.1", "10.0.0.3, 10.0.0.2"), "10.0.0.3");
}

} // namespace kith::http
