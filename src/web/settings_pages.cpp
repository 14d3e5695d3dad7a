#include "web/settings_pages.hpp"

#include "mastodon/api.hpp"
#include "mastodon/export_download.hpp"
#include "services/devices.hpp"
#include "services/smart_lists.hpp"
#include "web/forms.hpp"
#include "web/sign_in_pages.hpp"

#include <algorithm>

namespace kith::web {
namespace {

std::string text_of(const json::Value& params, std::string_view name) { return params[name].str().value_or(""); }

// "Firefox on Linux".
std::string words_for(services::DeviceName device) {
    std::string words(device.browser.empty() ? "A browser" : device.browser);
    if (!device.system.empty()) words.append(" on ").append(device.system);
    return words;
}

void begin_form(Html& html, const Visitor& visitor, std::string_view action) {
    html.add("<form method=\"post\" action=\"/settings/{}\">", action);
    visitor.add_form_token(html);
}

} // namespace

void SettingsPages::mount(http::Router& router) {
    router.get("/settings", http::Run::worker, page_handler(site_, [this](http::Request& r) { return show(r); }));
    auto post = [&](std::string_view section, std::string_view name, Action action) {
        router.post("/settings/" + std::string(name), http::Run::worker,
                    page_handler(site_, [this, section, action](http::Request& r) { return act(r, section, action); }),
                    16 << 10);
    };
    post("password", "password", &SettingsPages::change_password);
    post("email", "email", &SettingsPages::change_email);
    post("ties", "ties", &SettingsPages::change_ties);
    post("sessions", "sessions", &SettingsPages::end_session);
    post("applications", "applications", &SettingsPages::take_back);
    post("export", "archive", &SettingsPages::make_archive);
    post("invitations", "invitations", &SettingsPages::invite);
    post("invitations", "invitations/revoke", &SettingsPages::revoke_invite);
    auto download = [&](std::string pattern, Response (SettingsPages::*answer)(http::Request&)) {
        router.get(std::move(pattern), http::Run::worker,
                   page_handler(site_, [this, answer](http::Request& r) { return (this->*answer)(r); }));
    };
    download("/settings/exports/:name", &SettingsPages::download_export);
    download("/settings/archive.zip", &SettingsPages::download_archive);
    // Where the web app leads after the end of an account.
    router.get("/goodbye", http::Run::worker, page_handler(site_, [this](http::Request&) { return goodbye(); }));
    router.post("/settings/delete", http::Run::worker,
                page_handler(site_, [this](http::Request& r) { return remove_account(r); }), 16 << 10);
}

Result<http::Response> SettingsPages::show(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path("/settings"));
    auto done = (*TRY(request.query()))["done"].str().value_or("");
    Note note;
    note.problem = false;
    if (done == "password")
        note = {"password", "Your password is changed. Everything else was signed out.", false};
    else if (done == "email")
        note = {"email", "Done. If this server sends e-mail, open the link in the message to your new address.", false};
    else if (done == "ties")
        note = {"ties", "Saved.", false};
    return page(visitor, note, 200);
}

Result<http::Response> SettingsPages::act(http::Request& request, std::string_view section, Action action) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path("/settings"));
    const auto& params = *TRY(request.params());
    auto done = [&]() -> Result<void> {
        TRY(visitor.check_form(request));
        return (this->*action)(visitor, request, params);
    }();
    if (done) return http::Response::redirect("/settings?done=" + std::string(section) + "#" + std::string(section));
    if (done.error().kind == ErrorKind::internal) return Failure(done.error());
    return page(visitor, {section, done.error().message}, mastodon::http_status(done.error().kind));
}

Result<void> SettingsPages::change_password(const Visitor& visitor, const http::Request& request,
                                            const json::Value& params) {
    return users_.change_password(visitor.who()->account.id, text_of(params, "password"),
                                  text_of(params, "new_password"), visitor.who()->session_id, request.remote_address);
}

Result<void> SettingsPages::change_email(const Visitor& visitor, const http::Request& request,
                                         const json::Value& params) {
    return users_.change_email(visitor.who()->account.id, text_of(params, "password"), text_of(params, "email"),
                               request.remote_address);
}

Result<void> SettingsPages::change_ties(const Visitor& visitor, const http::Request&, const json::Value& params) {
    auto counts = services::parse_counts(text_of(params, "counts"));
    if (!counts) return invalid("counts", "Choose who sees the numbers");
    std::uint32_t hidden = 0;
    auto shown = params["lists"].strings();
    for (auto list : services::all_smart_lists)
        if (std::ranges::find(shown, to_string(list)) == shown.end()) hidden |= 1U << static_cast<unsigned>(list);
    bool connects = params["connects"].boolean().value_or(false);
    TRY(tie_preferences_.change(visitor.who()->account.id, [&](store::TiePreferences& preferences) {
        preferences = {.counts = *counts, .hidden_lists = hidden, .connects = connects};
    }));
    return {};
}

Result<void> SettingsPages::add_ties(Html& html, const Visitor& visitor) const {
    auto preferences = TRY(tie_preferences_.get(visitor.who()->account.id));
    html.add("<h2 id=\"ties\">Ties, lists and numbers</h2>");
    begin_form(html, visitor, "ties");
    html.add("<div class=\"field\"><label for=\"counts\">Who sees how many follow you, and how many you follow</label>"
             "<select id=\"counts\" name=\"counts\">");
    using enum store::Counts;
    for (auto [counts, words] :
         {std::pair(as_server, "As this server has it"), std::pair(nobody, "Nobody, not even me"),
          std::pair(self, "Only me"), std::pair(everybody, "Everybody")})
        html.add("<option value=\"{}\"{}>{}</option>", services::to_string(counts),
                 counts == preferences.counts ? Trusted{" selected"} : Trusted{""}, words);
    html.add(
        "</select></div><fieldset><legend>Lists in your apps that fill themselves from whom you talk with</legend>");
    for (auto list : services::all_smart_lists) {
        bool shown = (preferences.hidden_lists >> static_cast<unsigned>(list) & 1) == 0;
        html.add("<label class=\"choice\"><input type=\"checkbox\" name=\"lists[]\" value=\"{}\"{}> {}</label>",
                 to_string(list), shown ? Trusted{" checked"} : Trusted{""},
                 services::as_list(list, visitor.who()->account.id).title);
    }
    html.add(
        "</fieldset><label class=\"choice\"><input type=\"checkbox\" name=\"connects\" value=\"true\"{}> People I know "
        "may find me as a first step to people I talk with in public</label>"
        "<button type=\"submit\">Save</button></form>",
        preferences.connects ? Trusted{" checked"} : Trusted{""});
    return {};
}

Result<void> SettingsPages::end_session(const Visitor& visitor, const http::Request&, const json::Value& params) {
    auto id = parse_id_as<SessionId>(text_of(params, "id"));
    if (!id) return not_found();
    return sessions_.revoke(visitor.who()->account.id, *id);
}

Result<void> SettingsPages::take_back(const Visitor& visitor, const http::Request&, const json::Value& params) {
    auto id = parse_id_as<TokenId>(text_of(params, "id"));
    if (!id) return not_found();
    return oauth_.take_back(visitor.who()->account.id, *id);
}

Result<void> SettingsPages::invite(const Visitor& visitor, const http::Request&, const json::Value& params) {
    if (visitor.who()->role < Role::admin) return forbidden();
    std::optional<std::int64_t> uses;
    if (auto text = text_of(params, "max_uses"); !trim(text).empty()) {
        uses = parse_int(trim(text));
        if (!uses) return invalid("invite_uses", "How often is a number");
    }
    TRY(invites_.create(visitor.who()->account.id, text_of(params, "comment"), uses, std::chrono::days(30)));
    return {};
}

Result<void> SettingsPages::revoke_invite(const Visitor& visitor, const http::Request&, const json::Value& params) {
    if (visitor.who()->role < Role::admin) return forbidden();
    auto id = parse_id_as<InviteId>(text_of(params, "id"));
    if (!id) return not_found();
    return invites_.revoke(*id, visitor.who()->account.id);
}

Result<http::Response> SettingsPages::remove_account(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path("/settings"));
    auto password = text_of(*TRY(request.params()), "password");
    auto done = [&]() -> Result<void> {
        TRY(visitor.check_form(request));
        return removal_.request(visitor.who()->account.id, password, request.remote_address);
    }();
    if (!done) {
        if (done.error().kind == ErrorKind::internal) return Failure(done.error());
        return page(visitor, {"delete", done.error().message}, mastodon::http_status(done.error().kind));
    }
    auto response = TRY(goodbye());
    visitor.sign_out(response);
    return response;
}

Result<http::Response> SettingsPages::goodbye() const {
    Page said;
    said.title = "Goodbye";
    said.body.add("<h1>Goodbye</h1><p>Nobody sees your account any more, and everything in it is being deleted. "
                  "All the best to you.</p>");
    return respond(site_, said);
}

Result<http::Response> SettingsPages::download_export(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path("/settings"));
    return mastodon::export_download(exports_, visitor.who()->account.id, request.capture("name"), request);
}

Result<http::Response> SettingsPages::download_archive(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path("/settings"));
    const auto& account = visitor.who()->account;
    return http::serve_file(request, {.path = TRY(archives_.file(account.id)),
                                      .content_type = "application/zip",
                                      .cache_control = "private, no-store",
                                      .etag = {},
                                      .attachment_name = account.username + "-archive.zip"});
}

Result<void> SettingsPages::make_archive(const Visitor& visitor, const http::Request&, const json::Value&) {
    return archives_.start(visitor.who()->account.id);
}

void SettingsPages::add_exports(Html& html, const Visitor& visitor) const {
    using enum services::ArchiveState::Stage;
    html.add("<h2 id=\"export\">Take your data along</h2><ul>");
    for (auto [name, words] : {std::pair("follows", "People you follow"), std::pair("lists", "Lists"),
                               std::pair("blocks", "People you blocked"), std::pair("mutes", "People you muted"),
                               std::pair("domain_blocks", "Servers you blocked"), std::pair("bookmarks", "Bookmarks")})
        html.add("<li><a href=\"/settings/exports/{}.csv\">{} (CSV)</a></li>", name, words);
    html.add("</ul>");
    auto state = archives_.state(visitor.who()->account.id);
    if (state.stage == ready)
        html.add("<p><a href=\"/settings/archive.zip\">Your archive of {}</a>: what you wrote, and your media.</p>",
                 to_iso_date(state.made_at));
    if (state.stage == making) {
        html.add("<p>An archive of what you wrote is being made. Come back to this page in a while.</p>");
        return;
    }
    if (state.stage == failed) add_problem(html, "The archive could not be made. Please try again later.");
    begin_form(html, visitor, "archive");
    html.add("<button type=\"submit\" class=\"quiet\">Make an archive of what you wrote</button></form>");
}

Result<void> SettingsPages::add_sessions(Html& html, const Visitor& visitor) const {
    html.add("<h2 id=\"sessions\">Browsers</h2><ul class=\"rows\">");
    for (const auto& session : TRY(sessions_.list(visitor.who()->account.id))) {
        html.add("<li><p>{}<br><span class=\"meta\">{} · last used {}</span></p>",
                 words_for(services::device_name(session.user_agent)), session.address,
                 to_iso_date(session.last_used_at));
        if (session.id == visitor.who()->session_id) {
            html.add("<span class=\"meta\">this one</span></li>");
            continue;
        }
        begin_form(html, visitor, "sessions");
        add_hidden(html, "id", session.id.str());
        html.add("<button type=\"submit\" class=\"quiet\">Sign out</button></form></li>");
    }
    html.add("</ul>");
    return {};
}

Result<void> SettingsPages::add_applications(Html& html, const Visitor& visitor) const {
    html.add("<h2 id=\"applications\">Apps</h2>");
    auto all = TRY(oauth_.let_in(visitor.who()->account.id));
    if (all.empty()) {
        html.add("<p>You have not let any app in yet. Sign in from the Mastodon app of your choice: this server is "
                 "<strong>{}</strong>.</p>",
                 site_.instance.domain);
        return {};
    }
    html.add("<ul class=\"rows\">");
    for (const auto& app : all) {
        html.add("<li><p>{}<br><span class=\"meta\">since {}{}{}</span></p>", app.application.name,
                 to_iso_date(app.since), app.last_used_at ? ", last used " : "",
                 app.last_used_at ? to_iso_date(*app.last_used_at) : "");
        begin_form(html, visitor, "applications");
        add_hidden(html, "id", app.token_id.str());
        html.add("<button type=\"submit\" class=\"quiet\">Take back</button></form></li>");
    }
    html.add("</ul>");
    return {};
}

Result<void> SettingsPages::add_invitations(Html& html, const Visitor& visitor) const {
    if (visitor.who()->role < Role::admin) return {};
    html.add("<h2 id=\"invitations\">Invitations</h2><ul class=\"rows\">");
    for (const auto& invite : TRY(invites_.list(AccountId{}))) {
        if (!services::is_usable(invite, clock_.now())) continue;
        html.add("<li><p><code>{}/invite/{}</code><br><span class=\"meta\">{} used {}{}{}</span></p>",
                 site_.instance.base_url, invite.code, invite.comment.empty() ? "" : invite.comment + " ·", invite.uses,
                 invite.max_uses ? " of " : "", invite.max_uses ? std::to_string(*invite.max_uses) : "");
        begin_form(html, visitor, "invitations/revoke");
        add_hidden(html, "id", invite.id.str());
        html.add("<button type=\"submit\" class=\"quiet\">End it</button></form></li>");
    }
    html.add("</ul>");
    begin_form(html, visitor, "invitations");
    add_field(html, {.name = "comment", .label = "For whom", .hint = "Only you see this.", .required = false});
    add_field(html, {.name = "max_uses",
                     .label = "How often it can be used",
                     .type = "number",
                     .value = "1",
                     .hint = "Empty: as often as they like. It is good for 30 days.",
                     .required = false});
    html.add("<button type=\"submit\">Make an invitation</button></form>");
    return {};
}

Result<http::Response> SettingsPages::page(const Visitor& visitor, const Note& note, int status) {
    Page shown;
    shown.title = "Settings";
    auto& html = shown.body;
    auto say = [&](std::string_view section) {
        if (note.section != section) return;
        if (note.problem)
            add_problem(html, note.message);
        else
            html.add("<p class=\"notice\" role=\"status\">{}</p>", note.message);
    };
    const auto& who = *visitor.who();
    html.add("<h1>Settings</h1><p>You are signed in as <strong>@{}</strong>. Your profile is edited in your app.</p>",
             who.account.username);
    html.add("<form method=\"post\" action=\"/sign-out\">");
    visitor.add_form_token(html);
    html.add("<button type=\"submit\" class=\"quiet\">Sign out</button></form>");

    html.add("<h2 id=\"password\">Password</h2>");
    say("password");
    begin_form(html, visitor, "password");
    // Password managers want to know whose password this is.
    add_hidden(html, "username", who.account.username);
    add_field(
        html,
        {.name = "password", .label = "Present password", .type = "password", .autocomplete = "current-password"});
    add_field(html, {.name = "new_password",
                     .label = "New password",
                     .type = "password",
                     .autocomplete = "new-password",
                     .hint = "At least 8 characters. Other browsers and all apps will be signed out."});
    html.add("<button type=\"submit\">Change the password</button></form>");

    html.add("<h2 id=\"email\">E-mail address</h2><p>{}</p>", who.email.empty() ? "None yet." : who.email);
    say("email");
    begin_form(html, visitor, "email");
    html.add("<div class=\"field\"><label for=\"new_email\">New address</label><input id=\"new_email\" name=\"email\" "
             "type=\"email\" autocomplete=\"email\" required></div>"
             "<div class=\"field\"><label for=\"email_password\">Password</label><input id=\"email_password\" "
             "name=\"password\" type=\"password\" autocomplete=\"current-password\" required></div>"
             "<button type=\"submit\">Change the address</button></form>");
    say("ties");
    TRY(add_ties(html, visitor));
    say("sessions");
    TRY(add_sessions(html, visitor));
    say("applications");
    TRY(add_applications(html, visitor));
    say("export");
    add_exports(html, visitor);
    say("invitations");
    TRY(add_invitations(html, visitor));

    html.add("<h2 id=\"delete\">Delete the account</h2>");
    say("delete");
    html.add(
        "<p>Everything goes, for good: your posts, whom you follow and who follows you, your messages and pictures. "
        "Nobody can bring it back.</p>");
    begin_form(html, visitor, "delete");
    html.add("<div class=\"field\"><label for=\"delete_password\">Password</label><input id=\"delete_password\" "
             "name=\"password\" type=\"password\" autocomplete=\"current-password\" required></div>"
             "<button type=\"submit\" class=\"danger\">Delete everything</button></form>");
    return respond(site_, shown, status);
}

} // namespace kith::web
