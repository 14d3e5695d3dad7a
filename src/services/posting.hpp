// Posting, editing, boosting and deleting statuses.
#pragma once

#include "domain/text_entities.hpp"
#include "services/events.hpp"
#include "services/first_contact.hpp"
#include "services/instance.hpp"
#include "services/judging.hpp"
#include "services/notifier.hpp"
#include "services/nudging.hpp"
#include "services/ties.hpp"
#include "store/store.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kith::services {

struct PollDraft {
    std::vector<std::string> options;
    std::chrono::seconds expires_in{0};
    bool multiple = false;
    bool hide_totals = false;
};

// What a member wrote. https://docs.joinmastodon.org/methods/statuses/#create
struct Draft {
    AccountId author;
    std::string text;
    std::string spoiler_text;
    std::optional<Visibility> visibility; // this, sensitive and quote_policy: none: the author's default
    std::optional<bool> sensitive;
    std::string language; // empty: found out, or the author's default
    StatusId in_reply_to;
    StatusId quote_of;
    std::optional<QuotePolicy> quote_policy;
    std::vector<MediaId> media;
    std::optional<PollDraft> poll;
    ApplicationId application;
    std::string idempotency_key;    // empty: none
    std::optional<Time> written_at; // for imports and generated histories: the past; none: now
    bool may_nudge = false;         // a person waits for the answer: it may come back once with what to think about
};

struct PostingLimits {
    std::size_t characters = 500;
    std::size_t media = 4;
    std::size_t poll_options = 4;
    std::size_t poll_option_characters = 50;
    std::chrono::seconds poll_shortest{300};
    std::chrono::seconds poll_longest{30LL * 24 * 3600};
    std::size_t mentions = 50;
    std::size_t pins = 5;
    bool nudges = true; // whether drafts come back at all
};

// New facts about a file that is attached already.
struct MediaChange {
    MediaId id;
    std::optional<std::string> description;
    std::optional<std::pair<double, double>> focus; // x, y in [-1, 1]
};

// What a draft would be judged to be, before it is posted.
struct Considered {
    std::string words; // what was judged, and what the evidence points into
    relationship::Classification classification;
    Visibility visibility = Visibility::public_;
    bool offer = false;             // declared
    std::vector<Account> receivers; // whom it speaks to: those it mentions, and whom it quotes
    NudgeAnswer nudge;
    bool nudges = true; // whether this author's drafts come back at all
};

// The idempotency key with which a scheduled status is posted: once, and with the attachments that wait for it.
std::string scheduled_key(std::int64_t id);

class Posting {
public:
    Posting(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, const Instance& instance,
            PostingLimits limits);

    const PostingLimits& limits() const { return limits_; }

    // For each of the strangers, whom the author knows who knows them; called outside of transactions. Nudges name
    // them; without it, nobody.
    using MutualFriends = std::function<Result<std::vector<std::vector<AccountId>>>(
        AccountId author, std::span<const AccountId> strangers)>;
    void find_mutual_friends_by(MutualFriends find) { mutual_friends_ = std::move(find); }

    // Posts a draft. The same idempotency key of the same author within a day gives the first status again.
    // Errors: invalid (text_blank, text_too_long, media_…, poll_…), not_found (the status replied to or quoted cannot
    // be seen), forbidden (quoting is not allowed), nudged (if the draft may be: the same text again within ten minutes
    // is taken).
    Result<StatusId> post(Draft draft);

    // Whether post() would take it, without posting. Errors: as post.
    Result<void> check(const Draft& draft);
    // What is noticed about it. Changes nothing. Errors: as post, but nudged.
    Result<Considered> consider(const Draft& draft);

    // Replaces text, spoiler, sensitivity, language, media and poll by the draft's; the version there was goes into the
    // history, and who boosted it is told. Only the author's own; visibility and thread stay. A poll whose choices
    // changed starts anew. Errors: as post.
    Result<void> edit(StatusId id, Draft draft, std::span<const MediaChange> media_changes);

    // Only the author's own. Gives the status as it was, for "delete and redraft". What very many had to do with it is
    // taken out of their ties by a job.
    Result<Status> remove(AccountId author, StatusId id);
    static constexpr std::string_view forget_job = "forget_status";
    Result<void> run_forget_job(const std::string& payload);

    // The boost (made now, or the one there was).
    Result<StatusId> boost(AccountId account, StatusId id, Visibility visibility);
    // The original.
    Result<StatusId> unboost(AccountId account, StatusId id);

    // The status, if the viewer (none: a stranger) may see it. A boost is seen if its original is. Errors: not_found.
    static Result<Status> visible(const store::ReadTx& tx, AccountId viewer, StatusId id);

private:
    struct Prepared; // a draft that was checked, with all it refers to

    Result<Prepared> prepare(const store::ReadTx& tx, const Draft& draft) const;
    Result<void> check_poll(const PollDraft& poll) const;
    static Result<void> check_quote(const store::ReadTx& tx, const Draft& draft, const Status& quoted);
    static Result<void> attach_media(store::WriteTx& tx, const Draft& draft, StatusId status);
    static Result<std::string> words_around(const store::ReadTx& tx, const Status& status, const Draft& draft);
    static Poll poll_of(const Draft& draft, const Status& status, Time now);
    Result<void> schedule_poll_end(store::WriteTx& tx, const Poll& poll);
    Result<void> replace_poll(store::WriteTx& tx, const Draft& draft, Status& status);
    Result<void> note_links(store::WriteTx& tx, const Status& status);
    Result<void> tell_boosters(store::WriteTx& tx, const Status& status);
    Result<void> add_job(store::WriteTx& tx, std::string kind, std::string payload, Time at);
    Result<NudgeAnswer> ask_nudge(const Draft& draft, const Prepared& prepared, StatusId status, Time now);
    Result<std::vector<Introducer>> introducers(AccountId author, std::span<const AccountId> strangers);
    bool nudges(const Prepared& prepared) const;
    Result<void> nudge(const Draft& draft, const Prepared& prepared, StatusId status);
    static Result<void> judge(store::WriteTx& tx, const Prepared& prepared, const Status& status,
                              std::vector<AccountId>& home);
    static Result<void> judge_again(store::WriteTx& tx, const Prepared& prepared, const Status& status,
                                    std::span<const TagId> tags, Time now);
    // The author of what a status quotes; none: nothing is quoted, or something of its own author.
    static Result<std::optional<Account>> quoted_author(const store::ReadTx& tx, const Status& status);
    static Result<std::vector<relationship::Interaction>> said_by(const store::ReadTx& tx, const Status& status,
                                                                  const Prepared& prepared,
                                                                  std::span<const AccountId> unreached);
    static Result<std::optional<Account>> quoted_hearer(const store::ReadTx& tx, AccountId author, StatusId quoted,
                                                        Visibility visibility);
    Result<void> attach(store::WriteTx& tx, const Draft& draft, const Prepared& prepared, Status& status);
    Result<void> deliver(store::WriteTx& tx, const Prepared& prepared, const Status& status);
    Result<std::vector<TagId>> store_tags(store::WriteTx& tx, const Status& status, const Prepared& prepared);
    Result<void> remove_within(store::WriteTx& tx, const Status& status);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    const Instance& instance_;
    PostingLimits limits_;
    Notifier notifier_;
    FirstContact first_contact_;
    Judging judging_;
    Ties ties_;
    MutualFriends mutual_friends_;
};

} // namespace kith::services
