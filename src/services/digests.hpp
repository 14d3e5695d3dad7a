// Mails that members asked for: new followers with their facts at most once a day, Today on Mondays. Each can be ended
// with one click (RFC 8058).
#pragma once

#include "services/door.hpp"
#include "services/kith_preferences.hpp"
#include "services/settings.hpp"
#include "services/today_lists.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

// A newcomer as a mail tells of them.
struct MailedNewcomer {
    std::string name;
    std::string acct;
    bool request = false;
    relationship::DoorFacts facts;
};

// Pure. `url`: where the app shows it. The first ten are told of with their facts, the others by name; `more`: some
// are left for the next mail.
Mail newcomers_mail(const std::string& to, std::string_view title, std::string_view url,
                    const std::vector<MailedNewcomer>& newcomers, bool more);
Mail today_mail(const std::string& to, std::string_view title, std::string_view url,
                const std::vector<relationship::Reason>& reasons);

// Whether a mail is due now. Pure.
bool newcomers_due(const KithSettings& settings, Time now); // a day after the last
bool today_due(const KithSettings& settings, Time now);     // the member's Monday from 7 o'clock on

// Thread-safe.
class Digests {
public:
    Digests(store::Store& store, const Clock& clock, const Instance& instance, Settings& settings, Mailer& mailer,
            Door& door, TodayLists& today, KithPreferences& preferences);

    // Queues what is due; to be called now and then.
    Result<void> send_due();
    // Queues one member's mail whatever the day, if they asked for such mails. false: there is nothing to tell.
    // Errors: unavailable (mail is not configured), not_found, invalid (not_asked: they did not ask, or have no
    // address).
    Result<bool> send_now(AccountId account, MailKind kind);

private:
    Result<bool> send_newcomers(const User& user);
    Result<bool> send_today(const User& user);
    // Queues the mail and notes in the settings that it was sent, unless the member ended these mails meanwhile.
    Result<bool> send(AccountId account, MailKind kind, Mail mail, std::int64_t newest_follow);

    store::Store& store_;
    const Clock& clock_;
    const Instance& instance_;
    Settings& settings_;
    Mailer& mailer_;
    Door& door_;
    TodayLists& today_;
    KithPreferences& preferences_;
};

} // namespace kith::services
