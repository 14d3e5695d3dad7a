// A device that wants to be told of notifications (Web Push).
#pragma once

#include "domain/notification.hpp"

#include <cstdint>
#include <string>

namespace kith {

// From whom. https://docs.joinmastodon.org/methods/push/#create (data[policy]). Stored as numbers: append only.
enum class PushPolicy { all, followed, follower, none };
std::string_view to_string(PushPolicy policy);
std::optional<PushPolicy> parse_push_policy(std::string_view text);

// A set of kinds: bit n stands for the kind with the value n, also in storage.
class NotificationKinds {
public:
    constexpr NotificationKinds() = default;
    constexpr explicit NotificationKinds(std::uint32_t bits) : bits_(bits) {}
    constexpr void insert(NotificationKind kind) { bits_ |= 1U << static_cast<unsigned>(kind); }
    constexpr bool contains(NotificationKind kind) const { return bits_ >> static_cast<unsigned>(kind) & 1U; }
    constexpr std::uint32_t bits() const { return bits_; }
    friend constexpr bool operator==(NotificationKinds, NotificationKinds) = default;

private:
    std::uint32_t bits_ = 0;
};

struct PushSubscription {
    std::int64_t id = 0; // small: apps keep it in 32 bits
    TokenId token_id;
    AccountId account_id;
    std::string endpoint;  // a URL
    std::string p256dh;    // base64url: the device's public key, a point on P-256 in 65 bytes (RFC 8291, section 2)
    std::string auth;      // base64url: 16 bytes
    bool standard = false; // RFC 8291 and 8292; else the drafts that came before them
    NotificationKinds alerts;
    PushPolicy policy = PushPolicy::all;
    std::string access_token; // said in each message: apps find by it whom it is for. Kept sealed (services/push.hpp)
};

} // namespace kith
