#include "web/member_pages.hpp"

#include "mastodon/api.hpp"
#include "web/forms.hpp"
#include "web/sign_in_pages.hpp"

#include <array>

namespace kith::web {
namespace {

std::string text_of(const json::Value& params, std::string_view name) { return params[name].str().value_or(""); }

bool ours(const Error& error) { return error.kind == ErrorKind::internal; }

std::string_view if_about(const Error* problem, std::string_view field, const Words& say) {
    return problem != nullptr && problem->code.starts_with(field) ? say.of(problem->message) : "";
}

} // namespace

// What can be asked for by an e-mail address.
struct MemberPages::Letter {
    std::string_view path;
    Said title;
    Said words;
    Result<void> (services::Users::*send)(std::string_view email, std::string_view address);
    Said sent;
};

void MemberPages::mount(http::Router& router) {
    static constexpr std::array letters{
        Letter{"/confirm", "Confirm your address",
               "We send you the link with which you confirm your address once more.",
               &services::Users::resend_confirmation_to,
               "If there is an account with this address that waits to be confirmed, a message is on its way."},
        Letter{"/forgot", "Forgot your password?", "We send you a link with which you can choose a new one.",
               &services::Users::send_reset_link,
               "If there is an account with this address, a message is on its way. Its link works for six hours."},
    };
    auto get = [&](std::string path, Response (MemberPages::*show)(http::Request&)) {
        router.get(std::move(path), http::Run::worker,
                   page_handler(site_, [this, show](http::Request& r) { return (this->*show)(r); }));
    };
    auto post = [&](std::string path, Response (MemberPages::*take)(http::Request&)) {
        router.post(std::move(path), http::Run::worker,
                    page_handler(site_, [this, take](http::Request& r) { return (this->*take)(r); }), 32 << 10);
    };
    get("/sign-up", &MemberPages::show_sign_up);
    post("/sign-up", &MemberPages::sign_up);
    get("/invite/:code", &MemberPages::show_invitation);
    get("/confirm/:token", &MemberPages::confirm);
    for (const auto& letter : letters) {
        router.get(std::string(letter.path), http::Run::worker,
                   page_handler(site_, [this, &letter](http::Request& r) { return show_letter(r, letter); }));
        router.post(std::string(letter.path), http::Run::worker,
                    page_handler(site_, [this, &letter](http::Request& r) { return send_letter(r, letter); }),
                    32 << 10);
    }
    get("/reset/:token", &MemberPages::show_reset);
    post("/reset/:token", &MemberPages::reset);
    get("/welcome/:token", &MemberPages::show_welcome);
    post("/welcome/:token", &MemberPages::welcome);
}

Result<http::Response> MemberPages::tell(const Visitor& visitor, std::string_view title, std::string_view words) {
    auto page = visitor.page(title);
    page.body.add("<h1>{}</h1>", title).paragraphs(words);
    return respond(site_, page);
}

Result<http::Response> MemberPages::enter(const Visitor& visitor, const http::Request& request, AccountId account,
                                          std::string path) {
    TRY(sessions_.end(visitor.session_token()));
    auto token = TRY(sessions_.start(account, device_of(request)));
    auto response = http::Response::redirect(std::move(path));
    visitor.sign_in(response, token);
    return response;
}

Result<http::Response> MemberPages::sign_up_form(const Visitor& visitor, const services::SignUpForm& filled,
                                                 const std::vector<services::FieldProblem>& problems,
                                                 std::string_view problem) {
    auto settings = TRY(site_.settings.get());
    bool invited = !filled.invite_code.empty();
    const auto& say = visitor.say();
    auto page = visitor.page(say("Join"));
    auto& html = page.body;
    html.add("<h1>{}</h1>", say("Join {}", settings->title));
    if (!invited && settings->sign_up == services::SignUpMode::invitation) {
        html.add("<p>{}</p><p class=\"aside\">{} <a href=\"/sign-in\">{}</a></p>",
                 say("This community grows by invitation. Ask somebody who is here for a link."), say("Here already?"),
                 say("Sign in"));
        return respond(site_, page);
    }
    html.add("<form method=\"post\" action=\"/sign-up\">");
    add_problem(html, problem);
    if (auto invitation = problem_of(problems, "invite_code", say("This invitation"), say); !invitation.empty())
        add_problem(html, invitation);
    visitor.add_form_token(html);
    auto hint = say("Letters, digits and underscores. People find you as @name@{}.", site_.instance.domain);
    if (invited) add_hidden(html, "invite_code", filled.invite_code);
    add_field(html, {.name = "username",
                     .label = say("Name"),
                     .autocomplete = "username",
                     .value = filled.username,
                     .hint = hint,
                     .problem = problem_of(problems, "username", say("The name"), say),
                     .focus = true});
    add_field(html, {.name = "email",
                     .label = say("E-mail address"),
                     .type = "email",
                     .autocomplete = "email",
                     .value = filled.email,
                     .hint = say("Nobody else sees it."),
                     .problem = problem_of(problems, "email", say("The address"), say)});
    add_field(html, {.name = "password",
                     .label = say("Password"),
                     .type = "password",
                     .autocomplete = "new-password",
                     .hint = say("At least 8 characters. A sentence is a good password."),
                     .problem = problem_of(problems, "password", say("The password"), say)});
    if (!invited && settings->sign_up == services::SignUpMode::approval)
        add_text_area(html, {.name = "reason",
                             .label = say("Why would you like to join?"),
                             .value = filled.reason,
                             .hint = say("A moderator reads this before letting you in."),
                             .problem = problem_of(problems, "reason", say("This"), say)});
    if (!settings->rules.empty()) {
        html.add("<h2>{}</h2><ul class=\"rules\">", say("What we ask of each other"));
        for (const auto& rule : settings->rules)
            html.add("<li>{}</li>", rule.text);
        html.add("</ul>");
    }
    auto agreement = problem_of(problems, "agreement", say("This"), say);
    html.add("<div class=\"field check{}\">", agreement.empty() ? "" : " wrong");
    if (!agreement.empty()) html.add("<p class=\"problem\">{}</p>", agreement);
    html.add("<input type=\"checkbox\" id=\"agreement\" name=\"agreement\" value=\"1\" required> "
             "<label for=\"agreement\">")
        .sentence(say("I will keep to the rules, and have read the {}"), "<a href=\"/privacy\">{}</a>",
                  say("privacy policy"))
        .add("</label></div><button type=\"submit\">{}</button></form>"
             "<p class=\"aside\">{} <a href=\"/sign-in\">{}</a></p>",
             page.title, say("Here already?"), say("Sign in"));
    auto response = TRY(respond(site_, page, problems.empty() && problem.empty() ? 200 : 422));
    visitor.remember(response);
    return response;
}

Result<http::Response> MemberPages::show_sign_up(http::Request& request) {
    return sign_up_form(TRY(Visitor::of(site_, sessions_, request)), {}, {}, "");
}

Result<http::Response> MemberPages::show_invitation(http::Request& request) {
    auto code = std::string(request.capture("code"));
    TRY(invites_.usable(code));
    return sign_up_form(TRY(Visitor::of(site_, sessions_, request)), {.invite_code = code}, {}, "");
}

Result<http::Response> MemberPages::sign_up(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    const auto& params = *TRY(request.params());
    services::SignUpForm form{.username = text_of(params, "username"),
                              .email = text_of(params, "email"),
                              .password = text_of(params, "password"),
                              .agreement = params["agreement"].boolean().value_or(false),
                              .reason = text_of(params, "reason"),
                              .invite_code = text_of(params, "invite_code"),
                              .address = request.remote_address};
    auto done = [&]() -> Result<services::SignedUp> {
        TRY(visitor.check_form(request));
        return sign_up_.sign_up(form);
    }();
    if (!done) {
        if (ours(done.error())) return Failure(done.error());
        return sign_up_form(visitor, form, {}, visitor.say().of(done.error().message));
    }
    if (!done->problems.empty()) return sign_up_form(visitor, form, done->problems, "");
    if (done->confirmed && done->approved) return enter(visitor, request, done->account, site_.start_path);
    const auto& say = visitor.say();
    std::string words(say("Your account is made."));
    if (!done->confirmed)
        words.append("\n\n").append(say(
            "We have to know that the e-mail address is yours: open the link in the message that we sent you. Where "
            "this server sends no e-mail, its operator confirms you by hand."));
    if (!done->approved) words.append("\n\n").append(say("A moderator will read what you wrote and let you in."));
    return tell(visitor, say("Welcome"), words);
}

Result<http::Response> MemberPages::ask_address(const Visitor& visitor, const Letter& letter, const Error* problem) {
    const auto& say = visitor.say();
    auto page = visitor.page(say(letter.title));
    auto& html = page.body;
    html.add("<h1>{}</h1><p>{}</p><form method=\"post\" action=\"{}\">", page.title,
             problem == nullptr ? say(letter.words) : say("That did not work."), letter.path);
    if (problem != nullptr) add_problem(html, say.of(problem->message));
    visitor.add_form_token(html);
    add_field(
        html,
        {.name = "email", .label = say("E-mail address"), .type = "email", .autocomplete = "email", .focus = true});
    html.add("<button type=\"submit\">{}</button></form>", say("Send the message"));
    auto response = TRY(respond(site_, page, problem != nullptr ? mastodon::http_status(problem->kind) : 200));
    visitor.remember(response);
    return response;
}

Result<http::Response> MemberPages::show_letter(http::Request& request, const Letter& letter) {
    return ask_address(TRY(Visitor::of(site_, sessions_, request)), letter, nullptr);
}

Result<http::Response> MemberPages::send_letter(http::Request& request, const Letter& letter) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    auto email = text_of(*TRY(request.params()), "email");
    auto sent = [&]() -> Result<void> {
        TRY(visitor.check_form(request));
        return (users_.*letter.send)(email, request.remote_address);
    }();
    if (sent) return tell(visitor, visitor.say()("Look into your mail"), visitor.say()(letter.sent));
    if (ours(sent.error())) return Failure(sent.error());
    return ask_address(visitor, letter, &sent.error());
}

// Opening a link changes nothing but what its reader asked for, and twice does no harm: a mail program that looks ahead
// confirms an address that receives mail.
Result<http::Response> MemberPages::confirm(http::Request& request) {
    TRY(users_.confirm_email(request.capture("token")));
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    const auto& say = visitor.say();
    auto page = visitor.page(say("Thank you"));
    page.body.add("<h1>{}</h1><p>{}</p><p><a class=\"button\" href=\"/sign-in\">{}</a></p>", page.title,
                  say("Your e-mail address is confirmed."), say("Sign in"));
    return respond(site_, page);
}

Result<http::Response> MemberPages::reset_form(const Visitor& visitor, const Account& account, std::string_view token,
                                               std::string_view problem) {
    const auto& say = visitor.say();
    auto page = visitor.page(say("A new password"));
    auto& html = page.body;
    html.add("<h1>{}</h1><form method=\"post\" action=\"/reset/{}\">", say("A new password for @{}", account.username),
             percent_encode(token));
    visitor.add_form_token(html);
    add_field(html, {.name = "password",
                     .label = say("New password"),
                     .type = "password",
                     .autocomplete = "new-password",
                     .hint = say("At least 8 characters. All your apps and browsers will be signed out."),
                     .problem = say.of(problem),
                     .focus = true});
    html.add("<button type=\"submit\">{}</button></form>", say("Keep this password"));
    auto response = TRY(respond(site_, page, problem.empty() ? 200 : 422));
    visitor.remember(response);
    return response;
}

Result<http::Response> MemberPages::show_reset(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    auto token = request.capture("token");
    return reset_form(visitor, TRY(users_.reset_target(token)), token, "");
}

Result<http::Response> MemberPages::reset(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    auto token = request.capture("token");
    auto account = TRY(users_.reset_target(token));
    auto password = text_of(*TRY(request.params()), "password");
    auto done = [&]() -> Result<AccountId> {
        TRY(visitor.check_form(request));
        return users_.reset_password(token, password);
    }();
    if (done) return http::Response::redirect("/sign-in");
    if (done.error().kind != ErrorKind::invalid) return Failure(done.error());
    return reset_form(visitor, account, token, done.error().message);
}

Result<http::Response> MemberPages::welcome_form(const Visitor& visitor, std::string_view token,
                                                 const services::NewUser& filled, const Error* problem) {
    const auto& say = visitor.say();
    auto page = visitor.page(say("Welcome"));
    auto& html = page.body;
    html.add("<h1>{}</h1><p>{}</p><form method=\"post\" action=\"/welcome/{}\">", say("Welcome to your server"),
             say("Make the account that owns it."), percent_encode(token));
    bool beside = problem != nullptr && (problem->code.starts_with("username") || problem->code.starts_with("email") ||
                                         problem->code.starts_with("password"));
    if (problem != nullptr && !beside) add_problem(html, say.of(problem->message));
    visitor.add_form_token(html);
    add_field(html, {.name = "username",
                     .label = say("Name"),
                     .autocomplete = "username",
                     .value = filled.username,
                     .hint = say("Letters, digits and underscores."),
                     .problem = if_about(problem, "username", say),
                     .focus = true});
    add_field(html, {.name = "email",
                     .label = say("E-mail address"),
                     .type = "email",
                     .autocomplete = "email",
                     .value = filled.email,
                     .problem = if_about(problem, "email", say)});
    add_field(html, {.name = "password",
                     .label = say("Password"),
                     .type = "password",
                     .autocomplete = "new-password",
                     .hint = say("At least 8 characters."),
                     .problem = if_about(problem, "password", say)});
    html.add("<button type=\"submit\">{}</button></form>", say("Begin"));
    auto response = TRY(respond(site_, page, problem != nullptr ? 422 : 200));
    visitor.remember(response);
    return response;
}

Result<http::Response> MemberPages::show_welcome(http::Request& request) {
    auto token = request.capture("token");
    TRY(users_.check_owner_link(token));
    return welcome_form(TRY(Visitor::of(site_, sessions_, request)), token, {}, nullptr);
}

Result<http::Response> MemberPages::welcome(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    auto token = request.capture("token");
    const auto& params = *TRY(request.params());
    services::NewUser wanted{.username = text_of(params, "username"),
                             .email = text_of(params, "email"),
                             .password = text_of(params, "password")};
    auto owner = [&]() -> Result<AccountId> {
        TRY(visitor.check_form(request));
        return users_.create_owner(token, wanted);
    }();
    if (owner) return enter(visitor, request, *owner, site_.start_path);
    if (owner.error().kind != ErrorKind::invalid && owner.error().kind != ErrorKind::conflict)
        return Failure(owner.error());
    return welcome_form(visitor, token, wanted, &owner.error());
}

} // namespace kith::web
