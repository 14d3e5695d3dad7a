// A member's settings of Kith, and the links in mails that end those mails.
#pragma once

#include "services/kith_settings.hpp"
#include "services/mail.hpp"
#include "store/ties.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace kith::services {

struct Preferences {
    KithSettings settings;
    store::TiePreferences ties;
    bool mail_possible = false; // mail is configured and the member has an address
    bool is_new = false;        // has not seen the first steps, nor followed anybody or posted anything
};

struct PreferenceChange {
    std::optional<bool> connector; // paths of others may lead through the member
    std::optional<store::Counts> counts;
    std::optional<std::uint32_t> hidden_lists; // bit n: the smart list n
    std::optional<bool> mail_newcomers;
    std::optional<bool> mail_today;
    std::optional<std::int64_t> utc_offset;
    std::optional<FirstSteps> first_steps;
};

enum class MailKind : std::uint8_t { newcomers, today };
std::string_view to_string(MailKind kind);
std::optional<MailKind> parse_mail_kind(std::string_view name);

// Thread-safe.
class KithPreferences {
public:
    KithPreferences(store::Store& store, const Clock& clock, Events& events, const Instance& instance,
                    const Mailer& mailer);

    // Errors: not_found (no login).
    Result<Preferences> get(AccountId account) const;
    // Errors: not_found; invalid (utc_offset).
    Result<void> change(AccountId account, const PreferenceChange& change);

    // Makes the secret that links are signed with, if there is none.
    Result<void> prepare();
    // A link that ends these mails for this member without signing in; it never ends (RFC 8058 §3.1).
    Result<std::string> unsubscribe_url(const store::ReadTx& tx, AccountId account, MailKind kind) const;
    // Which mails the end of such a link is about. Errors: not_found for one that was not made here.
    Result<MailKind> check_unsubscribe(std::string_view token) const;
    Result<MailKind> unsubscribe(std::string_view token);

private:
    struct Target {
        AccountId account;
        MailKind kind;
    };
    static Result<std::string> sign(const store::ReadTx& tx, std::string_view what);
    static Result<Target> read(const store::ReadTx& tx, std::string_view token);

    store::Store& store_;
    const Clock& clock_;
    Events& events_;
    const Instance& instance_;
    const Mailer& mailer_;
};

} // namespace kith::services
