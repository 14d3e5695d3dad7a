#include "services/permissions.hpp"

#include <initializer_list>
#include <utility>

namespace kith::services {
namespace {

using enum Permission;

consteval std::uint32_t all_of(std::initializer_list<Permission> permissions) {
    std::uint32_t bits = 0;
    for (auto permission : permissions)
        bits |= static_cast<std::uint32_t>(permission);
    return bits;
}

constexpr auto of_moderators = all_of(
    {invite_users, view_dashboard, view_audit_log, manage_users, manage_reports, manage_taxonomies, manage_appeals});
constexpr auto of_admins = of_moderators | all_of({manage_federation, manage_settings, manage_blocks, manage_invites,
                                                   manage_rules, manage_announcements, manage_custom_emojis,
                                                   manage_roles, manage_user_access, delete_user_data});

} // namespace

std::uint32_t permissions_of(Role role) {
    switch (role) {
    case Role::user:
        return all_of({invite_users});
    case Role::moderator:
        return of_moderators;
    case Role::admin:
        return of_admins;
    case Role::owner:
        return of_admins | all_of({administrator});
    }
    std::unreachable();
}

Result<void> require(Role role, Permission permission) {
    if ((permissions_of(role) & static_cast<std::uint32_t>(permission)) == 0) return forbidden();
    return {};
}

} // namespace kith::services
