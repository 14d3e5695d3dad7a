// How an endpoint of Kith's own API is written: as one of the Mastodon API (mastodon/api.hpp: a row and a function of a
// Call), below /api/kith/v1, and described in src/kithapi/openapi.
//
// Scopes: `read` and `write` as a whole. An app that may only read statuses has no business with somebody's ties.
#pragma once

#include "kithapi/document.hpp"
#include "mastodon/api.hpp"

namespace kith::kithapi {

using mastodon::Access;
using mastodon::ApiRoute;
using mastodon::Call;

// A member's endpoint. `path` is what follows /api/kith/v1: "/people/:id". Reads that are not short, and everything
// that writes, run on workers.
ApiRoute reading(std::string_view path, mastodon::Endpoint endpoint, http::Run run = http::Run::worker);
ApiRoute writing(http::Method method, std::string_view path, mastodon::Endpoint endpoint);

// Puts the routes into the router. Throws std::logic_error for one that the document does not describe: a bug found at
// start.
void mount(http::Router& router, std::vector<ApiRoute> routes, const mastodon::Authenticate& authenticate,
           const services::Instance& instance);

// GET /api/kith/v1/openapi.json, for anybody.
void mount_document(http::Router& router);

} // namespace kith::kithapi
