#include "mastodon/api.hpp"

#include "core/log.hpp"

#include <algorithm>
#include <boost/describe.hpp>
#include <fmt/format.h>

namespace kith::mastodon {
namespace {

// For apps that know Kith: nothing is wrong with what was sent; the same once more goes out.
struct NudgedEntity {
    bool nudged = true;
};
BOOST_DESCRIBE_STRUCT(NudgedEntity, (), (nudged))

struct ErrorEntity {
    std::string error;
    json::Maybe<std::string> error_description;
    json::Maybe<NudgedEntity> kith;
};
BOOST_DESCRIBE_STRUCT(ErrorEntity, (), (error, error_description, kith))

Result<std::shared_ptr<const Session>> session_of(const ApiRoute& route, const http::Request& request,
                                                  const Authenticate& authenticate) {
    std::shared_ptr<const Session> session;
    if (route.access == Access::own) return session;
    auto token = request.bearer_token();
    if (!token.empty()) session = TRY(authenticate(token));
    if (route.access == Access::open && !session && token.empty()) return session;
    if (!session)
        return fail(ErrorKind::unauthorized, "unauthorized",
                    token.empty() && route.access != Access::open ? "The access token is invalid"
                                                                  : "The access token was revoked");
    if (route.access == Access::user && !session->account_id)
        return fail(ErrorKind::unauthorized, "user_needed", "This method requires an authenticated user");
    if (!route.scope.empty() && !services::scope_covers(session->scopes, route.scope))
        return fail(ErrorKind::forbidden, "scope", "This action is outside the authorized scopes");
    return session;
}

} // namespace

int http_status(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::invalid:
        return 422;
    case ErrorKind::unauthorized:
        return 401;
    case ErrorKind::forbidden:
        return 403;
    case ErrorKind::not_found:
        return 404;
    case ErrorKind::conflict:
        return 409;
    case ErrorKind::gone:
        return 410;
    case ErrorKind::too_large:
        return 413;
    case ErrorKind::rate_limited:
        return 429;
    case ErrorKind::unavailable:
        return 503;
    case ErrorKind::nudged:
        return 422;
    case ErrorKind::internal:
        return 500;
    }
    std::unreachable();
}

void log_failure(const Error& error) {
    auto words = fmt::format("{}: {} ({}:{})", error.code, error.detail.empty() ? error.message : error.detail,
                             error.where.file_name(), error.where.line());
    if (error.kind == ErrorKind::unavailable)
        log::warn("{}", words); // a busy or unconfigured part, not a fault of the program
    else
        log::error("{}", words);
}

http::Response error_response(const Error& error) {
    int status = http_status(error.kind);
    if (error.code == "body_invalid" || error.code == "json_invalid") status = 400;
    if (status >= 500) log_failure(error);
    ErrorEntity entity{error.message, {}, {}};
    if (error.kind == ErrorKind::nudged) entity.kith = NudgedEntity{};
    auto response = http::Response::json(entity, status);
    if (error.kind == ErrorKind::unavailable) response.header("Retry-After", "5");
    return response;
}

Result<store::Page> Call::page(int limit, int most) const {
    const auto& params = *TRY(request.query());
    store::Page page;
    page.limit = limit;
    if (auto asked = params["limit"].integer())
        page.limit = static_cast<int>(std::clamp<std::int64_t>(*asked, 1, most));
    // Clients send ids of other lists, or nothing, now and then: what is no number does not bound.
    if (auto id = params["max_id"].integer(); id && *id > 0) page.max_id = *id;
    if (auto id = params["since_id"].integer(); id && *id > 0) page.since_id = *id;
    if (auto id = params["min_id"].integer(); id && *id >= 0)
        page.min_id = std::max<std::int64_t>(*id, 1); // 0: the first
    return page;
}

void mount(http::Router& router, std::vector<ApiRoute> routes, const Authenticate& authenticate,
           const services::Instance& instance) {
    for (auto& route : routes) {
        http::Route row{route.method, route.pattern, route.run, route.body_limit, {}};
        row.handler = [route = std::move(route), authenticate, &instance](http::Request& request) {
            auto session = session_of(route, request, authenticate);
            if (!session) return error_response(session.error());
            Call call{request, std::move(*session), instance};
            auto answer = route.endpoint(call);
            return answer ? std::move(*answer) : error_response(answer.error());
        };
        router.add(std::move(row));
    }
}

void Call::link(http::Response& response, std::int64_t first, std::int64_t last) const {
    // The other parameters of the request stay.
    std::string kept;
    std::string_view query = request.raw_query;
    while (!query.empty()) {
        auto end = query.find('&');
        auto part = query.substr(0, end);
        bool paging = part.starts_with("max_id=") || part.starts_with("min_id=") || part.starts_with("since_id=");
        if (!paging && !part.empty()) kept.append(part).append("&");
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    }
    auto base = fmt::format("{}{}?{}", instance.base_url, request.raw_path, kept);
    response.header("Link",
                    fmt::format("<{0}max_id={1}>; rel=\"next\", <{0}min_id={2}>; rel=\"prev\"", base, last, first));
}

} // namespace kith::mastodon
