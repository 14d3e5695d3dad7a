// Statuses as the API shows them: skeleton (ids) → hydrate (one batch a noun, most of it kept ready) → rules
// (visibility, blocks, mutes, filters) → JSON.
//
// What is the same for every viewer is kept as JSON text (the head); the author, the boosted or quoted status, the poll
// and the viewer's own marks are put around it for each answer.
#pragma once

#include "domain/filter_match.hpp"
#include "mastodon/account_presenter.hpp"
#include "mastodon/viewer_marks.hpp"
#include "services/viewers.hpp"

#include <optional>
#include <unordered_map>

namespace kith::mastodon {

// The head of a status and the facts that rules ask for. Immutable.
struct StatusView {
    Status status;          // text, content and spoiler_text are empty: they are in the head
    std::string head;       // JSON without its closing brace
    std::string plain_text; // what filters look at: spoiler, body, alt texts, poll options
    std::vector<AccountId> mentioned;
    bool leads_away = false; // has links or attachments
};

struct StatusContext {
    const services::Viewer& viewer;
    std::optional<FilterContext> filter_context; // none: filters don't apply
    bool hide_muted = true;  // leave out what the viewer blocked or muted (timelines); false for direct questions
    bool show_held = false;  // direct messages that wait in the viewer's requests, too
    bool links_open = false; // of strangers, too: who shows them has a way of its own to close them
    bool opened = false;     // asked for by itself: filters of all contexts are told, and none leaves it out
    bool evidence = false;   // handed to moderators by who may see it: shown whoever it was written for
};

// Thread-safe.
class StatusPresenter {
public:
    StatusPresenter(const services::Instance& instance, AccountPresenter& accounts, services::Events& events,
                    const Clock& clock, std::size_t cache_bytes);

    // Take it before the snapshot begins, and give it to the calls below.
    struct Epochs {
        std::uint64_t statuses;
        std::uint64_t accounts;
        ViewerMarks::Epoch marks;
    };
    Epochs epochs() const { return {cache_.epoch(), accounts_.epoch(), marks_.epoch()}; }

    // A JSON list in the order of the ids, without what the viewer may not or does not want to see.
    Result<std::string> list(const store::ReadTx& tx, std::span<const StatusId> ids, const StatusContext& context,
                             Epochs epochs);
    // Errors: not_found if it does not exist or may not be seen.
    Result<std::string> one(const store::ReadTx& tx, StatusId id, const StatusContext& context, Epochs epochs);
    // For answers that hold several statuses in other shapes: the JSON of each id that may be seen.
    Result<std::unordered_map<StatusId, std::string>> each(const store::ReadTx& tx, std::span<const StatusId> ids,
                                                           const StatusContext& context, Epochs epochs);

private:
    using Views = boost::unordered_flat_map<StatusId, std::shared_ptr<const StatusView>, std::hash<StatusId>>;
    struct Page; // all that one answer needs, in batches

    Result<void> hydrate(const store::ReadTx& tx, std::span<const StatusId> ids, Views& views, Epochs epochs);
    Result<Page> load(const store::ReadTx& tx, std::span<const StatusId> ids, const StatusContext& context,
                      Epochs epochs);
    Result<void> load_held(const store::ReadTx& tx, Page& page, const StatusContext& context, Epochs epochs);
    static void write_waits(std::string& out, const Page& page, StatusId id);
    bool shows(const Page& page, const StatusView& view, const StatusContext& context, bool nested) const;
    bool write(std::string& out, const Page& page, const StatusView& view, const StatusContext& context,
               int depth) const;
    void write_viewer_part(std::string& out, const Page& page, const StatusView& view, const StatusContext& context,
                           const std::vector<FilterMatch>& filtered) const;
    void write_quote(std::string& out, const Page& page, const StatusView& view, const StatusContext& context,
                     int depth) const;
    std::vector<FilterMatch> filtered(const Page& page, const StatusView& view, const StatusContext& context) const;

    const services::Instance& instance_;
    AccountPresenter& accounts_;
    const Clock& clock_;
    EntityCache<StatusId, StatusView> cache_;
    ViewerMarks marks_;
};

CardEntity card_entity(const Card& card, const services::Instance& instance);
MediaEntity media_entity(const Media& media, const services::Instance& instance);
// `votes`: the viewer's own choices; `viewer` none: the keys about them are left out.
PollEntity poll_entity(const Poll& poll, AccountId viewer, std::span<const store::PollVote> votes, Time now,
                       const EmojiPresenter& emojis);

} // namespace kith::mastodon
