#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

using std::chrono::hours;

class UsersContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");

    User user(AccountId id) {
        auto found = read([&](ReadTx& tx) { return tx.users().by_account(id); });
        return found.value();
    }
    User plain(AccountId id, const std::string& email = "") {
        return User{.account_id = id, .email = email, .password_hash = "x", .created_at = now()};
    }
    void insert(const User& user) {
        write([&](WriteTx& tx) { return tx.users().insert(user); });
    }
    BrowserSession make_session(const std::string& digest, AccountId account) {
        return {.id = next<SessionId>(),
                .digest = digest,
                .account_id = account,
                .user_agent = "Firefox",
                .address = "192.0.2.1",
                .last_used_at = now(),
                .expires_at = now() + hours(1)};
    }
};
KITH_ON_EVERY_BACKEND(UsersContract);

void expect_same(const User& a, const User& b) {
    EXPECT_EQ(a.account_id, b.account_id);
    EXPECT_EQ(a.email, b.email);
    EXPECT_EQ(a.password_hash, b.password_hash);
    EXPECT_EQ(a.role, b.role);
    EXPECT_EQ(a.confirmed_at, b.confirmed_at);
    EXPECT_EQ(a.approved, b.approved);
    EXPECT_EQ(a.disabled, b.disabled);
    EXPECT_EQ(a.locale, b.locale);
    EXPECT_EQ(a.sign_up_reason, b.sign_up_reason);
    EXPECT_EQ(a.invite_id, b.invite_id);
    EXPECT_EQ(a.settings, b.settings);
    EXPECT_EQ(a.created_at, b.created_at);
    EXPECT_EQ(a.last_active_at, b.last_active_at);
}

TEST_P(UsersContract, login_comes_back_as_it_went_in) {
    User anna{.account_id = anna_,
              .email = "Anna@here.example",
              .password_hash = "$argon2id$…",
              .role = Role::moderator,
              .confirmed_at = now(),
              .approved = false,
              .disabled = true,
              .locale = "de",
              .sign_up_reason = "to listen",
              .invite_id = InviteId{7},
              .settings = "{\"a\":1}",
              .created_at = now() - hours(2),
              .last_active_at = now() - hours(1)};
    insert(anna);
    expect_same(user(anna_), anna);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().by_account(ben_); }));
}

TEST_P(UsersContract, update_leaves_when_it_was_made_and_last_used) {
    auto before = plain(anna_, "anna@here.example");
    insert(before);
    write([&](WriteTx& tx) { return tx.users().set_last_active(anna_, now()); });
    User after{.account_id = anna_,
               .email = "new@here.example",
               .password_hash = "y",
               .role = Role::admin,
               .confirmed_at = now(),
               .approved = false,
               .disabled = true,
               .locale = "sl",
               .sign_up_reason = "r",
               .invite_id = InviteId{3},
               .settings = "{}",
               .created_at = now() + hours(5),
               .last_active_at = std::nullopt};
    write([&](WriteTx& tx) { return tx.users().update(after); });
    after.created_at = before.created_at;
    after.last_active_at = now();
    expect_same(user(anna_), after);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.users().update(plain(ben_)); }), ErrorKind::not_found);
}

TEST_P(UsersContract, address_is_taken_once_whatever_its_case) {
    insert(plain(anna_, "Anna@here.example"));
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.users().insert(plain(ben_, "aNNA@HERE.example")); }),
              ErrorKind::conflict);
    insert(plain(ben_, "ben@here.example"));
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.users().update(plain(ben_, "anna@here.example")); }),
              ErrorKind::conflict);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.users().insert(plain(anna_, "other@here.example")); }),
              ErrorKind::conflict);
    auto found = read([&](ReadTx& tx) { return tx.users().by_email("ANNA@here.EXAMPLE"); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account_id, anna_);
}

TEST_P(UsersContract, many_may_have_no_address_and_none_finds_them) {
    insert(plain(anna_));
    insert(plain(ben_));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().by_email(""); }));
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.users().count(); }), 2);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.users().all(); }).size(), 2U);
}

TEST_P(UsersContract, owner_is_known) {
    for (auto role : {Role::user, Role::moderator, Role::admin}) {
        auto id = add_account("member" + std::to_string(static_cast<int>(role)));
        auto member = plain(id);
        member.role = role;
        insert(member);
        EXPECT_EQ(user(id).role, role);
        EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().any_owner(); }));
    }
    auto owner = plain(anna_);
    owner.role = Role::owner;
    insert(owner);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.users().any_owner(); }));
    EXPECT_EQ(user(anna_).role, Role::owner);
}

TEST_P(UsersContract, link_works_until_it_expires_or_is_removed) {
    OneTimeLink link{.digest = "d",
                     .kind = "confirm",
                     .account_id = anna_,
                     .email = "new@here.example",
                     .expires_at = now() + hours(1)};
    OneTimeLink for_owner{.digest = "o", .kind = "owner", .expires_at = now() + hours(2)};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.users().insert_link(link));
        return tx.users().insert_link(for_owner);
    });
    auto find = [&](std::string_view digest, Time at) {
        return read([&](ReadTx& tx) { return tx.users().link(digest, at); });
    };
    auto found = find("d", now());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->kind, "confirm");
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->email, "new@here.example");
    EXPECT_EQ(found->expires_at, link.expires_at);
    EXPECT_FALSE(find("o", now())->account_id);
    EXPECT_TRUE(find("d", link.expires_at - Duration(1)));
    EXPECT_FALSE(find("d", link.expires_at));
    EXPECT_FALSE(find("D", now()));
    write([&](WriteTx& tx) { return tx.users().remove_link("d"); });
    EXPECT_FALSE(find("d", now()));
    EXPECT_TRUE(find("o", now()));
}

TEST_P(UsersContract, links_are_removed_by_kind) {
    write([&](WriteTx& tx) -> Result<void> {
        for (auto [digest, kind, account] : {std::tuple("1", "reset", anna_), std::tuple("2", "reset", anna_),
                                             std::tuple("3", "confirm", anna_), std::tuple("4", "reset", ben_)})
            TRY(tx.users().insert_link(
                {.digest = digest, .kind = kind, .account_id = account, .expires_at = now() + hours(1)}));
        return tx.users().remove_links(anna_, "reset");
    });
    std::string left;
    for (std::string_view digest : {"1", "2", "3", "4"})
        if (read([&](ReadTx& tx) { return tx.users().link(digest, now()); })) left += digest;
    EXPECT_EQ(left, "34");
}

TEST_P(UsersContract, session_is_found_until_it_expires) {
    auto session = make_session("d", anna_);
    write([&](WriteTx& tx) { return tx.users().insert_session(session); });
    auto found = read([&](ReadTx& tx) { return tx.users().session("d", now()); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, session.id);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->user_agent, "Firefox");
    EXPECT_EQ(found->address, "192.0.2.1");
    EXPECT_EQ(found->last_used_at, session.last_used_at);
    EXPECT_EQ(found->expires_at, session.expires_at);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().session("d", session.expires_at); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().session("e", now()); }));
    auto twin = make_session("d", ben_);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.users().insert_session(twin); }), ErrorKind::conflict);
}

TEST_P(UsersContract, sessions_are_listed_by_use_and_removed_one_by_one_or_all) {
    auto first = make_session("1", anna_);
    auto second = make_session("2", anna_);
    auto third = make_session("3", anna_);
    auto bens = make_session("4", ben_);
    write([&](WriteTx& tx) -> Result<void> {
        for (const auto& session : {first, second, third, bens})
            TRY(tx.users().insert_session(session));
        return tx.users().touch_session(first.id, now() + hours(3));
    });
    auto digests = [&](AccountId account) {
        std::string all;
        for (const auto& session : read([&](ReadTx& tx) { return tx.users().sessions(account); }))
            all += session.digest;
        return all;
    };
    EXPECT_EQ(digests(anna_), "132");
    write([&](WriteTx& tx) { return tx.users().remove_session(third.id); });
    EXPECT_EQ(digests(anna_), "12");
    write([&](WriteTx& tx) { return tx.users().remove_sessions(anna_); });
    EXPECT_EQ(digests(anna_), "");
    EXPECT_EQ(digests(ben_), "4");
}

TEST_P(UsersContract, expired_links_and_sessions_can_be_cleared_away) {
    auto session = make_session("old", anna_);
    session.expires_at = now();
    auto whose = write([&](WriteTx& tx) -> Result<std::vector<AccountId>> {
        TRY(tx.users().insert_session(session));
        TRY(tx.users().insert_session(make_session("new", anna_)));
        TRY(tx.users().insert_link({.digest = "old", .kind = "reset", .account_id = anna_, .expires_at = now()}));
        TRY(tx.users().insert_link(
            {.digest = "new", .kind = "reset", .account_id = anna_, .expires_at = now() + Duration(1)}));
        return tx.users().remove_expired(now());
    });
    EXPECT_EQ(whose, std::vector{anna_});
    auto long_ago = now() - hours(100);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().session("old", long_ago); }));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.users().session("new", long_ago); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().link("old", long_ago); }));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.users().link("new", long_ago); }));
}

TEST_P(UsersContract, invite_is_found_by_its_code_and_changes_but_for_who_invites) {
    Invite first{.id = InviteId{1},
                 .code = "ABC",
                 .account_id = anna_,
                 .comment = "for Ben",
                 .max_uses = 3,
                 .expires_at = now() + hours(1)};
    Invite second{.id = InviteId{2}, .code = "DEF"};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.users().insert_invite(first));
        return tx.users().insert_invite(second);
    });
    auto find = [&](std::string_view code) {
        return read([&](ReadTx& tx) { return tx.users().invite_by_code(code); });
    };
    auto found = find("ABC");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, first.id);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->comment, "for Ben");
    EXPECT_EQ(found->max_uses, 3);
    EXPECT_EQ(found->uses, 0);
    EXPECT_EQ(found->expires_at, first.expires_at);
    EXPECT_FALSE(found->revoked_at);
    EXPECT_FALSE(find("DEF")->account_id);
    EXPECT_FALSE(find("DEF")->max_uses);
    EXPECT_FALSE(find("abc"));

    write([&](WriteTx& tx) {
        return tx.users().update_invite(
            {.id = first.id, .code = "other", .account_id = ben_, .comment = "used", .uses = 2, .revoked_at = now()});
    });
    found = find("ABC");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->comment, "used");
    EXPECT_EQ(found->uses, 2);
    EXPECT_FALSE(found->max_uses);
    EXPECT_FALSE(found->expires_at);
    EXPECT_EQ(found->revoked_at, now());
    auto all = read([&](ReadTx& tx) { return tx.users().invites(); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, second.id);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.users().update_invite({.id = InviteId{9}}); }),
              ErrorKind::not_found);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.users().insert_invite({.id = InviteId{3}, .code = "ABC"}); }),
              ErrorKind::conflict);
}

TEST_P(UsersContract, links_of_nobody_are_removed_together) {
    auto later = now() + std::chrono::hours(1);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.users().insert_link({"first", "owner", {}, "", later}));
        TRY(tx.users().insert_link({"second", "owner", {}, "", later}));
        return tx.users().remove_links({}, "owner");
    });
    for (auto digest : {"first", "second"})
        EXPECT_FALSE(read([&](ReadTx& tx) { return tx.users().link(digest, now()); })) << digest;
}

} // namespace
} // namespace kith::store
