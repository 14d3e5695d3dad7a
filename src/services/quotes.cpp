#include "services/quotes.hpp"

#include "services/posting.hpp"

namespace kith::services {

Result<void> Quotes::set_policy(AccountId author, StatusId id, QuotePolicy policy) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto status = TRY(tx.statuses().by_id(id));
        if (!status || status->account_id != author || status->is_boost()) return not_found();
        TRY(tx.statuses().set_quote_policy(id, policy));
        tx.after_commit([this, status = *status] {
            events_.publish(StatusChanged{status.id, false, status.account_id, status.visibility});
        });
        return {};
    });
}

Result<void> Quotes::revoke(AccountId author, StatusId quoted, StatusId quoting) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto own = TRY(tx.statuses().by_id(quoted));
        auto quote = TRY(Posting::visible(tx, author, quoting));
        if (!own || quote.quote_of_id != quoted) return not_found();
        if (own->account_id != author) return forbidden("This action is not allowed");
        if (quote.quote_state == QuoteState::revoked) return {};
        if (quote.quote_state == QuoteState::accepted) TRY(tx.statuses().add_counts(quoted, 0, 0, 0, -1));
        TRY(tx.statuses().set_quote_state(quoting, QuoteState::revoked));
        tx.after_commit([this, quote, own = *own] {
            events_.publish(StatusChanged{quote.id, true, quote.account_id, quote.visibility});
            events_.publish(StatusChanged{own.id, false, own.account_id, own.visibility});
        });
        return {};
    });
}

} // namespace kith::services
