#include "json/write.hpp"

#include "json/value.hpp"

#include <cmath>
#include <gtest/gtest.h>
#include <map>

namespace kith::json {
namespace {

enum class Visibility { public_, unlisted };
BOOST_DESCRIBE_ENUM(Visibility, public_, unlisted)

enum class Plain { one };
std::string_view to_string(Plain) { return "uno"; }

struct Base {
    AccountId id;
};
BOOST_DESCRIBE_STRUCT(Base, (), (id))

struct Entity : Base {
    std::string content;
    bool public_ = false;
    std::optional<StatusId> in_reply_to_id;
    Maybe<int> left_out;
    Maybe<std::optional<int>> present_null;
    std::shared_ptr<Entity> reblog;
    Visibility visibility = Visibility::public_;
    std::vector<int> sizes;
    std::map<std::string, int> counts;
    Raw raw;
    Time created_at;
};
BOOST_DESCRIBE_STRUCT(Entity, (Base),
                      (content, public_, in_reply_to_id, left_out, present_null, reblog, visibility, sizes, counts, raw,
                       created_at))

struct OnlyMaybe {
    Maybe<int> a;
};
BOOST_DESCRIBE_STRUCT(OnlyMaybe, (), (a))

} // namespace

TEST(JsonWrite, entity_is_an_object_with_its_fields_in_order) {
    Entity entity;
    entity.id = AccountId{12};
    entity.content = "a\"b";
    entity.present_null.emplace();
    entity.sizes = {1, 2};
    entity.counts = {{"x", 3}};
    entity.raw = {R"({"k":1})"};
    entity.created_at = from_unix_ms(1);
    EXPECT_EQ(write(entity), R"({"id":"12","content":"a\"b","public":false,"in_reply_to_id":null,"present_null":null,)"
                             R"("reblog":null,"visibility":"public","sizes":[1,2],"counts":{"x":3},"raw":{"k":1},)"
                             R"("created_at":"1970-01-01T00:00:00.001Z"})");
}

TEST(JsonWrite, nested_entity_is_written_where_it_is_held) {
    Base inner{AccountId{7}};
    EXPECT_EQ(write(std::vector{std::make_shared<Base>(inner)}), R"([{"id":"7"}])");
    EXPECT_EQ(write(std::variant<std::monostate, Base>(inner)), R"({"id":"7"})");
    EXPECT_EQ(write(std::variant<std::monostate, Base>()), "null");
}

TEST(JsonWrite, field_without_value_is_left_out_and_nothing_left_is_an_empty_object) {
    EXPECT_EQ(write(OnlyMaybe{}), "{}");
    EXPECT_EQ(write(OnlyMaybe{.a = 5}), R"({"a":5})");
}

TEST(JsonWrite, numbers_are_shortest_and_never_nan) {
    EXPECT_EQ(write(0.1), "0.1");
    EXPECT_EQ(write(std::nan("")), "null");
    EXPECT_EQ(write(INFINITY), "null");
    EXPECT_EQ(write(std::int64_t{-9223372036854775807LL - 1}), "-9223372036854775808");
    EXPECT_EQ(write(std::vector<bool>{}), "[]");
}

TEST(JsonWrite, no_id_is_null_and_enums_go_by_name) {
    EXPECT_EQ(write(AccountId{}), "null");
    EXPECT_EQ(write(Plain::one), "\"uno\"");
    EXPECT_EQ(write(Visibility::unlisted), "\"unlisted\"");
}

} // namespace kith::json
