#include "app/server_options.hpp"

#include "http/listen_address.hpp"

namespace kith::app {
namespace {

Result<void> is_address(std::string_view key, const std::string& text) {
    auto address = http::ListenAddress::parse(text);
    if (!address) return invalid("config", std::string(key) + ": " + address.error().message);
    return {};
}

} // namespace

Result<http::ServerOptions> server_options(const Config& config) {
    http::ServerOptions options;
    options.listen = config.listen;
    options.threads = config.threads;
    options.workers = config.workers;
    options.upload_folder = config.uploads();
    options.trusted_proxies.clear();
    for (const auto& address : config.listen)
        TRY(is_address("server.listen", address));
    for (const auto& proxy : config.trusted_proxies) {
        auto network = http::Network::parse(proxy);
        if (!network)
            return invalid("config", "server.trusted_proxies: " + proxy +
                                         " is no network; write an IP address or a network, as in 10.0.0.0/8");
        options.trusted_proxies.push_back(*network);
    }
    return options;
}

Result<http::ServerOptions> metrics_options(const Config& config) {
    http::ServerOptions options;
    options.workers = 1;
    options.listen.clear();
    if (config.metrics_listen.empty()) return options;
    TRY(is_address("server.metrics_listen", config.metrics_listen));
    options.listen.push_back(config.metrics_listen);
    return options;
}

} // namespace kith::app
