#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class AccountsContract : public Contract {
protected:
    Account account(AccountId id) {
        auto found = read([&](ReadTx& tx) { return tx.accounts().by_id(id); });
        return found.value();
    }
    Account full(const std::string& username, const std::string& domain) {
        return Account{.id = next<AccountId>(),
                       .username = username,
                       .domain = domain,
                       .uri = "https://far.example/users/" + username,
                       .url = "https://far.example/@" + username,
                       .inbox_url = "https://far.example/inbox/" + username,
                       .shared_inbox_url = "https://far.example/inbox",
                       .display_name = "Anna \"A\" O'Neil 🌻",
                       .note = "line one\nline two",
                       .why_here = "to listen",
                       .fields = {{"Site", "https://anna.example", now()}, {"Town", "Graz", std::nullopt}},
                       .avatar_file = "a/1.webp",
                       .avatar_static_file = "a/1s.webp",
                       .avatar_description = "me",
                       .header_file = "h/1.webp",
                       .header_static_file = "h/1s.webp",
                       .header_description = "hills",
                       .locked = true,
                       .bot = true,
                       .discoverable = false,
                       .indexable = true,
                       .hide_collections = true,
                       .moved_to = {},
                       .suspended_at = now(),
                       .silenced_at = now() + Duration(1),
                       .followers_count = 3,
                       .following_count = 4,
                       .statuses_count = 5,
                       .last_status_at = now() + Duration(2),
                       .updated_at = now() + Duration(3)};
    }
};
KITH_ON_EVERY_BACKEND(AccountsContract);

void expect_same_profile(const Account& a, const Account& b) {
    EXPECT_EQ(a.uri, b.uri);
    EXPECT_EQ(a.url, b.url);
    EXPECT_EQ(a.inbox_url, b.inbox_url);
    EXPECT_EQ(a.shared_inbox_url, b.shared_inbox_url);
    EXPECT_EQ(a.display_name, b.display_name);
    EXPECT_EQ(a.note, b.note);
    EXPECT_EQ(a.why_here, b.why_here);
    ASSERT_EQ(a.fields.size(), b.fields.size());
    for (std::size_t at = 0; at < a.fields.size(); ++at) {
        EXPECT_EQ(a.fields[at].name, b.fields[at].name);
        EXPECT_EQ(a.fields[at].value, b.fields[at].value);
        EXPECT_EQ(a.fields[at].verified_at, b.fields[at].verified_at);
    }
    EXPECT_EQ(a.avatar_file, b.avatar_file);
    EXPECT_EQ(a.avatar_static_file, b.avatar_static_file);
    EXPECT_EQ(a.avatar_description, b.avatar_description);
    EXPECT_EQ(a.header_file, b.header_file);
    EXPECT_EQ(a.header_static_file, b.header_static_file);
    EXPECT_EQ(a.header_description, b.header_description);
    EXPECT_EQ(a.locked, b.locked);
    EXPECT_EQ(a.bot, b.bot);
    EXPECT_EQ(a.discoverable, b.discoverable);
    EXPECT_EQ(a.indexable, b.indexable);
    EXPECT_EQ(a.hide_collections, b.hide_collections);
    EXPECT_EQ(a.moved_to, b.moved_to);
    EXPECT_EQ(a.suspended_at, b.suspended_at);
    EXPECT_EQ(a.silenced_at, b.silenced_at);
    EXPECT_EQ(a.updated_at, b.updated_at);
}

TEST_P(AccountsContract, account_comes_back_as_it_went_in) {
    auto anna = full("Anna", "far.example");
    anna.moved_to = add_account("new_anna");
    write([&](WriteTx& tx) { return tx.accounts().insert(anna); });
    auto found = account(anna.id);
    expect_same_profile(found, anna);
    EXPECT_EQ(found.username, "Anna");
    EXPECT_EQ(found.domain, "far.example");
    EXPECT_EQ(found.followers_count, 3);
    EXPECT_EQ(found.following_count, 4);
    EXPECT_EQ(found.statuses_count, 5);
    EXPECT_EQ(found.last_status_at, anna.last_status_at);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.accounts().by_id(AccountId{404}); }));
}

TEST_P(AccountsContract, by_ids_leaves_out_what_does_not_exist) {
    auto anna = add_account("anna");
    auto ben = add_account("ben");
    add_account("cleo");
    std::vector<AccountId> found;
    for (const auto& one :
         read([&](ReadTx& tx) { return tx.accounts().by_ids(std::vector{ben, AccountId{404}, anna, ben}); }))
        found.push_back(one.id);
    EXPECT_EQ(sorted(found), (std::vector{anna, ben}));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.accounts().by_ids({}); }).empty());
}

TEST_P(AccountsContract, by_acct_ignores_the_case_of_the_username) {
    auto here = add_account("Anna");
    auto there = add_account("anna", "far.example");
    auto find = [&](std::string_view username, std::string_view domain) {
        auto found = read([&](ReadTx& tx) { return tx.accounts().by_acct(username, domain); });
        return found ? found->id : AccountId{};
    };
    EXPECT_EQ(find("aNNa", ""), here);
    EXPECT_EQ(find("ANNA", "far.example"), there);
    EXPECT_EQ(find("anna", "other.example"), AccountId{});
    EXPECT_EQ(find("ann", ""), AccountId{});
    EXPECT_EQ(find("", ""), AccountId{});
}

TEST_P(AccountsContract, by_uri_finds_remote_accounts_only) {
    add_account("local");
    auto anna = full("anna", "far.example");
    write([&](WriteTx& tx) { return tx.accounts().insert(anna); });
    auto found = read([&](ReadTx& tx) { return tx.accounts().by_uri(anna.uri); });
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, anna.id);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.accounts().by_uri(""); }));
}

TEST_P(AccountsContract, name_is_taken_once_a_server) {
    add_account("anna");
    add_account("anna", "far.example");
    auto again = full("ANNA", "");
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.accounts().insert(again); }), ErrorKind::conflict);
    again.domain = "far.example";
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.accounts().insert(again); }), ErrorKind::conflict);
    again.domain = "other.example";
    write([&](WriteTx& tx) { return tx.accounts().insert(again); });
}

TEST_P(AccountsContract, update_changes_all_but_name_and_counters) {
    auto id = add_account("anna");
    write([&](WriteTx& tx) { return tx.accounts().add_counts(id, 10, 20, 30); });
    auto changed = full("somebody_else", "elsewhere.example");
    changed.id = id;
    write([&](WriteTx& tx) { return tx.accounts().update(changed); });
    auto found = account(id);
    expect_same_profile(found, changed);
    EXPECT_EQ(found.username, "anna");
    EXPECT_EQ(found.domain, "");
    EXPECT_EQ(found.followers_count, 10);
    EXPECT_EQ(found.following_count, 20);
    EXPECT_EQ(found.statuses_count, 30);
    changed.id = AccountId{404};
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.accounts().update(changed); }), ErrorKind::not_found);
}

TEST_P(AccountsContract, counts_add_up_and_stay_above_zero) {
    auto id = add_account("anna");
    write([&](WriteTx& tx) { return tx.accounts().add_counts(id, 1, 2, 3); });
    write([&](WriteTx& tx) { return tx.accounts().add_counts(id, 1, -5, -1); });
    auto found = account(id);
    EXPECT_EQ(found.followers_count, 2);
    EXPECT_EQ(found.following_count, 0);
    EXPECT_EQ(found.statuses_count, 2);
}

TEST_P(AccountsContract, directory_lists_discoverable_people) {
    auto quiet = add_account("quiet");
    auto lively = add_account("lively");
    auto newest = add_account("newest");
    auto far = add_account("far", "far.example");
    auto hidden = add_account("hidden");
    auto suspended = add_account("suspended");
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.accounts().set_last_status_at(quiet, now()));
        TRY(tx.accounts().set_last_status_at(lively, now() + Duration(5)));
        TRY(tx.accounts().set_last_status_at(far, now() + Duration(9)));
        auto account = TRY(tx.accounts().by_id(hidden)).value();
        account.discoverable = false;
        TRY(tx.accounts().update(account));
        account = TRY(tx.accounts().by_id(suspended)).value();
        account.suspended_at = now();
        return tx.accounts().update(account);
    });
    auto directory = [&](bool by_newness, bool local_only, int offset, int limit) {
        return read([&](ReadTx& tx) { return tx.accounts().directory(by_newness, local_only, offset, limit); });
    };
    EXPECT_EQ(directory(true, true, 0, 10), (std::vector{newest, lively, quiet}));
    EXPECT_EQ(directory(false, true, 0, 10), (std::vector{lively, quiet, newest}));
    EXPECT_EQ(directory(false, false, 0, 10), (std::vector{far, lively, quiet, newest}));
    EXPECT_EQ(directory(true, true, 1, 1), std::vector{lively});
}

TEST_P(AccountsContract, last_status_time_only_grows) {
    auto id = add_account("anna");
    EXPECT_FALSE(account(id).last_status_at);
    auto at = now();
    write([&](WriteTx& tx) { return tx.accounts().set_last_status_at(id, at); });
    write([&](WriteTx& tx) { return tx.accounts().set_last_status_at(id, at - Duration(50)); });
    EXPECT_EQ(account(id).last_status_at, at);
}

TEST_P(AccountsContract, local_accounts_are_counted_and_the_active_ones) {
    auto anna = add_account("anna");
    auto ben = add_account("ben");
    auto cleo = add_account("cleo");
    auto far = add_account("far", "far.example");
    auto since = now();
    write([&](WriteTx& tx) -> Result<void> {
        for (auto id : {anna, ben, cleo})
            TRY(tx.users().insert({.account_id = id, .created_at = since - std::chrono::days(9)}));
        TRY(tx.users().set_last_active(anna, since));
        TRY(tx.accounts().set_last_status_at(ben, since + Duration(1)));
        TRY(tx.accounts().set_last_status_at(far, since + Duration(1)));
        return tx.users().set_last_active(cleo, since - Duration(1));
    });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.accounts().count_local(); }), 3);
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.accounts().count_active_since(since); }), 2);
}

// One of everything that belongs to an account, or that it did to another's.
TEST_P(AccountsContract, remove_takes_everything_that_belongs_to_it) {
    auto anna = add_account("anna");
    auto ben = add_account("ben");
    auto status = add_status(anna);
    auto bens = add_status(ben);
    auto mention = add(make_status(ben), {anna});
    auto boost = make_status(ben);
    boost.reblog_of_id = status;
    add(boost);
    auto own_media = add_media(anna);
    auto poll = add_poll(status, anna, {"yes", "no"});
    auto bens_poll = add_poll(bens, ben, {"yes", "no"});
    auto tag = add_tag("cats");
    follow(anna, ben);
    follow(ben, anna);
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.users().insert({.account_id = anna, .email = "anna@here.example", .created_at = now()}));
        TRY(tx.users().insert_session({.id = SessionId{1},
                                       .digest = "s",
                                       .account_id = anna,
                                       .last_used_at = now(),
                                       .expires_at = now() + Duration(9)}));
        TRY(tx.users().insert_link(
            {.digest = "l", .kind = "reset", .account_id = anna, .expires_at = now() + Duration(9)}));
        TRY(tx.users().insert_invite({.id = InviteId{1}, .code = "i", .account_id = anna}));
        TRY(tx.oauth().insert_application({.id = ApplicationId{2}, .name = "app", .client_id = "c"}));
        TRY(tx.oauth().insert_token(
            {.id = TokenId{1}, .digest = "t", .application_id = ApplicationId{2}, .account_id = anna}));
        TRY(tx.oauth().insert_code({.digest = "c",
                                    .application_id = ApplicationId{2},
                                    .account_id = anna,
                                    .expires_at = now() + Duration(9)}));
        for (auto [from, to] : {std::pair(anna, ben), std::pair(ben, anna)}) {
            TRY(tx.relations().block(from, to, 1));
            TRY(tx.relations().put_mute({.account_id = from, .target_id = to, .id = 2}));
            TRY(tx.relations().put_note(from, to, "note"));
            TRY(tx.relations().endorse(from, to, 3));
        }
        TRY(tx.relations().block_domain(anna, "x.example", 4));
        TRY(tx.media().attach(status, std::vector{own_media}));
        TRY(tx.polls().vote(bens_poll, anna, std::vector{0}));
        TRY(tx.polls().vote(poll, ben, std::vector{0}));
        TRY(tx.statuses().favourite(anna, bens, 5));
        TRY(tx.statuses().favourite(ben, status, 6));
        TRY(tx.statuses().bookmark(ben, status, 6));
        TRY(tx.statuses().pin(anna, status, 7));
        TRY(tx.statuses().remember_idempotent(anna, "key", status, now()));
        TRY(tx.timelines().add_to_home(bens, std::vector{anna, ben}));
        TRY(tx.tags().put(status, anna, std::vector{tag}));
        TRY(tx.tags().follow(anna, tag, 8));
        TRY(tx.tags().feature(anna, tag, 9));
        TRY(tx.notifications().insert(
            {.id = NotificationId{1}, .account_id = anna, .from_account_id = ben, .group_key = "a"}));
        return tx.notifications().insert({.id = NotificationId{2},
                                          .account_id = ben,
                                          .from_account_id = anna,
                                          .status_id = status,
                                          .group_key = "b"});
    });

    write([&](WriteTx& tx) { return tx.accounts().remove(anna); });

    write([&](WriteTx& tx) -> Result<void> {
        EXPECT_FALSE(TRY(tx.accounts().by_id(anna)));
        EXPECT_FALSE(TRY(tx.accounts().by_acct("anna", "")));
        EXPECT_FALSE(TRY(tx.users().by_account(anna)));
        EXPECT_FALSE(TRY(tx.users().session("s", now())));
        EXPECT_FALSE(TRY(tx.users().link("l", now())));
        EXPECT_FALSE(TRY(tx.users().invite_by_code("i")));
        EXPECT_FALSE(TRY(tx.oauth().token_by_digest("t")));
        EXPECT_FALSE(TRY(tx.oauth().take_code("c", now())));
        EXPECT_TRUE(TRY(tx.oauth().application(ApplicationId{2})));
        for (auto [from, to] : {std::pair(anna, ben), std::pair(ben, anna)}) {
            auto left = TRY(tx.relations().with(from, std::vector{to})).at(0);
            EXPECT_FALSE(left.following || left.followed_by || left.blocking || left.blocked_by || left.muting ||
                         left.endorsed || !left.note.empty());
        }
        EXPECT_TRUE(TRY(tx.relations().domain_blocks(anna, {})).empty());
        EXPECT_FALSE(TRY(tx.statuses().by_id(status)));
        EXPECT_FALSE(TRY(tx.statuses().by_id(boost.id))) << "a boost of nothing";
        EXPECT_TRUE(TRY(tx.statuses().by_id(mention)));
        EXPECT_TRUE(TRY(tx.statuses().mentions(std::vector{mention})).empty());
        EXPECT_TRUE(TRY(tx.media().of_account(anna)).empty());
        EXPECT_FALSE(TRY(tx.polls().by_id(poll)));
        EXPECT_TRUE(TRY(tx.polls().voters(bens_poll)).empty());
        EXPECT_TRUE(TRY(tx.statuses().favouriters(bens, {})).empty());
        EXPECT_TRUE(TRY(tx.statuses().favourites(ben, {})).empty());
        EXPECT_TRUE(TRY(tx.statuses().bookmarks(ben, {})).empty());
        EXPECT_EQ(TRY(tx.statuses().count_pins(anna)), 0);
        EXPECT_FALSE(TRY(tx.statuses().idempotent(anna, "key")));
        EXPECT_TRUE(TRY(tx.timelines().home(anna, {})).empty());
        EXPECT_EQ(TRY(tx.timelines().home(ben, {})), std::vector{bens});
        EXPECT_TRUE(TRY(tx.tags().of_statuses(std::vector{status})).empty());
        EXPECT_TRUE(TRY(tx.tags().followers(std::vector{tag})).empty());
        EXPECT_TRUE(TRY(tx.tags().featured(anna)).empty());
        EXPECT_FALSE(TRY(tx.notifications().by_id(NotificationId{1})));
        EXPECT_FALSE(TRY(tx.notifications().by_id(NotificationId{2})));
        return {};
    });
    for (const auto& finding : must(store().check()))
        EXPECT_FALSE(finding.starts_with("dangling") || finding.starts_with("damaged")) << finding;
}

} // namespace
} // namespace kith::store
