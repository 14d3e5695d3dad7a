// A status (post), what is attached to it, and its boosts.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "domain/visibility.hpp"

#include <optional>
#include <string>
#include <vector>

namespace kith {

// https://docs.joinmastodon.org/entities/Quote/#state
enum class QuoteState { none, pending, accepted, rejected, revoked, deleted };
// Who may quote without asking. https://docs.joinmastodon.org/methods/statuses/#create (quote_approval_policy)
enum class QuotePolicy { anyone, followers, nobody };

struct Status {
    StatusId id;
    AccountId account_id;
    bool local = true;
    std::string uri; // remote ones only; local ones are derived
    std::string url;
    StatusId in_reply_to_id;
    AccountId in_reply_to_account_id;
    StatusId reblog_of_id; // a boost: everything below is empty
    StatusId quote_of_id;
    QuoteState quote_state = QuoteState::none;
    QuotePolicy quote_policy = QuotePolicy::anyone;
    ConversationId conversation_id;
    Visibility visibility = Visibility::public_;
    bool sensitive = false;
    std::string spoiler_text;
    std::string text;    // as typed (local)
    std::string content; // HTML
    std::string language;
    ApplicationId application_id;
    PollId poll_id;
    std::int64_t card_id = 0;
    std::optional<Time> edited_at;
    std::int64_t replies_count = 0;
    std::int64_t reblogs_count = 0;
    std::int64_t favourites_count = 0;
    std::int64_t quotes_count = 0;

    bool is_boost() const { return static_cast<bool>(reblog_of_id); }
    Time created_at() const { return time_of_id(id.value); }
};

struct Tag {
    TagId id;
    std::string name; // normalised
    std::string display_name;
};

enum class MediaState { processing, ready, failed };

// https://docs.joinmastodon.org/entities/MediaAttachment/
struct Media {
    MediaId id;
    AccountId account_id;
    StatusId status_id;
    std::int64_t scheduled_id = 0;
    int position = 0;
    std::string kind = "unknown"; // image, gifv, video, audio, unknown
    MediaState state = MediaState::processing;
    std::string error; // why processing failed, for the member
    std::string file;  // below the media folder
    std::string preview_file;
    std::string mime;
    std::int64_t size = 0;
    int width = 0;
    int height = 0;
    int preview_width = 0;
    int preview_height = 0;
    double duration = 0; // seconds
    double frame_rate = 0;
    std::int64_t bitrate = 0;
    std::string blurhash;
    std::string description;
    double focus_x = 0;
    double focus_y = 0;
    std::string remote_url;
};

struct PollOption {
    std::string title;
    std::int64_t votes_count = 0;
};

struct Poll {
    PollId id;
    StatusId status_id;
    AccountId account_id;
    std::optional<Time> expires_at;
    bool multiple = false;
    bool hide_totals = false;
    std::int64_t voters_count = 0;
    std::vector<PollOption> options;

    bool expired(Time now) const { return expires_at && *expires_at <= now; }
};

// A link's preview. https://docs.joinmastodon.org/entities/PreviewCard/
struct Card {
    std::int64_t id = 0;
    std::string url;
    std::string title;
    std::string description;
    std::string type = "link";
    std::string author_name;
    std::string author_url;
    std::string provider_name;
    std::string provider_url;
    std::string image_file;
    int width = 0;
    int height = 0;
    std::string blurhash;
    std::string language;
    Time fetched_at;
};

// One version of a status that was edited. https://docs.joinmastodon.org/entities/StatusEdit/
struct StatusEdit {
    Time at;
    std::string content;
    std::string spoiler_text;
    bool sensitive = false;
    std::vector<MediaId> media;
    std::vector<std::string> media_descriptions;
    std::vector<std::string> poll_options;
};

} // namespace kith
