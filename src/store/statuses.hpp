// Statuses, their mentions, edits and boosts, and what members do with them (favourite, bookmark, pin, mute).
#pragma once

#include "core/result.hpp"
#include "domain/status.hpp"
#include "store/page.hpp"
#include "store/relations.hpp"

#include <span>
#include <vector>

namespace kith::store {

struct Mention {
    StatusId status_id;
    AccountId account_id;
};

// What one member did with statuses: the ids of each kind, among those asked for.
struct Marks {
    std::vector<StatusId> favourited;
    std::vector<StatusId> bookmarked;
    std::vector<StatusId> pinned;
    std::vector<StatusId> boosted;
    std::vector<ConversationId> muted; // conversations
};

// Which of an account's statuses to list. https://docs.joinmastodon.org/methods/accounts/#statuses
struct StatusSelection {
    bool only_media = false;
    bool exclude_replies = false;
    bool exclude_boosts = false;
    bool pinned = false;
    TagId tagged;
    Visibility at_most = Visibility::public_; // the least public visibility the viewer may see
    AccountId mentioning;                     // direct ones too, if they mention this account
};

class Statuses {
public:
    virtual ~Statuses() = default;

    virtual Result<std::optional<Status>> by_id(StatusId id) const = 0;
    // In no particular order; ids that don't exist are left out.
    virtual Result<std::vector<Status>> by_ids(std::span<const StatusId> ids) const = 0;
    virtual Result<std::optional<Status>> by_uri(std::string_view uri) const = 0;
    virtual Result<bool> was_deleted(StatusId id) const = 0;
    virtual Result<std::vector<Mention>> mentions(std::span<const StatusId> ids) const = 0;
    virtual Result<std::vector<StatusId>> by_account(AccountId account, const StatusSelection& selection,
                                                     const Page& page) const = 0;
    // Everything of a conversation, oldest first, at most `limit`.
    virtual Result<std::vector<Status>> conversation(ConversationId id, int limit) const = 0;
    virtual Result<std::optional<StatusId>> boost_of(AccountId account, StatusId original) const = 0;
    // Boosts of a status, whatever their visibility.
    virtual Result<std::vector<Status>> all_boosts(StatusId original, int limit) const = 0;
    virtual Result<std::vector<Positioned>> boosters(StatusId id, const Page& page) const = 0;
    virtual Result<std::vector<Positioned>> favouriters(StatusId id, const Page& page) const = 0;
    virtual Result<std::vector<StatusId>> quotes(StatusId id, const Page& page) const = 0;
    virtual Result<std::vector<StatusEdit>> edits(StatusId id) const = 0;
    virtual Result<std::int64_t> count_local() const = 0;

    virtual Result<void> insert(const Status& status, std::span<const AccountId> mentioned) = 0;
    // The content columns (not the counters), and the mentions.
    virtual Result<void> update(const Status& status, std::span<const AccountId> mentioned) = 0;
    virtual Result<void> set_quote_policy(StatusId id, QuotePolicy policy) = 0;
    virtual Result<void> set_quote_state(StatusId id, QuoteState state) = 0;
    virtual Result<void> set_card(StatusId id, std::int64_t card_id) = 0;
    virtual Result<void> insert_edit(StatusId id, const StatusEdit& edit) = 0;
    // The status goes, with all that hangs on it; a tombstone stays. Counters elsewhere are the caller's business.
    virtual Result<void> remove(const Status& status, Time now) = 0;
    virtual Result<void> add_counts(StatusId id, int replies, int reblogs, int favourites, int quotes) = 0;

    // Viewer's marks on these statuses and conversations, one query a kind.
    virtual Result<Marks> marks(AccountId viewer, std::span<const StatusId> ids,
                                std::span<const ConversationId> conversations) const = 0;
    // These say whether anything changed.
    virtual Result<bool> favourite(AccountId account, StatusId id, std::int64_t at) = 0;
    virtual Result<bool> unfavourite(AccountId account, StatusId id) = 0;
    virtual Result<bool> bookmark(AccountId account, StatusId id, std::int64_t at) = 0;
    virtual Result<bool> unbookmark(AccountId account, StatusId id) = 0;
    virtual Result<bool> pin(AccountId account, StatusId id, std::int64_t at) = 0;
    virtual Result<bool> unpin(AccountId account, StatusId id) = 0;
    virtual Result<std::int64_t> count_pins(AccountId account) const = 0;
    virtual Result<bool> mute_conversation(AccountId account, ConversationId id) = 0;
    virtual Result<bool> unmute_conversation(AccountId account, ConversationId id) = 0;
    // Newest mark first; the page's ids are those of the marks, not of the statuses: second = position.
    virtual Result<std::vector<std::pair<StatusId, std::int64_t>>> favourites(AccountId account,
                                                                              const Page& page) const = 0;
    virtual Result<std::vector<std::pair<StatusId, std::int64_t>>> bookmarks(AccountId account,
                                                                             const Page& page) const = 0;

    // The status that this key of this account made already, if any.
    virtual Result<std::optional<StatusId>> idempotent(AccountId account, std::string_view key) const = 0;
    virtual Result<void> remember_idempotent(AccountId account, std::string_view key, StatusId id, Time now) = 0;
    virtual Result<void> forget_idempotent_before(Time before) = 0;
};

} // namespace kith::store
