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

TEST(EtiquetteTokens, unseen_characters_do_not_cut_words) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"vis\u200bit my si\u00adte, b\u200c\u200du\u2060y no\ufeffw",
         "word:visit word:my word:site word:buy word:now"},
        {"b\ufe0fuy\ufe0f n\ufe00o\U000e0101w\ufe01…", "word:buy word:now sign:…"},
        {"don\u200b't don\u200b’\u200bt", "word:don't word:don't"},
        {"При\u200bвет", "word:Привет"},
        {"\ufeffhello \u200dthere\u200d. \ufe00You", "word:hello word:there word:you"},
        {"#sma\u200bll https://ex\u200bample.com/x\u00ady", "hashtag:small link:https://example.com/xy"},
        // What reads as a break stays one: a link is found, a mention ends where the server ends it.
        {"now\u200bhttps://a.example/x", "word:now link:https://a.example/x"},
        {"now\u200bWWW.a.example", "word:now link:www.a.example"},
        {"@bob\u200bhello", "handle:bob word:hello"},
        {"one\u200b two\u00ad", "word:one word:two"},
        {"https://a.example\u200b/x 20\u200b%", "link:https://a.example word:x price:<percent>"},
        // Nothing but unseen characters.
        {"\u200b\u200b\u200b", ""},
        {"\u200d", ""},
        {"\ufe0f", ""},
        {"\ufe00 \U000e0100 \ufeff \u00ad", ""},
        {"\u200b\u200d\ufe0f\u2060\ufeff\u00ad", ""},
        {"\u200b\xff\u200d\xe2\x80", ""},
    };
    for (auto [text, expected] : cases)
        EXPECT_EQ(shape(text), expected) << text;
}

TEST(EtiquetteTokens, joiners_stay_where_they_are_used) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"a 👩\u200d💻 b", "word:a emoji:<emoji> word:b"},
        {"love ❤\ufe0f\u200d🔥", "word:love emoji:<emoji>"},
        {"1\ufe0f\u20e3 ©\ufe0f", "number:1 emoji:<emoji> emoji:<emoji>"},
        {"می\u200cخواهم", "word:می word:خواهم"},
        {"क्\u200cष", "word:क् word:ष"},
        {"ភាសា\u200bខ្មែរ", "word:ភាសា word:ខ្មែរ"},
        {"葛\U000e0100城", "word:葛\U000e0100城"},
        {"🏴\U000e0067\U000e0062\U000e007f", "emoji:<emoji>"},
    };
    for (auto [text, expected] : cases)
        EXPECT_EQ(shape(text), expected) << text;
}

TEST(EtiquetteTokens, styled_letters_are_what_they_show) {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"𝐕𝐢𝐬𝐢𝐭 𝑚𝑦 𝓈𝒾𝓉ℯ 𝖆𝖓𝖉 𝕓𝕦𝕪 𝚗𝚘𝚠", "word:visit word:my word:site word:and word:buy word:now"},
        {"ℍ𝕖𝕝𝕝𝕠 ℎ𝑖 ℳ𝒶𝓇𝓎", "word:hello word:hi word:mary"},
        {"𝟎𝟗 𝟘𝟡 𝟢𝟫 𝟬𝟵 𝟶𝟿", "number:09 number:09 number:09 number:09 number:09"},
        {"𝐀𝐙𝐚𝐳 𝙰𝚉𝚊𝚣 𝚤𝚥 𝛂", "word:azaz word:azaz word:ij word:𝛂"},
        {"Ｂｕｙ　ｎｏｗ！ ２０％ ｗｈｙ？", "word:buy word:now sign:! price:<percent> word:why sign:?"},
        {"$𝟏𝟓 #𝐬𝐦𝐚𝐥𝐥𝐛𝐢𝐳 𝐬𝐡𝐨𝐩.𝐞𝐱𝐚𝐦𝐩𝐥𝐞.𝐜𝐨𝐦", "price:<price> hashtag:smallbiz link:shop.example.com"},
        {"𝐁𝐔\u200b𝐘", "word:buy"},
    };
    for (auto [text, expected] : cases)
        EXPECT_EQ(shape(text), expected) << text;
    auto tokens = tokenize("𝐁𝐔𝐘 𝐍ow");
    EXPECT_TRUE(tokens[0].all_capitals);
    EXPECT_TRUE(tokens[1].capital);
}

TEST(EtiquetteTokens, places_are_those_of_the_original) {
    std::string_view text = "\u200bvis\u200bit\u200d 𝐦𝐲 ｓｉｔｅ, 👩\u200d💻 @ann\u200b #t\u00ada\u00adg";
    std::vector<std::string_view> parts;
    for (const Token& token : tokenize(text))
        parts.push_back(text.substr(token.start, token.end - token.start));
    EXPECT_EQ(parts, (std::vector<std::string_view>{"vis\u200bit", "𝐦𝐲", "ｓｉｔｅ", "👩\u200d💻", "@ann",
                                                    "#t\u00ada\u00adg"}));
}

TEST(EtiquetteTokens, places_hold_within_runs_of_unseen_characters_that_stay) {
    std::string_view text = "م\u200d\ufeff\ufe0f\u200bم";
    std::uint32_t before = 0;
    for (const Token& token : tokenize(text)) {
        EXPECT_LE(before, token.start);
        EXPECT_LT(token.start, token.end);
        before = token.end;
    }
    EXPECT_EQ(before, text.size());
}

TEST(EtiquetteTokens, unseen_padding_does_not_use_up_what_is_read) {
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += "\u200b";
    EXPECT_EQ(shape(text + "buy"), "word:buy");
    for (int i = 0; i < 30'000; ++i)
        text += "\u200b";
    EXPECT_EQ(shape(text + "buy"), "");
    std::string styled;
    for (int i = 0; i < 10'000; ++i)
        styled += "𝐚";
    auto tokens = tokenize(styled);
    ASSERT_EQ(tokens.size(), 1U);
    EXPECT_EQ(tokens[0].end, 20'000U);
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
