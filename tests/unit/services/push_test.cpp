#include "core/text.hpp"
#include "services/push.hpp"
#include "services/sealed_text.hpp"
#include "services/settings.hpp"
#include "services/status_marks.hpp"
#include "unit/services/network.hpp"
#include "json/value.hpp"

namespace kith::services {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string raw(std::string_view text) { return from_base64(text).value(); }

// The device of RFC 8291, appendix A.
constexpr auto device_point = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
constexpr auto device_auth = "BTBZMqHH6r4Tts7J_aSIgg";

TEST(PushEncryptionTest, example_of_rfc_8291_comes_out) {
    PushKey ephemeral{raw("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
                      raw("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")};
    auto target = read_push_target(device_point, device_auth).value();
    auto body =
        encrypt_push("When I grow up, I want to be a watermelon", target, ephemeral, raw("DGv6ra1nlYgDCS1FRnbzlw"));
    ASSERT_TRUE(body);
    EXPECT_EQ(to_base64url(*body),
              "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
              "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLV"
              "WGNWQexSgSxsj_Qulcy4a-fN");
}

TEST(PushEncryptionTest, keys_that_are_no_points_are_refused) {
    EXPECT_TRUE(read_push_target(device_point, device_auth));
    EXPECT_FALSE(read_push_target("", ""));
    EXPECT_FALSE(read_push_target(device_auth, device_auth));
    EXPECT_FALSE(read_push_target(device_point, device_point));
    auto off_the_curve = raw(device_point);
    off_the_curve.back() ^= 1;
    EXPECT_FALSE(read_push_target(to_base64url(off_the_curve), device_auth));
}

TEST(PushEncryptionTest, token_names_origin_time_and_sender) {
    auto server = make_push_key().value();
    auto token =
        vapid_token(server, "https://push.example/send/1", "https://kith.example", from_unix_ms(1'700'000'000'000));
    ASSERT_TRUE(token);
    auto parts = split(*token, '.');
    ASSERT_THAT(parts, SizeIs(3));
    auto claims = json::Value::parse(raw(parts[1])).value();
    EXPECT_EQ(claims["aud"].str(), "https://push.example");
    EXPECT_EQ(claims["exp"].integer(), 1'700'000'000);
    EXPECT_EQ(claims["sub"].str(), "https://kith.example");
    EXPECT_THAT(raw(parts[2]), SizeIs(64));
}

TEST(PushEncryptionTest, only_absolute_https_addresses_have_an_origin) {
    EXPECT_EQ(push_origin("https://push.example:8443/a?b"), "https://push.example:8443");
    for (const auto* bad : {"", "http://push.example/", "https://", "https:///x", "push.example", "https://a@b/"})
        EXPECT_EQ(push_origin(bad), "") << bad;
}

TEST(SealedTextTest, only_the_key_it_was_sealed_with_opens_it) {
    const std::string key(seal_key_bytes, 'k');
    auto sealed = seal_text("the token", key);
    EXPECT_EQ(open_text(sealed, key), "the token");
    EXPECT_NE(seal_text("the token", key), sealed);
    EXPECT_EQ(sealed.find("token"), std::string::npos);
    EXPECT_FALSE(open_text(sealed, std::string(seal_key_bytes, 'x')));
    EXPECT_FALSE(open_text(sealed.substr(4), key));
    for (const auto* damaged : {"", "AAAA", "not base64 !"})
        EXPECT_FALSE(open_text(damaged, key)) << damaged;
}

class PushTest : public Network {
protected:
    PushTest()
        : push(*store_, clock, events, instance,
               [this](const PushMessage& message) -> Result<int> {
                   sent.push_back(message);
                   return answer;
               }),
          marks(*store_, clock, ids, events, 5),
          me(member("me")),
          other(member("other")) {
        EXPECT_TRUE(push.prepare(std::string(seal_key_bytes, 'k')));
        write([&](store::WriteTx& tx) -> Result<void> {
            store::Application application{.id = ids.make<ApplicationId>(), .name = "app", .client_id = "id"};
            TRY(tx.oauth().insert_application(application));
            token = ids.make<TokenId>();
            return tx.oauth().insert_token(
                {.id = token, .digest = "d", .application_id = application.id, .account_id = me});
        });
    }

    PushSubscription device(PushPolicy policy = PushPolicy::all, bool standard = true) {
        NotificationKinds alerts;
        alerts.insert(NotificationKind::mention);
        return push
            .subscribe({.token_id = token,
                        .account_id = me,
                        .endpoint = "https://push.example/send/1",
                        .p256dh = device_point,
                        .auth = device_auth,
                        .standard = standard,
                        .alerts = alerts,
                        .policy = policy,
                        .access_token = "the token"})
            .value();
    }
    // Does the waiting jobs; what went wrong.
    std::vector<std::string> run_jobs() {
        std::vector<std::string> codes;
        write([&](store::WriteTx& tx) -> Result<void> {
            for (const auto& job : TRY(tx.jobs().lease(clock.now(), clock.now() + std::chrono::minutes(1), 100)))
                if (job.kind == Push::job_kind) payloads.push_back(job.payload);
            return {};
        });
        for (const auto& payload : std::exchange(payloads, {}))
            if (auto done = push.deliver(payload); !done) codes.push_back(done.error().code);
        return codes;
    }
    static std::string header(const PushMessage& message, std::string_view name) {
        for (const auto& [key, value] : message.headers)
            if (key == name) return value;
        return {};
    }

    std::vector<PushMessage> sent;
    int answer = 201;
    std::vector<std::string> payloads;
    Push push;
    StatusMarks marks;
    AccountId me;
    AccountId other;
    TokenId token;
};

TEST_F(PushTest, wanted_notification_is_sent_encrypted_and_others_are_not) {
    device();
    auto mine = post(me, "hello");
    ASSERT_TRUE(marks.favourite(other, mine)); // no alert for these
    post(other, "@me secret words");
    EXPECT_THAT(run_jobs(), IsEmpty());
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(sent[0].endpoint, "https://push.example/send/1");
    EXPECT_EQ(header(sent[0], "Content-Encoding"), "aes128gcm");
    EXPECT_TRUE(header(sent[0], "Authorization").starts_with("vapid t=ey"));
    EXPECT_EQ(sent[0].body.find("secret"), std::string::npos);
}

TEST_F(PushTest, apps_that_know_only_the_draft_get_its_headers) {
    device(PushPolicy::all, false);
    post(other, "@me hi");
    EXPECT_THAT(run_jobs(), IsEmpty());
    ASSERT_THAT(sent, SizeIs(1));
    EXPECT_EQ(header(sent[0], "Content-Encoding"), "aesgcm");
    EXPECT_TRUE(header(sent[0], "Encryption").starts_with("salt="));
    EXPECT_TRUE(header(sent[0], "Crypto-Key").starts_with("dh=B"));
    EXPECT_TRUE(header(sent[0], "Authorization").starts_with("WebPush ey"));
}

TEST_F(PushTest, policy_says_whose_notifications_are_pushed) {
    device(PushPolicy::followed);
    post(other, "@me hi");
    ASSERT_TRUE(relations->follow(me, other));
    post(me, "@other hello");
    post(other, "@me hi again");
    EXPECT_THAT(run_jobs(), IsEmpty());
    EXPECT_THAT(sent, SizeIs(1));
    device(PushPolicy::none);
    post(other, "@me third");
    run_jobs();
    EXPECT_THAT(sent, SizeIs(1));
}

TEST_F(PushTest, device_that_has_gone_is_forgotten_and_a_busy_service_asked_again) {
    device();
    post(other, "@me hi");
    answer = 503;
    EXPECT_THAT(run_jobs(), ::testing::ElementsAre("push_later"));
    clock.advance(std::chrono::hours(1));
    answer = 410;
    EXPECT_THAT(run_jobs(), IsEmpty());
    EXPECT_FALSE(read([&](store::ReadTx& tx) { return tx.push_subscriptions().of_token(token); }));
}

TEST_F(PushTest, new_subscription_replaces_the_tokens_former_one) {
    device();
    device(PushPolicy::follower);
    auto kept = read([&](store::ReadTx& tx) { return tx.push_subscriptions().of_account(me); });
    ASSERT_THAT(kept, SizeIs(1));
    EXPECT_EQ(kept[0].policy, PushPolicy::follower);
    NotificationKinds alerts;
    alerts.insert(NotificationKind::follow);
    EXPECT_EQ(push.change(token, alerts, std::nullopt).value().policy, PushPolicy::follower);
    ASSERT_TRUE(push.unsubscribe(token));
    EXPECT_EQ(code(push.change(token, alerts, std::nullopt)), "not_found");
}

TEST_F(PushTest, access_token_is_kept_sealed) {
    device();
    auto kept = read([&](store::ReadTx& tx) { return tx.push_subscriptions().of_token(token); });
    ASSERT_TRUE(kept);
    EXPECT_EQ(open_text(kept->access_token, std::string(seal_key_bytes, 'k')), "the token");
}

TEST_F(PushTest, nonsense_is_refused_in_words) {
    auto refused = [&](PushSubscription subscription) { return code(push.subscribe(std::move(subscription))); };
    EXPECT_EQ(refused({.endpoint = "http://push.example/"}), "push_endpoint");
    EXPECT_EQ(refused({.endpoint = "https://push.example/ x"}), "push_endpoint");
    EXPECT_EQ(refused({.endpoint = "https://push.example/", .p256dh = "abc", .auth = device_auth}), "push_key");
}

TEST_F(PushTest, server_keeps_the_key_it_made_first) {
    auto key = [&] { return read([&](store::ReadTx& tx) { return tx.settings().get(Settings::vapid_public_key); }); };
    auto first = key();
    ASSERT_TRUE(first);
    EXPECT_THAT(raw(*first), SizeIs(65));
    ASSERT_TRUE(push.prepare(std::string(seal_key_bytes, 'k')));
    EXPECT_EQ(key(), first);
}

} // namespace
} // namespace kith::services
