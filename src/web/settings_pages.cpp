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
std::string words_for(services::DeviceName device, const Words& say) {
    std::string words(device.browser.empty() ? say("A browser") : device.browser);
    if (!device.system.empty()) words.append(" ").append(say("on {}", device.system));
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
    router.get("/goodbye", http::Run::worker, page_handler(site_, [this](http::Request& r) -> Response {
                   return goodbye(TRY(Visitor::of(site_, sessions_, r)));
               }));
    router.post("/settings/delete", http::Run::worker,
                page_handler(site_, [this](http::Request& r) { return remove_account(r); }), 16 << 10);
}

Result<http::Response> SettingsPages::show(http::Request& request) {
    auto visitor = TRY(Visitor::of(site_, sessions_, request));
    if (!visitor.who()) return http::Response::redirect(sign_in_path("/settings"));
    auto done = (*TRY(request.query()))["done"].str().value_or("");
    const auto& say = visitor.say();
    Note note{.section = "", .message = "", .problem = false};
    if (done == "password")
        note = {"password", say("Your password is changed. Everything else was signed out."), false};
    else if (done == "email")
        note = {"email", say("Done. If this server sends e-mail, open the link in the message to your new address."),
                false};
    else if (done == "ties")
        note = {"ties", say("Saved."), false};
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
    return refused(visitor, section, done.error());
}

Result<http::Response> SettingsPages::refused(const Visitor& visitor, std::string_view section, const Error& error) {
    if (error.kind == ErrorKind::internal) return Failure(error);
    return page(visitor, {section, visitor.say().of(error.message)}, mastodon::http_status(error.kind));
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
    const auto& say = visitor.say();
    auto preferences = TRY(tie_preferences_.get(visitor.who()->account.id));
    html.add("<h2 id=\"ties\">{}</h2>", say("Ties, lists and numbers"));
    begin_form(html, visitor, "ties");
    html.add("<div class=\"field\"><label for=\"counts\">{}</label><select id=\"counts\" name=\"counts\">",
             say("Who sees how many follow you, and how many you follow"));
    using enum store::Counts;
    for (auto [counts, words] :
         {std::pair(as_server, Said("As this server has it")), std::pair(nobody, Said("Nobody, not even me")),
          std::pair(self, Said("Only me")), std::pair(everybody, Said("Everybody"))})
        html.add("<option value=\"{}\"{}>{}</option>", services::to_string(counts),
                 counts == preferences.counts ? Trusted{" selected"} : Trusted{""}, say(words));
    html.add("</select></div><fieldset><legend>{}</legend>",
             say("Lists in your apps that fill themselves from whom you talk with"));
    for (auto list : services::all_smart_lists) {
        bool shown = (preferences.hidden_lists >> static_cast<unsigned>(list) & 1) == 0;
        html.add("<label class=\"choice\"><input type=\"checkbox\" name=\"lists[]\" value=\"{}\"{}> {}</label>",
                 to_string(list), shown ? Trusted{" checked"} : Trusted{""},
                 say.of(services::as_list(list, visitor.who()->account.id).title));
    }
    html.add(
        "</fieldset><label class=\"choice\"><input type=\"checkbox\" name=\"connects\" value=\"true\"{}> {}</label>"
        "<button type=\"submit\">{}</button></form>",
        preferences.connects ? Trusted{" checked"} : Trusted{""},
        say("People I know may find me as a first step to people I talk with in public"), say("Save"));
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
    if (!done) return refused(visitor, "delete", done.error());
    auto response = TRY(goodbye(visitor));
    visitor.sign_out(response);
    return response;
}

Result<http::Response> SettingsPages::goodbye(const Visitor& visitor) const {
    const auto& say = visitor.say();
    auto said = visitor.page(say("Goodbye"));
    said.body.add(
        "<h1>{}</h1><p>{}</p>", said.title,
        say("Nobody sees your account any more, and everything in it is being deleted. All the best to you."));
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
    const auto& say = visitor.say();
    html.add("<h2 id=\"export\">{}</h2><ul>", say("Take your data along"));
    for (auto [name, words] :
         {std::pair("follows", Said("People you follow")), std::pair("lists", Said("Lists")),
          std::pair("blocks", Said("People you blocked")), std::pair("mutes", Said("People you muted")),
          std::pair("domain_blocks", Said("Servers you blocked")), std::pair("bookmarks", Said("Bookmarks"))})
        html.add("<li><a href=\"/settings/exports/{}.csv\">{} (CSV)</a></li>", name, say(words));
    html.add("</ul>");
    auto state = archives_.state(visitor.who()->account.id);
    if (state.stage == ready)
        html.add("<p><a href=\"/settings/archive.zip\">{}</a></p>",
                 say("Your archive of {}: what you wrote, and your media", to_iso_date(state.made_at)));
    if (state.stage == making) {
        html.add("<p>{}</p>", say("An archive of what you wrote is being made. Come back to this page in a while."));
        return;
    }
    if (state.stage == failed) add_problem(html, say("The archive could not be made. Please try again later."));
    begin_form(html, visitor, "archive");
    html.add("<button type=\"submit\" class=\"quiet\">{}</button></form>", say("Make an archive of what you wrote"));
}

Result<void> SettingsPages::add_sessions(Html& html, const Visitor& visitor) const {
    const auto& say = visitor.say();
    html.add("<h2 id=\"sessions\">{}</h2><ul class=\"rows\">", say("Browsers"));
    for (const auto& session : TRY(sessions_.list(visitor.who()->account.id))) {
        html.add("<li><p>{}<br><span class=\"meta\">{} · {}</span></p>",
                 words_for(services::device_name(session.user_agent), say), session.address,
                 say("last used {}", to_iso_date(session.last_used_at)));
        if (session.id == visitor.who()->session_id) {
            html.add("<span class=\"meta\">{}</span></li>", say("this one"));
            continue;
        }
        begin_form(html, visitor, "sessions");
        add_hidden(html, "id", session.id.str());
        html.add("<button type=\"submit\" class=\"quiet\">{}</button></form></li>", say("Sign out"));
    }
    html.add("</ul>");
    return {};
}

Result<void> SettingsPages::add_applications(Html& html, const Visitor& visitor) const {
    const auto& say = visitor.say();
    html.add("<h2 id=\"applications\">{}</h2>", say("Apps"));
    auto all = TRY(oauth_.let_in(visitor.who()->account.id));
    if (all.empty()) {
        html.add("<p>").sentence(
            say("You have not let any app in yet. Sign in from the Mastodon app of your choice: this "
                "server is {}."),
            "<strong>{}</strong>", site_.instance.domain);
        html.add("</p>");
        return {};
    }
    html.add("<ul class=\"rows\">");
    for (const auto& app : all) {
        html.add("<li><p>{}<br><span class=\"meta\">{}{}{}</span></p>", app.application.name,
                 say("since {}", to_iso_date(app.since)), app.last_used_at ? " · " : "",
                 app.last_used_at ? say("last used {}", to_iso_date(*app.last_used_at)) : "");
        begin_form(html, visitor, "applications");
        add_hidden(html, "id", app.token_id.str());
        html.add("<button type=\"submit\" class=\"quiet\">{}</button></form></li>", say("Take back"));
    }
    html.add("</ul>");
    return {};
}

Result<void> SettingsPages::add_invitations(Html& html, const Visitor& visitor) const {
    if (visitor.who()->role < Role::admin) return {};
    const auto& say = visitor.say();
    html.add("<h2 id=\"invitations\">{}</h2><ul class=\"rows\">", say("Invitations"));
    for (const auto& invite : TRY(invites_.list(AccountId{}))) {
        if (!services::is_usable(invite, clock_.now())) continue;
        auto uses = std::to_string(invite.uses);
        if (invite.max_uses) uses += "/" + std::to_string(*invite.max_uses);
        html.add("<li><p><code>{}/invite/{}</code><br><span class=\"meta\">{}{}{}</span></p>", site_.instance.base_url,
                 invite.code, invite.comment, invite.comment.empty() ? "" : " · ", say("used: {}", uses));
        begin_form(html, visitor, "invitations/revoke");
        add_hidden(html, "id", invite.id.str());
        html.add("<button type=\"submit\" class=\"quiet\">{}</button></form></li>", say("End it"));
    }
    html.add("</ul>");
    begin_form(html, visitor, "invitations");
    add_field(html,
              {.name = "comment", .label = say("For whom"), .hint = say("Only you see this."), .required = false});
    add_field(html, {.name = "max_uses",
                     .label = say("How often it can be used"),
                     .type = "number",
                     .value = "1",
                     .hint = say("Empty: as often as they like. It is good for 30 days."),
                     .required = false});
    html.add("<button type=\"submit\">{}</button></form>", say("Make an invitation"));
    return {};
}

Result<http::Response> SettingsPages::page(const Visitor& visitor, const Note& note, int status) {
    const auto& say = visitor.say();
    auto shown = visitor.page(say("Settings"));
    auto& html = shown.body;
    auto tell = [&](std::string_view section) {
        if (note.section != section) return;
        if (note.problem)
            add_problem(html, note.message);
        else
            html.add("<p class=\"notice\" role=\"status\">{}</p>", note.message);
    };
    const auto& who = *visitor.who();
    html.add("<h1>{}</h1><p>", shown.title)
        .sentence(say("You are signed in as {}."), "<strong>@{}</strong>", who.account.username)
        .add(" {}</p><form method=\"post\" action=\"/sign-out\">", say("Your profile is edited in your app."));
    visitor.add_form_token(html);
    html.add("<button type=\"submit\" class=\"quiet\">{}</button></form>", say("Sign out"));

    html.add("<h2 id=\"password\">{}</h2>", say("Password"));
    tell("password");
    begin_form(html, visitor, "password");
    // Password managers want to know whose password this is.
    add_hidden(html, "username", who.account.username);
    add_field(
        html,
        {.name = "password", .label = say("Present password"), .type = "password", .autocomplete = "current-password"});
    add_field(html, {.name = "new_password",
                     .label = say("New password"),
                     .type = "password",
                     .autocomplete = "new-password",
                     .hint = say("At least 8 characters. Other browsers and all apps will be signed out.")});
    html.add("<button type=\"submit\">{}</button></form>", say("Change the password"));

    html.add("<h2 id=\"email\">{}</h2><p>{}</p>", say("E-mail address"),
             who.email.empty() ? say("None yet.") : who.email);
    tell("email");
    begin_form(html, visitor, "email");
    html.add("<div class=\"field\"><label for=\"new_email\">{}</label><input id=\"new_email\" name=\"email\" "
             "type=\"email\" autocomplete=\"email\" required></div>"
             "<div class=\"field\"><label for=\"email_password\">{}</label><input id=\"email_password\" "
             "name=\"password\" type=\"password\" autocomplete=\"current-password\" required></div>"
             "<button type=\"submit\">{}</button></form>",
             say("New address"), say("Password"), say("Change the address"));
    tell("ties");
    TRY(add_ties(html, visitor));
    tell("sessions");
    TRY(add_sessions(html, visitor));
    tell("applications");
    TRY(add_applications(html, visitor));
    tell("export");
    add_exports(html, visitor);
    tell("invitations");
    TRY(add_invitations(html, visitor));

    html.add("<h2 id=\"delete\">{}</h2>", say("Delete the account"));
    tell("delete");
    html.add("<p>{}</p>",
             say("Everything goes, for good: your posts, whom you follow and who follows you, your messages "
                 "and pictures. Nobody can bring it back."));
    begin_form(html, visitor, "delete");
    html.add("<div class=\"field\"><label for=\"delete_password\">{}</label><input id=\"delete_password\" "
             "name=\"password\" type=\"password\" autocomplete=\"current-password\" required></div>"
             "<button type=\"submit\" class=\"danger\">{}</button></form>",
             say("Password"), say("Delete everything"));
    return respond(site_, shown, status);
}

} // namespace kith::web
