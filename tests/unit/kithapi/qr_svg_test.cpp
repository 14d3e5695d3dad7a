#include "kithapi/document.hpp"
#include "kithapi/qr_svg.hpp"
#include "json/value.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace kith::kithapi {
namespace {

TEST(QrSvg, has_a_quiet_zone_and_the_three_corners) {
    auto svg = *qr_svg("https://kith.example/met/7KQ4-M2XD");
    EXPECT_TRUE(svg.starts_with("<svg ")) << svg;
    EXPECT_TRUE(svg.ends_with("</svg>"));
    // A finder pattern's upper edge is seven modules wide and begins behind four white ones.
    EXPECT_NE(svg.find("M4 4h7v1h-7z"), std::string::npos);
}

TEST(QrSvg, refuses_what_does_not_fit) {
    EXPECT_FALSE(qr_svg(std::string(5'000, 'x')));
    EXPECT_FALSE(qr_svg(""));
}

TEST(Document, is_json_and_its_operations_are_sorted) {
    auto parsed = json::Value::parse(document());
    ASSERT_TRUE(parsed);
    EXPECT_EQ((*parsed)["openapi"].str(), "3.1.0");
    EXPECT_TRUE(std::ranges::is_sorted(operations()));
    EXPECT_TRUE(std::ranges::binary_search(operations(), "GET /people/{id}"));
}

} // namespace
} // namespace kith::kithapi
