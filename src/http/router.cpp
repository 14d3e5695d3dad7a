#include "http/router.hpp"

#include "core/log.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>

namespace kith::http {
namespace {

constexpr std::size_t method_count = static_cast<std::size_t>(Method::other);

// Segments between slashes; a path's own first slash and one at its end are no segments.
class Segments {
public:
    explicit Segments(std::string_view path) {
        path.remove_prefix(std::min<std::size_t>(1, path.size()));
        if (path.ends_with('/')) path.remove_suffix(1);
        while (!path.empty() && count_ < parts_.size()) {
            std::size_t end = std::min(path.find('/'), path.size());
            parts_[count_++] = path.substr(0, end);
            if (end + 1 == path.size()) break; // an empty last segment: nothing can be there
            path.remove_prefix(std::min(end + 1, path.size()));
        }
        too_many_ = !path.empty() && count_ == parts_.size();
    }
    std::size_t size() const { return count_; }
    bool too_many() const { return too_many_; }
    std::string_view operator[](std::size_t i) const { return parts_[i]; }
    // From segment `i` to the end, slashes included.
    std::string_view from(std::size_t i) const {
        const char* end = parts_[count_ - 1].data() + parts_[count_ - 1].size();
        return {parts_[i].data(), static_cast<std::size_t>(end - parts_[i].data())};
    }

private:
    std::array<std::string_view, 32> parts_;
    std::size_t count_ = 0;
    bool too_many_ = false;
};

struct Captured {
    std::array<std::string_view, 32> parts; // still encoded
    std::size_t count = 0;
};

bool climbs(std::string_view path) {
    return std::ranges::any_of(split(path, '/'), [](std::string_view part) { return part == ".." || part == "."; });
}

} // namespace

struct Router::Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
    std::unique_ptr<Node> handle; // a capture that begins with an @
    std::unique_ptr<Node> capture;
    std::unique_ptr<Node> rest;
    bool is_rest = false;

    struct Entry {
        std::unique_ptr<Route> route;
        std::vector<std::string> names; // of its captures, in order
    };
    std::array<Entry, method_count> routes;
    std::unique_ptr<StreamRoute> stream;
    std::vector<std::string> stream_names;

    bool is_used() const {
        return stream != nullptr ||
               std::ranges::any_of(routes, [](const Entry& entry) { return entry.route != nullptr; });
    }

    // The node of a pattern, made when missing; the names of its captures go to `names`.
    Node& grow(std::string_view pattern, std::vector<std::string>& names) {
        if (!pattern.starts_with('/'))
            throw std::logic_error("route does not begin with a slash: " + std::string(pattern));
        Node* node = this;
        Segments segments(pattern);
        if (segments.too_many()) throw std::logic_error("route is too long: " + std::string(pattern));
        for (std::size_t i = 0; i < segments.size(); ++i) {
            std::string_view segment = segments[i];
            bool takes_rest = segment.starts_with('*');
            if (takes_rest && i + 1 != segments.size())
                throw std::logic_error("only the last segment can take the rest: " + std::string(pattern));
            if (takes_rest || segment.starts_with(':')) {
                bool is_handle = segment.starts_with(":@");
                names.emplace_back(segment.substr(is_handle ? 2 : 1));
                auto& next = takes_rest ? node->rest : is_handle ? node->handle : node->capture;
                if (!next) next = std::make_unique<Node>();
                next->is_rest = takes_rest;
                node = next.get();
            } else {
                auto& next = node->fixed[std::string(segment)];
                if (!next) next = std::make_unique<Node>();
                node = next.get();
            }
        }
        return *node;
    }

    // The most fixed match for the segments from `at` on whose node `accepts` likes; what it captured is in `captured`.
    template <class Accepts>
    const Node* find(const Segments& segments, std::size_t at, Captured& captured, const Accepts& accepts) const {
        if (at == segments.size()) return is_used() && accepts(*this) ? this : nullptr;
        if (auto next = fixed.find(segments[at]); next != fixed.end())
            if (const Node* found = next->second->find(segments, at + 1, captured, accepts)) return found;
        bool is_handle = segments[at].starts_with('@') || segments[at].starts_with("%40");
        for (const Node* next : {is_handle ? handle.get() : nullptr, segments[at].empty() ? nullptr : capture.get()}) {
            if (next == nullptr) continue;
            captured.parts[captured.count++] = segments[at];
            if (const Node* found = next->find(segments, at + 1, captured, accepts)) return found;
            --captured.count;
        }
        if (rest && accepts(*rest)) {
            captured.parts[captured.count++] = segments.from(at);
            return rest.get();
        }
        return nullptr;
    }

    const Entry* entry_for(Method method) const {
        if (method == Method::other) return nullptr;
        const Entry* entry = &routes[static_cast<std::size_t>(method)];
        if (entry->route == nullptr && method == Method::head) entry = &routes[static_cast<std::size_t>(Method::get)];
        return entry->route != nullptr ? entry : nullptr;
    }
    bool serves(Method method) const {
        return entry_for(method) != nullptr || (method == Method::get && stream != nullptr);
    }
    std::string allowed() const {
        std::string list;
        for (std::size_t i = 0; i < method_count; ++i)
            if (auto method = static_cast<Method>(i); method != Method::options && serves(method))
                list += std::string(to_string(method)) + ", ";
        return list + "OPTIONS";
    }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Route route) {
    std::vector<std::string> names;
    Node& node = root_->grow(route.pattern, names);
    if (route.method == Method::other || !route.handler) throw std::logic_error("bad route: " + route.pattern);
    auto& entry = node.routes[static_cast<std::size_t>(route.method)];
    if (entry.route) throw std::logic_error("two routes for " + route.pattern + " and " + entry.route->pattern);
    entry.names = std::move(names);
    entry.route = std::make_unique<Route>(std::move(route));
}

void Router::add(std::vector<Route> routes) {
    for (Route& route : routes)
        add(std::move(route));
}

void Router::add(StreamRoute route) {
    std::vector<std::string> names;
    Node& node = root_->grow(route.pattern, names);
    if (node.stream || !route.open) throw std::logic_error("bad stream route: " + route.pattern);
    node.stream_names = std::move(names);
    node.stream = std::make_unique<StreamRoute>(std::move(route));
}

void Router::get(std::string pattern, Run run, Handler handler) {
    add(Route{Method::get, std::move(pattern), run, default_body_limit, std::move(handler)});
}

void Router::post(std::string pattern, Run run, Handler handler, std::size_t body_limit) {
    add(Route{Method::post, std::move(pattern), run, body_limit, std::move(handler)});
}

Router::Match Router::match(Request& request) const {
    request.clear_captures();
    request.route = {};
    Match match;
    Segments segments(request.raw_path);
    if (segments.too_many()) return match;
    Captured captured;
    const Node* node = root_->find(segments, 0, captured, [&](const Node& at) { return at.serves(request.method); });
    if (node == nullptr) {
        captured.count = 0;
        if (const Node* known = root_->find(segments, 0, captured, [](const Node& at) { return at.is_used(); }))
            match.allowed = known->allowed();
        return match;
    }
    const Node::Entry* entry = node->entry_for(request.method);
    const auto& names = entry != nullptr ? entry->names : node->stream_names;
    for (std::size_t i = 0; i < captured.count; ++i) {
        std::string value = percent_decode(captured.parts[i], false).value_or("");
        if (node->is_rest && i + 1 == captured.count && climbs(value)) {
            request.clear_captures();
            return match;
        }
        request.add_capture(names[i], std::move(value));
    }
    match.stream = node->stream.get();
    if (entry != nullptr) match.route = entry->route.get();
    request.route = entry != nullptr ? match.route->pattern : match.stream->pattern;
    return match;
}

Response Router::error(const Request& request, int status, std::string_view message) const {
    if (hooks.error) {
        try {
            if (auto response = hooks.error(request, status, message)) return *std::move(response);
        } catch (const std::exception& problem) {
            log::error("the error page for {} failed: {}", status, problem.what());
        }
    }
    std::string body = R"({"error":)";
    append_json_string(body, message);
    body += '}';
    return Response::json_text(std::move(body), status);
}

bool Router::is_cross_origin(const Request& request) const {
    return request.has_header("origin") && std::ranges::any_of(cors.prefixes, [&](const std::string& prefix) {
               return request.path.starts_with(prefix);
           });
}

Response Router::unmatched(const Request& request, const Match& match) const {
    if (request.method == Method::options && is_cross_origin(request)) {
        Response response = Response::no_content();
        response.header("Access-Control-Allow-Methods", cors.methods).header("Access-Control-Max-Age", "86400");
        if (std::string_view wanted = request.header("access-control-request-headers"); !wanted.empty())
            response.header("Access-Control-Allow-Headers", std::string(wanted));
        return response;
    }
    if (match.allowed.empty()) return error(request, 404, "Not found");
    Response response =
        request.method == Method::options ? Response::no_content() : error(request, 405, "Method not allowed");
    response.header("Allow", match.allowed);
    return response;
}

Response Router::call(const Route& route, Request& request) const {
    log::RequestScope scope(request.id);
    try {
        return route.handler(request);
    } catch (const std::exception& problem) {
        log::error("{} {} threw: {}", to_string(request.method), route.pattern, problem.what());
    } catch (...) {
        log::error("{} {} threw what is no exception", to_string(request.method), route.pattern);
    }
    return error(request, 500, "Something went wrong on our side. Please try again.");
}

void Router::complete(const Request& request, Response& response) const {
    for (const Header& header : request.answer_headers)
        response.headers.push_back(header);
    if (!is_cross_origin(request)) return;
    response.header("Access-Control-Allow-Origin", "*").header("Access-Control-Expose-Headers", cors.exposed);
}

Response Router::answer(Request& request) const {
    Match found = match(request);
    std::optional<Response> response;
    if (hooks.before) response = hooks.before(request);
    if (!response && found.route != nullptr) {
        response = request.body.size() > found.route->body_limit ? error(request, 413, "The request is too large")
                                                                 : call(*found.route, request);
    }
    if (!response) response = unmatched(request, found);
    complete(request, *response);
    return *std::move(response);
}

} // namespace kith::http
