// A boundary as the API shows it to the member who set it.
#pragma once

#include "mastodon/account_presenter.hpp"
#include "store/contact_rules.hpp"
#include "json/value.hpp"
#include "json/write.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::kithapi {

struct BoundaryEntity {
    json::Raw account;
    bool asks = false;
    bool pitches = false;
    bool direct_messages = false;
    bool all = false;
    std::optional<Time> since; // null: there is none
    std::string words;         // to send if the member likes
};
BOOST_DESCRIBE_STRUCT(BoundaryEntity, (), (account, asks, pitches, direct_messages, all, since, words))

// In their order; accounts that are gone are left out.
Result<std::vector<BoundaryEntity>> boundary_entities(const store::ReadTx& tx, mastodon::AccountPresenter& accounts,
                                                      std::span<const store::ContactRule> rules, std::uint64_t epoch);
relationship::Boundaries boundaries_of(const json::Value& params);

} // namespace kith::kithapi
