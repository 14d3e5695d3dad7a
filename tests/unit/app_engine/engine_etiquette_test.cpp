#include "app/engine/engine_classify.hpp"
#include "app/engine/engine_templates.hpp"
#include "json/value.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace kith::app {
namespace {

std::vector<json::Value> lines_of(const std::string& text) {
    std::vector<json::Value> values;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        auto value = json::Value::parse(line);
        EXPECT_TRUE(value) << line;
        if (value) values.push_back(value.take());
    }
    return values;
}

TEST(EngineClassify, each_line_is_answered_with_labels_flags_and_evidence) {
    std::istringstream in(
        "Please subscribe to my channel!!\r\n\nIch habe heute leider keine Zeit, aber morgen komme ich gern\n");
    std::ostringstream out;
    EXPECT_EQ(run_classify(in, out), 0);
    auto answers = lines_of(out.str());
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_GT(answers[0]["labels"]["ask"].number().value_or(0), 0.5);
    EXPECT_TRUE(answers[0]["labels"].has("pitch") && answers[0]["labels"].has("question") &&
                answers[0]["labels"].has("help"));
    auto flagged = answers[0]["flagged"].strings();
    EXPECT_NE(std::find(flagged.begin(), flagged.end(), "ask"), flagged.end());
    EXPECT_EQ(answers[0]["asks"].strings(), std::vector<std::string>{"subscribe"});
    ASSERT_FALSE(answers[0]["evidence"].list().empty());
    const json::Value& evidence = *answers[0]["evidence"].list().front();
    EXPECT_LT(evidence["start"].integer().value_or(99), evidence["end"].integer().value_or(0));
    EXPECT_FALSE(evidence["why"].str().value_or("").empty());
    EXPECT_EQ(answers[1]["judged"].boolean(), true);
    EXPECT_EQ(answers[2]["judged"].boolean(), false);
    EXPECT_NE(answers[2]["reason"].str().value_or("").find("German"), std::string::npos);
}

TEST(EngineTemplates, third_receiver_of_one_text_is_held_with_the_lines_it_copies) {
    std::ostringstream input;
    for (std::string name : {"Ann", "Bob", "Cem", "Dora"})
        input << R"({"author":"9","receiver":")" << name << R"(","at":"2026-01-0)" << (name == "Dora" ? 9 : 2)
              << R"(T10:00:00Z","text":"Hi )" << name << R"(, we help firms like yours to find more customers online"})"
              << "\n";
    std::istringstream in(
        input.str() +
        R"({"author":8,"receiver":1,"at":1767348000,"text":"Hi, we help firms like yours to find more customers online"})" +
        "\n");
    std::ostringstream out;
    EXPECT_EQ(run_templates(in, out), 0);
    auto answers = lines_of(out.str());
    ASSERT_EQ(answers.size(), 5U);
    EXPECT_EQ(answers[0]["held"].boolean(), false);
    EXPECT_EQ(answers[1]["held"].boolean(), false);
    EXPECT_EQ(answers[1]["copy_of"].strings(), std::vector<std::string>{"1"});
    EXPECT_EQ(answers[2]["held"].boolean(), true);
    EXPECT_EQ(answers[2]["copy_of"].strings(), (std::vector<std::string>{"1", "2"}));
    EXPECT_TRUE(answers[2].has("reason"));
    EXPECT_EQ(answers[3]["held"].boolean(), true);  // on the seventh day
    EXPECT_EQ(answers[4]["held"].boolean(), false); // another author
}

TEST(EngineTemplates, line_that_cannot_be_read_is_answered_with_an_error) {
    std::istringstream in("{\n{\"author\":1}\n"
                          R"({"author":1,"receiver":2,"at":0,"text":"hello"})"
                          "\n");
    std::ostringstream out;
    EXPECT_EQ(run_templates(in, out), 2);
    auto answers = lines_of(out.str());
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_TRUE(answers[0].has("error") && answers[1].has("error"));
    EXPECT_EQ(answers[2]["held"].boolean(), false);
}

} // namespace
} // namespace kith::app
