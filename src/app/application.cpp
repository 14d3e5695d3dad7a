#include "app/application.hpp"

namespace kith::app {

Application::Application(const Config& config, std::unique_ptr<store::Store> store)
    : config_(config), store_(std::move(store)), instance{config.domain, config.base_url} {}

http::Router Application::router() {
    http::Router router;
    mastodon::Authenticate authenticate = [this](std::string_view token) { return authenticator.session(token); };
    mastodon::mount(router, timelines_api.routes(), authenticate, instance);
    mastodon::mount(router, statuses_api.routes(), authenticate, instance);
    return router;
}

} // namespace kith::app
