#include "services/judging.hpp"

#include <gtest/gtest.h>

namespace kith::services {
namespace {

using relationship::MessageLabel;

TEST(Judging, knows_the_authors_sites_and_handles_from_their_profile) {
    Account author{
        .username = "ann",
        .note = "I bake. https://bakery.example/",
        .fields = {{"Shop", "https://www.shop.example", {}}, {"Code", "https://forge.example/@annbakes", {}}}};
    auto context = author_context(author);
    EXPECT_EQ(context.own_domains, (std::vector<std::string>{"bakery.example", "shop.example"}));
    EXPECT_EQ(context.own_handles, (std::vector<std::string>{"ann", "annbakes"}));
}

TEST(Judging, content_warning_is_judged_with_the_text) {
    EXPECT_EQ(judged_words("", "hello"), "hello");
    EXPECT_EQ(judged_words("warning", "hello"), "warning\nhello");
    EXPECT_EQ(judged_words("warning", ""), "warning");
    Judging judging;
    auto found = judging.classify(Account{.username = "ann"}, "Please follow me and share this!", "Thank you so much.");
    EXPECT_TRUE(found.is_flagged(MessageLabel::ask));
}

} // namespace
} // namespace kith::services
