#include "mastodon/stream_channel.hpp"

#include "domain/text_entities.hpp"

#include <array>

namespace kith::mastodon {
namespace {

struct Name {
    std::string_view text;
    Stream stream;
    bool only_media = false;
};
constexpr std::array names{
    Name{"user", Stream::user},
    Name{"user:notification", Stream::user_notification},
    Name{"public", Stream::public_},
    Name{"public:media", Stream::public_, true},
    Name{"public:local", Stream::public_local},
    Name{"public:local:media", Stream::public_local, true},
    Name{"public:remote", Stream::public_remote},
    Name{"public:remote:media", Stream::public_remote, true},
    Name{"hashtag", Stream::hashtag},
    Name{"hashtag:local", Stream::hashtag_local},
    Name{"list", Stream::list},
    Name{"list", Stream::smart_list},
    Name{"direct", Stream::direct},
    Name{"kith", Stream::kith},
};

constexpr std::size_t longest_tag = 400; // bytes

} // namespace

Result<Channel> parse_channel(const ChannelRequest& request, AccountId account) {
    for (const auto& name : names) {
        if (name.text != request.stream) continue;
        Channel channel{.stream = name.stream, .only_media = name.only_media};
        switch (name.stream) {
        case Stream::user:
        case Stream::user_notification:
        case Stream::direct:
        case Stream::kith:
            channel.id = account.value;
            break;
        case Stream::public_:
        case Stream::public_local:
        case Stream::public_remote:
            channel.only_media |= request.only_media;
            break;
        case Stream::hashtag:
        case Stream::hashtag_local:
            if (request.tag.size() <= longest_tag) channel.tag = normalize_hashtag(request.tag);
            if (channel.tag.empty()) return invalid("stream_without_tag", "Missing tag name parameter");
            break;
        case Stream::list:
        case Stream::smart_list: // both are named "list"
            auto list = parse_id(request.list);
            if (!list) return invalid("stream_without_list", "Missing list parameter");
            channel.id = *list;
            if (services::smart_list(ListId{*list}))
                channel = {.stream = Stream::smart_list, .id = account.value, .tag = std::to_string(*list)};
            break;
        }
        return channel;
    }
    return invalid("stream_unknown", "Unknown stream type");
}

std::optional<services::SmartList> smart_list(const Channel& channel) {
    if (channel.stream != Stream::smart_list) return std::nullopt;
    return services::smart_list(ListId{parse_id(channel.tag).value_or(0)});
}

std::vector<std::string> channel_names(const Channel& channel) {
    std::vector<std::string> result;
    for (const auto& name : names)
        if (name.stream == channel.stream && name.only_media == channel.only_media) result.emplace_back(name.text);
    if (!channel.tag.empty()) result.push_back(channel.tag);
    if (channel.stream == Stream::list) result.push_back(std::to_string(channel.id));
    return result;
}

std::string_view channel_scopes(const Channel& channel) {
    switch (channel.stream) {
    case Stream::user_notification:
    case Stream::kith:
        return "read:notifications";
    default:
        return "read:statuses";
    }
}

std::vector<Channel> public_channels(const PublicFacts& status, const std::vector<std::string>& tags) {
    std::vector<Channel> channels;
    if (status.visibility != Visibility::public_ || status.boost) return channels;
    if (!status.reply) {
        auto add = [&](Stream stream) {
            channels.push_back({.stream = stream});
            if (status.has_media) channels.push_back({.stream = stream, .only_media = true});
        };
        add(Stream::public_);
        add(status.local ? Stream::public_local : Stream::public_remote);
    }
    for (const auto& tag : tags) {
        channels.push_back({.stream = Stream::hashtag, .tag = tag});
        if (status.local) channels.push_back({.stream = Stream::hashtag_local, .tag = tag});
    }
    return channels;
}

} // namespace kith::mastodon
