#include "core/crypto.hpp"
#include "core/text.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

// FIPS 180-4, the example of one block.
TEST(Crypto, sha256_gives_the_digest_of_the_standard) {
    EXPECT_EQ(to_hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// RFC 4231, test cases 1 and 6: a short key, and one that is longer than a block.
TEST(Crypto, hmac_sha256_gives_the_codes_of_the_standard) {
    EXPECT_EQ(to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

} // namespace
} // namespace kith
