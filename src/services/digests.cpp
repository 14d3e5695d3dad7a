#include "services/digests.hpp"

#include <algorithm>

namespace kith::services {
namespace {

using relationship::in_english;
using relationship::Reasons;

constexpr std::size_t newcomers_with_facts = 10;
constexpr std::size_t newcomers_at_most = 100; // in one mail: the oldest, so that nobody is passed over
constexpr std::chrono::hours newcomers_every{24};
constexpr std::chrono::hours today_every{6 * 24};
constexpr int morning = 7 * 60; // minute of the day

void add_facts(std::string& text, std::string_view sign, const Reasons& facts) {
    for (const auto& fact : facts)
        text += fmt::format("  {} {}\n", sign, in_english(fact));
}

} // namespace

Mail newcomers_mail(const std::string& to, std::string_view title, std::string_view url,
                    const std::vector<MailedNewcomer>& newcomers, bool more) {
    Mail mail{.to = to, .subject = {}, .text = {}, .unsubscribe_url = {}};
    mail.subject = newcomers.size() == 1 ? fmt::format("{} is at your door", newcomers.front().name)
                                         : fmt::format("{} people are at your door", newcomers.size());
    mail.text =
        "Hello,\n\nthese people came to you. What is known of them speaks for (+) or against (-) them, or neither;\n"
        "you decide, and nothing happens by itself.\n\n";
    for (std::size_t i = 0; i < newcomers.size(); ++i) {
        const auto& newcomer = newcomers[i];
        mail.text += fmt::format("{} (@{}) {}\n", newcomer.name, newcomer.acct,
                                 newcomer.request ? "asks to follow you" : "follows you");
        if (i >= newcomers_with_facts) continue;
        add_facts(mail.text, "+", newcomer.facts.speaks_for);
        add_facts(mail.text, "-", newcomer.facts.speaks_against);
        add_facts(mail.text, " ", newcomer.facts.neutral);
        mail.text += "\n";
    }
    if (newcomers.size() > newcomers_with_facts) mail.text += "\n";
    if (more) mail.text += "There are more; they come with the next mail.\n\n";
    mail.text += fmt::format("Say hello, follow back, or leave it: {}\n\n{}\n", url, title);
    return mail;
}

Mail today_mail(const std::string& to, std::string_view title, std::string_view url,
                const std::vector<relationship::Reason>& reasons) {
    Mail mail{.to = to, .subject = fmt::format("Your week at {}", title), .text = {}, .unsubscribe_url = {}};
    mail.text = "Good morning,\n\na few people for this week:\n\n";
    for (const auto& reason : reasons)
        mail.text += fmt::format("- {}\n", in_english(reason));
    mail.text += fmt::format("\nNone of it is a duty. It is here: {}\n\n{}\n", url, title);
    return mail;
}

bool newcomers_due(const KithSettings& settings, Time now) {
    return settings.mail_newcomers && now - settings.mailed_newcomers_at >= newcomers_every;
}

bool today_due(const KithSettings& settings, Time now) {
    auto day = std::chrono::weekday(std::chrono::sys_days(std::chrono::days(settings.day(now))));
    return settings.mail_today && now - settings.mailed_today_at >= today_every && day == std::chrono::Monday &&
           settings.minute_of_day(now) >= morning;
}

Digests::Digests(store::Store& store, const Clock& clock, const Instance& instance, Settings& settings, Mailer& mailer,
                 Door& door, TodayLists& today, KithPreferences& preferences)
    : store_(store),
      clock_(clock),
      instance_(instance),
      settings_(settings),
      mailer_(mailer),
      door_(door),
      today_(today),
      preferences_(preferences) {}

Result<void> Digests::send_due() {
    if (!mailer_.configured()) return {};
    auto now = clock_.now();
    for (const auto& user : TRY(store_.read([](store::ReadTx& tx) { return tx.users().all(); }))) {
        if (user.email.empty() || !user.functional()) continue;
        auto settings = read_kith_settings(user.settings);
        if (newcomers_due(settings, now)) TRY(send_newcomers(user));
        if (today_due(settings, now)) TRY(send_today(user));
    }
    return {};
}

Result<bool> Digests::send_now(AccountId account, MailKind kind) {
    if (!mailer_.configured()) return fail(ErrorKind::unavailable, "no_mail", "mail.smtp_url is not set");
    auto user = TRY(store_.read([&](store::ReadTx& tx) { return tx.users().by_account(account); }));
    if (!user) return not_found();
    auto settings = read_kith_settings(user->settings);
    bool asked = kind == MailKind::newcomers ? settings.mail_newcomers : settings.mail_today;
    if (!asked || user->email.empty() || !user->functional())
        return invalid("not_asked", "They did not ask for these mails, or have no confirmed address");
    return kind == MailKind::newcomers ? send_newcomers(*user) : send_today(*user);
}

Result<bool> Digests::send_newcomers(const User& user) {
    auto settings = read_kith_settings(user.settings);
    std::int64_t newest = settings.mailed_follow;
    bool more = false;
    auto newcomers = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<MailedNewcomer>> {
        auto told_of = std::max<std::int64_t>(settings.mailed_follow, 1);
        auto entries = TRY(door_.list(tx, user.account_id, {.min_id = told_of, .limit = int(newcomers_at_most) + 1}));
        more = entries.size() > newcomers_at_most;
        if (more) entries.erase(entries.begin()); // the newest
        std::vector<AccountId> ids;
        for (const auto& entry : entries)
            ids.push_back(entry.at.account_id);
        auto accounts = TRY(tx.accounts().by_ids(ids));
        std::vector<MailedNewcomer> found;
        for (auto& entry : entries) {
            auto account = std::ranges::find(accounts, entry.at.account_id, &Account::id);
            newest = std::max(newest, entry.at.follow_id);
            if (account == accounts.end()) continue;
            found.push_back({account->display_name.empty() ? account->username : account->display_name, account->acct(),
                             entry.at.pending, std::move(entry.facts)});
        }
        return found;
    }));
    if (newcomers.empty()) return false;
    auto title = TRY(settings_.get())->title;
    return send(user.account_id, MailKind::newcomers,
                newcomers_mail(user.email, title, instance_.base_url + "/door", newcomers, more), newest);
}

Result<bool> Digests::send_today(const User& user) {
    std::vector<relationship::Reason> reasons;
    for (const auto& item : TRY(today_.get(user.account_id)).items)
        reasons.push_back(item.listed.entry.reason);
    if (reasons.empty()) return false;
    auto title = TRY(settings_.get())->title;
    return send(user.account_id, MailKind::today, today_mail(user.email, title, instance_.base_url + "/", reasons), 0);
}

Result<bool> Digests::send(AccountId account, MailKind kind, Mail mail, std::int64_t newest_follow) {
    return store_.write([&](store::WriteTx& tx) -> Result<bool> {
        auto user = TRY(tx.users().by_account(account));
        if (!user) return false;
        auto settings = read_kith_settings(user->settings);
        if (kind == MailKind::newcomers) {
            if (!settings.mail_newcomers) return false;
            settings.mailed_newcomers_at = clock_.now();
            settings.mailed_follow = std::max(settings.mailed_follow, newest_follow);
        } else {
            if (!settings.mail_today) return false;
            settings.mailed_today_at = clock_.now();
        }
        user->settings = write_kith_settings(settings, user->settings);
        TRY(tx.users().update(*user));
        mail.unsubscribe_url = TRY(preferences_.unsubscribe_url(tx, account, kind));
        mail.text += fmt::format("\n-- \nYou asked for these mails. To end them: {}\n", mail.unsubscribe_url);
        TRY(mailer_.queue(tx, TRY(settings_.get(tx))->title, mail));
        return true;
    });
}

} // namespace kith::services
