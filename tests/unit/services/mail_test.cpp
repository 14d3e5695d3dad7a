#include "core/text.hpp"
#include "member_world.hpp"

#include <gmock/gmock.h>

namespace kith::services {
namespace {

using testing::HasSubstr;
using testing::Not;

MailHeaders headers() { return {"Kith", "kith@kith.example", "abc@kith.example", from_unix_ms(1'800'000'000'000)}; }

TEST(Mail, message_has_the_headers_of_rfc_5322) {
    auto message = compose({"alice@example.org", "Hello", "Hi\nthere\n"}, headers());
    EXPECT_THAT(message, HasSubstr("From: Kith <kith@kith.example>\r\n"));
    EXPECT_THAT(message, HasSubstr("To: <alice@example.org>\r\n"));
    EXPECT_THAT(message, HasSubstr("Subject: Hello\r\n"));
    EXPECT_THAT(message, HasSubstr("Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n"));
    EXPECT_THAT(message, HasSubstr("Message-ID: <abc@kith.example>\r\n"));
    auto body = message.substr(message.find("\r\n\r\n") + 4);
    EXPECT_EQ(from_base64(replace_all(body, "\r\n", "")), "Hi\r\nthere\r\n");
}

TEST(Mail, nothing_in_a_field_makes_a_header_of_its_own) {
    auto header = headers();
    header.from_name = "Kith\r\nBcc: eve@example.org";
    auto message =
        compose({"alice@example.org>\r\nBcc: <eve@example.org", "Hi\r\nBcc: eve@example.org\r\n\r\nbody", ""}, header);
    EXPECT_THAT(message, Not(HasSubstr("\nBcc")));
    EXPECT_THAT(message.substr(0, message.find("\r\n\r\n")), HasSubstr("Content-Transfer-Encoding: base64"));
}

TEST(Mail, long_subjects_are_folded_between_characters) {
    std::string subject;
    for (int i = 0; i < 40; ++i)
        subject += "Grüße ☕ ";
    auto message = compose({"alice@example.org", subject, ""}, headers());
    std::string decoded;
    std::size_t longest = 0;
    for (auto line : split(message, '\n'))
        longest = std::max(longest, line.size());
    EXPECT_LE(longest, 90U);
    for (auto at = message.find("=?UTF-8?B?"); at != std::string::npos; at = message.find("=?UTF-8?B?", at + 1)) {
        auto word = *from_base64(message.substr(at + 10, message.find("?=", at) - at - 10));
        EXPECT_TRUE(is_valid_utf8(word));
        decoded += word;
    }
    EXPECT_EQ(decoded, truncate_code_points(trim(subject), 200));
}

TEST(Mail, queued_mail_is_delivered_from_its_payload) {
    MemberWorld world;
    world.member("alice");
    ASSERT_TRUE(world.users.send_reset_link("alice@example.org", ""));
    std::string payload;
    ASSERT_TRUE(world.store->write([&](store::WriteTx& tx) -> Result<void> {
        payload = TRY(tx.jobs().lease(world.clock.now(), world.clock.now() + std::chrono::hours(1), 1)).front().payload;
        return {};
    }));
    ASSERT_TRUE(world.mailer.deliver(payload));
    ASSERT_TRUE(world.mailer.deliver(payload));
    ASSERT_EQ(world.sent.size(), 2U);
    EXPECT_EQ(world.sent[0].to, "alice@example.org");
    EXPECT_EQ(world.sent[0].from, "kith@kith.example");
    EXPECT_EQ(world.sent[0].message, world.sent[1].message) << "a job that runs twice sends the same message";
    EXPECT_EQ(world.mailer.deliver("{}").error().kind, ErrorKind::invalid);
    EXPECT_EQ(world.mailer.deliver("not json").error().kind, ErrorKind::invalid);
}

} // namespace
} // namespace kith::services
