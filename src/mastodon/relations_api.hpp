// Follow, block, mute, endorse, note, and the member's own lists of these.
// https://docs.joinmastodon.org/methods/accounts/#follow, …/follow_requests/, …/blocks/, …/mutes/, …/domain_blocks/,
// …/endorsements/
#pragma once

#include "mastodon/account_page.hpp"
#include "services/relations.hpp"

namespace kith::mastodon {

class RelationsApi {
public:
    RelationsApi(store::Store& store, const Clock& clock, services::Relations& relations, AccountPresenter& accounts);

    std::vector<ApiRoute> routes();

private:
    using Act = Result<void> (RelationsApi::*)(Call& call, AccountId target);
    // POST /api/v1/accounts/:id/<verb> and POST /api/v1/follow_requests/:id/<verb>: does it, then answers with the
    // Relationship.
    ApiRoute act(std::string pattern, std::string scope, Act verb);
    Result<http::Response> relationship(Call& call, AccountId target);

    Result<void> follow(Call& call, AccountId target);
    Result<void> unfollow(Call& call, AccountId target);
    Result<void> remove_follower(Call& call, AccountId target);
    Result<void> block(Call& call, AccountId target);
    Result<void> unblock(Call& call, AccountId target);
    Result<void> mute(Call& call, AccountId target);
    Result<void> unmute(Call& call, AccountId target);
    Result<void> note(Call& call, AccountId target);
    Result<void> endorse(Call& call, AccountId target);
    Result<void> unendorse(Call& call, AccountId target);
    Result<void> authorize(Call& call, AccountId target);
    Result<void> reject(Call& call, AccountId target);

    Result<http::Response> follow_requests(Call& call);
    Result<http::Response> blocks(Call& call);
    Result<http::Response> mutes(Call& call);
    Result<http::Response> endorsements(Call& call);
    Result<http::Response> domain_blocks(Call& call);
    Result<http::Response> block_domain(Call& call);
    Result<http::Response> unblock_domain(Call& call);

    store::Store& store_;
    const Clock& clock_;
    services::Relations& relations_;
    AccountPresenter& accounts_;
};

} // namespace kith::mastodon
