// What roles may do. https://docs.joinmastodon.org/entities/Role/#flags
#pragma once

#include "core/result.hpp"
#include "domain/account.hpp"

#include <cstdint>

namespace kith::services {

enum class Permission : std::uint32_t {
    administrator = 0x1,
    view_audit_log = 0x4,
    view_dashboard = 0x8,
    manage_reports = 0x10,
    manage_federation = 0x20,
    manage_settings = 0x40,
    manage_blocks = 0x80,
    manage_taxonomies = 0x100,
    manage_appeals = 0x200,
    manage_users = 0x400,
    manage_invites = 0x800,
    manage_rules = 0x1000,
    manage_announcements = 0x2000,
    manage_custom_emojis = 0x4000,
    invite_users = 0x10000,
    manage_roles = 0x20000,
    manage_user_access = 0x40000,
    delete_user_data = 0x80000,
};

// Pure. The bits of all that the role may do.
std::uint32_t permissions_of(Role role);
// Errors: forbidden.
Result<void> require(Role role, Permission permission);

} // namespace kith::services
