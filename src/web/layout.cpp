#include "web/layout.hpp"

#include "mastodon/api.hpp"
#include "web/assets.hpp"

#include <algorithm>

namespace kith::web {
namespace {

// The CSP source of a redirect URI (CSP3 §2.3.1): an origin for the web, the scheme for an app's own. "" if it cannot
// be written as one.
std::string source_of(std::string_view uri) {
    auto end = uri.find(':');
    if (end == std::string_view::npos) return {};
    auto scheme = uri.substr(0, end);
    auto source = std::string(uri.substr(0, end + 1));
    if (equals_ignoring_case(scheme, "http") || equals_ignoring_case(scheme, "https"))
        source = std::string(uri.substr(0, uri.find_first_of("/?", end + 3)));
    bool good = std::ranges::all_of(source, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view("+-.:/[]").find(c) != std::string_view::npos;
    });
    return good ? source : std::string();
}

} // namespace

Site::Site(const services::Instance& server, services::Settings& server_settings)
    : instance(server),
      settings(server_settings),
      secure(server.base_url.starts_with("https://")),
      style_path(stylesheet_path()) {}

std::string render(const Site& site, std::string_view community, const Page& page) {
    Words say(page.language);
    Html html;
    html.add("<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
             "<meta name=\"color-scheme\" content=\"light dark\">"
             "<link rel=\"icon\" href=\"/assets/icon.svg\" type=\"image/svg+xml\">"
             "<link rel=\"stylesheet\" href=\"{}\">",
             code_of(page.language), site.style_path);
    auto title = page.title.empty() ? std::string(community) : page.title + " · " + std::string(community);
    html.add("<title>{}</title><meta property=\"og:title\" content=\"{}\">"
             "<meta property=\"og:site_name\" content=\"{}\"><meta property=\"og:type\" content=\"{}\">",
             title, page.title.empty() ? community : std::string_view(page.title), community, page.type);
    if (!page.description.empty())
        html.add("<meta name=\"description\" content=\"{}\"><meta property=\"og:description\" content=\"{}\">",
                 page.description, page.description);
    if (!page.canonical.empty())
        html.add("<link rel=\"canonical\" href=\"{}\"><meta property=\"og:url\" content=\"{}\">", page.canonical,
                 page.canonical);
    if (!page.image.empty())
        html.add("<meta property=\"og:image\" content=\"{}\"><meta name=\"twitter:card\" content=\"summary\">",
                 page.image);
    if (!page.index) html.add("<meta name=\"robots\" content=\"noindex\">");
    html.append(page.head);
    html.add("</head><body class=\"{}\"><a class=\"skip\" href=\"#main\">{}</a>"
             "<header class=\"top\"><a class=\"brand\" href=\"/\">{}</a></header><main id=\"main\">",
             page.narrow ? "narrow" : "wide", say("Skip to content"), community);
    html.append(page.body);
    html.add("</main><footer class=\"bottom\"><a href=\"/about\">{}</a> <a href=\"/privacy\">{}</a> "
             "<span>{}</span></footer></body></html>\n",
             say("About"), say("Privacy"), say("{} runs Kith", site.instance.domain));
    return html.take();
}

void secure(http::Response& response, std::string_view form_target) {
    std::string policy = "default-src 'none'; style-src 'self'; img-src 'self' https: data:; media-src 'self' https:; "
                         "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
    if (auto source = source_of(form_target); !source.empty()) policy += " " + source;
    response.header("Content-Security-Policy", std::move(policy));
    response.header("X-Frame-Options", "DENY");
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "same-origin");
}

Result<http::Response> respond(const Site& site, const Page& page, int status, std::string_view form_target) {
    auto response = http::Response::html(render(site, TRY(site.settings.get())->title, page), status);
    secure(response, form_target);
    response.header("Cache-Control", "no-store");
    return response;
}

http::Response error_page(const Site& site, const Error& error, Language language) {
    int status = mastodon::http_status(error.kind);
    if (status >= 500) mastodon::log_failure(error);
    Words say(language);
    Page page;
    page.language = language;
    page.title = status == 404 ? say("Not found") : say("That did not work");
    page.body.add("<h1>{}</h1><p>{}</p><p><a href=\"/\">{}</a></p>", page.title,
                  status == 404 && error.code == "not_found" ? say("There is nothing here, or you may not see it.")
                                                             : say.of(error.message),
                  say("Back to the start"));
    auto response = respond(site, page, status);
    return response ? std::move(*response)
                    : http::Response::text(std::string(say("Something went wrong on our side.")), 500);
}

} // namespace kith::web
