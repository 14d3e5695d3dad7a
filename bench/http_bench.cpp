// A server for a load generator, for example `wrk -t1 -c8 -d5s http://127.0.0.1:PORT/small`. Prints its port, serves
// for the given seconds, then prints the CPU time a request took. usage: kith_http_bench [seconds] [threads] Workloads:
//   /small    27 bytes on the event loop
//   /worker   the same on the worker pool
//   /page     49 KB of JSON on the event loop (compressed if the client asks for it)
#include "http/server.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/resource.h>
#include <thread>

namespace {

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main(int argc, char** argv) {
    using namespace kith::http;
    int seconds = argc > 1 ? std::atoi(argv[1]) : 10;
    ServerOptions options;
    options.threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1;
    std::string page = "[";
    for (int i = 0; page.size() < 49'000; ++i)
        page += R"({"id":")" + std::to_string(113'000'000'000 + i * 7'919LL) +
                R"(","content":"<p>What did you learn?</p>"},)";
    page.back() = ']';
    Router router;
    auto small = [](Request&) { return Response::json_text(R"({"id":"113","name":"anna"})"); };
    router.get("/small", Run::loop, small);
    router.get("/worker", Run::worker, small);
    router.get("/page", Run::loop, [&](Request&) { return Response::json_text(page); });
    auto server = Server::start(options, std::move(router));
    if (!server) {
        std::fprintf(stderr, "%s\n", server.error().message.c_str());
        return 1;
    }
    std::printf("http://127.0.0.1:%u\n", unsigned((*server)->port()));
    std::fflush(stdout);
    double before = cpu_seconds();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    double used = cpu_seconds() - before;
    auto requests = (*server)->figures().requests;
    std::printf("%llu requests, %.2f us of CPU each\n", static_cast<unsigned long long>(requests),
                requests == 0 ? 0.0 : used * 1e6 / static_cast<double>(requests));
}
