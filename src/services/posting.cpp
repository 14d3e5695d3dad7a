#include "services/posting.hpp"
#include "services/posting_prepared.hpp"

#include "core/text.hpp"
#include "domain/language.hpp"
#include "domain/names.hpp"
#include "domain/status_html.hpp"
#include "services/direct_conversations.hpp"
#include "services/fan_out.hpp"
#include "services/offers.hpp"
#include "services/spoken.hpp"
#include "services/user_settings.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace kith::services {
namespace {

Failure invalid_text(std::string code, std::string message) {
    return invalid(std::move(code), "Validation failed: " + std::move(message));
}

ViewerFacts facts_of(const store::Relationship& with_author, bool mentioned) {
    ViewerFacts facts;
    facts.is_mentioned = mentioned;
    facts.follows_author = with_author.following && !with_author.following->pending;
    facts.blocks_author = with_author.blocking || with_author.domain_blocking;
    facts.blocked_by_author = with_author.blocked_by;
    return facts;
}

Result<bool> sees(const store::ReadTx& tx, AccountId viewer, const Status& status) {
    ViewerFacts facts;
    if (viewer == status.account_id) {
        facts.is_author = true;
    } else if (viewer) {
        std::array authors{status.account_id};
        std::array statuses{status.id};
        auto mentions = TRY(tx.statuses().mentions(statuses));
        bool mentioned = std::ranges::any_of(mentions, [&](const auto& m) { return m.account_id == viewer; });
        facts = facts_of(TRY(tx.relations().with(viewer, authors)).front(), mentioned);
    }
    return may_see(status.visibility, facts);
}

// What is judged. What others wrote and the author quotes is not the author's.
std::string words_of(const Draft& draft, const Status* quoted) {
    bool own = quoted != nullptr && quoted->account_id == draft.author;
    std::span<const std::string> choices;
    if (draft.poll) choices = draft.poll->options;
    return judged_words(draft.spoiler_text, draft.text, choices, own ? quoted : nullptr);
}

// Numbers that everybody sees tell nobody of messages that only some may read.
bool counts_for_author(const Status& status) { return status.visibility != Visibility::direct; }
bool counts_as_reply(const Status& reply, const Status& parent) {
    return reply.visibility <= std::max(parent.visibility, Visibility::unlisted);
}

} // namespace

Posting::Posting(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Instance& instance,
                 PostingLimits limits)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      instance_(instance),
      limits_(limits),
      notifier_(clock, ids, events),
      first_contact_(clock, ids, events),
      ties_(clock, ids, events) {}

Result<Status> Posting::visible(const store::ReadTx& tx, AccountId viewer, StatusId id) {
    auto status = TRY(tx.statuses().by_id(id));
    if (!status) return not_found();
    if (!TRY(sees(tx, viewer, *status))) return not_found();
    if (status->is_boost()) {
        auto original = TRY(tx.statuses().by_id(status->reblog_of_id));
        if (!original || !TRY(sees(tx, viewer, *original))) return not_found();
    }
    return std::move(*status);
}

Result<void> Posting::check_poll(const PollDraft& poll) const {
    if (poll.options.size() < 2) return invalid_text("poll_too_few", "A poll needs at least two choices");
    if (poll.options.size() > limits_.poll_options)
        return invalid_text("poll_too_many", fmt::format("A poll can have at most {} choices", limits_.poll_options));
    for (std::size_t i = 0; i < poll.options.size(); ++i) {
        if (trim(poll.options[i]).empty()) return invalid_text("poll_blank", "A poll's choice can't be empty");
        if (count_code_points(poll.options[i]) > limits_.poll_option_characters)
            return invalid_text("poll_option_too_long", fmt::format("A poll's choice can have at most {} characters",
                                                                    limits_.poll_option_characters));
        if (std::ranges::count(poll.options, poll.options[i]) > 1)
            return invalid_text("poll_twice", "A poll's choices must differ");
    }
    if (poll.expires_in < limits_.poll_shortest || poll.expires_in > limits_.poll_longest)
        return invalid_text("poll_duration", "A poll can stay open from five minutes to thirty days");
    return {};
}

Result<Posting::Prepared> Posting::prepare(const store::ReadTx& tx, const Draft& draft) const {
    Prepared prepared;
    auto author = TRY(tx.accounts().by_id(draft.author));
    if (!author || author->suspended()) return forbidden("This account may not post");
    prepared.author = std::move(*author);
    if (auto user = TRY(tx.users().by_account(draft.author))) prepared.defaults = read_user_settings(user->settings);

    if (trim(draft.text).empty() && draft.media.empty() && !draft.poll && !draft.quote_of)
        return invalid_text("text_blank", "Text can't be blank");
    if (status_length(draft.text) + count_code_points(draft.spoiler_text) > limits_.characters)
        return invalid_text("text_too_long", fmt::format("Text can have at most {} characters", limits_.characters));
    if (draft.media.size() > limits_.media)
        return invalid_text("media_too_many", fmt::format("A post can have at most {} attachments", limits_.media));
    if (draft.poll) {
        if (!draft.media.empty())
            return invalid_text("poll_with_media", "A post can have attachments or a poll, not both");
        TRY(check_poll(*draft.poll));
    }
    if (draft.in_reply_to) {
        prepared.parent = TRY(visible(tx, draft.author, draft.in_reply_to));
        if (prepared.parent->is_boost())
            prepared.parent = TRY(visible(tx, draft.author, prepared.parent->reblog_of_id));
        prepared.parent_author = TRY(tx.accounts().by_id(prepared.parent->account_id));
    }
    if (draft.quote_of) {
        prepared.quoted = TRY(visible(tx, draft.author, draft.quote_of));
        if (prepared.quoted->is_boost())
            prepared.quoted = TRY(visible(tx, draft.author, prepared.quoted->reblog_of_id));
        TRY(check_quote(tx, draft, *prepared.quoted));
    }

    auto entities = find_entities(draft.text);
    auto accts = mentions_of(entities, instance_.domain);
    if (accts.size() > limits_.mentions)
        return invalid_text("mentions_too_many", fmt::format("A post can mention at most {} people", limits_.mentions));
    MentionTargets targets;
    for (const auto& acct : accts) {
        auto account = TRY(tx.accounts().by_acct(acct.username, acct.domain));
        if (!account || account->suspended()) continue;
        targets.emplace(acct, MentionTarget{instance_.profile_url(*account), account->acct()});
        bool known = std::ranges::any_of(prepared.mentioned, [&](const auto& m) { return m.id == account->id; });
        if (!known) prepared.mentioned.push_back(std::move(*account));
    }
    for (const auto& entity : entities) {
        if (entity.kind != EntityKind::hashtag) continue;
        auto name = normalize_hashtag(entity.name);
        bool known = std::ranges::any_of(prepared.tags, [&](const auto& t) { return t.first == name; });
        if (!known) prepared.tags.emplace_back(std::move(name), std::string(entity.name));
    }
    auto tag_base = instance_.tag_url("");
    prepared.content = status_html(draft.text, entities, HtmlLinks{tag_base, instance_.domain, targets});
    prepared.language = draft.language;
    if (prepared.language.empty()) {
        auto detected = detect_language(draft.text);
        prepared.language = detected.reliable ? detected.code : prepared.defaults.language;
    }
    prepared.words = words_of(draft, prepared.quoted ? &*prepared.quoted : nullptr);
    prepared.classified = judging_.classify(prepared.author, "", prepared.words);
    prepared.judgement = to_judgement(prepared.classified);
    prepared.wants_help = prepared.classified.is_flagged(relationship::MessageLabel::help);
    prepared.declared_offer = std::ranges::any_of(prepared.tags, [](const auto& t) { return t.first == offer_tag; });
    prepared.visibility = draft.visibility.value_or(prepared.defaults.privacy);
    if (prepared.quoted)
        prepared.quoted_hearer = TRY(quoted_hearer(tx, draft.author, prepared.quoted->id, prepared.visibility));
    return prepared;
}

Result<void> Posting::check_quote(const store::ReadTx& tx, const Draft& draft, const Status& quoted) {
    if (quoted.account_id == draft.author) return {};
    if (quoted.visibility == Visibility::private_ || quoted.visibility == Visibility::direct)
        return forbidden("This post can't be quoted: it is not public");
    switch (quoted.quote_policy) {
    case QuotePolicy::anyone:
        return {};
    case QuotePolicy::nobody:
        return forbidden("The author does not want this post to be quoted");
    case QuotePolicy::followers:
        break;
    }
    auto follow = TRY(tx.relations().follow(draft.author, quoted.account_id));
    if (!follow || follow->pending) return forbidden("Only followers of the author may quote this post");
    return {};
}

Result<void> Posting::check(const Draft& draft) {
    auto prepared = TRY(store_.read([&](store::ReadTx& tx) { return prepare(tx, draft); }));
    return nudge(draft, prepared, {});
}

Result<StatusId> Posting::post(Draft draft) {
    draft.text = to_valid_utf8(draft.text);
    draft.spoiler_text = to_valid_utf8(draft.spoiler_text);
    if (trim(draft.text).empty() && !draft.spoiler_text.empty()) draft.text = std::exchange(draft.spoiler_text, {});
    auto prepared = TRY(store_.read([&](store::ReadTx& tx) { return prepare(tx, draft); }));
    TRY(nudge(draft, prepared, {}));
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        if (!draft.idempotency_key.empty())
            if (auto earlier = TRY(tx.statuses().idempotent(draft.author, draft.idempotency_key))) return *earlier;
        Status status{.id = draft.written_at ? StatusId{ids_.at(*draft.written_at)} : ids_.make<StatusId>(),
                      .account_id = draft.author};
        if (prepared.parent) {
            // It may have gone since it was read.
            if (!TRY(tx.statuses().by_id(prepared.parent->id))) return not_found();
            status.in_reply_to_id = prepared.parent->id;
            status.in_reply_to_account_id = prepared.parent->account_id;
            status.conversation_id = prepared.parent->conversation_id;
        } else {
            status.conversation_id = ConversationId{status.id.value};
        }
        if (prepared.quoted) {
            status.quote_of_id = prepared.quoted->id;
            status.quote_state = QuoteState::accepted;
        }
        status.quote_policy = draft.quote_policy.value_or(prepared.defaults.quote_policy);
        status.visibility = prepared.visibility;
        status.sensitive = draft.sensitive.value_or(prepared.defaults.sensitive) || !draft.spoiler_text.empty();
        status.spoiler_text = draft.spoiler_text;
        status.text = draft.text;
        status.content = prepared.content;
        status.language = prepared.language;
        status.application_id = draft.application;
        if (draft.poll) status.poll_id = PollId{ids_.next()};

        TRY(tx.statuses().insert(status, prepared.mentioned_ids()));
        TRY(attach(tx, draft, prepared, status));
        if (!draft.idempotency_key.empty())
            TRY(tx.statuses().remember_idempotent(draft.author, draft.idempotency_key, status.id, clock_.now()));
        TRY(deliver(tx, prepared, status));
        return status.id;
    });
}

Result<void> Posting::attach(store::WriteTx& tx, const Draft& draft, const Prepared& prepared, Status& status) {
    if (counts_for_author(status)) {
        TRY(tx.accounts().add_counts(draft.author, 0, 0, 1));
        TRY(tx.accounts().set_last_status_at(draft.author, status.created_at()));
    }
    if (prepared.parent && counts_as_reply(status, *prepared.parent)) {
        TRY(tx.statuses().add_counts(prepared.parent->id, 1, 0, 0, 0));
        tx.after_commit([this, parent = *prepared.parent] {
            events_.publish(StatusChanged{parent.id, false, parent.account_id, parent.visibility});
        });
    }
    if (prepared.quoted && status.quote_state == QuoteState::accepted) {
        TRY(tx.statuses().add_counts(prepared.quoted->id, 0, 0, 0, 1));
        tx.after_commit([this, quoted = *prepared.quoted] {
            events_.publish(StatusChanged{quoted.id, false, quoted.account_id, quoted.visibility});
        });
    }
    if (!draft.media.empty()) TRY(attach_media(tx, draft, status.id));
    if (draft.poll) {
        auto poll = poll_of(draft, status, status.created_at());
        TRY(tx.polls().insert(poll));
        TRY(schedule_poll_end(tx, poll));
    }
    TRY(tx.search().index_status(status, TRY(words_around(tx, status, draft))));
    TRY(note_links(tx, status));
    return {};
}

// What is found of a status beside its text: descriptions of what is attached, and the choices of its poll.
Result<std::string> Posting::words_around(const store::ReadTx& tx, const Status& status, const Draft& draft) {
    std::string words;
    if (!draft.media.empty())
        for (const auto& file : TRY(tx.media().of_statuses(std::array{status.id})))
            words += file.description + "\n";
    if (draft.poll)
        for (const auto& choice : draft.poll->options)
            words += choice + "\n";
    return words;
}

std::string scheduled_key(std::int64_t id) { return "scheduled-" + std::to_string(id); }

Poll Posting::poll_of(const Draft& draft, const Status& status, Time now) {
    Poll poll{.id = status.poll_id,
              .status_id = status.id,
              .account_id = draft.author,
              .expires_at = now + draft.poll->expires_in,
              .multiple = draft.poll->multiple,
              .hide_totals = draft.poll->hide_totals};
    for (const auto& title : draft.poll->options)
        poll.options.push_back(PollOption{title, 0});
    return poll;
}

Result<void> Posting::schedule_poll_end(store::WriteTx& tx, const Poll& poll) {
    return add_job(tx, "poll_end", poll.id.str(), *poll.expires_at);
}

// A preview is fetched for the first link of what everybody may read.
Result<void> Posting::note_links(store::WriteTx& tx, const Status& status) {
    if (status.text.find("://") == std::string::npos || status.visibility == Visibility::direct) return {};
    return add_job(tx, "link_preview", status.id.str(), clock_.now());
}

Result<void> Posting::add_job(store::WriteTx& tx, std::string kind, std::string payload, Time at) {
    TRY(tx.jobs().insert(
        {.id = ids_.make<JobId>(), .kind = std::move(kind), .payload = std::move(payload), .run_at = at}));
    tx.after_commit([this] { events_.publish(JobsAdded{}); });
    return {};
}

Result<void> Posting::attach_media(store::WriteTx& tx, const Draft& draft, StatusId status) {
    auto files = TRY(tx.media().by_ids(draft.media));
    if (files.size() != draft.media.size())
        return invalid_text("media_not_found", "One of the attachments no longer exists. Please upload it again");
    for (const auto& file : files) {
        bool waits = file.scheduled_id != 0 && draft.idempotency_key != scheduled_key(file.scheduled_id);
        if (file.account_id != draft.author || (file.status_id && file.status_id != status) || waits)
            return invalid_text("media_taken", "One of the attachments is not yours or already posted");
        if (file.state == MediaState::processing)
            return invalid_text("media_processing",
                                "Cannot attach files that have not finished processing. Try again in a moment!");
        if (file.state == MediaState::failed)
            return invalid_text("media_failed", "One of the attachments could not be processed");
    }
    bool plays = std::ranges::any_of(files, [](const auto& f) { return f.kind == "video" || f.kind == "audio"; });
    if (plays && files.size() > 1)
        return invalid_text("media_mixed", "A video or audio file must be the only attachment");
    return tx.media().attach(status, draft.media);
}

Result<std::vector<TagId>> Posting::store_tags(store::WriteTx& tx, const Status& status, const Prepared& prepared) {
    std::vector<TagId> tags;
    for (const auto& [name, written] : prepared.tags)
        tags.push_back(TRY(tx.tags().ensure(name, written, ids_.make<TagId>())));
    TRY(tx.tags().put(status.id, status.account_id, tags));
    return tags;
}

Result<void> Posting::deliver(store::WriteTx& tx, const Prepared& prepared, const Status& status) {
    auto tags = prepared.tags.empty() ? std::vector<TagId>() : TRY(store_tags(tx, status, prepared));
    auto to = TRY(recipients_of(tx, status, nullptr, tags, clock_.now()));
    TRY(judge(tx, prepared, status, to.home));
    TRY(tx.timelines().add_to_home(status.id, to.home));
    if (!to.lists.empty()) TRY(tx.timelines().add_to_lists(status.id, to.lists));

    // What a limited member says in public does not go to strangers.
    bool hushed = prepared.author.silenced_at && status.visibility == Visibility::public_;
    StatusPosted posted{.id = status.id,
                        .author = status.account_id,
                        .visibility = hushed ? Visibility::unlisted : status.visibility,
                        .local = true,
                        .boost = false,
                        .reply = status.in_reply_to_account_id && status.in_reply_to_account_id != status.account_id,
                        .has_media = false,
                        .tags = {},
                        .home = std::move(to.home),
                        .lists = std::move(to.lists)};
    bool has_media = !TRY(tx.media().of_statuses(std::array{status.id})).empty();
    posted.has_media = has_media;
    for (const auto& tag : prepared.tags)
        posted.tags.push_back(tag.first);
    tx.after_commit([this, posted = std::move(posted)] {
        events_.publish(posted);
        events_.publish(AccountChanged{posted.author});
    });

    auto quoted = TRY(quoted_author(tx, status));
    auto unreached = TRY(first_contact_.deliver(
        tx, {status, prepared.author, prepared.mentioned, prepared.judgement, has_media, quoted ? &*quoted : nullptr}));
    TRY(ties_.record(tx, TRY(said_by(tx, status, prepared, unreached))));
    if (!to.notify.empty()) {
        auto followers = TRY(tx.accounts().by_ids(to.notify));
        for (const auto& follower : followers) {
            bool mentioned =
                std::ranges::any_of(prepared.mentioned, [&](const auto& m) { return m.id == follower.id; });
            if (!mentioned) TRY(notifier_.notify(tx, NotificationKind::status, follower, status.account_id, &status));
        }
    }
    return {};
}

Result<Status> Posting::remove(AccountId author, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<Status> {
        auto status = TRY(tx.statuses().by_id(id));
        if (!status || status->account_id != author) return not_found();
        TRY(remove_within(tx, *status));
        return std::move(*status);
    });
}

// Boosts of the status go first: each is a status in its own right, in its own followers' timelines.
Result<void> Posting::remove_within(store::WriteTx& tx, const Status& status) {
    if (!status.is_boost()) {
        while (true) {
            auto boosters = TRY(tx.statuses().all_boosts(status.id, 200));
            for (const auto& boost : boosters)
                TRY(remove_within(tx, boost));
            if (boosters.size() < 200) break;
        }
    }
    StatusRemoved removed{status.id, status.account_id, status.visibility, status.local, {}, {}};
    std::array ids{status.id};
    for (const auto& tag : TRY(tx.tags().of_statuses(ids)))
        removed.tags.push_back(tag.tag.name);
    for (const auto& mention : TRY(tx.statuses().mentions(ids)))
        if (TRY(tx.held_messages().among(mention.account_id, ids)).empty())
            removed.reached.push_back(mention.account_id);
    if (status.visibility == Visibility::direct) TRY(forget_direct_status(tx, events_, status));
    TRY(tx.timelines().remove_everywhere(status.id));
    if (counts_for_author(status)) TRY(tx.accounts().add_counts(status.account_id, 0, 0, -1));
    if (status.in_reply_to_id) {
        auto parent = TRY(tx.statuses().by_id(status.in_reply_to_id));
        if (parent && counts_as_reply(status, *parent)) TRY(tx.statuses().add_counts(parent->id, -1, 0, 0, 0));
    }
    if (status.reblog_of_id) TRY(tx.statuses().add_counts(status.reblog_of_id, 0, -1, 0, 0));
    if (status.quote_of_id && status.quote_state == QuoteState::accepted)
        TRY(tx.statuses().add_counts(status.quote_of_id, 0, 0, 0, -1));
    if (TRY(ties_.forget_some_of_status(tx, status.id)))
        TRY(add_job(tx, std::string(forget_job), status.id.str(), clock_.now()));
    TRY(tx.statuses().remove(status, clock_.now()));
    tx.after_commit([this, removed = std::move(removed), status] {
        events_.publish(removed);
        events_.publish(AccountChanged{status.account_id});
        for (auto other : {status.in_reply_to_id, status.reblog_of_id, status.quote_of_id})
            if (other) events_.publish(StatusChanged{.id = other});
    });
    return {};
}

Result<StatusId> Posting::boost(AccountId account, StatusId id, Visibility visibility) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto original = TRY(visible(tx, account, id));
        if (original.is_boost()) original = TRY(visible(tx, account, original.reblog_of_id));
        ViewerFacts facts;
        facts.is_author = original.account_id == account;
        if (!may_boost(original.visibility, facts)) return forbidden("This post can't be boosted");
        if (visibility == Visibility::direct)
            return invalid("visibility", "Validation failed: A boost is public, unlisted or private");
        if (auto earlier = TRY(tx.statuses().boost_of(account, original.id))) return *earlier;
        Status boost{.id = ids_.make<StatusId>(), .account_id = account};
        boost.reblog_of_id = original.id;
        boost.conversation_id = original.conversation_id;
        boost.visibility = std::max(visibility, original.visibility);
        TRY(tx.statuses().insert(boost, {}));
        TRY(ties_.record(tx, boosted_by(boost, original)));
        TRY(tx.accounts().add_counts(account, 0, 0, 1));
        TRY(tx.accounts().set_last_status_at(account, boost.created_at()));
        TRY(tx.statuses().add_counts(original.id, 0, 1, 0, 0));
        auto to = TRY(recipients_of(tx, boost, &original, {}, clock_.now()));
        if (facts.is_author && TRY(is_offer(tx, original.id))) TRY(keep_those_who_want_offers(tx, account, to.home));
        TRY(tx.timelines().add_to_home(boost.id, to.home));
        if (!to.lists.empty()) TRY(tx.timelines().add_to_lists(boost.id, to.lists));
        StatusPosted posted{.id = boost.id,
                            .author = account,
                            .visibility = boost.visibility,
                            .local = true,
                            .boost = true,
                            .reply = false,
                            .has_media = false,
                            .tags = {},
                            .home = std::move(to.home),
                            .lists = std::move(to.lists)};
        tx.after_commit([this, posted = std::move(posted), original_id = original.id] {
            events_.publish(posted);
            events_.publish(StatusChanged{.id = original_id});
            events_.publish(AccountChanged{posted.author});
        });
        if (auto author = TRY(tx.accounts().by_id(original.account_id)))
            TRY(notifier_.notify(tx, NotificationKind::reblog, *author, account, &original));
        return boost.id;
    });
}

Result<StatusId> Posting::unboost(AccountId account, StatusId id) {
    return store_.write([&](store::WriteTx& tx) -> Result<StatusId> {
        auto original = TRY(tx.statuses().by_id(id));
        if (original && original->is_boost()) original = TRY(tx.statuses().by_id(original->reblog_of_id));
        if (!original) return not_found();
        if (auto boost_id = TRY(tx.statuses().boost_of(account, original->id))) {
            auto boost = TRY(tx.statuses().by_id(*boost_id));
            TRY(remove_within(tx, *boost));
            TRY(tx.notifications().remove_act(NotificationKind::reblog, account, original->account_id, original->id));
        }
        return original->id;
    });
}

} // namespace kith::services
