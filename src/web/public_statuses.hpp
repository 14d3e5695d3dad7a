// Statuses as strangers may see them, and as HTML.
#pragma once

#include "services/instance.hpp"
#include "store/store.hpp"
#include "web/html.hpp"
#include "web/words.hpp"

#include <optional>
#include <span>
#include <vector>

namespace kith::web {

struct PublicStatus {
    Status status; // never a boost: what it boosts
    Account author;
    std::optional<Account> booster;
    std::vector<Media> media;
    std::optional<Poll> poll;
};

// Those of the ids that anybody may see (public or unlisted, boosts of such too), in their order; four queries at most.
Result<std::vector<PublicStatus>> load_public(const store::ReadTx& tx, std::span<const StatusId> ids);

// `main`: the one that the page is about.
void add_status(Html& html, const services::Instance& instance, const PublicStatus& shown, const Words& say,
                bool main = false);

std::string url_of(const services::Instance& instance, const PublicStatus& shown);
std::string avatar_url(const services::Instance& instance, const Account& account);
// The display name, or the username of those who have none.
std::string_view name_of(const Account& account);
// What is said of a status in previews: its words without markup, or its warning; at most 200 characters.
std::string summary_of(const Status& status);
// All ids that the statuses show.
void add_ids(std::vector<std::int64_t>& ids, std::span<const PublicStatus> shown);

} // namespace kith::web
