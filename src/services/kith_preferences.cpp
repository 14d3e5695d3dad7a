#include "services/kith_preferences.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

#include <array>

namespace kith::services {
namespace {

constexpr std::string_view secret_key = "unsubscribe_secret"; // of the settings

Result<store::TiePreferences> tie_preferences(const store::ReadTx& tx, AccountId account) {
    auto found = TRY(tx.ties().preferences(std::array{account}));
    return found.empty() ? store::TiePreferences() : found.front().second;
}

} // namespace

std::string_view to_string(MailKind kind) { return kind == MailKind::newcomers ? "newcomers" : "today"; }

std::optional<MailKind> parse_mail_kind(std::string_view name) {
    for (auto kind : {MailKind::newcomers, MailKind::today})
        if (to_string(kind) == name) return kind;
    return std::nullopt;
}

KithPreferences::KithPreferences(store::Store& store, const Clock& clock, Events& events, const Instance& instance,
                                 const Mailer& mailer)
    : store_(store), clock_(clock), events_(events), instance_(instance), mailer_(mailer) {}

Result<Preferences> KithPreferences::get(AccountId account) const {
    return store_.read([&](store::ReadTx& tx) -> Result<Preferences> {
        auto user = TRY(tx.users().by_account(account));
        if (!user) return not_found();
        Preferences preferences{.settings = read_kith_settings(user->settings),
                                .ties = TRY(tie_preferences(tx, account)),
                                .mail_possible = mailer_.configured() && !user->email.empty()};
        if (preferences.settings.first_steps == FirstSteps::unknown) {
            auto found = TRY(tx.accounts().by_id(account));
            preferences.is_new = found && found->following_count == 0 && found->statuses_count == 0;
        }
        return preferences;
    });
}

Result<void> KithPreferences::change(AccountId account, const PreferenceChange& change) {
    if (change.utc_offset && (*change.utc_offset < -720 || *change.utc_offset > 840))
        return invalid("utc_offset", "Validation failed: The offset is between -720 and 840 minutes");
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto user = TRY(tx.users().by_account(account));
        if (!user) return not_found();
        auto settings = read_kith_settings(user->settings);
        auto now = clock_.now();
        if (change.mail_newcomers) {
            // Those who came before are at the door already.
            if (*change.mail_newcomers && !settings.mail_newcomers) settings.mailed_follow = id_at(now);
            settings.mail_newcomers = *change.mail_newcomers;
        }
        settings.mail_today = change.mail_today.value_or(settings.mail_today);
        if (change.utc_offset) settings.utc_offset = static_cast<int>(*change.utc_offset);
        // What is over is not begun again.
        if (change.first_steps && settings.first_steps != FirstSteps::done) settings.first_steps = *change.first_steps;
        user->settings = write_kith_settings(settings, user->settings);
        TRY(tx.users().update(*user));
        auto of_ties = TRY(tie_preferences(tx, account));
        auto before = of_ties;
        of_ties.connects = change.connector.value_or(of_ties.connects);
        of_ties.counts = change.counts.value_or(of_ties.counts);
        of_ties.hidden_lists = change.hidden_lists.value_or(of_ties.hidden_lists);
        if (of_ties == before) return {};
        TRY(tx.ties().put_preferences(account, of_ties));
        tx.after_commit([this, account] {
            events_.publish(AccountChanged{account});
            events_.publish(ViewerChanged{account});
        });
        return {};
    });
}

Result<void> KithPreferences::prepare() {
    if (TRY(store_.read([](store::ReadTx& tx) { return tx.settings().get(secret_key); }))) return {};
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (TRY(tx.settings().get(secret_key))) return {};
        return tx.settings().put(secret_key, random_token());
    });
}

Result<std::string> KithPreferences::sign(const store::ReadTx& tx, std::string_view what) {
    auto secret = TRY(tx.settings().get(secret_key));
    if (!secret) return internal("the secret of unsubscribe links was not made");
    return to_base64url(hmac_sha256(*secret, what));
}

Result<std::string> KithPreferences::unsubscribe_url(const store::ReadTx& tx, AccountId account, MailKind kind) const {
    auto what = account.str() + "." + std::string(to_string(kind));
    return instance_.base_url + "/unsubscribe/" + what + "." + TRY(sign(tx, what));
}

Result<KithPreferences::Target> KithPreferences::read(const store::ReadTx& tx, std::string_view token) {
    auto parts = split(token, '.');
    if (parts.size() != 3) return not_found();
    auto account = parse_id_as<AccountId>(parts[0]);
    auto what = std::string(parts[0]) + "." + std::string(parts[1]);
    if (!account || !equal_in_constant_time(TRY(sign(tx, what)), parts[2])) return not_found();
    auto kind = parse_mail_kind(parts[1]);
    if (!kind) return not_found();
    return Target{*account, *kind};
}

Result<MailKind> KithPreferences::check_unsubscribe(std::string_view token) const {
    return store_.read([&](store::ReadTx& tx) -> Result<MailKind> { return TRY(read(tx, token)).kind; });
}

Result<MailKind> KithPreferences::unsubscribe(std::string_view token) {
    return store_.write([&](store::WriteTx& tx) -> Result<MailKind> {
        auto target = TRY(read(tx, token));
        auto user = TRY(tx.users().by_account(target.account));
        if (!user) return target.kind; // the account is gone, and with it its mails
        auto settings = read_kith_settings(user->settings);
        (target.kind == MailKind::newcomers ? settings.mail_newcomers : settings.mail_today) = false;
        user->settings = write_kith_settings(settings, user->settings);
        TRY(tx.users().update(*user));
        return target.kind;
    });
}

} // namespace kith::services
