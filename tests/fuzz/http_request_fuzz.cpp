// links: kith_http
// Whole connections: requests one after the other, their heads and bodies, then everything a handler may ask of them.
// The first byte says in which pieces the rest arrives.
#include "http/request_reader.hpp"
#include "http/router.hpp"

#include <cstdint>

namespace {

using namespace kith::http;

const Router& router() {
    static const Router made = [] {
        Router routes;
        auto touch = [](Request& request) {
            std::size_t sum = request.capture("id").size() + request.cookie("session").size() +
                              request.bearer_token().size() + request.headers().size();
            if (auto params = request.params()) sum += (*params)->members().size();
            for (const Upload& file : request.files())
                sum += file.filename.size();
            return Response::text(std::to_string(sum));
        };
        for (Method method : {Method::get, Method::post, Method::put})
            for (const char* pattern : {"/", "/a/:id", "/a/b", "/s/*rest"})
                routes.add(Route{method, pattern, Run::loop, 1'000'000, touch});
        return routes;
    }();
    return made;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1) return 0;
    std::size_t piece = data[0] == 0 ? size : data[0];
    std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    RequestReader reader({.max_head_bytes = 4'096, .upload_folder = "/tmp"});
    Request request;
    reader.begin(request);
    std::string pending;
    bool limited = false;
    while (!bytes.empty()) {
        std::size_t count = std::min(piece, bytes.size());
        pending += bytes.substr(0, count);
        bytes.remove_prefix(count);
        while (!pending.empty()) {
            std::size_t used = reader.put(pending);
            if (used > pending.size()) __builtin_trap();
            pending.erase(0, used);
            if (reader.state() == RequestReader::State::failed) {
                if (reader.error_status() < 400) __builtin_trap();
                return 0;
            }
            if (!limited && reader.state() != RequestReader::State::head) {
                limited = true;
                reader.limit_body(10'000);
            }
            if (reader.state() == RequestReader::State::complete) {
                if (request.body.size() > 10'000) __builtin_trap();
                Response response = router().answer(request);
                if (response.status < 200) __builtin_trap();
                reader.begin(request);
                limited = false;
            } else if (used == 0) {
                break;
            }
        }
    }
    return 0;
}
