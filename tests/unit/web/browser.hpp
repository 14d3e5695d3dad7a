// A browser without JavaScript and a whole server behind it, without sockets.
#pragma once

#include "mastodon/authenticator.hpp"
#include "mastodon/oauth_api.hpp"
#include "mastodon/sign_up_api.hpp"
#include "unit/services/member_world.hpp"
#include "web/assets.hpp"
#include "web/authorize_pages.hpp"
#include "web/member_pages.hpp"
#include "web/public_pages.hpp"
#include "web/settings_pages.hpp"
#include "web/sign_in_pages.hpp"

#include <map>
#include <regex>

namespace kith::web {

struct WebWorld : services::MemberWorld {
    explicit WebWorld(bool with_mail = true) : MemberWorld(with_mail) {
        mastodon::Authenticate authenticate = [this](std::string_view token) { return authenticator.session(token); };
        mastodon::mount(router, oauth_api.routes(), authenticate, instance);
        mastodon::mount(router, sign_up_api.routes(), authenticate, instance);
        mount_assets(router);
        sign_in_pages.mount(router);
        authorize_pages.mount(router);
        member_pages.mount(router);
        settings_pages.mount(router);
        public_pages.mount(router);
    }

    services::Posting posting{*store, clock, ids, events, instance, services::PostingLimits{}};
    services::Uploads uploads{*store, clock, ids, events, folder.path(), folder.path(), media::Limits{}};
    services::AccountRemoval removal{*store, clock, ids, events, users, posting, uploads};
    mastodon::Authenticator authenticator{*store, events};
    services::Emojis emojis{*store, ids, events};
    mastodon::EmojiPresenter emoji_presenter{emojis, instance};
    mastodon::AccountPresenter accounts{instance, emoji_presenter, events, 1 << 20};
    mastodon::OAuthApi oauth_api{*store, oauth, settings, accounts, gate};
    mastodon::SignUpApi sign_up_api{*store, sign_up, users, oauth};
    Site site{instance, settings};
    SignInPages sign_in_pages{site, sessions, users};
    AuthorizePages authorize_pages{site, sessions, oauth};
    MemberPages member_pages{site, sessions, users, sign_up, invites};
    services::TiePreferences tie_preferences{*store, events};
    services::Exports exports{*store, instance, folder.path()};
    services::Archives archives{*store, clock, ids, events, instance, folder.path(), folder.path()};
    SettingsPages settings_pages{site,    clock,   sessions,        users,   oauth,
                                 invites, removal, tie_preferences, exports, archives};
    PublicPages public_pages{site, *store, events, 1 << 20};
    http::Router router;

    StatusId post(AccountId author, const std::string& text, Visibility visibility = Visibility::public_,
                  StatusId reply_to = {}) {
        clock.advance(std::chrono::seconds(1));
        return *posting.post({.author = author, .text = text, .visibility = visibility, .in_reply_to = reply_to});
    }
    http::Response api(http::Method method, std::string_view path, std::string_view token, std::string form = {}) {
        std::vector<http::Header> headers{{"content-type", "application/x-www-form-urlencoded"}};
        if (!token.empty()) headers.push_back({"authorization", "Bearer " + std::string(token)});
        auto request = http::Request::make(method, path, headers, std::move(form));
        return router.answer(request);
    }
};

// Keeps cookies, fills in forms.
class Browser {
public:
    using Fields = std::map<std::string, std::string>;

    explicit Browser(WebWorld& world) : world_(world) {}

    http::Response get(const std::string& path) { return send(http::Method::get, path, {}); }
    // Goes on where redirects within the server lead.
    http::Response follow(http::Response response) {
        for (int hops = 0; hops < 5 && response.status == 303; ++hops) {
            auto to = std::string(response.find_header("Location"));
            if (!to.starts_with('/')) break;
            response = get(to);
        }
        return response;
    }
    http::Response post(const std::string& path, const Fields& fields) {
        std::string body;
        for (const auto& [name, value] : fields)
            body += percent_encode(name) + "=" + percent_encode(value) + "&";
        return send(http::Method::post, path, body);
    }
    // The first form of the page that leads to `action`, with its hidden fields and these.
    http::Response submit(const http::Response& page, const std::string& action, const Fields& filled) {
        std::string html(page.body_text());
        auto at = html.find("action=\"" + action + "\"");
        EXPECT_NE(at, std::string::npos) << "no form for " << action << " in " << html;
        if (at == std::string::npos) return {};
        std::string form = html.substr(at, html.find("</form>", at) - at);
        Fields fields;
        std::regex hidden("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
        for (std::sregex_iterator found(form.begin(), form.end(), hidden); found != std::sregex_iterator(); ++found)
            fields[(*found)[1]] = unescape((*found)[2]);
        for (const auto& [name, value] : filled)
            fields[name] = value;
        return post(action, fields);
    }
    http::Response sign_in(const std::string& login, const std::string& password = "correct horse battery") {
        return submit(get("/sign-in"), "/sign-in", {{"login", login}, {"password", password}});
    }

    std::map<std::string, std::string> cookies;
    std::string languages; // Accept-Language

private:
    static std::string unescape(std::string text) {
        for (auto [entity, character] :
             {std::pair("&amp;", "&"), {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}})
            text = replace_all(std::move(text), entity, character);
        return text;
    }
    http::Response send(http::Method method, const std::string& path, std::string body) {
        std::vector<http::Header> headers{{"user-agent", "Mozilla/5.0 (X11; Linux) Firefox/140.0"}};
        if (!languages.empty()) headers.push_back({"accept-language", languages});
        std::string line;
        for (const auto& [name, value] : cookies)
            line += (line.empty() ? "" : "; ") + name + "=" + value;
        if (!line.empty()) headers.push_back({"cookie", line});
        if (method == http::Method::post) headers.push_back({"content-type", "application/x-www-form-urlencoded"});
        auto request = http::Request::make(method, path, headers, std::move(body));
        auto response = world_.router.answer(request);
        for (const auto& header : response.headers) {
            if (header.name != "Set-Cookie") continue;
            auto pair = header.value.substr(0, header.value.find(';'));
            auto equals = pair.find('=');
            if (header.value.find("Max-Age=0") != std::string::npos)
                cookies.erase(pair.substr(0, equals));
            else
                cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
        }
        return response;
    }

    WebWorld& world_;
};

} // namespace kith::web
