#include "domain/names.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

std::string code(const auto& result) { return result ? "" : result.error().code; }
std::string acct(std::string_view text) {
    auto parsed = parse_acct(text, "kith.example");
    return parsed ? parsed->str() : "";
}

} // namespace

TEST(Names, usernames_of_members_are_plain_and_lower_case) {
    EXPECT_EQ(*local_username(" Alice_1 "), "alice_1");
    EXPECT_EQ(code(local_username("")), "username_blank");
    EXPECT_EQ(code(local_username("a.b")), "username_invalid");
    EXPECT_EQ(code(local_username("jürgen")), "username_invalid");
    EXPECT_EQ(code(local_username(std::string(31, 'a'))), "username_too_long");
    EXPECT_TRUE(local_username(std::string(30, 'a')));
    EXPECT_EQ(code(local_username("Admin")), "username_reserved");
}

TEST(Names, addresses_are_read_in_all_their_forms) {
    EXPECT_EQ(acct("alice"), "alice");
    EXPECT_EQ(acct("@Alice"), "alice");
    EXPECT_EQ(acct("@alice@KITH.example"), "alice");
    EXPECT_EQ(acct("acct:bob@Other.Example."), "bob@other.example");
    EXPECT_EQ(acct("b.o-b@bücher.example"), "b.o-b@xn--bcher-kva.example");
    EXPECT_EQ(acct("bob@localhost:8443"), "bob@localhost:8443");
}

TEST(Names, what_is_no_address_is_refused) {
    for (std::string_view text : {"", "@", "@@x", "a b", "alice@", "alice@a b", "alice@-a.example", "alice@a..b",
                                  "alice@example.com/x", "alice@x@y", "alice@x:0", "alice@x:70000", ".a@b.example"})
        EXPECT_EQ(acct(text), "") << text;
}

TEST(Names, domains_are_lower_case_ascii) {
    EXPECT_EQ(*normalize_domain("EXAMPLE.Com."), "example.com");
    EXPECT_EQ(*normalize_domain("Bücher.example"), "xn--bcher-kva.example");
    EXPECT_EQ(*normalize_domain("faß.de"), "xn--fa-hia.de"); // IDNA2008, not 2003
    EXPECT_EQ(domain_for_display("xn--bcher-kva.example"), "bücher.example");
    EXPECT_EQ(domain_for_display("xn--a-\xC3"), "xn--a-\xC3");
    EXPECT_EQ(code(normalize_domain(std::string(64, 'a') + ".example")), "domain_invalid");
    EXPECT_EQ(code(normalize_domain(std::string("a\0b", 3))), "domain_invalid");
    EXPECT_EQ(code(normalize_domain("\xFF\xFE.example")), "domain_invalid");
}

TEST(Names, mail_addresses_need_both_sides) {
    EXPECT_EQ(*normalize_email(" Ann.O'Neil+x@Example.COM "), "Ann.O'Neil+x@example.com");
    EXPECT_EQ(*normalize_email("ann@bücher.example"), "ann@xn--bcher-kva.example");
    for (std::string_view text : {"", "ann", "@example.com", "ann@", "ann@localhost", "a..b@example.com",
                                  "a b@example.com", "ann@example.com:25", "ann@exa mple.com", "<a@example.com>"})
        EXPECT_EQ(code(normalize_email(text)), "email_invalid") << text;
    EXPECT_EQ(code(normalize_email(std::string(65, 'a') + "@example.com")), "email_invalid");
}

TEST(Names, profiles_have_limits) {
    std::string thirty;
    for (int i = 0; i < 30; ++i)
        thirty += "ö";
    EXPECT_TRUE(check_display_name(thirty));
    EXPECT_EQ(code(check_display_name(thirty + "x")), "display_name_too_long");
    EXPECT_TRUE(check_note(std::string(476, 'a') + " https://" + std::string(60, 'b') + ".com"));
    EXPECT_EQ(code(check_note(std::string(501, 'a'))), "note_too_long");
    EXPECT_TRUE(check_field_count(4));
    EXPECT_EQ(code(check_field_count(5)), "too_many_fields");
    EXPECT_TRUE(check_field(std::string(255, 'a'), ""));
    EXPECT_EQ(code(check_field("", std::string(256, 'a'))), "field_too_long");
}

} // namespace kith
