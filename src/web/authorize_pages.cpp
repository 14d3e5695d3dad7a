#include "web/authorize_pages.hpp"

#include "web/forms.hpp"
#include "web/sign_in_pages.hpp"

#include <array>

namespace kith::web {
namespace {

using services::AuthorizationRequest;

struct Parameter {
    std::string_view name;
    std::string AuthorizationRequest::* value;
};
constexpr std::array<Parameter, 7> parameters{{
    {"response_type", &AuthorizationRequest::response_type},
    {"client_id", &AuthorizationRequest::client_id},
    {"redirect_uri", &AuthorizationRequest::redirect_uri},
    {"scope", &AuthorizationRequest::scope},
    {"state", &AuthorizationRequest::state},
    {"code_challenge", &AuthorizationRequest::code_challenge},
    {"code_challenge_method", &AuthorizationRequest::code_challenge_method},
}};

AuthorizationRequest read_request(const json::Value& params) {
    AuthorizationRequest request;
    for (const auto& parameter : parameters)
        request.*parameter.value = params[parameter.name].str().value_or("");
    return request;
}

// The same question again, without what forces a new sign-in.
std::string path_of(const AuthorizationRequest& request) {
    std::vector<std::pair<std::string_view, std::string_view>> pairs;
    for (const auto& parameter : parameters)
        pairs.emplace_back(parameter.name, request.*parameter.value);
    return services::redirect_with("/oauth/authorize", pairs);
}

void add_decision(Html& html, const Visitor& visitor, const AuthorizationRequest& request, std::string_view decision,
                  std::string_view label) {
    html.add("<form method=\"post\" action=\"/oauth/authorize\">");
    visitor.add_form_token(html);
    for (const auto& parameter : parameters)
        if (!(request.*parameter.value).empty()) add_hidden(html, parameter.name, request.*parameter.value);
    add_hidden(html, "decision", decision);
    html.add("<button type=\"submit\" class=\"{}\">{}</button></form>", decision, label);
}

} // namespace

void AuthorizePages::mount(http::Router& router) {
    router.get("/oauth/authorize", http::Run::worker, page_handler(site_, [this](http::Request& r) { return ask(r); }));
    router.post("/oauth/authorize", http::Run::worker,
                page_handler(site_, [this](http::Request& r) { return decide(r); }), 32 << 10);
    router.get("/oauth/authorize/native", http::Run::worker,
               page_handler(site_, [this](http::Request& r) { return show_code(r); }));
}

Result<http::Response> AuthorizePages::refuse(const AuthorizationRequest& request, const Error& error) {
    if (request.redirect_uri == services::out_of_band_uri) return Failure(error);
    return http::Response::redirect(services::redirect_with(
        request.redirect_uri, {{"error", error.code}, {"error_description", error.message}, {"state", request.state}}));
}

Result<http::Response> AuthorizePages::ask(http::Request& request) {
    const auto& params = *TRY(request.query());
    auto wanted = read_request(params);
    auto authorization = TRY(oauth_.identify(wanted));
    if (auto checked = services::OAuth::check(wanted, authorization); !checked) return refuse(wanted, checked.error());
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who() || params["force_login"].boolean().value_or(false))
        return http::Response::redirect(sign_in_path(path_of(wanted)));
    return consent(visitor, wanted, authorization);
}

Result<http::Response> AuthorizePages::consent(const Visitor& visitor, const AuthorizationRequest& request,
                                               const services::Authorization& authorization) {
    const auto& application = authorization.application;
    const auto& say = visitor.say();
    auto page = visitor.page(say("Let {} in?", application.name));
    auto& html = page.body;
    html.add("<h1>").sentence(say("Let {} in?"), "<em>{}</em>", application.name).add("</h1><p>");
    html.sentence(say("You are signed in as {}."), "<strong>@{}</strong>", visitor.who()->account.username).text(" ");
    if (application.website.empty())
        html.text(say("The app says of itself that it is called {}.", application.name));
    else
        html.sentence(say("The app says of itself that it is {}."),
                      "<a href=\"{}\" rel=\"noopener noreferrer nofollow\">{}</a>", safe_url(application.website),
                      application.website);
    html.add("</p><p>{}</p><ul class=\"scopes\">", say("If you let it in, it can:"));
    for (auto text : services::explain_scopes(authorization.scopes))
        html.add("<li>{}</li>", say.of(text));
    html.add("</ul><div class=\"decisions\">");
    add_decision(html, visitor, request, "allow", say("Let it in"));
    add_decision(html, visitor, request, "deny", say("No, thank you"));
    html.add("</div><form method=\"post\" action=\"/sign-out\" class=\"aside\">");
    visitor.add_form_token(html);
    add_hidden(html, "return_to", path_of(request));
    html.add("<button type=\"submit\" class=\"link\">{}</button></form><p class=\"aside\">", say("Use another account"))
        .sentence(say("You can take this back at any time in your {}."), "<a href=\"/settings\">{}</a>",
                  say("settings"))
        .add("</p>");
    return respond(site_, page, 200, request.redirect_uri);
}

Result<http::Response> AuthorizePages::decide(http::Request& request) {
    const auto& params = *TRY(request.params());
    auto wanted = read_request(params);
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path(path_of(wanted)));
    TRY(visitor.check_form(request));
    auto authorization = TRY(oauth_.identify(wanted));
    if (auto checked = services::OAuth::check(wanted, authorization); !checked) return refuse(wanted, checked.error());
    if (params["decision"].str() != "allow")
        return refuse(wanted, Error{.kind = ErrorKind::forbidden,
                                    .code = "access_denied",
                                    .message = "The resource owner or authorization server denied the request."});
    auto code = TRY(oauth_.grant(authorization, visitor.who()->account.id));
    if (wanted.redirect_uri == services::out_of_band_uri)
        return http::Response::redirect("/oauth/authorize/native?code=" + percent_encode(code));
    return http::Response::redirect(
        services::redirect_with(wanted.redirect_uri, {{"code", code}, {"state", wanted.state}}));
}

Result<http::Response> AuthorizePages::show_code(http::Request& request) {
    auto code = (*TRY(request.query()))["code"].str().value_or("");
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    const auto& say = visitor.say();
    auto page = visitor.page(say("Your code"));
    page.body.add("<h1>{}</h1><p>{}</p><p><code class=\"code\">{}</code></p><p>{}</p>", page.title,
                  say("Copy this code and paste it into the app:"), code, say("It works once, for ten minutes."));
    return respond(site_, page);
}

} // namespace kith::web
