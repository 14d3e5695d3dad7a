// What a client can listen to. https://docs.joinmastodon.org/methods/streaming/#streams
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"
#include "services/events.hpp"
#include "services/smart_lists.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::mastodon {

enum class Stream {
    user,
    user_notification,
    public_,
    public_local,
    public_remote,
    hashtag,
    hashtag_local,
    list,
    smart_list, // one that fills itself (services/smart_lists.hpp)
    direct,
    kith, // what only Kith's own web app knows of
};

struct Channel {
    Stream stream = Stream::user;
    bool only_media = false; // public streams
    std::int64_t id = 0;     // user, user_notification, direct, kith, smart_list: the account; list: the list
    std::string tag;         // normalised; smart_list: the list, whose id is the same for everybody

    friend bool operator==(const Channel&, const Channel&) = default;
};

// What a client names: ("public:local:media"), ("hashtag", tag), ("list", list).
struct ChannelRequest {
    std::string stream;
    std::string tag;
    std::string list;
    bool only_media = false;
};

// Errors: invalid (stream_unknown, stream_without_tag, stream_without_list). Whose list it is, is not looked at. Pure.
Result<Channel> parse_channel(const ChannelRequest& request, AccountId account);
// Of a channel of one of the lists that fill themselves.
std::optional<services::SmartList> smart_list(const Channel& channel);
// As events name their stream: ["public:local:media"], ["hashtag", "tag"].
std::vector<std::string> channel_names(const Channel& channel);
// The scope that listening needs. The user's stream has notifications for those only who may read them, too.
std::string_view channel_scopes(const Channel& channel);

// The public and hashtag channels that a status is for; none for those that are not public.
struct PublicFacts {
    Visibility visibility = Visibility::public_;
    bool local = true;
    bool boost = false;
    bool reply = false; // to somebody else
    bool has_media = false;
};
std::vector<Channel> public_channels(const PublicFacts& status, const std::vector<std::string>& tags);

} // namespace kith::mastodon

template <>
struct std::hash<kith::mastodon::Channel> {
    std::size_t operator()(const kith::mastodon::Channel& channel) const noexcept {
        auto mixed = static_cast<std::size_t>(channel.id) * 0x9E3779B97F4A7C15ULL ^
                     (static_cast<std::size_t>(channel.stream) << 1 | static_cast<std::size_t>(channel.only_media));
        return (mixed >> 7 ^ mixed) + (channel.tag.empty() ? 0 : std::hash<std::string>()(channel.tag));
    }
};
