#include "web/kith_pages.hpp"

#include "web/forms.hpp"
#include "web/sign_in_pages.hpp"
#include "web/visitor.hpp"

namespace kith::web {
namespace {

bool about_newcomers(services::MailKind kind) { return kind == services::MailKind::newcomers; }

} // namespace

KithPages::KithPages(const Site& site, store::Store& store, services::Sessions& sessions, services::Meetings& meetings,
                     services::KithPreferences& preferences)
    : site_(site), store_(store), sessions_(sessions), meetings_(meetings), preferences_(preferences) {}

void KithPages::mount(http::Router& router) {
    auto page = [&](Result<http::Response> (KithPages::*show)(http::Request&)) {
        return page_handler(site_, [this, show](http::Request& r) { return (this->*show)(r); });
    };
    router.get("/met/:code", http::Run::worker, page(&KithPages::show_met));
    router.post("/met/:code", http::Run::worker, page(&KithPages::met), 32 << 10);
    router.get("/unsubscribe/:token", http::Run::worker, page(&KithPages::show_unsubscribe));
    router.post("/unsubscribe/:token", http::Run::worker, page(&KithPages::unsubscribe), 32 << 10);
}

// The page asks first: a camera that opens a link is not yet somebody's word.
Result<http::Response> KithPages::show_met(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path(request.path));
    const auto& say = visitor.say();
    auto page = visitor.page(say("You met"));
    auto& html = page.body;
    html.add("<h1>{}</h1><p>{}</p><form method=\"post\" action=\"{}\">", say("You met in person?"),
             say("If the person who showed you this code stands before you, say so. Both of you will be acquaintances "
                 "here, and both can take it back."),
             request.path);
    visitor.add_form_token(html);
    html.add("<button>{}</button></form>", say("Yes, we met"));
    return respond(site_, page);
}

Result<http::Response> KithPages::met(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path(request.path));
    TRY(visitor.check_form(request));
    auto meeting = TRY(meetings_.enter_code(visitor.who()->account.id, request.capture("code")));
    auto other = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_id(meeting.target_id); }));
    if (!other) return not_found();
    const auto& say = visitor.say();
    auto page = visitor.page(say("You met"));
    page.body.add("<h1>{}</h1><p>", say("Good to meet you"))
        .sentence(say("You and {} are acquaintances now."), "<a href=\"{}\">{}</a>",
                  safe_url(site_.instance.profile_url(*other)),
                  other->display_name.empty() ? other->username : other->display_name)
        .add("</p>");
    return respond(site_, page);
}

Result<http::Response> KithPages::show_unsubscribe(http::Request& request) {
    auto kind = TRY(preferences_.check_unsubscribe(request.capture("token")));
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    const auto& say = visitor.say();
    auto page = visitor.page(say("No more mails"));
    page.body.add("<h1>{}</h1><p>{}</p><form method=\"post\" action=\"{}\"><button>{}</button></form>",
                  say("No more mails?"),
                  about_newcomers(kind)
                      ? say("This ends the mails about new followers to you. The app shows the same whenever you look.")
                      : say("This ends the weekly mails to you. The app shows the same whenever you look."),
                  request.path, say("End these mails"));
    return respond(site_, page);
}

Result<http::Response> KithPages::unsubscribe(http::Request& request) {
    auto kind = TRY(preferences_.unsubscribe(request.capture("token")));
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    const auto& say = visitor.say();
    auto page = visitor.page(say("No more mails"));
    page.body.add("<h1>{}</h1><p>{}</p>", say("Done"),
                  about_newcomers(kind) ? say("There will be no more mails about new followers to you.")
                                        : say("There will be no more weekly mails to you."));
    return respond(site_, page);
}

} // namespace kith::web
