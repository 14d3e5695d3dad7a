// What moderators look for and leave behind: accounts by their state, sessions of many, the log.
#include "store/moderation_log.hpp"
#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class ModerationContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("Benno");
    AccountId cleo_ = add_account("cleo", "elsewhere.example");
    AccountId dora_ = add_account("dora");

    void SetUp() override {
        add_user({.account_id = anna_, .email = "anna@example.org", .role = Role::moderator});
        add_user({.account_id = ben_, .email = "b_en@example.org", .approved = false});
        add_user({.account_id = dora_, .email = "dora@example.org", .disabled = true});
    }
    void add_user(User user) {
        user.password_hash = "x";
        user.created_at = now();
        write([&](WriteTx& tx) { return tx.users().insert(user); });
    }
    void change(AccountId id, const std::function<void(Account&)>& change) {
        write([&](WriteTx& tx) -> Result<void> {
            auto account = *TRY(tx.accounts().by_id(id));
            change(account);
            return tx.accounts().update(account);
        });
    }
    std::vector<AccountId> select(const AccountSelection& selection) {
        return read([&](ReadTx& tx) { return tx.accounts().select(selection, {}); });
    }
};
KITH_ON_EVERY_BACKEND(ModerationContract);

using Ids = std::vector<AccountId>;

TEST_P(ModerationContract, accounts_are_selected_by_what_is_given) {
    using enum AccountSelection::State;
    change(cleo_, [&](Account& account) {
        account.silenced_at = now();
        account.display_name = "Cleo 100%";
    });
    EXPECT_EQ(select({}), (Ids{dora_, cleo_, ben_, anna_}));
    EXPECT_EQ(select({.local = true}), (Ids{dora_, ben_, anna_}));
    EXPECT_EQ(select({.local = false}), Ids{cleo_});
    EXPECT_EQ(select({.state = active}), Ids{anna_});
    EXPECT_EQ(select({.state = pending}), Ids{ben_});
    EXPECT_EQ(select({.state = disabled}), Ids{dora_});
    EXPECT_EQ(select({.state = silenced}), Ids{cleo_});
    EXPECT_EQ(select({.state = suspended}), Ids{});
    EXPECT_EQ(select({.roles = {Role::moderator, Role::owner}}), Ids{anna_});
    EXPECT_EQ(select({.username = "bEN"}), Ids{ben_});
    EXPECT_EQ(select({.email = "b_"}), Ids{ben_}) << "_ stands for itself";
    EXPECT_EQ(select({.email = "a%"}), Ids{});
    EXPECT_EQ(select({.display_name = "100%"}), Ids{cleo_});
    EXPECT_EQ(select({.name_or_address = "example.org"}), (Ids{dora_, ben_, anna_}));
    EXPECT_EQ(select({.name_or_address = "CLEO"}), Ids{cleo_});
    EXPECT_EQ(select({.domain = "elsewhere.example"}), Ids{cleo_});
    change(anna_, [&](Account& account) { account.suspended_at = now(); });
    EXPECT_EQ(select({.state = suspended}), Ids{anna_});
}

TEST_P(ModerationContract, accounts_are_selected_by_session_and_invitation) {
    auto invite = next<InviteId>();
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.users().insert_invite({.id = invite, .code = "c", .account_id = anna_}));
        auto user = *TRY(tx.users().by_account(dora_));
        user.invite_id = invite;
        TRY(tx.users().update(user));
        return tx.users().insert_session({.id = next<SessionId>(),
                                          .digest = "d",
                                          .account_id = ben_,
                                          .user_agent = "",
                                          .address = "192.0.2.7",
                                          .last_used_at = now(),
                                          .expires_at = now()});
    });
    EXPECT_EQ(select({.address = "192.0.2.7"}), Ids{ben_});
    EXPECT_EQ(select({.address = "192.0.2"}), Ids{});
    EXPECT_EQ(select({.invited_by = anna_}), Ids{dora_});
    EXPECT_EQ(select({.invited_by = ben_}), Ids{});
}

TEST_P(ModerationContract, selected_accounts_page_both_ways) {
    std::vector<std::int64_t> all;
    for (auto id : select({}))
        all.push_back(id.value);
    all.insert(all.begin(), add_account("erik").value);
    expect_pages(
        [&](const Page& page) {
            std::vector<std::int64_t> ids;
            for (auto id : read([&](ReadTx& tx) { return tx.accounts().select({}, page); }))
                ids.push_back(id.value);
            return ids;
        },
        all);
}

TEST_P(ModerationContract, logins_and_sessions_of_many_are_read_at_once) {
    auto session = [&](AccountId account, const std::string& digest) {
        write([&](WriteTx& tx) {
            return tx.users().insert_session({.id = next<SessionId>(),
                                              .digest = digest,
                                              .account_id = account,
                                              .user_agent = "",
                                              .address = digest,
                                              .last_used_at = now(),
                                              .expires_at = now()});
        });
    };
    session(anna_, "first");
    session(ben_, "second");
    session(dora_, "third");
    std::vector both{anna_, ben_, cleo_};
    auto users = read([&](ReadTx& tx) { return tx.users().by_accounts(both); });
    EXPECT_EQ(users.size(), 2U) << "who lives elsewhere has no login here";
    auto sessions = read([&](ReadTx& tx) { return tx.users().sessions_of(both); });
    ASSERT_EQ(sessions.size(), 2U);
    EXPECT_EQ(read([](ReadTx& tx) { return tx.users().count_unapproved(); }), 1);
}

TEST_P(ModerationContract, log_keeps_its_lines_when_people_go) {
    auto first = ModerationEntry{.id = next<ModerationEntryId>(),
                                 .account_id = anna_,
                                 .target_id = ben_,
                                 .report_id = ReportId{7},
                                 .action = "suspend",
                                 .text = "Spam"};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.moderation_log().insert(first));
        return tx.moderation_log().insert({.id = next<ModerationEntryId>(),
                                           .account_id = {},
                                           .target_id = dora_,
                                           .report_id = {},
                                           .action = "enable"});
    });
    auto about_ben = read([&](ReadTx& tx) { return tx.moderation_log().list(ben_, {}); });
    ASSERT_EQ(about_ben.size(), 1U);
    EXPECT_EQ(about_ben[0].id, first.id);
    EXPECT_EQ(about_ben[0].account_id, anna_);
    EXPECT_EQ(about_ben[0].report_id, ReportId{7});
    EXPECT_EQ(about_ben[0].text, "Spam");
    write([&](WriteTx& tx) { return tx.accounts().remove(ben_); });
    auto all = read([](ReadTx& tx) { return tx.moderation_log().list({}, {}); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].action, "enable");
    EXPECT_FALSE(all[0].account_id);
    EXPECT_EQ(all[1].action, "suspend");
    EXPECT_FALSE(all[1].target_id);
}

TEST_P(ModerationContract, public_timelines_leave_out_who_is_limited) {
    add_status(anna_);
    auto tag = add_tag("tea");
    auto tagged = add_status(dora_);
    write([&](WriteTx& tx) { return tx.tags().put(tagged, dora_, std::vector{tag}); });
    auto everyone = [&] { return read([](ReadTx& tx) { return tx.timelines().public_({}, {}); }).size(); };
    auto of_tag = [&] {
        return read([&](ReadTx& tx) { return tx.timelines().tagged(tag, {}, {}, {}, {}, {}); }).size();
    };
    EXPECT_EQ(everyone(), 2U);
    EXPECT_EQ(of_tag(), 1U);
    change(dora_, [&](Account& account) { account.silenced_at = now(); });
    EXPECT_EQ(everyone(), 1U);
    EXPECT_EQ(of_tag(), 0U);
}

} // namespace
} // namespace kith::store
