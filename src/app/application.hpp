// The composition root: every part of the running server, made in the order in which they need each other.
#pragma once

#include "app/config.hpp"
#include "core/ids.hpp"
#include "http/router.hpp"
#include "jobs/runner.hpp"
#include "mastodon/authenticator.hpp"
#include "mastodon/status_actions_api.hpp"
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
    // Starts and stops what works without being asked.
    Result<void> start();
    void stop();

    const jobs::Runner& jobs() const { return jobs_; }

private:
    void add_jobs();

    Config config_;
    SystemClock clock_;
    IdMaker ids_{clock_};
    std::unique_ptr<store::Store> store_;
    services::Instance instance_;
    services::Events events_;

    services::Viewers viewers_{clock_, events_};
    services::Posting posting_{*store_, clock_, ids_, events_, instance_, services::PostingLimits{}};
    services::StatusMarks status_marks_{*store_, clock_, ids_, events_, services::PostingLimits{}.pins};

    mastodon::Authenticator authenticator_{*store_, events_};
    mastodon::AccountPresenter account_presenter_;
    mastodon::StatusPresenter status_presenter_;
    mastodon::TimelinesApi timelines_api_{*store_, viewers_, status_presenter_};
    mastodon::StatusesApi statuses_api_{*store_, posting_, viewers_, status_presenter_};
    mastodon::StatusActionsApi status_actions_api_{*store_, status_marks_, viewers_, status_presenter_,
                                                   account_presenter_};

    jobs::Runner jobs_{*store_, clock_};
};

} // namespace kith::app
