#include "mastodon/streaming_api.hpp"

#include "core/text.hpp"
#include "services/lists.hpp"
#include "services/smart_lists.hpp"

#include <array>

namespace kith::mastodon {
namespace {

struct WireError {
    std::string error;
    int status = 0;
};
BOOST_DESCRIBE_STRUCT(WireError, (), (error, status))

// The token of a stream: browsers cannot set headers on a WebSocket, so it may also be the protocol that they offer, or
// in the query.
std::string token_of(const http::Request& request) {
    auto token = request.bearer_token();
    if (token.empty()) token = trim(request.header("sec-websocket-protocol"));
    if (!token.empty()) return std::string(token.substr(0, token.find(',')));
    auto query = request.query();
    return query ? (**query)["access_token"].str().value_or("") : "";
}

Result<std::shared_ptr<const Session>> session_of(const Authenticate& authenticate, const std::string& token) {
    if (token.empty()) return fail(ErrorKind::unauthorized, "token_missing", "Missing access token");
    auto session = TRY(authenticate(token));
    if (!session || !session->account_id)
        return fail(ErrorKind::unauthorized, "token_invalid", "The access token is invalid");
    return session;
}

bool is_websocket(const http::Request& request) {
    return to_lower_ascii(request.header("upgrade")).find("websocket") != std::string::npos;
}

ChannelRequest channel_request(const json::Value& params) {
    return {.stream = params["stream"].str().value_or(""),
            .tag = params["tag"].str().value_or(""),
            .list = params["list"].str().value_or(""),
            .only_media = params["only_media"].boolean().value_or(false)};
}

// The channel, if this client may listen to it. Errors: as parse_channel; forbidden (its scopes), not_found (another's
// list, or one that fills itself and that the member hid).
Result<Channel> admit(store::Store& store, const Session& session, const ChannelRequest& request) {
    auto channel = TRY(parse_channel(request, session.account_id));
    if (!services::scopes_cover(session.scopes, channel_scopes(channel)))
        return fail(ErrorKind::unauthorized, "scope", "Access token does not have the required scopes");
    if (channel.stream == Stream::list)
        TRY(store.read(
            [&](store::ReadTx& tx) { return services::Lists::owned(tx, session.account_id, ListId{channel.id}); }));
    if (auto list = smart_list(channel))
        TRY(store.read([&](store::ReadTx& tx) { return services::check_shown(tx, session.account_id, *list); }));
    return channel;
}

// The tag that a client names beside its stream.
std::string named_tag(const Channel& channel, const std::string& asked) {
    bool has_tag = channel.stream == Stream::hashtag || channel.stream == Stream::hashtag_local;
    return has_tag ? asked : std::string();
}

class ClientSession final : public http::StreamSession {
public:
    ClientSession(store::Store& store, StreamingHub& hub, Authenticate authenticate, std::string token,
                  std::shared_ptr<const Session> session, std::optional<Channel> first, std::string first_tag)
        : store_(store),
          hub_(hub),
          authenticate_(std::move(authenticate)),
          token_(std::move(token)),
          session_(std::move(session)),
          first_(std::move(first)),
          first_tag_(std::move(first_tag)) {}

    void on_open(std::shared_ptr<http::StreamConnection> connection) override {
        connection_ = std::move(connection);
        hub_.join(connection_, session_->account_id, session_->token_id,
                  services::scopes_cover(session_->scopes, "read:notifications"));
        // The token may have been revoked just before the hub knew of this connection.
        if (!session_of(authenticate_, token_)) return connection_->close(1008, "The access token was revoked");
        if (first_) hub_.subscribe(connection_, *first_, named_tag(*first_, first_tag_));
    }

    void on_message(std::string_view text) override {
        auto message = json::Value::parse(text, {.bytes = 16 << 10, .depth = 4, .values = 64});
        if (!message) return complain(400, "Could not read the message");
        auto type = (*message)["type"].str();
        if (type != "subscribe" && type != "unsubscribe") return complain(400, "Unknown message type");
        auto request = channel_request(*message);
        if (type == "unsubscribe") {
            if (auto channel = parse_channel(request, session_->account_id)) hub_.unsubscribe(connection_, *channel);
            return;
        }
        auto channel = admit(store_, *session_, request);
        if (!channel)
            complain(channel.error().kind == ErrorKind::invalid ? 400 : http_status(channel.error().kind),
                     channel.error().message);
        else if (!hub_.subscribe(connection_, *channel, named_tag(*channel, request.tag)))
            complain(400, "Too many streams on one connection");
    }

    void on_close() override {
        if (!connection_) return;
        hub_.leave(connection_);
        connection_.reset();
    }

private:
    void complain(int status, std::string words) {
        connection_->send(nullptr,
                          std::make_shared<const std::string>(json::write(WireError{std::move(words), status})));
    }

    store::Store& store_;
    StreamingHub& hub_;
    Authenticate authenticate_;
    std::string token_;
    std::shared_ptr<const Session> session_;
    std::optional<Channel> first_;
    std::string first_tag_;
    std::shared_ptr<http::StreamConnection> connection_;
};

} // namespace

void StreamingApi::mount(http::Router& router) {
    router.get("/api/v1/streaming/health", http::Run::loop, [](http::Request&) { return http::Response::text("OK"); });
    struct Row {
        const char* path;
        const char* stream; // "": the query says it
    };
    for (auto row :
         {Row{"/api/v1/streaming", ""}, Row{"/api/v1/streaming/user", "user"},
          Row{"/api/v1/streaming/user/notification", "user:notification"}, Row{"/api/v1/streaming/public", "public"},
          Row{"/api/v1/streaming/public/local", "public:local"},
          Row{"/api/v1/streaming/public/remote", "public:remote"}, Row{"/api/v1/streaming/hashtag", "hashtag"},
          Row{"/api/v1/streaming/hashtag/local", "hashtag:local"}, Row{"/api/v1/streaming/list", "list"},
          Row{"/api/v1/streaming/direct", "direct"}})
        router.add(http::StreamRoute{row.path, http::Run::loop, [this, stream = row.stream](http::Request& request) {
                                         return open(request, stream);
                                     }});
}

http::StreamOpening StreamingApi::open(http::Request& request, std::string_view stream) {
    auto query = request.query();
    if (!query) return error_response(query.error());
    auto wanted = channel_request(**query);
    if (!stream.empty()) wanted.stream = stream;
    // Apps look here for another host that serves streams: there is none.
    if (wanted.stream.empty() && !is_websocket(request)) return error_response(not_found().error());
    auto token = token_of(request);
    auto session = session_of(authenticate_, token);
    if (!session) return error_response(session.error());
    std::optional<Channel> first;
    if (!wanted.stream.empty()) {
        auto channel = admit(store_, **session, wanted);
        if (!channel) {
            auto error = channel.error();
            if (error.code == "stream_unknown") error.message = "Unknown channel requested";
            auto response = error_response(error);
            if (error.kind == ErrorKind::invalid) response.status = 400;
            return response;
        }
        first = std::move(*channel);
    }
    return std::make_shared<ClientSession>(store_, hub_, authenticate_, std::move(token), std::move(*session),
                                           std::move(first), std::move(wanted.tag));
}

} // namespace kith::mastodon
