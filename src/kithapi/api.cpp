#include "kithapi/api.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <stdexcept>

namespace kith::kithapi {
namespace {

// "/api/kith/v1/people/:id" as the document has it: "/people/{id}".
std::string documented_path(std::string_view pattern) {
    pattern.remove_prefix(base_path.size());
    std::string path;
    for (auto part : split(pattern.substr(1), '/')) {
        path += '/';
        if (part.starts_with(':'))
            path.append("{").append(part.substr(1)).append("}");
        else
            path += part;
    }
    return path;
}

} // namespace

ApiRoute reading(std::string_view path, mastodon::Endpoint endpoint, http::Run run) {
    return {http::Method::get, std::string(base_path).append(path), Access::user, "read", run, std::move(endpoint)};
}

ApiRoute writing(http::Method method, std::string_view path, mastodon::Endpoint endpoint) {
    return {method, std::string(base_path).append(path), Access::user, "write", http::Run::worker, std::move(endpoint)};
}

void mount(http::Router& router, std::vector<ApiRoute> routes, const mastodon::Authenticate& authenticate,
           const services::Instance& instance) {
    for (const auto& route : routes) {
        auto operation = std::string(http::to_string(route.method)) + " " + documented_path(route.pattern);
        if (!std::ranges::binary_search(operations(), std::string_view(operation)))
            throw std::logic_error("the OpenAPI document does not describe " + operation);
    }
    mastodon::mount(router, std::move(routes), authenticate, instance);
}

void mount_document(http::Router& router) {
    auto body = std::make_shared<const std::string>(document());
    auto etag = "\"" + to_hex(sha256(*body)).substr(0, 16) + "\"";
    router.get(std::string(base_path) + "/openapi.json", http::Run::loop, [body, etag](http::Request& request) {
        if (auto known = http::not_modified(request, etag)) return std::move(*known);
        http::Response response;
        response.content_type = "application/json; charset=utf-8";
        response.body = body;
        response.header("ETag", etag);
        return response;
    });
}

} // namespace kith::kithapi
