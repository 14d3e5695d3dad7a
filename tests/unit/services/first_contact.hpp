// Two people, anna and ben, neither of them new, who never spoke with each other.
#pragma once

#include "services/contact_policies.hpp"
#include "services/first_contact.hpp"
#include "services/notification_requests.hpp"
#include "store/judgements.hpp"
#include "store/ties.hpp"
#include "unit/services/network.hpp"

namespace kith::services {

inline constexpr auto pitch_words =
    "We just launched our new candle shop https://shop.example with a big sale: 20% off all handmade candles!";
inline constexpr auto ask_words = "Please share this with your friends and followers!";
inline constexpr auto hello_words = "Hello! I saw your pictures of the garden. Which roses do you grow?";

class FirstContactTest : public Network {
protected:
    FirstContactTest() : anna(member("anna")), ben(member("ben")) { clock.advance(std::chrono::hours(24 * 31)); }

    StatusId write_to(AccountId author, const std::string& text, Visibility visibility = Visibility::direct,
                      StatusId parent = {}) {
        clock.advance(std::chrono::minutes(1));
        auto id = posting->post({.author = author, .text = text, .visibility = visibility, .in_reply_to = parent});
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        return id.value_or(StatusId{});
    }
    StatusId direct(const std::string& to, const std::string& text, StatusId parent = {}) {
        return write_to(ben, "@" + to + " " + text, Visibility::direct, parent);
    }
    // The stage that `owner` sees `other` at.
    void set_tie(AccountId owner, AccountId other, relationship::Stage stage) {
        relationship::Tie tie{.owner = owner, .other = other};
        set_stage(tie, stage);
        write([&](store::WriteTx& tx) { return tx.ties().put({.tie = tie}); });
    }
    std::vector<store::HeldMessage> held(AccountId account, AccountId from) {
        return read([&](store::ReadTx& tx) { return tx.held_messages().of_sender(account, from, 50); });
    }
    std::vector<std::string> why(AccountId account, StatusId id) {
        std::vector<std::string> codes;
        for (const auto& message :
             read([&](store::ReadTx& tx) { return tx.held_messages().among(account, std::array{id}); }))
            for (const auto& reason : message.reasons)
                codes.push_back(reason.code);
        return codes;
    }
    bool waits(AccountId account, StatusId id) {
        return !read([&](store::ReadTx& tx) { return tx.held_messages().among(account, std::array{id}); }).empty();
    }
    std::vector<StatusId> conversations(AccountId account) {
        std::vector<StatusId> last;
        for (const auto& row : read([&](store::ReadTx& tx) { return tx.conversations().list(account, {}); }))
            last.push_back(row.last_status_id);
        return last;
    }
    std::vector<store::NotificationRequest> requests_of(AccountId account) {
        return read(
            [&](store::ReadTx& tx) { return tx.notification_requests().list(account, false, {}, clock.now()); });
    }
    void accept(AccountId account) {
        for (const auto& request : requests_of(account))
            ASSERT_TRUE(requests.accept(account, std::array{request.id}));
    }
    // Whom the message waits for, as its author sees it.
    std::vector<AccountId> seen_to_wait(StatusId id) {
        std::vector<AccountId> accounts;
        for (const auto& one : read([&](store::ReadTx& tx) { return tx.held_messages().waiting(std::array{id}); }))
            accounts.push_back(one.account_id);
        return accounts;
    }
    // Messages of `other` that the owner did not answer, as their tie has it.
    unsigned unanswered(AccountId owner, AccountId other) {
        auto row = read([&](store::ReadTx& tx) { return tx.ties().tie(owner, other); });
        return row ? row->tie.unanswered : 0;
    }
    void drop_private_mentions(AccountId account) {
        ASSERT_TRUE(requests.change_policy(account,
                                           [](NotificationPolicy& p) { p.for_private_mentions = PolicyAnswer::drop; }));
    }
    relationship::ReceiverPolicy set_policy(AccountId account, relationship::ReceiverPolicy policy) {
        return policies
            .change_policy(account,
                           [&](relationship::ReceiverPolicy& p) -> Result<void> {
                               p = policy;
                               return {};
                           })
            .value();
    }
    store::StatusJudgement judgement(StatusId id) {
        return read([&](store::ReadTx& tx) { return tx.judgements().of(std::array{id}); }).front();
    }

    AccountId anna;
    AccountId ben;
    NotificationRequests requests{*store_, clock, ids, events};
    ContactPolicies policies{*store_, ids, events};
};

} // namespace kith::services
