#include "services/contact_policies.hpp"

#include <gmock/gmock.h>

namespace kith::services {
namespace {

using relationship::Audience;
using ::testing::HasSubstr;

TEST(ContactWords, policy_is_said_in_sentences) {
    auto sentences = policy_sentences({});
    ASSERT_EQ(sentences.size(), 4U);
    EXPECT_THAT(sentences[0], HasSubstr("hellos and questions from anyone"));
    EXPECT_THAT(sentences[2], HasSubstr("friends"));
    EXPECT_THAT(policy_line({.pitch = Audience::nobody}), HasSubstr("Offers: nobody"));
}

TEST(ContactWords, boundary_is_said_politely) {
    EXPECT_EQ(
        boundary_words({.asks = true, .pitches = true}, "ben"),
        "@ben Thank you for thinking of me. Please don’t ask me to do things for you or send me offers or promotion "
        "any more; I am happy to hear from you otherwise. No hard feelings!");
    EXPECT_THAT(boundary_words({.all = true}, "ben"), HasSubstr("not be written to"));
}

} // namespace
} // namespace kith::services
