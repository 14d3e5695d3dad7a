#include "app/server_options.hpp"

#include <gtest/gtest.h>

namespace kith::app {
namespace {

// The words of the refusal, or "".
std::string refusal(const Config& config) {
    if (auto options = server_options(config); !options) return options.error().message;
    if (auto options = metrics_options(config); !options) return options.error().message;
    return {};
}

TEST(ServerOptions, take_over_what_is_configured) {
    Config config;
    config.listen = {"127.0.0.1:1", "[::1]:2", "unix:/run/kith/kith.sock", "[fe80::1%eth0]:3"};
    config.threads = 3;
    config.workers = 5;
    config.trusted_proxies = {"10.0.0.0/8", "::1"};
    auto options = server_options(config);
    ASSERT_TRUE(options) << options.error().message;
    EXPECT_EQ(options->listen, config.listen);
    EXPECT_EQ(options->threads, 3U);
    EXPECT_EQ(options->workers, 5U);
    EXPECT_EQ(options->trusted_proxies.size(), 2U);
    EXPECT_EQ(metrics_options(config)->listen, std::vector<std::string>{config.metrics_listen});
    config.metrics_listen.clear();
    EXPECT_TRUE(metrics_options(config)->listen.empty());
}

TEST(ServerOptions, name_the_key_that_cannot_be) {
    for (const char* address :
         {"127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "localhost:80", ":80", "[::1]", "unix:"}) {
        Config config;
        config.listen = {"127.0.0.1:8080", address};
        EXPECT_TRUE(refusal(config).starts_with("server.listen: ")) << address;
        config = {};
        config.metrics_listen = address;
        EXPECT_TRUE(refusal(config).starts_with("server.metrics_listen: ")) << address;
    }
    Config config;
    config.trusted_proxies = {"banana"};
    EXPECT_TRUE(refusal(config).starts_with("server.trusted_proxies: banana is no network")) << refusal(config);
}

} // namespace
} // namespace kith::app
