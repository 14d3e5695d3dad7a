// A member's CSV file (services/exports.hpp) as an answer. Needs a worker: it is written to disk first, so that its
// size is known and memory stays small.
#pragma once

#include "http/response.hpp"
#include "services/exports.hpp"

namespace kith::mastodon {

// `name`: "follows.csv". Errors: not_found.
Result<http::Response> export_download(const services::Exports& exports, AccountId account, std::string_view name,
                                       const http::Request& request);

} // namespace kith::mastodon
