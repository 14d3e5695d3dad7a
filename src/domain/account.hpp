// An account: a person's (or bot's) place in the network, here or on another server.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

// A row of the profile's table. https://docs.joinmastodon.org/entities/Account/#Field
struct ProfileField {
    std::string name;
    std::string value; // as typed
    std::optional<Time> verified_at;
};

struct Account {
    AccountId id;
    std::string username;
    std::string domain; // empty: lives here
    std::string uri;
    std::string url;
    std::string inbox_url;
    std::string shared_inbox_url;
    std::string display_name;
    std::string note;     // local: as typed; remote: sanitised HTML
    std::string why_here; // "why I am here", as typed
    std::vector<ProfileField> fields;
    std::string avatar_file; // below the media folder; empty: none
    std::string avatar_static_file;
    std::string avatar_description;
    std::string header_file;
    std::string header_static_file;
    std::string header_description;
    bool locked = false;
    bool bot = false;
    bool discoverable = true;
    bool indexable = false; // strangers may find the public statuses by search
    bool hide_collections = false;
    // Parts of the profile page. https://docs.joinmastodon.org/entities/Profile/#show_media
    bool show_media = true;
    bool show_media_replies = true;
    bool show_featured = true;
    std::vector<std::string> attribution_domains; // sites that may name the account as an author
    AccountId moved_to;
    std::optional<Time> suspended_at;
    std::optional<Time> silenced_at;
    std::int64_t followers_count = 0;
    std::int64_t following_count = 0;
    std::int64_t statuses_count = 0;
    std::optional<Time> last_status_at;
    Time updated_at;

    bool local() const { return domain.empty(); }
    bool suspended() const { return suspended_at.has_value(); }
    // "name" here, "name@domain" elsewhere.
    std::string acct() const { return local() ? username : username + "@" + domain; }
    Time created_at() const { return time_of_id(id.value); }
};

enum class Role { user, moderator, admin, owner };

inline constexpr std::array<std::string_view, 4> role_names{"user", "moderator", "admin", "owner"};
constexpr std::string_view to_string(Role role) { return role_names[static_cast<std::size_t>(role)]; }
constexpr std::optional<Role> parse_role(std::string_view name) {
    for (std::size_t at = 0; at < role_names.size(); ++at)
        if (role_names[at] == name) return static_cast<Role>(at);
    return std::nullopt;
}

// The login of a local account.
struct User {
    AccountId account_id;
    std::string email; // empty: none
    std::string password_hash;
    Role role = Role::user;
    std::optional<Time> confirmed_at;
    bool approved = true;
    bool disabled = false;
    std::string locale = "en";
    std::string sign_up_reason;
    InviteId invite_id;
    std::string settings = "{}"; // JSON, read by services/settings
    Time created_at;
    std::optional<Time> last_active_at;

    // May sign in and act.
    bool functional() const { return confirmed_at.has_value() && approved && !disabled; }
};

// One account's follow of another. https://docs.joinmastodon.org/entities/Relationship/
struct Follow {
    AccountId account_id;
    AccountId target_id;
    std::int64_t id = 0;  // a snowflake: when
    bool pending = false; // a request that waits
    bool show_reblogs = true;
    bool notify = false;
    std::string languages; // comma-separated; empty: all
};

struct Mute {
    AccountId account_id;
    AccountId target_id;
    std::int64_t id = 0;
    bool hide_notifications = true;
    std::optional<Time> expires_at;
};

} // namespace kith
