#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

using std::chrono::minutes;

class OAuthContract : public Contract {
protected:
    OAuthContract() {
        write([&](WriteTx& tx) { return tx.oauth().insert_application(application_); });
    }

    AccountId anna_ = add_account("anna");
    Application application_{.id = next<ApplicationId>(),
                             .name = "Tusky",
                             .website = "https://tusky.app",
                             .redirect_uris = "tusky://oauth\nurn:ietf:wg:oauth:2.0:oob",
                             .scopes = "read write",
                             .client_id = "client",
                             .secret_digest = "secret"};

    AuthorizationCode code(const std::string& digest, Time expires_at) {
        return {.digest = digest,
                .application_id = application_.id,
                .account_id = anna_,
                .redirect_uri = "tusky://oauth",
                .scopes = "read",
                .challenge = "pkce",
                .expires_at = expires_at};
    }
    auto take(const std::string& digest, Time at) {
        return write([&](WriteTx& tx) { return tx.oauth().take_code(digest, at); });
    }
};
KITH_ON_EVERY_BACKEND(OAuthContract);

TEST_P(OAuthContract, application_is_found_by_either_id) {
    auto expect_it = [&](const std::optional<Application>& found) {
        ASSERT_TRUE(found);
        EXPECT_EQ(found->id, application_.id);
        EXPECT_EQ(found->name, application_.name);
        EXPECT_EQ(found->website, application_.website);
        EXPECT_EQ(found->redirect_uris, application_.redirect_uris);
        EXPECT_EQ(found->scopes, application_.scopes);
        EXPECT_EQ(found->client_id, application_.client_id);
        EXPECT_EQ(found->secret_digest, application_.secret_digest);
    };
    expect_it(read([&](ReadTx& tx) { return tx.oauth().application(application_.id); }));
    expect_it(read([&](ReadTx& tx) { return tx.oauth().application_by_client_id("client"); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.oauth().application_by_client_id("other"); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.oauth().application(ApplicationId{404}); }));
    application_.id = next<ApplicationId>();
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.oauth().insert_application(application_); }), ErrorKind::conflict);
}

TEST_P(OAuthContract, code_works_once) {
    auto given = code("d", now() + minutes(10));
    write([&](WriteTx& tx) { return tx.oauth().insert_code(given); });
    EXPECT_FALSE(take("other", now()));
    auto taken = take("d", now());
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->digest, "d");
    EXPECT_EQ(taken->application_id, application_.id);
    EXPECT_EQ(taken->account_id, anna_);
    EXPECT_EQ(taken->redirect_uri, given.redirect_uri);
    EXPECT_EQ(taken->scopes, "read");
    EXPECT_EQ(taken->challenge, "pkce");
    EXPECT_EQ(taken->expires_at, given.expires_at);
    EXPECT_FALSE(take("d", now()));
}

TEST_P(OAuthContract, expired_code_counts_as_absent_and_can_be_cleared_away) {
    auto at = now();
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.oauth().insert_code(code("expired", at)));
        TRY(tx.oauth().insert_code(code("cleared", at)));
        TRY(tx.oauth().insert_code(code("good", at + Duration(1))));
        EXPECT_FALSE(TRY(tx.oauth().take_code("expired", at)));
        return tx.oauth().remove_expired_codes(at);
    });
    EXPECT_FALSE(take("cleared", at - minutes(5)));
    EXPECT_TRUE(take("good", at));
}

TEST_P(OAuthContract, token_is_found_by_its_digest_and_notes_its_use) {
    AccessToken token{
        .id = next<TokenId>(), .digest = "t", .application_id = application_.id, .account_id = anna_, .scopes = "read"};
    AccessToken of_application{
        .id = next<TokenId>(), .digest = "a", .application_id = application_.id, .scopes = "read"};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.oauth().insert_token(token));
        return tx.oauth().insert_token(of_application);
    });
    auto find = [&](std::string_view digest) {
        return read([&](ReadTx& tx) { return tx.oauth().token_by_digest(digest); });
    };
    auto found = find("t");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, token.id);
    EXPECT_EQ(found->digest, "t");
    EXPECT_EQ(found->application_id, application_.id);
    EXPECT_EQ(found->account_id, anna_);
    EXPECT_EQ(found->scopes, "read");
    EXPECT_FALSE(found->last_used_at);
    EXPECT_FALSE(find("a")->account_id);
    EXPECT_FALSE(find("x"));
    write([&](WriteTx& tx) { return tx.oauth().touch_token(token.id, now()); });
    EXPECT_EQ(find("t")->last_used_at, now());
    token.id = next<TokenId>();
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.oauth().insert_token(token); }), ErrorKind::conflict);
}

TEST_P(OAuthContract, tokens_are_listed_newest_first_and_removed_one_by_one_or_all) {
    auto ben = add_account("ben");
    std::vector<AccessToken> tokens;
    for (auto [digest, account] :
         {std::pair("1", anna_), std::pair("2", anna_), std::pair("3", anna_), std::pair("4", ben)})
        tokens.push_back(
            {.id = next<TokenId>(), .digest = digest, .application_id = application_.id, .account_id = account});
    write([&](WriteTx& tx) -> Result<void> {
        for (const auto& token : tokens)
            TRY(tx.oauth().insert_token(token));
        return {};
    });
    auto digests = [&](AccountId account) {
        std::string all;
        for (const auto& token : read([&](ReadTx& tx) { return tx.oauth().tokens(account); }))
            all += token.digest;
        return all;
    };
    EXPECT_EQ(digests(anna_), "321");
    write([&](WriteTx& tx) { return tx.oauth().remove_token(tokens[1].id); });
    EXPECT_EQ(digests(anna_), "31");
    write([&](WriteTx& tx) { return tx.oauth().remove_tokens(anna_); });
    EXPECT_EQ(digests(anna_), "");
    EXPECT_EQ(digests(ben), "4");
}

} // namespace
} // namespace kith::store
