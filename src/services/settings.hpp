// What admins decide while the server runs: its name, rules, who may join.
#pragma once

#include "services/events.hpp"
#include "services/moderator.hpp"
#include "store/store.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

enum class SignUpMode {
    open,       // everybody
    approval,   // everybody may ask; a moderator lets them in
    invitation, // who has an invitation
};
std::string_view to_string(SignUpMode mode); // "open", "approval", "invitation"
std::optional<SignUpMode> parse_sign_up_mode(std::string_view text);

// Texts are plain text; blank lines part paragraphs.
struct ServerSettings {
    std::string title = "Kith";
    std::string description;     // a sentence or two
    std::string about;           // longer
    std::string privacy_policy;  // empty: the built-in text
    std::string contact_email;   // shown to everybody; empty: none
    std::string contact_account; // username of a member; empty: none
    SignUpMode sign_up = SignUpMode::invitation;
    std::vector<std::string> languages = {"en"};
    Time updated_at; // when any of the above was changed last; 1970: never
    std::vector<store::Rule> rules;
    std::string vapid_public_key; // of Web Push (RFC 8292), base64url; empty: none made yet
};

// Thread-safe; kept ready.
class Settings {
public:
    // The settings key under which the public half of the Web Push key is kept.
    static constexpr std::string_view vapid_public_key = "vapid_public_key";

    Settings(store::Store& store, IdMaker& ids, Events& events);

    // Never within a transaction: give its `tx` then.
    Result<std::shared_ptr<const ServerSettings>> get();
    Result<std::shared_ptr<const ServerSettings>> get(const store::ReadTx& tx);

    // Changes everything but the rules and the key; the log names what was changed. Errors: invalid (settings_…).
    Result<void> update(const Moderator& by, const std::function<void(ServerSettings&)>& change);

    // Kept in the log, too. Errors: invalid (rule_blank, rule_too_long, rules_too_many), not_found.
    Result<RuleId> add_rule(const Moderator& by, std::string text, std::string hint);
    Result<void> change_rule(const Moderator& by, RuleId id, std::string text, std::string hint);
    // Puts them in this order; those not named come behind, in theirs.
    Result<void> order_rules(const Moderator& by, const std::vector<RuleId>& order);
    Result<void> remove_rule(const Moderator& by, RuleId id);

private:
    Result<void> change_rules(const std::function<Result<void>(store::WriteTx&)>& change);
    void changed(store::WriteTx& tx);

    store::Store& store_;
    IdMaker& ids_;
    Events& events_;
    std::mutex mutex_;
    std::shared_ptr<const ServerSettings> kept_;
    std::uint64_t changes_ = 0;
};

} // namespace kith::services
