// The cryptography of Web Push: message encryption (RFC 8291 over RFC 8188, and the draft that came before them) and
// the server's identification (VAPID, RFC 8292). Pure but for the randomness it is given.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace kith::services {

// A key pair on P-256, as raw bytes.
struct PushKey {
    std::string secret; // 32
    std::string point;  // 65, uncompressed
};

Result<PushKey> make_push_key();

// What a device gave when it subscribed, as raw bytes.
struct PushTarget {
    std::string point; // 65
    std::string auth;  // 16
};
// From base64. Errors: invalid (push_key), also for a point that is not on the curve.
Result<PushTarget> read_push_target(std::string_view p256dh, std::string_view auth);

// `ephemeral` and `salt` (16 bytes) are to be new for each message. The text has at most 3,000 bytes.
// Gives the body for "Content-Encoding: aes128gcm".
Result<std::string> encrypt_push(std::string_view text, const PushTarget& target, const PushKey& ephemeral,
                                 std::string_view salt);
// The same for "Content-Encoding: aesgcm" (draft-ietf-webpush-encryption-04): salt and public key go in headers.
Result<std::string> encrypt_push_draft(std::string_view text, const PushTarget& target, const PushKey& ephemeral,
                                       std::string_view salt);

// The signed token that says who sends: for the origin of `endpoint` ("https://push.example"), until `expires` (at most
// a day ahead). `subject` is where the server's people can be reached, "https:" or "mailto:".
Result<std::string> vapid_token(const PushKey& server, std::string_view endpoint, std::string_view subject,
                                Time expires);

// "https://push.example" of "https://push.example/send/1"; empty if it is not an absolute https URL.
std::string_view push_origin(std::string_view endpoint);

} // namespace kith::services
