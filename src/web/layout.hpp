// The frame of every page: head, heading, footer, and the headers that keep it safe.
#pragma once

#include "http/response.hpp"
#include "services/instance.hpp"
#include "services/settings.hpp"
#include "web/html.hpp"
#include "web/words.hpp"

#include <string>
#include <string_view>

namespace kith::web {

// What pages need to know of the server. Lives as long as they do.
struct Site {
    const services::Instance& instance;
    services::Settings& settings;
    bool secure = true;                   // the base URL is https: cookies are for https alone
    std::string style_path;               // "/assets/style-….css"
    std::string start_path = "/settings"; // where somebody goes who has just signed in

    Site(const services::Instance& server, services::Settings& server_settings);
};

struct Page {
    std::string title;            // before the name of the community; empty: that name alone
    std::string description;      // for search engines and previews; empty: none
    std::string canonical;        // absolute; empty: none
    std::string image;            // absolute, for previews; empty: none
    std::string type = "website"; // OpenGraph
    bool index = false;           // search engines may keep it
    bool narrow = true;           // a form rather than a reading page
    Language language = Language::english;
    Html head; // further elements of <head>
    Html body; // what is in <main>
};

std::string render(const Site& site, std::string_view community, const Page& page);

// A page of this visitor's own: not cached, framed by nobody, no scripts. `form_target`: besides this server, where a
// form of the page may lead (an app's redirect URI).
Result<http::Response> respond(const Site& site, const Page& page, int status = 200, std::string_view form_target = {});
// Headers of a page that looks the same to everybody.
void secure(http::Response& response, std::string_view form_target = {});

// A page for what went wrong: its status and message.
http::Response error_page(const Site& site, const Error& error, Language language);

} // namespace kith::web
