#include "relationship/etiquette/tokens.hpp"

#include "relationship/etiquette/language.hpp"

#include <gtest/gtest.h>

namespace kith::relationship {
namespace {

std::string shape(std::string_view text) { // "word:hello handle:ann"
    static constexpr std::array<std::string_view, 9> names = {"word",   "number",  "price", "link", "mail",
                                                              "handle", "hashtag", "emoji", "sign"};
    std::string out;
    for (const Token& token : tokenize(text)) {
        if (!out.empty()) out += ' ';
        out += names[static_cast<std::size_t>(token.kind)];
        out += ':';
        out += token.form;
    }
    return out;
}

TEST(EtiquetteTokens, sorts_are_told_apart) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"Hello World", "word:hello word:world"},
        {"don't DON’T", "word:don't word:don't"},
        {"soooo looong", "word:soo word:loong"},
        {"@ann @ann@kith.example.", "handle:ann handle:ann@kith.example"},
        {"#SmallBiz # 1", "hashtag:smallbiz number:1"},
        {"#1", "number:1"},
        {"https://a.example/x?y=1.", "link:https://a.example/x?y=1"},
        {"see kidsmedia.com/x and shop.example.com", "word:see link:kidsmedia.com/x word:and link:shop.example.com"},
        {"I like it.So do you", "word:i word:like word:it word:so word:do word:you"},
        {"mail me@kith.com now", "word:mail mail:<mail> word:now"},
        {"$15 €9,50 20% 20 % 30$ £5k",
         "price:<price> price:<price> price:<percent> price:<percent> price:<price> price:<price>"},
        {"9pm 1,000 19:30", "number:9pm number:1,000 number:19:30"},
        {"really?! wow... ok!!", "word:really sign:? word:wow sign:… word:ok sign:!"},
        {"a 👍🏽🎉 b", "word:a emoji:<emoji> word:b"},
        {"naïve Straße", "word:naïve word:straße"},
        {"\xff\xfe bad \xC3", "word:bad"},
        {"", ""},
    };
    for (auto [text, expected] : cases)
        EXPECT_EQ(shape(text), expected) << text;
}

TEST(EtiquetteTokens, places_are_bytes_of_the_text) {
    std::string_view text = "Größe: @ann #tag https://x.example 🎉";
    for (const Token& token : tokenize(text)) {
        ASSERT_LT(token.start, token.end);
        ASSERT_LE(token.end, text.size());
    }
    auto tokens = tokenize(text);
    EXPECT_EQ(text.substr(tokens[0].start, tokens[0].end - tokens[0].start), "Größe");
    EXPECT_EQ(text.substr(tokens[2].start, tokens[2].end - tokens[2].start), "@ann");
}

TEST(EtiquetteTokens, sentences_end_at_signs_and_lines) {
    auto tokens = tokenize("One two. Three! Four\nfive 3.5 six");
    ASSERT_EQ(tokens.size(), 8U);
    EXPECT_EQ(tokens[0].sentence, tokens[1].sentence);
    EXPECT_LT(tokens[1].sentence, tokens[2].sentence);
    EXPECT_EQ(tokens[2].sentence, tokens[3].sentence); // the sign belongs to what it ends
    EXPECT_LT(tokens[3].sentence, tokens[4].sentence);
    EXPECT_LT(tokens[4].sentence, tokens[5].sentence);
    EXPECT_EQ(tokens[5].sentence, tokens[7].sentence);
}

TEST(EtiquetteTokens, long_input_is_cut) {
    std::string text(100'000, 'a');
    auto tokens = tokenize(text);
    ASSERT_EQ(tokens.size(), 1U);
    EXPECT_EQ(tokens[0].end, 5000U);
    std::string many;
    for (int i = 0; i < 3000; ++i)
        many += "a ";
    EXPECT_EQ(tokenize(many).size(), 1000U);
}

TEST(EtiquetteTokens, hosts_are_read_out_of_links) {
    EXPECT_EQ(host_of("https://www.Example.com:8080/x"), "example.com");
    EXPECT_EQ(host_of("http://user@shop.example.com?x"), "shop.example.com");
    EXPECT_EQ(host_of("example.com/x"), "example.com");
    EXPECT_EQ(host_of("https://localhost/"), "");
    EXPECT_EQ(host_of(""), "");
}

bool judged(std::string_view text) {
    auto tokens = tokenize(text);
    LanguageVerdict verdict = check_language(tokens);
    EXPECT_EQ(verdict.judged, verdict.reason.empty());
    return verdict.judged;
}

TEST(EtiquetteLanguage, english_is_judged_also_when_short_or_sloppy) {
    for (std::string_view text :
         {"Hello", "lol ok", "thanks!", "Are you a football fan?",
          "hey rory what strings u got on that banjo, sounds class", "Check out my channel", "SUBSCRIBE",
          "omg your dog, what breed is he", "Good morning from Copenhagen, what a view!", "Date night @ La Trattoria",
          "plz subscribe 2 my chanel", "Fresh fades all day at the shop",
          "I met José and François at the café, they're lovely"})
        EXPECT_TRUE(judged(text)) << text;
}

TEST(EtiquetteLanguage, text_without_words_is_judged) {
    for (std::string_view text : {"", "https://example.com/x", "👍", "12:30", "@ann @bob", "!!!"})
        EXPECT_TRUE(judged(text)) << text;
}

TEST(EtiquetteLanguage, other_languages_are_not_judged) {
    for (std::string_view text :
         {"Ich habe heute leider keine Zeit, aber morgen komme ich gern vorbei",
          "Bonjour à tous, venez voir mon nouveau site", "Hola, visita mi canal y suscríbete por favor",
          "Olá pessoal, segue meu perfil", "Ciao, guarda il mio nuovo video sul canale",
          "Kijk even op mijn website, de nieuwe collectie is er", "Följ mig på instagram", "Zapraszam na mój kanał",
          "Привет, подпишись на мой канал", "こんにちは、チャンネル登録お願いします", "请关注我的频道",
          "قناتي الجديدة اشترك الآن", "Lütfen kanalıma abone olun", "los invito a subscribirse a mi canal",
          "Guten Morgen zusammen", "merci beaucoup pour tout",
          "Neue Kollektion ab heute im Shop, 20% Rabatt mit Code HERBST", "Terima kasih banyak untuk semuanya"})
        EXPECT_FALSE(judged(text)) << text;
}

TEST(EtiquetteLanguage, reason_names_the_language) {
    auto tokens = tokenize("Ich habe heute leider keine Zeit, aber morgen komme ich gern vorbei");
    EXPECT_EQ(check_language(tokens).reason, "written in German; only English is judged");
}

} // namespace
} // namespace kith::relationship
