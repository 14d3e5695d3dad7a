#include "relationship/etiquette/classify.hpp"

#include "core/text.hpp"
#include "relationship/etiquette/features.hpp"
#include "relationship/etiquette/model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

namespace kith::relationship {
namespace {

Classification classify(std::string_view text, const AuthorContext& author = {}) {
    static const Classifier classifier;
    return classifier.classify(text, author);
}

TEST(EtiquetteClassify, explicit_pitches_are_flagged) {
    for (
        std::string_view text :
        {"Check out my new video on my channel!",
         "Hey everyone, please check out my music on soundcloud https://soundcloud.com/x/y",
         "Use code AUTUMN20 for 20% off everything in our online shop",
         "Openings this Friday, text me to book your appointment #hairstylist",
         "Hi Karen, thanks for connecting! We build websites for small firms from $499. See our work at https://www.bp.example.com",
         "My new album is out now on all platforms, link in bio"})
        EXPECT_TRUE(classify(text).is_flagged(MessageLabel::pitch)) << text;
}

TEST(EtiquetteClassify, asks_are_flagged_with_their_kind) {
    const std::pair<std::string_view, AskKind> cases[] = {
        {"Please RT and share this with all your friends", AskKind::share},
        {"follow me back please", AskKind::follow},
        {"Please like this comment and my page", AskKind::like},
        {"subscribe to my channel please", AskKind::subscribe},
        {"Please vote for us every day until Friday!", AskKind::vote},
        {"Would you mind endorsing me for project management?", AskKind::endorse},
        {"Please sign the petition to save the library https://www.change.org/p/x", AskKind::sign_up},
        {"Please donate to help my family https://www.gofundme.com/x", AskKind::donate},
        {"Please come to our meeting on Saturday and bring your friends", AskKind::attend},
    };
    for (auto [text, kind] : cases) {
        Classification result = classify(text);
        EXPECT_TRUE(result.is_flagged(MessageLabel::ask)) << text;
        EXPECT_TRUE(result.asks.has(kind)) << text;
    }
}

TEST(EtiquetteClassify, personal_words_and_small_talk_are_not_flagged) {
    for (std::string_view text :
         {"Hi Maria, good to meet you at the fair last week. That espresso saved my life.",
          "Happy birthday to the best sister ever", "I voted this morning, there was no queue",
          "Got it, thank you! I passed the photos on to my sister.", "He said that he would never follow her again",
          "We went for a walk along the beach and it rained all day",
          "Here's the article I mentioned on the train: https://journal.example.org/peatlands",
          "I watched that film twice"}) {
        Classification result = classify(text);
        EXPECT_TRUE(result.judged) << text;
        EXPECT_FALSE(result.promotes()) << text;
        EXPECT_TRUE(result.asks.empty()) << text;
    }
}

TEST(EtiquetteClassify, questions_to_the_reader_are_told_from_pitches) {
    for (std::string_view text :
         {"Hi Alice, I saw you moved from chemistry into data science. What made you switch?",
          "What did you think of the last episode?", "Hey Monique, have you tried the new trail yet?"}) {
        Classification result = classify(text);
        EXPECT_TRUE(result.is_flagged(MessageLabel::question)) << text;
        EXPECT_FALSE(result.promotes()) << text;
    }
    EXPECT_TRUE(classify("Can anyone recommend a good dentist? Any tips are welcome").is_flagged(MessageLabel::help));
}

TEST(EtiquetteClassify, evidence_lies_in_the_text_in_order_without_overlap) {
    std::string_view text =
        "Größte Freude! Check out my channel and please subscribe, link in bio. I like you and this video";
    Classification result = classify(text);
    ASSERT_TRUE(result.promotes());
    ASSERT_FALSE(result.evidence.empty());
    std::size_t before = 0;
    for (const Evidence& evidence : result.evidence) {
        EXPECT_LE(evidence.start, evidence.end);
        EXPECT_LE(evidence.end, text.size());
        EXPECT_FALSE(evidence.why.empty());
        EXPECT_TRUE(result.is_flagged(evidence.label));
        if (evidence.start == evidence.end) continue;
        EXPECT_GE(evidence.start, before);
        before = evidence.end;
    }
}

TEST(EtiquetteClassify, disguised_words_are_judged_as_what_they_show) {
    Classification plain = classify("Visit my site and buy now https://shop.example.com");
    ASSERT_TRUE(plain.is_flagged(MessageLabel::pitch));
    for (std::string_view text :
         {"Vis\u200bit my si\u200bte and bu\u200by n\u200bow https://shop.example.com",
          "V\ufe0fisit m\u2060y si\u00adte and b\ufeffuy n\u200d\u200cow https://shop.example.com",
          "𝐕𝐢𝐬𝐢𝐭 𝐦𝐲 𝐬𝐢𝐭𝐞 𝐚𝐧𝐝 𝐛𝐮𝐲 𝐧𝐨𝐰 https://shop.example.com",
          "Ｖｉｓｉｔ ｍｙ ｓｉｔｅ ａｎｄ ｂｕｙ ｎｏｗ https://shop.example.com"}) {
        Classification result = classify(text);
        EXPECT_TRUE(result.judged) << result.reason;
        EXPECT_EQ(result.probabilities, plain.probabilities) << text;
        ASSERT_EQ(result.evidence.size(), plain.evidence.size()) << text;
        for (const Evidence& evidence : result.evidence) {
            EXPECT_LE(evidence.end, text.size());
            auto part = text.substr(evidence.start, evidence.end - evidence.start);
            EXPECT_TRUE(is_valid_utf8(part)) << part;
        }
    }
    EXPECT_TRUE(classify("𝐕𝐢𝐬𝐢𝐭 𝐦𝐲 𝐬𝐢𝐭𝐞 𝐚𝐧𝐝 𝐛𝐮𝐲 𝐧𝐨𝐰").judged);
}

TEST(EtiquetteClassify, text_that_nobody_sees_is_judged_to_want_nothing) {
    for (std::string_view text : {"\u200b\u200c\u200d", "\ufe0f", "\ufe00\U000e0100", "\ufeff", "\u00ad"}) {
        Classification result = classify(text);
        EXPECT_TRUE(result.judged) << result.reason;
        EXPECT_FALSE(result.promotes());
    }
}

TEST(EtiquetteClassify, what_anybody_may_write_is_no_evidence_beside_real_signs) {
    std::string_view text = "Dear Maya, great profile! We build websites for small firms. Visit our site "
                            "https://web.example.net for a free quote today.";
    auto result = classify(text);
    ASSERT_TRUE(result.is_flagged(MessageLabel::pitch));
    std::vector<std::string_view> words;
    for (const auto& evidence : result.evidence)
        words.push_back(text.substr(evidence.start, evidence.end - evidence.start));
    EXPECT_EQ(std::ranges::count(words, "Visit our site"), 1);
    EXPECT_EQ(std::ranges::count(words, "profile"), 0);
    EXPECT_EQ(std::ranges::count(words, "!"), 0);
}

TEST(EtiquetteClassify, every_flagged_label_has_evidence) {
    for (std::string_view text : {"Check out my channel and please subscribe",
                                  "thanks for following! visit my site https://www.acme.example.com",
                                  "Can anyone recommend a dentist? Any tips?", "SUBSCRIBE", "please share",
                                  "Fresh cuts all day at the shop", "https://soundcloud.com/somebody/a-song"}) {
        Classification result = classify(text);
        for (MessageLabel label : result.flagged)
            EXPECT_TRUE(std::ranges::any_of(result.evidence, [&](const Evidence& e) { return e.label == label; }))
                << text << ": " << to_string(label);
    }
}

TEST(EtiquetteClassify, own_link_raises_the_pitch) {
    std::string_view text = "Some notes from this week https://bright.example.com/notes";
    AuthorContext author{.own_domains = {"bright.example.com"}, .own_handles = {}, .links = {}};
    EXPECT_GT(classify(text, author).probability(MessageLabel::pitch),
              classify(text).probability(MessageLabel::pitch) + 0.1);
}

TEST(EtiquetteClassify, other_languages_are_not_judged_and_say_why) {
    Classification result = classify("Bonjour à tous, abonnez-vous à ma chaîne et partagez cette vidéo");
    EXPECT_FALSE(result.judged);
    EXPECT_FALSE(result.reason.empty());
    EXPECT_TRUE(result.flagged.empty());
    EXPECT_TRUE(result.evidence.empty());
    EXPECT_EQ(result.probability(MessageLabel::ask), 0);
    EXPECT_FALSE(to_judgement(result).judged);
}

TEST(EtiquetteClassify, judgement_carries_what_decisions_need) {
    Judgement judgement = to_judgement(classify("Please subscribe to my channel and share this video"));
    EXPECT_TRUE(judgement.judged);
    EXPECT_TRUE(judgement.ask);
    EXPECT_TRUE(judgement.asks.has(AskKind::subscribe));
    EXPECT_TRUE(judgement.asks.has(AskKind::share));
    EXPECT_FALSE(judgement.is_template);
}

TEST(EtiquetteClassify, hostile_input_is_survived) {
    std::string all_bytes;
    for (int i = 0; i < 70'000; ++i)
        all_bytes += static_cast<char>(i * 131 % 256);
    classify(all_bytes);
    classify(std::string(1'000'000, '#'));
    classify(std::string(1'000'000, '@'));
    std::string marks;
    for (int i = 0; i < 5000; ++i)
        marks += "please share ";
    EXPECT_TRUE(classify(marks).judged);
}

TEST(EtiquetteClassify, many_threads_agree) {
    std::vector<std::thread> threads;
    std::array<double, 4> found{};
    for (double& value : found)
        threads.emplace_back([&value] {
            for (int i = 0; i < 200; ++i)
                value = Classifier().classify("Check out my channel", {}).probability(MessageLabel::pitch);
        });
    for (auto& thread : threads)
        thread.join();
    for (double value : found)
        EXPECT_EQ(value, found[0]);
}

TEST(EtiquetteModelBytes, model_survives_the_way_to_bytes_and_back) {
    auto model = EtiquetteModel::from_bytes(shipped_model());
    ASSERT_TRUE(model);
    auto again = EtiquetteModel::from_bytes(model->to_bytes());
    ASSERT_TRUE(again);
    Features features = extract_features("Check out my channel, only $5 today! https://x.example", {});
    EXPECT_EQ(model->probabilities(features), again->probabilities(features));
    EXPECT_EQ(model->thresholds, again->thresholds);
}

TEST(EtiquetteModelBytes, broken_bytes_are_refused) {
    std::string bytes(shipped_model());
    EXPECT_FALSE(EtiquetteModel::from_bytes(""));
    EXPECT_FALSE(EtiquetteModel::from_bytes("KITHETQ2" + bytes.substr(8)));
    EXPECT_FALSE(EtiquetteModel::from_bytes(bytes + "x"));
    for (std::size_t size : {8UL, 12UL, 40UL, 200UL, bytes.size() / 2, bytes.size() - 1})
        EXPECT_FALSE(EtiquetteModel::from_bytes(bytes.substr(0, size))) << size;
}

TEST(EtiquetteModelBytes, shipped_model_is_small) { EXPECT_LT(shipped_model().size(), 1'000'000U); }

} // namespace
} // namespace kith::relationship
