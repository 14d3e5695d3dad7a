// Endpoints of moderators and admins, below /admin; their scopes are admin:read and admin:write. See
// src/kithapi/openapi/admin.json.
#pragma once

#include "kithapi/api.hpp"
#include "mastodon/admin_access.hpp"

namespace kith::kithapi {

using services::Permission;

// `path` is what follows /api/kith/v1/admin.
inline ApiRoute admin_reading(std::string_view path, Permission permission, mastodon::Endpoint endpoint) {
    auto route = reading("/admin" + std::string(path), mastodon::permitted(permission, std::move(endpoint)));
    route.scope = "admin:read";
    return route;
}

inline ApiRoute admin_writing(http::Method method, std::string_view path, Permission permission,
                              mastodon::Endpoint endpoint) {
    auto route = writing(method, "/admin" + std::string(path), mastodon::permitted(permission, std::move(endpoint)));
    route.scope = "admin:write";
    return route;
}

} // namespace kith::kithapi
