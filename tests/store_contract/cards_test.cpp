#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class CardsContract : public Contract {};
KITH_ON_EVERY_BACKEND(CardsContract);

void expect_same(const Card& a, const Card& b) {
    EXPECT_EQ(a.url, b.url);
    EXPECT_EQ(a.title, b.title);
    EXPECT_EQ(a.description, b.description);
    EXPECT_EQ(a.type, b.type);
    EXPECT_EQ(a.author_name, b.author_name);
    EXPECT_EQ(a.author_url, b.author_url);
    EXPECT_EQ(a.provider_name, b.provider_name);
    EXPECT_EQ(a.provider_url, b.provider_url);
    EXPECT_EQ(a.image_file, b.image_file);
    EXPECT_EQ(a.width, b.width);
    EXPECT_EQ(a.height, b.height);
    EXPECT_EQ(a.blurhash, b.blurhash);
    EXPECT_EQ(a.language, b.language);
    EXPECT_EQ(a.fetched_at, b.fetched_at);
}

TEST_P(CardsContract, card_is_put_found_and_replaced_under_its_first_id) {
    Card card{.id = 5,
              .url = "https://page.example/",
              .title = "A page",
              .description = "About something",
              .type = "video",
              .author_name = "Dora",
              .author_url = "https://page.example/dora",
              .provider_name = "Page",
              .provider_url = "https://page.example",
              .image_file = "c/1.webp",
              .width = 640,
              .height = 360,
              .blurhash = "LEHV",
              .language = "de",
              .fetched_at = now()};
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.cards().put(card); }), 5);
    auto found = read([&](ReadTx& tx) { return tx.cards().by_id(5); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, 5);
    expect_same(*found, card);

    Card newer{.id = 6, .url = card.url, .title = "Renamed", .fetched_at = now() + Duration(1)};
    EXPECT_EQ(write([&](WriteTx& tx) { return tx.cards().put(newer); }), 5);
    found = read([&](ReadTx& tx) { return tx.cards().by_url(card.url); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, 5);
    expect_same(*found, newer);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.cards().by_id(6); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.cards().by_url("https://other.example/"); }));
}

} // namespace
} // namespace kith::store
