#include "json/value.hpp"

#include "json/nested_keys.hpp"
#include "json/write.hpp"

#include <cstdlib>
#include <gtest/gtest.h>

namespace kith::json {
namespace {

Value parsed(std::string_view text) {
    auto value = Value::parse(text);
    return value ? value.take() : Value(std::string("does not parse"));
}

std::string nested(std::initializer_list<std::pair<std::string_view, std::string_view>> pairs) {
    NestedKeys keys;
    for (auto [name, value] : pairs)
        if (auto added = keys.add(name, value); !added) return added.error().code;
    return write(keys.take());
}

} // namespace

TEST(JsonValue, what_is_parsed_is_written_again) {
    for (std::string text : {R"({"a":[1,-2,0.5,true,false,null,"x"],"b":{}})", "[]", "\"\"", "0", "[[[]]]"})
        EXPECT_EQ(write(parsed(text)), text);
}

TEST(JsonValue, every_character_survives_at_every_place_of_a_text) {
    for (std::string_view odd : {"\"", "\\", "\n", "\x01", "\x1F", "\x7F", "é", "👋", " "}) {
        for (std::size_t at = 0; at < 20; ++at) {
            std::string text = std::string(at, 'x') + std::string(odd) + std::string(19 - at, 'y');
            EXPECT_EQ(parsed(write(text)).str(), text);
        }
    }
}

TEST(JsonValue, later_of_equal_names_wins_in_small_and_large_objects) {
    EXPECT_EQ(parsed(R"({"a":1,"a":2})")["a"].integer(), 2);
    std::string text = "{";
    for (int i = 0; i < 100; ++i)
        text += "\"k" + std::to_string(i % 50) + "\":" + std::to_string(i) + (i == 99 ? "}" : ",");
    Value value = parsed(text);
    EXPECT_EQ(value.members().size(), 50U);
    EXPECT_EQ(value["k7"].integer(), 57);
}

TEST(JsonValue, bad_text_is_refused) {
    for (std::string_view text : {"", "{", "{]", "[1,]", "nul", "1 2", "{\"a\":}", "\"\\x\"", "\xEF\xBB\xBF{}"}) {
        auto value = Value::parse(text);
        ASSERT_FALSE(value) << text;
        EXPECT_EQ(value.error().kind, ErrorKind::invalid) << text;
    }
}

TEST(JsonValue, depth_size_and_count_are_limited) {
    auto deep = [](int levels) { return std::string(levels, '[') + std::string(levels, ']'); };
    EXPECT_TRUE(Value::parse(deep(32)));
    EXPECT_EQ(Value::parse(deep(33)).error().kind, ErrorKind::too_large);
    EXPECT_EQ(Value::parse("[1,2,3]", {.bytes = 6}).error().kind, ErrorKind::too_large);
    EXPECT_TRUE(Value::parse("[1,2,3]", {.values = 4}));
    EXPECT_EQ(Value::parse("[1,2,3]", {.values = 3}).error().kind, ErrorKind::too_large);
}

TEST(JsonValue, bad_utf8_is_repaired_in_names_and_values) {
    EXPECT_EQ(write(parsed("{\"a\xFF\":\"b\xC3\"}")), "{\"a\xEF\xBF\xBD\":\"b\xEF\xBF\xBD\"}");
    EXPECT_EQ(parsed(R"(["a\u0000b"])").strings(), std::vector<std::string>{"ab"});
    EXPECT_EQ(parsed(R"("\ud83d\udc4b")").str(), "👋");
}

TEST(JsonValue, numbers_are_read_from_numbers_and_texts) {
    Value value = parsed(R"({"a":12,"b":"12","c":12.0,"d":1.5,"e":"x","f":18446744073709551615,"g":" 7 ","h":1e400})");
    EXPECT_EQ(value["a"].integer(), 12);
    EXPECT_EQ(value["b"].integer(), 12);
    EXPECT_EQ(value["c"].integer(), 12);
    EXPECT_EQ(value["d"].integer(), std::nullopt);
    EXPECT_EQ(value["d"].number(), 1.5);
    EXPECT_EQ(value["e"].integer(), std::nullopt);
    EXPECT_EQ(value["e"].number(), std::nullopt);
    EXPECT_EQ(value["f"].integer(), std::nullopt);
    EXPECT_EQ(value["g"].integer(), 7);
    EXPECT_EQ(value["absent"].integer(), std::nullopt);
    EXPECT_EQ(value["a"].str(), "12");
}

TEST(JsonValue, fractions_and_exponents_are_exact) {
    for (std::string text : {"44264474e45", "0.1", "1.7976931348623157e308", "5e-324", "123456789.123456789"})
        EXPECT_EQ(parsed(text).number(), std::strtod(text.c_str(), nullptr)) << text;
    EXPECT_EQ(write(parsed("-0.0")), "0");
}

TEST(JsonValue, booleans_are_read_as_apps_send_them) {
    for (std::string_view text : {"true", "1", "\"1\"", "\"true\"", "\"True\"", "\"on\"", "\"t\""})
        EXPECT_EQ(parsed(text).boolean(), true) << text;
    for (std::string_view text : {"false", "0", "\"0\"", "\"false\"", "\"off\"", "\"no\""})
        EXPECT_EQ(parsed(text).boolean(), false) << text;
    for (std::string_view text : {"null", "2", "\"\"", "\"maybe\"", "[]", "{}"})
        EXPECT_EQ(parsed(text).boolean(), std::nullopt) << text;
}

TEST(JsonValue, lists_are_read_from_lists_numbered_objects_and_single_values) {
    using Texts = std::vector<std::string>;
    EXPECT_EQ(parsed(R"(["a",1,null])").strings(), (Texts{"a", "1"}));
    EXPECT_EQ(parsed(R"({"10":"c","2":"b","0":"a"})").strings(), (Texts{"a", "b", "c"}));
    EXPECT_EQ(parsed(R"({"0":"a","x":"b"})").strings(), Texts{});
    EXPECT_EQ(parsed("\"mention\"").strings(), Texts{"mention"});
    EXPECT_EQ(parsed("\"\"").strings(), Texts{});
    EXPECT_EQ(parsed("null").list().size(), 0U);
}

TEST(JsonValue, merging_takes_whole_members_of_the_later_one) {
    Value value = parsed(R"({"a":{"x":1},"b":2})");
    value.merge(parsed(R"({"a":{"y":1},"c":3})"));
    EXPECT_EQ(write(value), R"({"a":{"y":1},"b":2,"c":3})");
    value.merge(parsed("[1]"));
    EXPECT_EQ(value.members().size(), 3U);
}

TEST(NestedKeys, names_nest_as_rails_reads_them) {
    EXPECT_EQ(nested({{"a", "1"}, {"b", "2"}}), R"({"a":"1","b":"2"})");
    EXPECT_EQ(nested({{"a[]", "1"}, {"a[]", "2"}}), R"({"a":["1","2"]})");
    EXPECT_EQ(nested({{"poll[options][]", "x"}, {"poll[expires_in]", "60"}}),
              R"({"poll":{"options":["x"],"expires_in":"60"}})");
    EXPECT_EQ(nested({{"f[0][name]", "n"}, {"f[0][value]", "v"}, {"f[1][name]", "m"}}),
              R"({"f":{"0":{"name":"n","value":"v"},"1":{"name":"m"}}})");
    EXPECT_EQ(nested({{"k[][w]", "a"}, {"k[][whole]", "1"}, {"k[][w]", "b"}}),
              R"({"k":[{"w":"a","whole":"1"},{"w":"b"}]})");
}

TEST(NestedKeys, later_names_win_over_clashing_ones) {
    EXPECT_EQ(nested({{"a", "1"}, {"a", "2"}}), R"({"a":"2"})");
    EXPECT_EQ(nested({{"a", "1"}, {"a[b]", "2"}}), R"({"a":{"b":"2"}})");
    EXPECT_EQ(nested({{"a[b]", "1"}, {"a[]", "2"}}), R"({"a":["2"]})");
    EXPECT_EQ(nested({{"a[]", "1"}, {"a", "2"}}), R"({"a":"2"})");
}

TEST(NestedKeys, malformed_names_are_literal) {
    EXPECT_EQ(nested({{"a[", "1"}}), R"({"a[":"1"})");
    EXPECT_EQ(nested({{"a[b]c", "1"}}), R"({"a[b]c":"1"})");
    EXPECT_EQ(nested({{"[a]", "1"}}), R"({"[a]":"1"})");
    EXPECT_EQ(nested({{"", "1"}}), R"({"":"1"})");
    EXPECT_EQ(nested({{"a\xFF", "b\xFF"}}), "{\"a\xEF\xBF\xBD\":\"b\xEF\xBF\xBD\"}");
}

TEST(NestedKeys, depth_and_count_are_limited) {
    EXPECT_EQ(nested({{"a[1][2][3][4][5][6][7]", "x"}}).front(), '{');
    EXPECT_EQ(nested({{"a[1][2][3][4][5][6][7][8]", "x"}}), "parameter_too_deep");
    NestedKeys keys;
    for (std::size_t i = 0; i < NestedKeys::max_count; ++i)
        ASSERT_TRUE(keys.add("a[]", "x"));
    EXPECT_EQ(keys.add("a[]", "x").error().code, "too_many_parameters");
    EXPECT_EQ(keys.take()["a"].list().size(), NestedKeys::max_count);
    EXPECT_TRUE(keys.add("b", "x"));
}

} // namespace kith::json
