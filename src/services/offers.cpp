#include "services/offers.hpp"

#include "store/contact_rules.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

constexpr int posts_at_most = 100; // whoever posts more in 30 days is judged by these

} // namespace

Result<relationship::BudgetDecision> budget_of(const store::ReadTx& tx, AccountId author, StatusId before, Time now) {
    std::vector<relationship::OwnPost> posts;
    store::Page page{.max_id = before.value, .limit = posts_at_most};
    for (const auto& post : TRY(tx.judgements().posts(author, Visibility::unlisted, page)))
        if (post.judgement.offer != store::Offer::declared)
            posts.push_back({time_of_id(post.judgement.status_id.value), post.judgement.words.pitch});
    return pitch_budget(posts, now);
}

Result<store::Offer> offer_of(const store::ReadTx& tx, const Status& status, const relationship::Judgement& judgement,
                              bool declared) {
    if (status.visibility == Visibility::direct) return store::Offer::no;
    if (declared) return store::Offer::declared;
    if (!judgement.pitch) return store::Offer::no;
    auto budget = TRY(budget_of(tx, status.account_id, status.id, status.created_at()));
    return budget.verdict == relationship::Budget::spent ? store::Offer::over_budget : store::Offer::no;
}

Result<bool> is_offer(const store::ReadTx& tx, StatusId status) {
    auto judgements = TRY(tx.judgements().of(std::array{status}));
    return !judgements.empty() && judgements.front().offer != store::Offer::no;
}

Result<void> keep_those_who_want_offers(const store::ReadTx& tx, AccountId author, std::vector<AccountId>& readers) {
    auto wanting = TRY(tx.contact_rules().wanting_offers(author, readers));
    std::erase_if(readers,
                  [&](AccountId id) { return id != author && std::ranges::find(wanting, id) == wanting.end(); });
    return {};
}

} // namespace kith::services
