// What the configuration says about the HTTP server.
#pragma once

#include "app/config.hpp"
#include "http/server.hpp"

namespace kith::app {

// Errors: invalid (config): an address or a network that cannot be, with the key that names it.
Result<http::ServerOptions> server_options(const Config& config);
// The same for the listener of /metrics, if there is one.
Result<http::ServerOptions> metrics_options(const Config& config);

} // namespace kith::app
