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

std::string_view who(relationship::Audience audience, const Words& say) {
    switch (audience) {
    case relationship::Audience::anyone:
        return say("anyone");
    case relationship::Audience::followed:
        return say("people they follow or know");
    case relationship::Audience::acquaintance:
        return say("people they have spoken with");
    case relationship::Audience::friend_:
        return say("friends");
    case relationship::Audience::nobody:
        return say("nobody");
    }
    std::unreachable();
}

// As services::policy_sentences, in the reader's language.
void add_policy(Html& html, const relationship::ReceiverPolicy& policy, const Words& say) {
    html.add("<h2>{}</h2><ul><li>{}", say("How to reach them"),
             say("Takes hellos and questions from {}.", who(policy.message, say)));
    if (policy.message == relationship::Audience::anyone)
        html.text(" ").text(say("Of strangers one at a time, until there is an answer."));
    html.add("</li><li>{}</li><li>{}</li><li>{}</li></ul>",
             say("Takes requests to share, follow, vote or help from {}.", who(policy.ask, say)),
             say("Takes offers and other promotion from {}.", who(policy.pitch, say)),
             say("Takes invitations to events from {}.", who(policy.invite, say)));
}

} // namespace

Result<KeptPage> PublicPages::make_profile(const store::ReadTx& tx, const Words& say, const Account& account) const {
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
    page.language = say.language();
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
             page.image, account.avatar_description, name_of(account), handle,
             account.bot ? " · " + std::string(say("automated")) : "", Trusted{note});
    add_fields(html, account, links);
    add_policy(html, TRY(services::ContactPolicies::policy(tx, account.id)), say);
    html.add("<p class=\"aside\">")
        .sentence(say("To follow, search for {} in your Mastodon app."), "<strong>{}</strong>", handle)
        .add("</p></div><h2>{}</h2>", say("Posts"));
    if (statuses.empty()) html.add("<p>{}</p>", say("Nothing public yet."));
    for (const auto& status : statuses)
        add_status(html, site_.instance, status, say);

    std::vector<std::int64_t> shows{account.id.value};
    add_ids(shows, statuses);
    return keep(TRY(render_with(tx, page)), std::move(shows));
}

Result<KeptPage> PublicPages::make_status(const store::ReadTx& tx, const Words& say, const Account& account,
                                          StatusId id) const {
    auto main = TRY(load_public(tx, std::span(&id, 1)));
    // A boost has no page of its own, nor has anybody a page for what others wrote.
    if (main.empty() || main.front().status.id != id || main.front().author.id != account.id) return not_found();
    const auto& status = main.front().status;
    auto thread =
        services::thread_around(status, TRY(tx.statuses().conversation(status.conversation_id, longest_thread)), true);
    auto before = TRY(load_public(tx, thread.ancestors));
    auto after = TRY(load_public(tx, thread.descendants));

    Page page;
    page.language = say.language();
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
    page.body.add("<h1>")
        .sentence(say("A post by {}"), "<a href=\"/@{}\">{}</a>", account.username, name_of(account))
        .add("</h1>");
    for (const auto& one : before)
        add_status(page.body, site_.instance, one, say);
    add_status(page.body, site_.instance, main.front(), say, true);
    for (const auto& one : after)
        add_status(page.body, site_.instance, one, say);

    std::vector<std::int64_t> shows{account.id.value};
    add_ids(shows, main);
    add_ids(shows, before);
    add_ids(shows, after);
    return keep(TRY(render_with(tx, page)), std::move(shows));
}

} // namespace kith::web
