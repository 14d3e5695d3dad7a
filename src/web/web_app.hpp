// The web app: its files, the page that starts it at the app's addresses, and the way in which its requests to the API
// prove whose they are. docs/adr/0006-web-app-session.md says why.
#pragma once

#include "http/router.hpp"
#include "services/sessions.hpp"
#include "web/layout.hpp"

#include <map>
#include <mutex>
#include <span>
#include <string_view>

namespace kith::web {

// A built file, as it is and compressed ahead.
struct AppFile {
    std::string_view path; // "index.html", "assets/main-4f1c.js"
    std::string_view content_type;
    std::string_view digest; // of the bytes: another name for another content
    std::string_view bytes;
    std::string_view gzip; // empty: not smaller
    std::string_view brotli;
};

// Thread-safe.
class WebApp {
public:
    // Without files, the program was built without the app: no routes, only public pages.
    WebApp(const Site& site, services::Sessions& sessions, std::span<const AppFile> files);

    bool present() const { return !files_.empty(); }
    // /app/… and the addresses that are the app's alone. Strangers are sent from these to the sign-in page.
    void mount(http::Router& router);
    // For Hooks::before. Gives a request of the app the access token of its browser's session; answers with the app
    // where a signed-in browser asks for an address that has a public page too (profile, post, hashtag, start).
    std::optional<http::Response> before(http::Request& request) const;

private:
    // Copied out of the program when it is first asked for: most files never are, or only once.
    class Encoded {
    public:
        Encoded(std::string_view bytes, std::string etag) : bytes_(bytes), etag_(std::move(etag)) {}

        bool empty() const { return bytes_.empty(); }
        const std::string& etag() const { return etag_; }
        http::SharedText text() const;

    private:
        std::string_view bytes_;
        std::string etag_;
        mutable std::once_flag copied_;
        mutable http::SharedText copy_;
    };
    struct File {
        explicit File(const AppFile& file);

        std::string content_type;
        std::string cache_control;
        Encoded plain;
        Encoded gzip;
        Encoded brotli;
    };

    static http::Response answer(const http::Request& request, const File& file);
    http::Response start_page(const http::Request& request) const;
    Result<http::Response> session(http::Request& request);
    Result<http::Response> end_session(http::Request& request);

    const Site& site_;
    services::Sessions& sessions_;
    std::map<std::string, File, std::less<>> files_;
    std::string policy_;
};

} // namespace kith::web
