// Streams over WebSocket and as server-sent events. https://docs.joinmastodon.org/methods/streaming/
#pragma once

#include "http/router.hpp"
#include "mastodon/api.hpp"
#include "mastodon/streaming_hub.hpp"

namespace kith::mastodon {

class StreamingApi {
public:
    StreamingApi(store::Store& store, StreamingHub& hub, Authenticate authenticate)
        : store_(store), hub_(hub), authenticate_(std::move(authenticate)) {}

    // Streams are no ordinary routes: they stay open.
    void mount(http::Router& router);

private:
    http::StreamOpening open(http::Request& request, std::string_view stream);

    store::Store& store_;
    StreamingHub& hub_;
    Authenticate authenticate_;
};

} // namespace kith::mastodon
