// The composition root: every part of the running server, made in the order in which they need each other.
#pragma once

#include "app/config.hpp"
#include "core/ids.hpp"
#include "http/router.hpp"
#include "mastodon/authenticator.hpp"
#include "mastodon/status_presenter.hpp"
#include "mastodon/statuses_api.hpp"
#include "mastodon/timelines_api.hpp"
#include "services/posting.hpp"
#include "services/viewers.hpp"

#include <memory>

namespace kith::app {

class Application {
public:
    Application(const Config& config, std::unique_ptr<store::Store> store);

    // The routes of every door.
    http::Router router();

    const Config& config() const { return config_; }

private:
    Config config_;
    std::unique_ptr<store::Store> store_;
    SystemClock clock_;
    IdMaker ids_{clock_};

public:
    services::Instance instance;
    services::Events events;
    services::Viewers viewers{clock_, events};
    services::Posting posting{*store_, clock_, ids_, events, instance, services::PostingLimits{}};

    mastodon::Authenticator authenticator{*store_, events};
    mastodon::AccountPresenter account_presenter{instance, events, 8 << 20};
    mastodon::StatusPresenter status_presenter{instance, account_presenter, events, clock_, 24 << 20};
    mastodon::TimelinesApi timelines_api{*store_, viewers, status_presenter};
    mastodon::StatusesApi statuses_api{*store_, posting, viewers, status_presenter};

    store::Store& store() { return *store_; }
    const Clock& clock() const { return clock_; }
    IdMaker& ids() { return ids_; }
};

} // namespace kith::app
