#include "mastodon/discovery_api.hpp"

#include "core/text.hpp"
#include "services/account_search.hpp"
#include "services/addresses.hpp"
#include "services/posting.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace kith::mastodon {
namespace {

struct LinkEntity {
    std::string rel;
    json::Maybe<std::string> type;
    json::Maybe<std::string> href;
    json::Maybe<std::string> template_;
};
BOOST_DESCRIBE_STRUCT(LinkEntity, (), (rel, type, href, template_))

LinkEntity link_to(std::string rel, std::string type, std::string href) {
    LinkEntity link{.rel = std::move(rel), .type = {}, .href = {}, .template_ = {}};
    if (!type.empty()) link.type.emplace(std::move(type));
    link.href.emplace(std::move(href));
    return link;
}

struct LinksEntity {
    std::vector<LinkEntity> links;
};
BOOST_DESCRIBE_STRUCT(LinksEntity, (), (links))

struct WebFingerEntity {
    std::string subject;
    std::vector<std::string> aliases;
    std::vector<LinkEntity> links;
};
BOOST_DESCRIBE_STRUCT(WebFingerEntity, (), (subject, aliases, links))

struct SoftwareEntity {
    std::string name = "kith";
    std::string version;
};
BOOST_DESCRIBE_STRUCT(SoftwareEntity, (), (name, version))

struct NodeServices {
    std::vector<std::string> inbound;
    std::vector<std::string> outbound;
};
BOOST_DESCRIBE_STRUCT(NodeServices, (), (inbound, outbound))

struct NodeUsers {
    std::int64_t total = 0;
    std::int64_t active_month = 0;
    std::int64_t active_half_year = 0;
};
// NodeInfo's names are not written as ours are.
void write_json(std::string& out, const NodeUsers& users) {
    out += fmt::format(R"({{"total":{},"activeMonth":{},"activeHalfyear":{}}})", users.total, users.active_month,
                       users.active_half_year);
}

std::string node_info_json(std::string_view schema, const std::string& version, const NodeUsers& users,
                           std::int64_t posts, bool open, const services::ServerSettings& settings) {
    std::string out = R"({"version":)";
    json::write(out, schema);
    out += R"(,"software":)";
    json::write(out, SoftwareEntity{.version = version});
    // No protocol yet: Kith does not speak with other servers so far.
    out += R"(,"protocols":[],"services":{"inbound":[],"outbound":[]},"usage":{"users":)";
    json::write(out, users);
    out += fmt::format(R"(,"localPosts":{}}},"openRegistrations":{},"metadata":{{"nodeName":)", posts, open);
    json::write(out, settings.title);
    out += R"(,"nodeDescription":)";
    json::write(out, settings.description);
    return out += "}}";
}

struct OEmbedEntity {
    std::string type = "rich";
    std::string version = "1.0";
    std::string title;
    std::string author_name;
    std::string author_url;
    std::string provider_name;
    std::string provider_url;
    int cache_age = 86400;
    std::string html;
    std::int64_t width = 400;
    std::optional<std::int64_t> height;
};
BOOST_DESCRIBE_STRUCT(OEmbedEntity, (),
                      (type, version, title, author_name, author_url, provider_name, provider_url, cache_age, html,
                       width, height))

} // namespace

std::vector<ApiRoute> DiscoveryApi::routes() {
    constexpr auto get = http::Method::get;
    constexpr auto own = Access::own;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    return {
        {get, "/.well-known/nodeinfo", own, "", loop,
         [this](Call&) {
             LinksEntity entity;
             for (std::string schema : {"2.0", "2.1"})
                 entity.links.push_back(link_to("http://nodeinfo.diaspora.software/ns/schema/" + schema, "",
                                                instance_.base_url + "/nodeinfo/" + schema));
             return http::Response::json(entity);
         }},
        {get, "/nodeinfo/2.0", own, "", worker, [this](Call&) { return node_info("2.0"); }},
        {get, "/nodeinfo/2.1", own, "", worker, [this](Call&) { return node_info("2.1"); }},
        {get, "/.well-known/webfinger", own, "", loop, [this](Call& c) { return webfinger(c); }},
        {get, "/.well-known/host-meta", own, "", loop,
         [this](Call&) {
             auto response = http::Response::text(
                 fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">\n"
                             "  <Link rel=\"lrdd\" template=\"{}/.well-known/webfinger?resource={{uri}}\"/>\n"
                             "</XRD>\n",
                             escape_html(instance_.base_url)));
             response.content_type = "application/xrd+xml; charset=utf-8";
             return response;
         }},
        {get, "/.well-known/host-meta.json", own, "", loop,
         [this](Call&) {
             LinkEntity link{.rel = "lrdd", .type = {}, .href = {}, .template_ = {}};
             link.template_.emplace(instance_.base_url + "/.well-known/webfinger?resource={uri}");
             return http::Response::json(LinksEntity{{std::move(link)}});
         }},
        {get, "/api/oembed", own, "", loop, [this](Call& c) { return oembed(c); }},
    };
}

Result<http::Response> DiscoveryApi::node_info(std::string_view schema) {
    auto settings = TRY(settings_.get());
    auto figures = TRY(statistics_.get());
    NodeUsers users{figures->counts.members, figures->active_month, figures->active_half_year};
    auto response = http::Response::json_text(node_info_json(
        schema, version_, users, figures->counts.statuses, settings->sign_up == services::SignUpMode::open, *settings));
    response.content_type = fmt::format(
        "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/{}#\"; charset=utf-8", schema);
    return response;
}

Result<http::Response> DiscoveryApi::webfinger(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto resource = params["resource"].str().value_or("");
    if (resource.empty()) return http::Response::json_text(R"({"error":"The resource parameter is missing"})", 400);
    if (auto address = services::parse_local_address(instance_, resource); address && !address->status)
        resource = "acct:" + address->username + "@" + instance_.domain;
    auto account =
        TRY(store_.read([&](store::ReadTx& tx) { return services::account_of_address(tx, instance_, resource); }));
    if (!account || !account->local()) return not_found();
    auto profile = instance_.profile_url(*account);
    auto shown = accounts_.entity(*account);
    auto response = http::Response::json(
        WebFingerEntity{.subject = "acct:" + account->username + "@" + instance_.domain,
                        .aliases = {profile, instance_.account_uri(*account)},
                        .links = {link_to("http://webfinger.net/rel/profile-page", "text/html", profile),
                                  link_to("http://webfinger.net/rel/avatar", "", shown.avatar)}});
    response.content_type = "application/jrd+json; charset=utf-8";
    return response;
}

Result<http::Response> DiscoveryApi::oembed(Call& call) {
    const auto& params = *TRY(call.request.query());
    auto url = params["url"].str().value_or("");
    auto address = services::parse_local_address(instance_, url);
    if (!address || !address->status) return not_found();
    auto width = std::clamp<std::int64_t>(params["maxwidth"].integer().value_or(400), 1, 4000);
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto status = TRY(services::Posting::visible(tx, AccountId{}, address->status));
        auto author = TRY(tx.accounts().by_id(status.account_id));
        if (status.is_boost() || !author || author->suspended()) return not_found();
        auto name = author->display_name.empty() ? author->username : author->display_name;
        auto page = instance_.status_url(author->username, status.id);
        auto body = status.spoiler_text.empty() ? status.content : "<p>" + escape_html(status.spoiler_text) + "</p>";
        OEmbedEntity entity{.title = "Post by " + name,
                            .author_name = name,
                            .author_url = instance_.profile_url(*author),
                            .provider_name = instance_.domain,
                            .provider_url = instance_.base_url + "/",
                            .html = fmt::format("<blockquote cite=\"{}\">{}<p>– {} (@{}@{}), <a href=\"{}\">{}</a></p>"
                                                "</blockquote>",
                                                escape_html(page), body, escape_html(name), author->username,
                                                escape_html(instance_.domain), escape_html(page),
                                                to_iso_date(status.created_at())),
                            .width = width,
                            .height = std::nullopt};
        return http::Response::json(entity);
    });
}

} // namespace kith::mastodon
