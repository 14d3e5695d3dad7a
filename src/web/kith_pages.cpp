#include "web/kith_pages.hpp"

#include "web/forms.hpp"
#include "web/sign_in_pages.hpp"
#include "web/visitor.hpp"

namespace kith::web {
namespace {

std::string_view mails(services::MailKind kind) {
    return kind == services::MailKind::newcomers ? "mails about new followers" : "weekly mails";
}

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
    Page page;
    page.title = "You met";
    auto& html = page.body;
    html.add(
        "<h1>You met in person?</h1><p>If the person who showed you this code stands before you, say so. Both of you "
        "will be acquaintances here, and both can take it back.</p><form method=\"post\" action=\"{}\">",
        request.path);
    visitor.add_form_token(html);
    html.add("<button>Yes, we met</button></form>");
    return respond(site_, page);
}

Result<http::Response> KithPages::met(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path(request.path));
    TRY(visitor.check_form(request));
    auto meeting = TRY(meetings_.enter_code(visitor.who()->account.id, request.capture("code")));
    auto other = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_id(meeting.target_id); }));
    if (!other) return not_found();
    Page page;
    page.title = "You met";
    page.body.add("<h1>Good to meet you</h1><p>You and <a href=\"{}\">{}</a> are acquaintances now.</p>",
                  safe_url(site_.instance.profile_url(*other)),
                  other->display_name.empty() ? other->username : other->display_name);
    return respond(site_, page);
}

Result<http::Response> KithPages::show_unsubscribe(http::Request& request) {
    auto kind = TRY(preferences_.check_unsubscribe(request.capture("token")));
    Page page;
    page.title = "No more mails";
    page.body.add("<h1>No more mails?</h1><p>This ends the {} to you. The app shows the same whenever you look.</p>"
                  "<form method=\"post\" action=\"{}\"><button>End these mails</button></form>",
                  mails(kind), request.path);
    return respond(site_, page);
}

Result<http::Response> KithPages::unsubscribe(http::Request& request) {
    auto kind = TRY(preferences_.unsubscribe(request.capture("token")));
    Page page;
    page.title = "No more mails";
    page.body.add("<h1>Done</h1><p>There will be no more {} to you.</p>", mails(kind));
    return respond(site_, page);
}

} // namespace kith::web
