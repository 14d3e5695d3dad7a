#include "web/web_app.hpp"

#include "core/text.hpp"
#include "mastodon/api.hpp"
#include "web/visitor.hpp"

#include <array>

namespace kith::web {
namespace {

constexpr std::string_view start = "index.html";
// Only a script of our own origin can send it: to any other, the browser refuses a header of one's own with cookies.
constexpr std::string_view proof = "x-kith-app";

// Addresses that exist in the app alone; all below them are its too.
constexpr auto app_addresses = std::to_array<std::string_view>(
    {"today",     "home",        "local",         "notifications", "requests",        "door",      "direct",
     "people",    "mirror",      "search",        "lists",         "favourites",      "bookmarks", "compose",
     "scheduled", "drafts",      "followed-tags", "introductions", "recommendations", "outcomes",  "events",
     "groups",    "preferences", "admin",         "more",          "first-steps",     "offers"});
// Those that have a public page too.
constexpr auto shared_addresses = std::to_array<std::string_view>({"/", "/:@name", "/:@name/:id", "/tags/:tag"});

struct SessionEntity {
    bool signed_in = false;
};
BOOST_DESCRIBE_STRUCT(SessionEntity, (), (signed_in))

bool accepts(std::string_view accept_encoding, std::string_view coding) {
    for (auto item : split(accept_encoding, ',')) {
        auto name = trim(item.substr(0, item.find(';')));
        auto quality = item.find("q=");
        bool refused = quality != std::string_view::npos && trim(item.substr(quality + 2)) == "0";
        if (equals_ignoring_case(name, coding)) return !refused;
    }
    return false;
}

// Hashed names never change their content.
bool is_lasting(std::string_view path) { return path.starts_with("assets/"); }

bool has_session_cookie(const http::Request& request) { return !request.cookie(session_cookie).empty(); }

// A WebSocket cannot carry a header of one's own, but always says where it comes from.
bool comes_from_app(const http::Request& request) {
    if (equals_ignoring_case(request.header("upgrade"), "websocket")) {
        auto origin = request.header("origin");
        auto scheme_end = origin.find("://");
        return scheme_end != std::string_view::npos && !request.host.empty() &&
               equals_ignoring_case(origin.substr(scheme_end + 3), request.host);
    }
    if (request.header(proof).empty()) return false;
    auto site = request.header("sec-fetch-site");
    return site.empty() || site == "same-origin";
}

} // namespace

WebApp::WebApp(const Site& site, services::Sessions& sessions, std::span<const AppFile> files)
    : site_(site), sessions_(sessions) {
    for (const auto& file : files)
        files_.try_emplace(std::string(file.path), file);
    auto stream_origin = (site.secure ? "wss://" : "ws://") + site.instance.base_url.substr(site.secure ? 8 : 7);
    // Addresses of media begin with the base URL, however the server was reached.
    policy_ =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: " + site.instance.base_url +
        "; media-src 'self' blob: " + site.instance.base_url + "; font-src 'self'; connect-src 'self' " +
        stream_origin +
        "; manifest-src 'self'; worker-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
}

http::SharedText WebApp::Encoded::text() const {
    std::call_once(copied_, [this] { copy_ = std::make_shared<const std::string>(bytes_); });
    return copy_;
}

WebApp::File::File(const AppFile& file)
    : content_type(file.content_type),
      cache_control(is_lasting(file.path) ? "public, max-age=31536000, immutable" : "no-cache"),
      plain(file.bytes, fmt::format("\"{}\"", file.digest)),
      gzip(file.gzip, fmt::format("\"{}g\"", file.digest)),
      brotli(file.brotli, fmt::format("\"{}b\"", file.digest)) {}

http::Response WebApp::answer(const http::Request& request, const File& file) {
    auto wanted = request.header("accept-encoding");
    const char* coding = nullptr;
    const Encoded* chosen = &file.plain;
    if (!file.brotli.empty() && accepts(wanted, "br")) {
        coding = "br";
        chosen = &file.brotli;
    } else if (!file.gzip.empty() && accepts(wanted, "gzip")) {
        coding = "gzip";
        chosen = &file.gzip;
    }
    auto known = http::not_modified(request, chosen->etag());
    http::Response response = known ? std::move(*known) : http::Response();
    if (!known) {
        response.content_type = file.content_type;
        response.body = chosen->text();
        response.header("ETag", chosen->etag());
        if (coding != nullptr) response.header("Content-Encoding", coding);
    }
    response.header("Cache-Control", file.cache_control);
    return response;
}

http::Response WebApp::start_page(const http::Request& request) const {
    auto response = answer(request, files_.find(start)->second);
    response.header("Vary", "Accept-Encoding, Accept-Language, Cookie");
    response.header("Content-Security-Policy", policy_);
    response.header("X-Frame-Options", "DENY");
    response.header("Referrer-Policy", "same-origin");
    response.header("Permissions-Policy", "geolocation=(), microphone=(), browsing-topics=()");
    response.header("X-Robots-Tag", "noindex");
    return response;
}

void WebApp::mount(http::Router& router) {
    if (!present()) return;
    for (const auto& [path, file] : files_) {
        if (path == start) continue;
        router.get("/app/" + path, http::Run::loop, [this, path, &file](http::Request& request) {
            auto response = answer(request, file);
            response.header("Vary", "Accept-Encoding");
            if (path == "service-worker.js") {
                // It may answer for the whole server, not only for its own folder.
                response.header("Service-Worker-Allowed", "/");
                response.header("Content-Security-Policy", policy_);
            }
            return response;
        });
    }
    auto show = [this](http::Request& request) {
        return has_session_cookie(request) ? start_page(request)
                                           : http::Response::redirect(sign_in_path(request.target));
    };
    for (auto name : app_addresses) {
        router.get("/" + std::string(name), http::Run::loop, show);
        router.get("/" + std::string(name) + "/*rest", http::Run::loop, show);
    }
    // Below a post: who marked it.
    router.get("/:@name/:id/*rest", http::Run::loop, show);
    auto json_handler = [](auto handler) {
        return [handler](http::Request& request) {
            auto answered = handler(request);
            return answered ? std::move(*answered) : mastodon::error_response(answered.error());
        };
    };
    router.get("/app/session", http::Run::worker, json_handler([this](http::Request& r) { return session(r); }));
    router.add({http::Method::delete_, "/app/session", http::Run::worker, 0,
                json_handler([this](http::Request& r) { return end_session(r); })});
}

std::optional<http::Response> WebApp::before(http::Request& request) const {
    auto cookie = request.cookie(session_cookie);
    if (cookie.empty()) return std::nullopt;
    if (request.path.starts_with("/api/")) {
        if (!request.has_header("authorization") && comes_from_app(request)) {
            auto token = "Bearer " + services::Sessions::access_token(cookie);
            request.add_header("authorization", token);
        }
        return std::nullopt;
    }
    if (!present() || (request.method != http::Method::get && request.method != http::Method::head))
        return std::nullopt;
    bool shared = std::ranges::find(shared_addresses, request.route) != shared_addresses.end();
    if (!shared) return std::nullopt;
    return start_page(request);
}

// Whether the cookie is still good; one that is not is taken back, so that the public pages show again.
Result<http::Response> WebApp::session(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    auto response = http::Response::json(SessionEntity{visitor.who().has_value()});
    response.header("Cache-Control", "no-store");
    if (!visitor.who() && has_session_cookie(request)) visitor.sign_out(response);
    return response;
}

Result<http::Response> WebApp::end_session(http::Request& request) {
    if (!comes_from_app(request)) return forbidden("This can be asked for by the web app alone.");
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    TRY(sessions_.end(request.cookie(session_cookie)));
    auto response = http::Response::no_content();
    visitor.sign_out(response);
    return response;
}

} // namespace kith::web
