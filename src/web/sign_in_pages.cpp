#include "web/sign_in_pages.hpp"

#include "mastodon/api.hpp"
#include "web/forms.hpp"

namespace kith::web {

http::Handler page_handler(const Site& site, PageHandler handler) {
    return [&site, handler = std::move(handler)](http::Request& request) {
        auto answer = handler(request);
        return answer ? std::move(*answer)
                      : error_page(site, answer.error(), language_of(request.header("accept-language")));
    };
}

void SignInPages::mount(http::Router& router) {
    router.get("/sign-in", http::Run::worker, page_handler(site_, [this](http::Request& r) { return show(r); }));
    router.post("/sign-in", http::Run::worker, page_handler(site_, [this](http::Request& r) { return sign_in(r); }),
                16 << 10);
    router.post("/sign-out", http::Run::worker, page_handler(site_, [this](http::Request& r) { return sign_out(r); }),
                16 << 10);
}

Result<http::Response> SignInPages::form(const Visitor& visitor, std::string_view return_to, std::string_view login,
                                         const Error* problem) {
    const auto& say = visitor.say();
    auto page = visitor.page(say("Sign in"));
    auto& html = page.body;
    html.add("<h1>{}</h1><form method=\"post\" action=\"/sign-in\">", page.title);
    if (problem != nullptr) add_problem(html, say.of(problem->message));
    if (problem != nullptr && problem->code == "unconfirmed")
        html.add("<p><a href=\"/confirm\">{}</a></p>", say("Send the e-mail again"));
    visitor.add_form_token(html);
    add_hidden(html, "return_to", return_to);
    add_field(html, {.name = "login",
                     .label = say("E-mail address or name"),
                     .autocomplete = "username",
                     .value = login,
                     .focus = login.empty()});
    add_field(html, {.name = "password",
                     .label = say("Password"),
                     .type = "password",
                     .autocomplete = "current-password",
                     .focus = !login.empty()});
    html.add("<button type=\"submit\">{}</button></form>"
             "<p class=\"aside\"><a href=\"/forgot\">{}</a></p>"
             "<p class=\"aside\">{} <a href=\"/sign-up\">{}</a></p>",
             page.title, say("Forgot your password?"), say("New here?"), say("Join"));
    auto response = TRY(respond(site_, page, problem != nullptr ? mastodon::http_status(problem->kind) : 200));
    visitor.remember(response);
    return response;
}

Result<http::Response> SignInPages::show(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    auto return_to = safe_return((*TRY(request.query()))["return_to"].str().value_or(site_.start_path));
    return form(visitor, return_to, "", nullptr);
}

Result<http::Response> SignInPages::sign_in(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    const auto& params = *TRY(request.params());
    auto return_to = safe_return(params["return_to"].str().value_or(site_.start_path));
    auto login = params["login"].str().value_or("");
    auto account = [&]() -> Result<AccountId> {
        TRY(visitor.check_form(request));
        return users_.authenticate(login, params["password"].str().value_or(""), request.remote_address);
    }();
    if (!account) {
        if (account.error().kind == ErrorKind::internal) return Failure(account.error());
        return form(visitor, return_to, login, &account.error());
    }
    // Whatever session the browser had ends, and the new one has a token of its own.
    TRY(sessions_.end(visitor.session_token()));
    auto token = TRY(sessions_.start(*account, device_of(request)));
    auto response = http::Response::redirect(return_to);
    visitor.sign_in(response, token);
    return response;
}

Result<http::Response> SignInPages::sign_out(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    TRY(visitor.check_form(request));
    TRY(sessions_.end(visitor.session_token()));
    auto return_to = safe_return((*TRY(request.params()))["return_to"].str().value_or("/"));
    auto response = http::Response::redirect(return_to);
    visitor.sign_out(response);
    return response;
}

} // namespace kith::web
