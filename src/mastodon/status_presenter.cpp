#include "mastodon/status_presenter.hpp"

#include "core/text.hpp"
#include "domain/plain_text.hpp"
#include "mastodon/filter_entities.hpp"
#include "relationship/stage.hpp"
#include "store/held_messages.hpp"
#include "store/ties.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kith::mastodon {
namespace {

template <class T>
bool contains(const std::vector<T>& values, T value) {
    return std::ranges::find(values, value) != values.end();
}

std::string_view bool_text(bool value) { return value ? "true" : "false"; }

std::string_view quote_state_name(QuoteState state) {
    switch (state) {
    case QuoteState::none:
    case QuoteState::pending:
        return "pending";
    case QuoteState::accepted:
        return "accepted";
    case QuoteState::rejected:
        return "rejected";
    case QuoteState::revoked:
        return "revoked";
    case QuoteState::deleted:
        return "deleted";
    }
    std::unreachable();
}

template <class Key, class T>
std::unordered_map<Key, std::vector<T>> group_by(std::vector<T> values, Key T::* key) {
    std::unordered_map<Key, std::vector<T>> groups;
    for (auto& value : values)
        groups[value.*key].push_back(std::move(value));
    return groups;
}

} // namespace

// Everything around the heads of one answer.
struct StatusPresenter::Page {
    Views views;
    AccountViews authors;
    store::Marks marks;
    std::unordered_map<PollId, Poll> polls;
    std::vector<store::PollVote> votes;
    std::vector<AccountId> followed; // authors of private statuses whom the viewer follows
    std::vector<StatusId> held;      // direct ones that wait for the viewer's decision
    std::vector<AccountId>
        strangers; // authors who speak to the viewer of links or attachments and never spoke with them
    std::vector<store::Waiting> waits; // the viewer's own, and whom they wait for
    AccountViews waited_for;
    Time now;
};

CardEntity card_entity(const Card& card, const services::Instance& instance) {
    CardEntity entity{.url = card.url,
                      .title = card.title,
                      .description = card.description,
                      .language = card.language,
                      .type = card.type,
                      .author_name = card.author_name,
                      .author_url = card.author_url,
                      .provider_name = card.provider_name,
                      .provider_url = card.provider_url,
                      .width = card.width,
                      .height = card.height};
    if (!card.image_file.empty()) entity.image = instance.media_url(card.image_file);
    if (!card.blurhash.empty()) entity.blurhash = card.blurhash;
    return entity;
}

MediaEntity media_entity(const Media& media, const services::Instance& instance) {
    MediaEntity entity{.id = media.id, .type = media.kind};
    if (media.state == MediaState::ready) {
        entity.url = instance.media_url(media.file);
        entity.preview_url = instance.media_url(media.preview_file.empty() ? media.file : media.preview_file);
    }
    if (!media.remote_url.empty()) entity.remote_url = media.remote_url;
    auto size_of = [](int width, int height) {
        return ImageSize{width, height, fmt::format("{}x{}", width, height), height > 0 ? double(width) / height : 1.0};
    };
    if (media.width > 0) entity.meta.original = size_of(media.width, media.height);
    if (media.preview_width > 0) entity.meta.small = size_of(media.preview_width, media.preview_height);
    if (media.kind == "image" || media.kind == "gifv" || media.focus_x != 0 || media.focus_y != 0)
        entity.meta.focus = Focus{media.focus_x, media.focus_y};
    if (media.duration > 0) {
        auto hundredths = static_cast<std::int64_t>(media.duration * 100 + 0.5);
        entity.meta.length = fmt::format("{}:{:02}:{:02}.{:02}", hundredths / 360'000, hundredths / 6000 % 60,
                                         hundredths / 100 % 60, hundredths % 100);
        entity.meta.duration.emplace(media.duration);
    }
    if (media.frame_rate > 0) entity.meta.fps.emplace(media.frame_rate);
    if (!media.description.empty()) entity.description = media.description;
    if (!media.blurhash.empty()) entity.blurhash = media.blurhash;
    return entity;
}

PollEntity poll_entity(const Poll& poll, AccountId viewer, std::span<const store::PollVote> votes, Time now,
                       const EmojiPresenter& emojis) {
    PollEntity entity{
        .id = poll.id, .expires_at = poll.expires_at, .expired = poll.expired(now), .multiple = poll.multiple};
    bool totals = !poll.hide_totals || entity.expired || (viewer && viewer == poll.account_id);
    for (const auto& option : poll.options) {
        if (totals) entity.votes_count += option.votes_count;
        entity.options.push_back({option.title, totals ? std::optional(option.votes_count) : std::nullopt});
    }
    if (emojis.any()) {
        std::vector<std::string_view> titles;
        for (const auto& option : poll.options)
            titles.emplace_back(option.title);
        entity.emojis = emojis.in(titles);
    }
    entity.voters_count = poll.voters_count;
    if (viewer) {
        std::vector<int> own;
        for (const auto& vote : votes)
            if (vote.poll_id == poll.id) own.push_back(vote.position);
        entity.voted.emplace(!own.empty() || viewer == poll.account_id);
        entity.own_votes = std::move(own);
    }
    return entity;
}

StatusPresenter::StatusPresenter(const services::Instance& instance, AccountPresenter& accounts,
                                 services::Events& events, const Clock& clock, std::size_t cache_bytes)
    : instance_(instance),
      accounts_(accounts),
      clock_(clock),
      cache_(cache_bytes - cache_bytes / 16),
      marks_(clock, events, cache_bytes / 16) {
    events.listen([this](const services::Event& event) {
        if (const auto* changed = std::get_if<services::StatusChanged>(&event))
            cache_.invalidate(changed->id);
        else if (const auto* removed = std::get_if<services::StatusRemoved>(&event))
            cache_.invalidate(removed->id);
        else if (std::holds_alternative<services::EverythingChanged>(event) ||
                 std::holds_alternative<services::EmojisChanged>(event))
            cache_.clear();
    });
}

Result<void> StatusPresenter::hydrate(const store::ReadTx& tx, std::span<const StatusId> ids, Views& views,
                                      Epochs epochs) {
    std::vector<std::shared_ptr<const StatusView>> found;
    cache_.get(ids, found);
    std::vector<StatusId> missing;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (found[i])
            views.emplace(ids[i], std::move(found[i]));
        else if (ids[i] && !views.contains(ids[i]) && !contains(missing, ids[i]))
            missing.push_back(ids[i]);
    }
    if (missing.empty()) return {};

    auto statuses = TRY(tx.statuses().by_ids(missing));
    auto mentions = group_by(TRY(tx.statuses().mentions(missing)), &store::Mention::status_id);
    auto media = group_by(TRY(tx.media().of_statuses(missing)), &Media::status_id);
    auto tags = group_by(TRY(tx.tags().of_statuses(missing)), &store::StatusTag::status_id);
    std::vector<AccountId> people;
    std::vector<PollId> poll_ids;
    for (const auto& status : statuses) {
        people.push_back(status.account_id);
        if (status.poll_id) poll_ids.push_back(status.poll_id);
        for (const auto& mention : mentions[status.id])
            people.push_back(mention.account_id);
    }
    auto accounts = TRY(accounts_.load(tx, people, epochs.accounts));
    std::unordered_map<PollId, Poll> polls;
    for (auto& poll : TRY(tx.polls().by_ids(poll_ids)))
        polls.emplace(poll.id, std::move(poll));

    for (auto& status : statuses) {
        auto author = accounts.find(status.account_id);
        if (author == accounts.end()) continue;
        auto view = std::make_shared<StatusView>();
        bool local = status.local;
        const auto& username = author->second->username;
        StatusHeadEntity head{.id = status.id,
                              .created_at = status.created_at(),
                              .in_reply_to_id = status.in_reply_to_id,
                              .in_reply_to_account_id = status.in_reply_to_account_id,
                              .sensitive = status.sensitive,
                              .spoiler_text = status.spoiler_text,
                              .visibility = std::string(to_string(status.visibility)),
                              .uri = local ? instance_.status_uri(username, status.id) : status.uri,
                              .url = local ? instance_.status_url(username, status.id) : status.url,
                              .replies_count = status.replies_count,
                              .reblogs_count = status.reblogs_count,
                              .favourites_count = status.favourites_count,
                              .quotes_count = status.quotes_count,
                              .edited_at = status.edited_at,
                              .content = status.content};
        if (!status.language.empty()) head.language = status.language;
        if (status.application_id) {
            if (auto application = TRY(tx.oauth().application(status.application_id)))
                head.application = StatusApplicationEntity{
                    application->name,
                    application->website.empty() ? std::nullopt : std::optional(application->website)};
        }
        view->plain_text = status.spoiler_text + "\n" + (local ? status.text : html_to_text(status.content));
        std::vector<std::string_view> with_emojis{status.spoiler_text, local ? status.text : status.content};
        if (auto poll = polls.find(status.poll_id); poll != polls.end())
            for (const auto& option : poll->second.options)
                with_emojis.emplace_back(option.title);
        head.emojis = accounts_.emojis().in(with_emojis);
        for (const auto& file : media[status.id]) {
            head.media_attachments.push_back(media_entity(file, instance_));
            view->plain_text += "\n" + file.description;
        }
        if (auto poll = polls.find(status.poll_id); poll != polls.end())
            for (const auto& option : poll->second.options)
                view->plain_text += "\n" + option.title;
        for (const auto& mention : mentions[status.id]) {
            view->mentioned.push_back(mention.account_id);
            auto account = accounts.find(mention.account_id);
            if (account == accounts.end()) continue;
            const auto& who = *account->second;
            head.mentions.push_back({who.id, who.username, who.url, who.acct});
        }
        for (const auto& tag : tags[status.id])
            head.tags.push_back({tag.tag.name, instance_.tag_url(tag.tag.name)});
        if (status.card_id != 0) {
            if (auto card = TRY(tx.cards().by_id(status.card_id))) head.card = card_entity(*card, instance_);
        }
        json::write(view->head, head);
        view->head.pop_back();
        view->leads_away =
            !head.media_attachments.empty() || status.card_id != 0 || view->plain_text.find("://") != std::string::npos;
        status.text.clear();
        status.content.clear();
        status.spoiler_text.clear();
        view->status = std::move(status);
        auto bytes = view->head.size() + view->plain_text.size() + sizeof(StatusView) + 256;
        cache_.put(view->status.id, view, bytes, epochs.statuses);
        views.emplace(view->status.id, std::move(view));
    }
    return {};
}

Result<StatusPresenter::Page> StatusPresenter::load(const store::ReadTx& tx, std::span<const StatusId> ids,
                                                    const StatusContext& context, Epochs epochs) {
    Page page;
    page.now = clock_.now();
    page.views.reserve(ids.size());
    TRY(hydrate(tx, ids, page.views, epochs));
    // Boosted and quoted statuses: two rounds, since a boost may be of a status that quotes.
    for (int round = 0; round < 2; ++round) {
        std::vector<StatusId> nested;
        for (const auto& [id, view] : page.views)
            for (auto other : {view->status.reblog_of_id, view->status.quote_of_id})
                if (other && !page.views.contains(other)) nested.push_back(other);
        if (nested.empty()) break;
        TRY(hydrate(tx, nested, page.views, epochs));
    }
    std::vector<AccountId> authors;
    std::vector<StatusId> all;
    std::vector<ConversationId> conversations;
    std::vector<PollId> polls;
    std::vector<AccountId> of_private;
    authors.reserve(page.views.size());
    all.reserve(page.views.size());
    conversations.reserve(page.views.size());
    for (const auto& [id, view] : page.views) {
        const auto& status = view->status;
        if (!contains(authors, status.account_id)) authors.push_back(status.account_id);
        all.push_back(id);
        conversations.push_back(status.conversation_id);
        if (status.poll_id) polls.push_back(status.poll_id);
        if (status.visibility == Visibility::private_) of_private.push_back(status.account_id);
    }
    page.authors = TRY(accounts_.load(tx, authors, epochs.accounts));
    auto viewer = context.viewer.id;
    if (viewer) {
        page.marks = TRY(marks_.among(tx, viewer, all, conversations, epochs.marks));
        TRY(load_held(tx, page, context, epochs));
        if (!of_private.empty()) page.followed = TRY(tx.relations().followed_among(viewer, of_private));
    }
    if (!polls.empty()) {
        for (auto& poll : TRY(tx.polls().by_ids(polls)))
            page.polls.emplace(poll.id, std::move(poll));
        if (viewer) page.votes = TRY(tx.polls().votes(viewer, polls));
    }
    return page;
}

Result<void> StatusPresenter::load_held(const store::ReadTx& tx, Page& page, const StatusContext& context,
                                        Epochs epochs) {
    std::vector<StatusId> own;
    std::vector<StatusId> direct;
    std::vector<AccountId> senders;
    for (const auto& [id, view] : page.views) {
        if (view->mentioned.empty() && !view->status.quote_of_id) continue;
        if (view->status.account_id == context.viewer.id) {
            own.push_back(id);
            continue;
        }
        if (view->status.visibility == Visibility::direct) direct.push_back(id);
        if (view->leads_away && contains(view->mentioned, context.viewer.id))
            senders.push_back(view->status.account_id);
    }
    if (!senders.empty() && !context.links_open) {
        page.strangers = senders;
        for (const auto& known : TRY(tx.ties().with(context.viewer.id, senders)))
            if (relationship::stage_of(known.tie, page.now) > relationship::Stage::stranger)
                std::erase(page.strangers, known.tie.other);
    }
    if (!direct.empty() && !context.show_held)
        for (const auto& held : TRY(tx.held_messages().among(context.viewer.id, direct)))
            page.held.push_back(held.status_id);
    if (own.empty()) return {};
    page.waits = TRY(tx.held_messages().waiting(own));
    if (page.waits.empty()) return {};
    std::vector<AccountId> people;
    for (const auto& waiting : page.waits)
        people.push_back(waiting.account_id);
    page.waited_for = TRY(accounts_.load(tx, people, epochs.accounts));
    return {};
}

// What the author alone is told: for whom the message waits, and nothing of why or since when.
void StatusPresenter::write_waits(std::string& out, const Page& page, StatusId id) {
    std::vector<std::string_view> accts;
    for (const auto& waiting : page.waits)
        if (auto account = page.waited_for.find(waiting.account_id);
            waiting.status_id == id && account != page.waited_for.end())
            accts.emplace_back(account->second->acct);
    if (accts.empty()) return;
    out += ",\"kith\":{\"waits\":";
    json::write(out, accts);
    out += '}';
}

bool StatusPresenter::shows(const Page& page, const StatusView& view, const StatusContext& context, bool nested) const {
    const auto& viewer = context.viewer;
    const auto& status = view.status;
    auto author = page.authors.find(status.account_id);
    if (author == page.authors.end()) return false;
    if (context.evidence && !nested) return true;
    if (author->second->suspended) return false;
    ViewerFacts facts;
    facts.is_author = viewer.id && viewer.id == status.account_id;
    facts.is_mentioned = viewer.id && contains(view.mentioned, viewer.id);
    facts.follows_author = contains(page.followed, status.account_id);
    facts.blocks_author = viewer.blocked.contains(status.account_id);
    if (!may_see(status.visibility, facts)) return false;
    if (facts.is_author) return true;
    if (contains(page.held, status.id)) return false;
    if (context.hide_muted || nested) {
        if (viewer.hides(status.account_id)) return false;
        if (!author->second->domain.empty() && viewer.domains.contains(author->second->domain)) return false;
    }
    return true;
}

std::vector<FilterMatch> StatusPresenter::filtered(const Page& page, const StatusView& view,
                                                   const StatusContext& context) const {
    if ((!context.filter_context && !context.opened) || context.viewer.filters.empty() ||
        view.status.account_id == context.viewer.id)
        return {};
    const auto* words = &view;
    StatusId boosted;
    if (view.status.is_boost()) {
        auto original = page.views.find(view.status.reblog_of_id);
        if (original == page.views.end()) return {};
        words = original->second.get();
        boosted = words->status.id;
    }
    FilterText text({std::string_view(words->plain_text)});
    return context.viewer.filters.match(text, view.status.id, boosted, context.filter_context, page.now);
}

bool StatusPresenter::write(std::string& out, const Page& page, const StatusView& view, const StatusContext& context,
                            int depth) const {
    if (!shows(page, view, context, depth > 0)) return false;
    const StatusView* original = nullptr;
    if (view.status.is_boost()) {
        auto found = page.views.find(view.status.reblog_of_id);
        if (found == page.views.end() || !shows(page, *found->second, context, true)) return false;
        original = found->second.get();
    }
    auto matches = filtered(page, view, context);
    // What is inside another says by itself what would hide it: clients leave it out.
    if (depth == 0 && !context.opened &&
        std::ranges::any_of(matches, [](const auto& m) { return m.filter->action == FilterAction::hide; }))
        return false;
    out += view.head;
    out += ",\"account\":";
    out += page.authors.at(view.status.account_id)->json;
    out += ",\"reblog\":";
    if (original == nullptr || !write(out, page, *original, context, depth + 1)) out += "null";
    out += ",\"poll\":";
    if (auto poll = page.polls.find(view.status.poll_id); poll != page.polls.end())
        json::write(out, poll_entity(poll->second, context.viewer.id, page.votes, page.now, accounts_.emojis()));
    else
        out += "null";
    out += ",\"quote\":";
    write_quote(out, page, view, context, depth);
    write_viewer_part(out, page, view, context, matches);
    out += '}';
    return true;
}

void StatusPresenter::write_quote(std::string& out, const Page& page, const StatusView& view,
                                  const StatusContext& context, int depth) const {
    if (!view.status.quote_of_id) {
        out += "null";
        return;
    }
    auto state = view.status.quote_state;
    auto quoted = page.views.find(view.status.quote_of_id);
    if (state == QuoteState::accepted && quoted == page.views.end()) state = QuoteState::deleted;
    auto start = out.size();
    std::string_view name = quote_state_name(state);
    out += fmt::format(R"({{"state":"{}","quoted_status":)", name);
    if (state != QuoteState::accepted) {
        out += "null}";
        return;
    }
    // A quote within a quote is named, not shown.
    if (depth > 1) {
        out.resize(start);
        out += fmt::format(R"({{"state":"accepted","quoted_status_id":"{}"}})", view.status.quote_of_id.value);
        return;
    }
    if (!write(out, page, *quoted->second, context, depth + 2)) {
        out.resize(start);
        out += R"({"state":"unauthorized","quoted_status":null)";
    }
    out += '}';
}

void StatusPresenter::write_viewer_part(std::string& out, const Page& page, const StatusView& view,
                                        const StatusContext& context, const std::vector<FilterMatch>& matches) const {
    const auto& status = view.status;
    // Who may quote, in the words of the quote_approval entity.
    bool quotable = status.visibility == Visibility::public_ || status.visibility == Visibility::unlisted;
    std::string_view automatic = !quotable                                       ? ""
                                 : status.quote_policy == QuotePolicy::anyone    ? "\"public\""
                                 : status.quote_policy == QuotePolicy::followers ? "\"followers\""
                                                                                 : "";
    bool mine = context.viewer.id && context.viewer.id == status.account_id;
    bool may = mine || (quotable && context.viewer.id &&
                        (status.quote_policy == QuotePolicy::anyone || (status.quote_policy == QuotePolicy::followers &&
                                                                        contains(page.followed, status.account_id))));
    out += R"(,"quote_approval":{"automatic":[)";
    out += automatic;
    out += R"(],"manual":[],"current_user":")";
    out += may ? "automatic" : "denied";
    out += "\"}";
    if (!context.viewer.id) return;
    // A boost shows the viewer's marks on what it boosts.
    StatusId marked = status.is_boost() ? status.reblog_of_id : status.id;
    out += ",\"favourited\":";
    out += bool_text(contains(page.marks.favourited, marked));
    out += ",\"reblogged\":";
    out += bool_text(contains(page.marks.boosted, marked));
    out += ",\"muted\":";
    out += bool_text(contains(page.marks.muted, status.conversation_id));
    out += ",\"bookmarked\":";
    out += bool_text(contains(page.marks.bookmarked, marked));
    if (mine && !status.is_boost()) {
        out += ",\"pinned\":";
        out += bool_text(contains(page.marks.pinned, status.id));
        write_waits(out, page, status.id);
    } else if (view.leads_away && contains(view.mentioned, context.viewer.id) &&
               contains(page.strangers, status.account_id)) {
        out += ",\"kith\":{\"links_closed\":true}";
    }
    out += ",\"filtered\":";
    write_filter_results(out, matches);
}

Result<std::string> StatusPresenter::list(const store::ReadTx& tx, std::span<const StatusId> ids,
                                          const StatusContext& context, Epochs epochs) {
    auto page = TRY(load(tx, ids, context, epochs));
    std::string out;
    out.reserve(ids.size() * 2600 + 16);
    out += '[';
    for (auto id : ids) {
        auto found = page.views.find(id);
        if (found == page.views.end()) continue;
        auto before = out.size();
        if (before > 1) out += ',';
        if (!write(out, page, *found->second, context, 0)) out.resize(before);
    }
    return out += ']';
}

Result<std::string> StatusPresenter::one(const store::ReadTx& tx, StatusId id, const StatusContext& context,
                                         Epochs epochs) {
    auto page = TRY(load(tx, std::span(&id, 1), context, epochs));
    auto found = page.views.find(id);
    std::string out;
    if (found == page.views.end() || !write(out, page, *found->second, context, 0)) return not_found();
    return out;
}

Result<std::unordered_map<StatusId, std::string>> StatusPresenter::each(const store::ReadTx& tx,
                                                                        std::span<const StatusId> ids,
                                                                        const StatusContext& context, Epochs epochs) {
    auto page = TRY(load(tx, ids, context, epochs));
    std::unordered_map<StatusId, std::string> texts;
    for (auto id : ids) {
        auto found = page.views.find(id);
        std::string out;
        if (found != page.views.end() && write(out, page, *found->second, context, 0))
            texts.emplace(id, std::move(out));
    }
    return texts;
}

} // namespace kith::mastodon
