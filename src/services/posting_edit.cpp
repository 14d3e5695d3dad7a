#include "services/posting.hpp"
#include "services/posting_prepared.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

Result<StatusEdit> version_of(const store::ReadTx& tx, const Status& status, std::span<const Media> media) {
    StatusEdit edit{.at = status.edited_at.value_or(status.created_at()),
                    .content = status.content,
                    .spoiler_text = status.spoiler_text,
                    .sensitive = status.sensitive};
    for (const auto& file : media) {
        edit.media.push_back(file.id);
        edit.media_descriptions.push_back(file.description);
    }
    if (status.poll_id)
        if (auto poll = TRY(tx.polls().by_id(status.poll_id)))
            for (const auto& option : poll->options)
                edit.poll_options.push_back(option.title);
    return edit;
}

bool same_poll(const std::optional<Poll>& poll, const std::optional<PollDraft>& draft) {
    if (!poll || !draft) return !poll && !draft;
    return poll->multiple == draft->multiple &&
           std::ranges::equal(poll->options, draft->options, {}, &PollOption::title);
}

} // namespace

Result<void> Posting::edit(StatusId id, Draft draft, std::span<const MediaChange> media_changes) {
    draft.text = to_valid_utf8(draft.text);
    draft.spoiler_text = to_valid_utf8(draft.spoiler_text);
    auto prepared = TRY(store_.read([&](store::ReadTx& tx) { return prepare(tx, draft); }));
    if (draft.may_nudge) {
        auto before = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::optional<Status>> {
            auto status = TRY(tx.statuses().by_id(id));
            if (status && status->account_id == draft.author)
                prepared.quoted_hearer = TRY(quoted_hearer(tx, draft.author, status->quote_of_id, status->visibility));
            return status;
        }));
        if (!before || before->account_id != draft.author) return not_found();
        prepared.visibility = before->visibility;
        if (before->text != draft.text || before->spoiler_text != draft.spoiler_text) TRY(nudge(draft, prepared, id));
    }
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto status = TRY(tx.statuses().by_id(id));
        if (!status || status->account_id != draft.author || status->is_boost()) return not_found();
        if (draft.language.empty() && !status->language.empty()) prepared.language = status->language;
        auto media = TRY(tx.media().of_statuses(std::array{id}));
        auto before = TRY(version_of(tx, *status, media));

        bool sensitive = draft.sensitive.value_or(false) || !draft.spoiler_text.empty();
        bool changed =
            status->text != draft.text || status->spoiler_text != draft.spoiler_text || status->sensitive != sensitive;
        if (!std::ranges::equal(media, draft.media, {}, &Media::id)) {
            if (draft.media.empty())
                TRY(tx.media().attach(id, {}));
            else
                TRY(attach_media(tx, draft, id));
            changed = true;
        }
        bool aimed = false;
        for (const auto& change : media_changes) {
            auto file = TRY(tx.media().by_id(change.id));
            if (!file || file->status_id != id) continue;
            changed = changed || (change.description && *change.description != file->description);
            if (change.description) file->description = to_valid_utf8(*change.description);
            aimed = aimed || (change.focus && *change.focus != std::pair(file->focus_x, file->focus_y));
            if (change.focus) std::tie(file->focus_x, file->focus_y) = *change.focus;
            TRY(tx.media().update(*file));
        }
        auto poll = status->poll_id ? TRY(tx.polls().by_id(status->poll_id)) : std::nullopt;
        if (!same_poll(poll, draft.poll)) {
            TRY(replace_poll(tx, draft, *status));
            changed = true;
        }
        bool quotable_by_others = draft.quote_policy && *draft.quote_policy != status->quote_policy;
        if (draft.quote_policy) status->quote_policy = *draft.quote_policy;
        if (!changed && !aimed && !quotable_by_others && status->language == prepared.language) return {};

        status->text = draft.text;
        status->content = prepared.content;
        status->spoiler_text = draft.spoiler_text;
        status->sensitive = sensitive;
        status->language = prepared.language;
        std::vector<AccountId> known;
        for (const auto& mention : TRY(tx.statuses().mentions(std::array{id})))
            known.push_back(mention.account_id);
        if (changed) {
            TRY(tx.statuses().insert_edit(id, before));
            status->edited_at = clock_.now();
        }
        TRY(tx.statuses().update(*status, prepared.mentioned_ids()));
        auto tags = TRY(store_tags(tx, *status, prepared));
        TRY(judge_again(tx, prepared, *status, tags, clock_.now()));
        TRY(tx.search().index_status(*status, TRY(words_around(tx, *status, draft))));
        TRY(note_links(tx, *status));
        tx.after_commit([this, status = *status, changed] {
            events_.publish(StatusChanged{status.id, changed, status.account_id, status.visibility});
        });
        bool has_media = !draft.media.empty();
        auto quoted = TRY(quoted_author(tx, *status));
        auto unreached = TRY(first_contact_.redeliver(
            tx,
            {*status, prepared.author, prepared.mentioned, prepared.judgement, has_media, quoted ? &*quoted : nullptr},
            known));
        TRY(ties_.revise(tx, draft.author, id, TRY(said_by(tx, *status, prepared, unreached))));
        return changed ? tell_boosters(tx, *status) : Result<void>();
    });
}

Result<void> Posting::replace_poll(store::WriteTx& tx, const Draft& draft, Status& status) {
    if (status.poll_id && !draft.poll) {
        TRY(tx.polls().remove(status.poll_id));
        status.poll_id = {};
        return {};
    }
    bool existed = static_cast<bool>(status.poll_id);
    if (!existed) status.poll_id = PollId{ids_.next()};
    auto poll = poll_of(draft, status, clock_.now());
    TRY(existed ? tx.polls().replace(poll) : tx.polls().insert(poll));
    return schedule_poll_end(tx, poll);
}

// Who passed a status on hears that its words are no longer the ones they passed on.
Result<void> Posting::tell_boosters(store::WriteTx& tx, const Status& status) {
    std::vector<AccountId> boosters;
    for (const auto& boost : TRY(tx.statuses().all_boosts(status.id, 500)))
        boosters.push_back(boost.account_id);
    for (const auto& account : TRY(tx.accounts().by_ids(boosters)))
        TRY(notifier_.notify(tx, NotificationKind::update, account, status.account_id, &status));
    return {};
}

} // namespace kith::services
