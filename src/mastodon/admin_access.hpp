// Who may call the endpoints of moderators and admins.
#pragma once

#include "mastodon/api.hpp"
#include "services/moderator.hpp"
#include "services/permissions.hpp"

namespace kith::mastodon {

// The caller as services know them.
inline services::Moderator moderator_of(const Call& call) { return {call.session->role, call.me()}; }

// A member's endpoint, for those alone whose role allows it.
inline Endpoint permitted(services::Permission permission, Endpoint endpoint) {
    return [permission, endpoint = std::move(endpoint)](Call& call) -> Result<http::Response> {
        TRY(services::require(call.session->role, permission));
        return endpoint(call);
    };
}

} // namespace kith::mastodon
