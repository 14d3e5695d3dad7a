#include "web/public_pages.hpp"

#include "domain/names.hpp"
#include "domain/text_entities.hpp"
#include "web/sign_in_pages.hpp"

#include <array>

namespace kith::web {
namespace {

constexpr int statuses_a_page = 20;

// Where the server's owner has written nothing else.
constexpr std::array built_in_privacy{
    Said("This server keeps what you give it: your name, your e-mail address, what you write and upload, whom you "
         "follow, and what you do with posts. It keeps a hash of your password, never the password."),
    Said("It also keeps the address and the browser of each place where you are signed in, so that you can see and end "
         "them, and for a short time logs of requests, to keep the service safe."),
    Said(
        "What you post publicly can be read by everybody. Posts to followers go to them, also on other servers. Direct "
        "messages go to those you mention; the operators of the servers involved could read them."),
    Said("From what members do with each other the server works out who knows whom, and how well. What it finds about "
         "you is shown to you alone."),
    Said(
        "Nothing is sold, nobody tracks you across sites, and there is no advertising. Cookies are used for signing in "
        "only."),
    Said(
        "You can take your data with you, and you can delete your account in the settings at any time; everything in it "
        "is then removed."),
};

void add_rules(Html& html, const services::ServerSettings& settings, const Words& say) {
    if (settings.rules.empty()) return;
    html.add("<h2>{}</h2><ol class=\"rules\">", say("What we ask of each other"));
    for (const auto& rule : settings.rules) {
        html.add("<li>{}", rule.text);
        if (!rule.hint.empty()) html.add("<br><span class=\"meta\">{}</span>", rule.hint);
        html.add("</li>");
    }
    html.add("</ol>");
}

} // namespace

PublicPages::PublicPages(const Site& site, store::Store& store, services::Events& events, std::size_t cache_bytes)
    : site_(site), store_(store), cache_(events, cache_bytes) {}

void PublicPages::mount(http::Router& router) {
    auto get = [&](std::string path, Response (PublicPages::*show)(http::Request&)) {
        router.get(std::move(path), http::Run::loop,
                   page_handler(site_, [this, show](http::Request& r) { return (this->*show)(r); }));
    };
    get("/", &PublicPages::home);
    get("/about", &PublicPages::about);
    get("/privacy", &PublicPages::privacy);
    get("/:@name", &PublicPages::profile);
    get("/:@name/:id", &PublicPages::status);
    get("/tags/:tag", &PublicPages::tag);
}

Result<std::string> PublicPages::render_with(const store::ReadTx& tx, const Page& page) const {
    return render(site_, TRY(site_.settings.get(tx))->title, page);
}

Result<http::Response> PublicPages::kept(const http::Request& request, const std::string& path, const Make& make) {
    Words say(language_of(request.header("accept-language")));
    auto name = std::string(code_of(say.language())) + path;
    if (auto page = cache_.get(name)) return answer(request, *page);
    auto epoch = cache_.epoch();
    auto page = std::make_shared<const KeptPage>(TRY(store_.read([&](store::ReadTx& tx) { return make(tx, say); })));
    cache_.put(name, page, epoch);
    return answer(request, *page);
}

Result<http::Response> PublicPages::home(http::Request& request) {
    return kept(request, "/", [this](const store::ReadTx& tx, const Words& say) -> Result<KeptPage> {
        auto settings = TRY(site_.settings.get(tx));
        Page page;
        page.language = say.language();
        page.description = settings->description;
        page.canonical = site_.instance.base_url + "/";
        page.index = true;
        page.narrow = false;
        auto& html = page.body;
        html.add("<div class=\"community\"><h1>{}</h1>", settings->title);
        if (!settings->description.empty()) html.add("<p class=\"lead\">{}</p>", settings->description);
        html.add("<p class=\"decisions\"><a class=\"button\" href=\"/sign-in\">{}</a> <a href=\"/sign-up\">{}</a></p>",
                 say("Sign in"),
                 settings->sign_up == services::SignUpMode::invitation ? say("How to join") : say("Join"));
        html.paragraphs(settings->about);
        add_rules(html, *settings, say);
        html.add("<h2>{}</h2><p>", say("In the app of your choice"))
            .sentence(
                say("This server speaks with every Mastodon app, on the phone and on the desk. Where the app asks "
                    "for your server, write {}."),
                "<strong>{}</strong>", site_.instance.domain)
            .add("</p></div>");
        return keep(TRY(render_with(tx, page)), {});
    });
}

Result<http::Response> PublicPages::about(http::Request& request) {
    return kept(request, "/about", [this](const store::ReadTx& tx, const Words& say) -> Result<KeptPage> {
        auto settings = TRY(site_.settings.get(tx));
        Page page;
        page.language = say.language();
        page.title = say("About");
        page.description = settings->description;
        page.canonical = site_.instance.base_url + "/about";
        page.index = true;
        page.narrow = false;
        auto& html = page.body;
        html.add("<h1>{}</h1>", say("About {}", settings->title))
            .paragraphs(settings->description)
            .paragraphs(settings->about);
        add_rules(html, *settings, say);
        if (!settings->contact_account.empty() || !settings->contact_email.empty()) {
            html.add("<h2>{}</h2><ul>", say("Who to ask"));
            if (!settings->contact_account.empty())
                html.add("<li><a href=\"/@{}\">@{}</a></li>", settings->contact_account, settings->contact_account);
            if (!settings->contact_email.empty())
                html.add("<li><a href=\"mailto:{}\">{}</a></li>", settings->contact_email, settings->contact_email);
            html.add("</ul>");
        }
        html.add("<h2>{}</h2><p>{}</p>", say("The software"),
                 say("Kith {}: for people who want to connect, not collect.", KITH_VERSION));
        return keep(TRY(render_with(tx, page)), {});
    });
}

Result<http::Response> PublicPages::privacy(http::Request& request) {
    return kept(request, "/privacy", [this](const store::ReadTx& tx, const Words& say) -> Result<KeptPage> {
        auto settings = TRY(site_.settings.get(tx));
        Page page;
        page.language = say.language();
        page.title = say("Privacy");
        page.canonical = site_.instance.base_url + "/privacy";
        page.index = true;
        page.narrow = false;
        page.body.add("<h1>{}</h1>", page.title).paragraphs(settings->privacy_policy);
        if (settings->privacy_policy.empty())
            for (const auto& paragraph : built_in_privacy)
                page.body.paragraphs(say(paragraph));
        return keep(TRY(render_with(tx, page)), {});
    });
}

Result<Account> PublicPages::member(const store::ReadTx& tx, std::string_view segment) {
    if (segment.size() > limits::username + 1) return not_found();
    auto account = TRY(tx.accounts().by_acct(segment.substr(1), ""));
    if (!account) return not_found();
    if (account->suspended()) return fail(ErrorKind::gone, "suspended", "This account is suspended or being deleted.");
    return std::move(*account);
}

Result<http::Response> PublicPages::profile(http::Request& request) {
    auto segment = to_lower_ascii(request.capture("name"));
    return kept(request, "/" + segment, [&](const store::ReadTx& tx, const Words& say) -> Result<KeptPage> {
        return make_profile(tx, say, TRY(member(tx, segment)));
    });
}

Result<http::Response> PublicPages::status(http::Request& request) {
    auto segment = to_lower_ascii(request.capture("name"));
    auto id = parse_id_as<StatusId>(request.capture("id"));
    if (!id) return not_found();
    return kept(request, "/" + segment + "/" + id->str(),
                [&](const store::ReadTx& tx, const Words& say) -> Result<KeptPage> {
                    return make_status(tx, say, TRY(member(tx, segment)), *id);
                });
}

Result<http::Response> PublicPages::tag(http::Request& request) {
    Words say(language_of(request.header("accept-language")));
    auto name = normalize_hashtag(request.capture("tag"));
    auto page = TRY(store_.read([&](store::ReadTx& tx) -> Result<KeptPage> {
        auto tag = TRY(tx.tags().by_name(name));
        if (!tag) return not_found();
        auto ids = TRY(tx.timelines().tagged(tag->id, {}, {}, {}, {}, store::Page{.limit = statuses_a_page}));
        auto statuses = TRY(load_public(tx, ids));
        Page shown;
        shown.language = say.language();
        shown.title = "#" + tag->display_name;
        shown.description = say("Public posts about #{}", tag->display_name);
        shown.canonical = site_.instance.tag_url(tag->name);
        shown.narrow = false;
        shown.body.add("<h1>#{}</h1>", tag->display_name);
        if (statuses.empty()) shown.body.add("<p>{}</p>", say("Nobody has written about this yet."));
        for (const auto& status : statuses)
            add_status(shown.body, site_.instance, status, say);
        return keep(TRY(render_with(tx, shown)), {});
    }));
    return answer(request, page);
}

} // namespace kith::web
