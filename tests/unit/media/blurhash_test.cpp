#include "media/blurhash.hpp"

#include <cstdlib>
#include <gmock/gmock.h>

namespace kith::media {
namespace {

std::vector<std::uint8_t> pattern(int width, int height) {
    std::vector<std::uint8_t> rgb;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c : {x * 8 + y, y * 10, x * y})
                rgb.push_back(static_cast<std::uint8_t>(255 - (c & 255)));
    return rgb;
}

} // namespace

// Hashes of the same pixels by the reference implementation (npm blurhash 2.0.5; it takes the largest component without
// its sign, so the pixels are such that the largest one is positive).
TEST(Blurhash, agrees_with_the_reference_encoder) {
    EXPECT_EQ(encode_blurhash(pattern(32, 24), 32, 24, 4, 4), "U;HVb,]r,doiqCs;Woobghj?a^j=o~oIjrfm");
    EXPECT_EQ(encode_blurhash(pattern(20, 30), 20, 30, 9, 3),
              "QyJ[3i}Jw*xdsYxbsXt8sXyXsqjrj;jrj]jrj?jrl+k8fMf+fSf#fPf*fR");
    EXPECT_EQ(encode_blurhash(pattern(7, 5), 7, 5, 1, 1), "00Qc-v");
}

TEST(Blurhash, agrees_with_the_reference_decoder) {
    std::vector<std::uint8_t> expected{135, 164, 177, 161, 173, 177, 181, 180, 171, 160, 172, 174,
                                       124, 154, 169, 148, 148, 154, 164, 145, 134, 146, 152, 155,
                                       124, 144, 154, 144, 134, 132, 163, 130, 104, 148, 140, 134};
    auto decoded = decode_blurhash("LEHV6nWB2yk8pyo0adR*.7kCMdnj", 4, 3);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(*decoded, expected);
}

TEST(Blurhash, one_colour_comes_back) {
    std::vector<std::uint8_t> orange;
    for (int i = 0; i < 8 * 8; ++i)
        orange.insert(orange.end(), {250, 140, 20});
    auto decoded = decode_blurhash(encode_blurhash(orange, 8, 8, 1, 1), 3, 3);
    ASSERT_TRUE(decoded);
    for (std::size_t i = 0; i < decoded->size(); ++i)
        EXPECT_NEAR((*decoded)[i], orange[i % 3], 1);
}

TEST(Blurhash, refuses_sizes_that_do_not_agree_and_text_that_is_no_hash) {
    EXPECT_EQ(encode_blurhash(pattern(4, 4), 4, 5), "");
    EXPECT_EQ(encode_blurhash(pattern(4, 4), 4, 4, 10, 1), "");
    EXPECT_TRUE(is_blurhash("LEHV6nWB2yk8pyo0adR*.7kCMdnj"));
    for (auto bad : {"", "LEHV6n", "LEHV6nWB2yk8pyo0adR*.7kCMdn\"", "~EHV6nWB2yk8pyo0adR*.7kCMdnj"}) {
        EXPECT_FALSE(is_blurhash(bad)) << bad;
        EXPECT_EQ(decode_blurhash(bad, 4, 4), std::nullopt);
    }
}

} // namespace kith::media
