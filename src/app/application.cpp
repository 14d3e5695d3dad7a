#include "app/application.hpp"

namespace kith::app {

Application::Application(const Config& config, std::unique_ptr<store::Store> store)
    : config_(config),
      store_(std::move(store)),
      instance_{config.domain, config.base_url},
      account_presenter_(instance_, events_, static_cast<std::size_t>(config.cache_mib) << 18),
      status_presenter_(instance_, account_presenter_, events_, clock_,
                        static_cast<std::size_t>(config.cache_mib) * 3 << 18) {
    events_.listen([this](const services::Event& event) {
        if (std::holds_alternative<services::JobsAdded>(event)) jobs_.wake();
    });
    add_jobs();
}

http::Router Application::router() {
    http::Router router;
    mastodon::Authenticate authenticate = [this](std::string_view token) { return authenticator_.session(token); };
    auto mount = [&](auto& api) { mastodon::mount(router, api.routes(), authenticate, instance_); };
    mount(timelines_api_);
    mount(statuses_api_);
    mount(status_actions_api_);
    router.get("/health", http::Run::loop, [this](http::Request&) {
        auto readable = store_->read([](store::ReadTx& tx) { return tx.settings().get("title"); });
        return readable ? http::Response::json_text(R"({"status":"UP"})")
                        : http::Response::json_text(R"({"status":"DOWN"})", 503);
    });
    return router;
}

void Application::add_jobs() {
    using namespace std::chrono_literals;
    jobs_.every("idempotency keys", 1h, [this] {
        return store_->write(
            [this](store::WriteTx& tx) { return tx.statuses().forget_idempotent_before(clock_.now() - 24h); });
    });
    jobs_.every("planner statistics", 24h, [this] { return store_->tidy(); });
    jobs_.every("last use of tokens", 60s, [this]() -> Result<void> {
        auto used = authenticator_.take_used();
        if (used.empty()) return {};
        return store_->write([&](store::WriteTx& tx) -> Result<void> {
            for (auto token : used)
                TRY(tx.oauth().touch_token(token, clock_.now()));
            return {};
        });
    });
}

Result<void> Application::start() {
    jobs_.start(2);
    return {};
}

void Application::stop() { jobs_.stop(); }

} // namespace kith::app
