// Figures for Prometheus. https://prometheus.io/docs/instrumenting/exposition_formats/
#pragma once

#include "http/router.hpp"
#include "http/server.hpp"
#include "jobs/runner.hpp"

#include <memory>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <string>
#include <unordered_map>

namespace kith::app {

// Thread-safe.
class Metrics {
public:
    Metrics();

    // One answered request; labels are the route's pattern and the class of the status.
    void count(const http::Request& request, const http::Served& served);
    // The text that /metrics answers; gauges are taken now.
    std::string text(const http::ServerFigures& server, const jobs::Figures& jobs);

private:
    struct OfRoute {
        std::array<prometheus::Counter*, 6> by_status{}; // 1xx … 5xx by the first digit
        prometheus::Histogram* seconds = nullptr;
    };
    OfRoute& of_route(std::string_view route);

    prometheus::Registry registry_;
    prometheus::Family<prometheus::Counter>& requests_;
    prometheus::Family<prometheus::Histogram>& seconds_;
    prometheus::Gauge& connections_;
    prometheus::Gauge& streams_;
    prometheus::Gauge& waiting_;
    prometheus::Gauge& jobs_done_;
    prometheus::Gauge& jobs_retried_;
    prometheus::Gauge& jobs_given_up_;
    prometheus::Gauge& memory_;
    std::mutex mutex_;
    std::unordered_map<std::string_view, OfRoute> routes_; // keys are the router's own patterns
};

} // namespace kith::app
