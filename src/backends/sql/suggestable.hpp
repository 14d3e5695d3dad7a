// Whom a member may be shown as somebody to follow (store/suggestions.hpp).
#pragma once

// Of accounts `a`, those that may be suggested to ?1 at ?2.
#define MAY_BE_SUGGESTED                                                                                               \
    "a.id <> ?1 AND a.discoverable = 1 AND a.suspended_at IS NULL AND a.silenced_at IS NULL AND a.moved_to_id IS "     \
    "NULL AND NOT EXISTS (SELECT 1 FROM users u WHERE u.account_id = a.id AND (u.confirmed_at IS NULL OR u.approved "  \
    "= 0)) AND NOT EXISTS (SELECT 1 FROM follows x WHERE x.account_id = ?1 AND x.target_id = a.id) AND NOT EXISTS "    \
    "(SELECT 1 FROM blocks b WHERE b.account_id = ?1 AND b.target_id = a.id) AND NOT EXISTS (SELECT 1 FROM blocks b "  \
    "WHERE b.account_id = a.id AND b.target_id = ?1) AND NOT EXISTS (SELECT 1 FROM mutes m WHERE m.account_id = ?1 "   \
    "AND m.target_id = a.id AND (m.expires_at IS NULL OR m.expires_at > ?2)) AND NOT EXISTS (SELECT 1 FROM "           \
    "suggestion_dismissals s WHERE s.account_id = ?1 AND s.target_id = a.id) AND NOT EXISTS (SELECT 1 FROM "           \
    "domain_blocks d WHERE d.account_id = ?1 AND d.domain = a.domain) "
