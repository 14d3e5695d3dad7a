#include "app/metrics.hpp"

#include <fmt/format.h>
#include <fstream>
#include <prometheus/text_serializer.h>
#include <sstream>
#include <unistd.h>

namespace kith::app {
namespace {

prometheus::Gauge& gauge(prometheus::Registry& registry, const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

double resident_bytes() {
    std::ifstream in("/proc/self/statm");
    long total = 0;
    long resident = 0;
    in >> total >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

} // namespace

Metrics::Metrics()
    : requests_(prometheus::BuildCounter()
                    .Name("kith_http_requests_total")
                    .Help("Requests answered, by route and class of status")
                    .Register(registry_)),
      seconds_(prometheus::BuildHistogram()
                   .Name("kith_http_request_seconds")
                   .Help("Time from the request read to the answer handed to the kernel")
                   .Register(registry_)),
      connections_(gauge(registry_, "kith_http_connections", "Open connections, streams included")),
      streams_(gauge(registry_, "kith_http_streams", "Open WebSocket and server-sent event streams")),
      waiting_(gauge(registry_, "kith_http_waiting", "Requests that wait for a worker")),
      jobs_done_(gauge(registry_, "kith_jobs_done_total", "Jobs done since the start")),
      jobs_retried_(gauge(registry_, "kith_jobs_retried_total", "Failed attempts that will be tried again")),
      jobs_given_up_(gauge(registry_, "kith_jobs_given_up_total", "Jobs that failed for good")),
      memory_(gauge(registry_, "process_resident_memory_bytes", "Resident memory")) {}

Metrics::OfRoute& Metrics::of_route(std::string_view route) {
    auto& entry = routes_[route];
    if (entry.seconds == nullptr) {
        std::string name = route.empty() ? "none" : std::string(route);
        for (std::size_t digit = 1; digit < entry.by_status.size(); ++digit)
            entry.by_status[digit] = &requests_.Add({{"route", name}, {"status", fmt::format("{}xx", digit)}});
        entry.seconds = &seconds_.Add(
            {{"route", name}}, prometheus::Histogram::BucketBoundaries{0.0001, 0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10});
    }
    return entry;
}

void Metrics::count(const http::Request& request, const http::Served& served) {
    std::scoped_lock lock(mutex_);
    auto& entry = of_route(request.route);
    auto digit = static_cast<std::size_t>(served.status / 100);
    if (digit > 0 && digit < entry.by_status.size()) entry.by_status[digit]->Increment();
    entry.seconds->Observe(static_cast<double>(served.took.count()) / 1e6);
}

std::string Metrics::text(const http::ServerFigures& server, const jobs::Figures& jobs) {
    connections_.Set(static_cast<double>(server.connections));
    streams_.Set(static_cast<double>(server.streams));
    waiting_.Set(static_cast<double>(server.waiting));
    jobs_done_.Set(static_cast<double>(jobs.done));
    jobs_retried_.Set(static_cast<double>(jobs.retried));
    jobs_given_up_.Set(static_cast<double>(jobs.given_up));
    memory_.Set(resident_bytes());
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, registry_.Collect());
    return out.str();
}

} // namespace kith::app
