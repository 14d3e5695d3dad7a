// The pages of a member and of a post.
#include "domain/plain_text.hpp"
#include "domain/status_html.hpp"
#include "services/contact_policies.hpp"
#include "services/threads.hpp"
#include "web/public_pages.hpp"

namespace kith::web {
namespace {

constexpr int statuses_a_page = 20;
constexpr int longest_thread = 500;

void add_fields(Html& html, const Account& account, const HtmlLinks& links) {
    if (account.fields.empty()) return;
    html.add("<dl class=\"fields\">");
    for (const auto& field : account.fields)
        html.add("<dt>{}</dt><dd>{}</dd>", field.name, Trusted{field_html(field.value, links)});
    html.add("</dl>");
}

} // namespace

Result<KeptPage> PublicPages::make_profile(const store::ReadTx& tx, const Account& account) const {
    store::StatusSelection selection;
    selection.exclude_replies = true;
    selection.at_most = Visibility::unlisted;
    auto ids = TRY(tx.statuses().by_account(account.id, selection, store::Page{.limit = statuses_a_page}));
    auto statuses = TRY(load_public(tx, ids));

    auto tag_base = site_.instance.tag_url("");
    MentionTargets nobody;
    HtmlLinks links{tag_base, site_.instance.domain, nobody};
    auto handle = "@" + account.username + "@" + site_.instance.domain;
    auto note = note_html(account.note, links);

    Page page;
    page.title = std::string(name_of(account)) + " (" + handle + ")";
    page.description = std::string(truncate_code_points(trim(account.note), 200));
    page.canonical = site_.instance.profile_url(account);
    page.image = avatar_url(site_.instance, account);
    page.type = "profile";
    page.index = account.indexable && !account.silenced_at;
    page.narrow = false;
    page.head.add("<meta property=\"profile:username\" content=\"{}\">", handle.substr(1));
    auto& html = page.body;
    html.add("<div class=\"profile\">");
    if (!account.header_file.empty())
        html.add("<img class=\"banner\" src=\"{}\" alt=\"{}\">", site_.instance.media_url(account.header_file),
                 account.header_description);
    html.add("<img class=\"picture\" src=\"{}\" alt=\"{}\" width=\"96\" height=\"96\"><h1>{}</h1>"
             "<p class=\"handle\">{}{}</p><div class=\"note\">{}</div>",
             page.image, account.avatar_description, name_of(account), handle, account.bot ? " · automated" : "",
             Trusted{note});
    add_fields(html, account, links);
    html.add("<h2>How to reach them</h2><ul>");
    for (const auto& sentence : services::policy_sentences(TRY(services::ContactPolicies::policy(tx, account.id))))
        html.add("<li>{}</li>", sentence);
    html.add("</ul><p class=\"aside\">To follow, search for <strong>{}</strong> in your Mastodon app.</p></div>",
             handle);
    html.add("<h2>Posts</h2>");
    if (statuses.empty()) html.add("<p>Nothing public yet.</p>");
    for (const auto& status : statuses)
        add_status(html, site_.instance, status);

    std::vector<std::int64_t> shows{account.id.value};
    add_ids(shows, statuses);
    return keep(TRY(render_with(tx, page)), std::move(shows));
}

Result<KeptPage> PublicPages::make_status(const store::ReadTx& tx, const Account& account, StatusId id) const {
    auto main = TRY(load_public(tx, std::span(&id, 1)));
    // A boost has no page of its own, nor has anybody a page for what others wrote.
    if (main.empty() || main.front().status.id != id || main.front().author.id != account.id) return not_found();
    const auto& status = main.front().status;
    auto thread =
        services::thread_around(status, TRY(tx.statuses().conversation(status.conversation_id, longest_thread)), true);
    auto before = TRY(load_public(tx, thread.ancestors));
    auto after = TRY(load_public(tx, thread.descendants));

    Page page;
    page.title = std::string(name_of(account)) + ": " + std::string(truncate_code_points(summary_of(status), 60));
    page.description = summary_of(status);
    page.canonical = url_of(site_.instance, main.front());
    page.image = avatar_url(site_.instance, account);
    if (!status.sensitive)
        for (const auto& media : main.front().media)
            if (media.kind == "image" && media.state == MediaState::ready) {
                page.image = site_.instance.media_url(media.file);
                break;
            }
    page.type = "article";
    page.index = account.indexable && !account.silenced_at && status.visibility == Visibility::public_;
    page.narrow = false;
    page.head.add("<meta property=\"article:published_time\" content=\"{}\">", to_iso(status.created_at()));
    page.body.add("<h1>A post by <a href=\"/@{}\">{}</a></h1>", account.username, name_of(account));
    for (const auto& one : before)
        add_status(page.body, site_.instance, one);
    add_status(page.body, site_.instance, main.front(), true);
    for (const auto& one : after)
        add_status(page.body, site_.instance, one);

    std::vector<std::int64_t> shows{account.id.value};
    add_ids(shows, main);
    add_ids(shows, before);
    add_ids(shows, after);
    return keep(TRY(render_with(tx, page)), std::move(shows));
}

} // namespace kith::web
