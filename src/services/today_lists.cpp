#include "services/today_lists.hpp"

#include "services/kith_settings.hpp"
#include "services/today_facts.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kith::services {
namespace {

using relationship::EntryKind;
using relationship::TodayEntry;
using store::EntryState;
using store::ListedEntry;

constexpr std::chrono::days starters_from{90};
constexpr int posts_read = 5;
constexpr std::size_t starters_offered = 2;

// For how long something that is done stays away, if nothing new happens.
std::chrono::days rest_of(EntryKind kind) {
    switch (kind) {
    case EntryKind::unanswered:
        return std::chrono::days(60); // longer than a message is a reminder for
    case EntryKind::quiet:
        return std::chrono::days(14);
    case EntryKind::newcomer:
        return std::chrono::days(30);
    case EntryKind::question:
    case EntryKind::share:
        return std::chrono::days(30);
    case EntryKind::date:
        return std::chrono::days(7);
    case EntryKind::introduction:
        return std::chrono::days(60);
    }
    std::unreachable();
}

// Whether it is about one status, and not about the person.
bool is_of_status(EntryKind kind) {
    return kind == EntryKind::question || kind == EntryKind::share || kind == EntryKind::unanswered;
}

Starter starter_of(const TodayEntry& entry, const std::unordered_map<AccountId, Account>& accounts) {
    auto acct = [&](AccountId id) {
        auto found = accounts.find(id);
        return found == accounts.end() ? std::string() : found->second.acct();
    };
    auto to = acct(entry.account);
    if (entry.kind == EntryKind::date)
        return {relationship::Reason("starter_date"), fmt::format("@{} Thinking of you today!", to)};
    if (entry.kind == EntryKind::quiet)
        return {relationship::Reason("starter_again"), fmt::format("@{} It has been a while. How are you?", to)};
    auto topic = entry.reason.parameter("topic");
    return {
        relationship::Reason("starter_introduction", {{"topic", std::string(topic)}}),
        fmt::format("@{} @{} You two should know each other: you both write about {}.", to, acct(entry.second), topic)};
}

// Words to begin with, for those to whom one writes without being asked.
Result<std::vector<TodayItem>> with_starters(const store::ReadTx& tx, AccountId owner, std::vector<ListedEntry> entries,
                                             Time now) {
    std::vector<AccountId> ids{owner};
    std::vector<AccountId> begun;
    for (const auto& each : entries) {
        ids.push_back(each.entry.account);
        if (each.entry.second) ids.push_back(each.entry.second);
        if (each.entry.kind == EntryKind::newcomer || each.entry.kind == EntryKind::quiet)
            begun.push_back(each.entry.account);
    }
    std::unordered_map<AccountId, Account> accounts;
    for (auto& account : TRY(tx.accounts().by_ids(ids)))
        accounts.emplace(account.id, std::move(account));
    std::unordered_map<AccountId, std::vector<relationship::StarterPost>> posts;
    relationship::OwnerInterests mine;
    if (!begun.empty()) {
        std::array me{owner};
        mine = TRY(interests_of(tx, me, now))[owner];
        posts = TRY(starter_posts(tx, TRY(tx.meetings().newest_posts(begun, now - starters_from, posts_read))));
    }
    std::vector<TodayItem> items;
    for (auto& each : entries) {
        TodayItem item{.listed = std::move(each), .starters = {}};
        const auto& entry = item.listed.entry;
        bool is_its_day = entry.kind == EntryKind::date && entry.reason.code == "today_date";
        if (is_its_day || entry.kind == EntryKind::introduction) item.starters.push_back(starter_of(entry, accounts));
        auto account = accounts.find(entry.account);
        if (account != accounts.end() && std::ranges::find(begun, entry.account) != begun.end())
            for (auto& starter : starters_for(account->second, posts[entry.account], mine, starters_offered)) {
                // A friend is not asked what one asks strangers.
                bool for_strangers = starter.reason.code == "starter_hello" || starter.reason.code == "starter_tag";
                if (entry.kind != EntryKind::quiet || !for_strangers) item.starters.push_back(std::move(starter));
            }
        if (entry.kind == EntryKind::quiet && account != accounts.end())
            item.starters.push_back(starter_of(entry, accounts));
        items.push_back(std::move(item));
    }
    return items;
}

Result<KithSettings> settings_of(const store::ReadTx& tx, AccountId owner) {
    auto user = TRY(tx.users().by_account(owner));
    if (!user) return not_found();
    return read_kith_settings(user->settings);
}

} // namespace

std::optional<TodayAnswer> parse_today_answer(std::string_view name) {
    if (name == "done") return TodayAnswer::done;
    if (name == "snooze") return TodayAnswer::snooze;
    if (name == "never") return TodayAnswer::never;
    return std::nullopt;
}

TodayLists::TodayLists(store::Store& store, const Clock& clock, IdMaker& ids, Viewers& viewers)
    : store_(store), clock_(clock), ids_(ids), viewers_(viewers) {}

Result<std::vector<ListedEntry>> TodayLists::make(const store::ReadTx& tx, AccountId owner, std::int32_t day) const {
    auto now = clock_.now();
    auto viewer = TRY(viewers_.get(tx, owner));
    auto readings = TRY(read_today(tx, owner, *viewer, day, now));
    std::vector<ListedEntry> entries;
    for (auto& entry : relationship::today(readings.facts, now)) {
        if (entry.kind == EntryKind::unanswered) entry.status = readings.waiting[entry.account];
        entries.push_back({.id = ids_.next(), .day = day, .entry = std::move(entry)});
    }
    return entries;
}

Result<TodayList> TodayLists::present(const store::ReadTx& tx, AccountId owner, std::int32_t day) const {
    auto now = clock_.now();
    auto viewer = TRY(viewers_.get(tx, owner));
    auto listed = TRY(tx.put_offs().listed(owner, day));
    std::vector<AccountId> people;
    std::vector<StatusId> shared;
    for (const auto& each : listed) {
        people.push_back(each.entry.account);
        if (each.entry.kind == EntryKind::share) shared.push_back(each.entry.status);
    }
    auto boosted = TRY(tx.statuses().marks(owner, shared, {})).boosted;
    auto ties = TRY(ties_with(tx, owner, people, now));
    TodayList list{.day = day, .items = {}};
    std::vector<ListedEntry> open;
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const auto& entry = listed[i].entry;
        auto spoken = ties[i].tie.mine.last_spoken;
        bool is_done = listed[i].state == EntryState::done;
        if (entry.kind == EntryKind::share)
            is_done = is_done || std::ranges::find(boosted, entry.status) != boosted.end();
        else if (entry.kind != EntryKind::introduction)
            is_done = is_done || spoken > time_of_id(listed[i].id);
        if (is_done) ++list.done;
        if (is_done || listed[i].state == EntryState::put_off || viewer->hides(entry.account) ||
            (entry.second && viewer->hides(entry.second)))
            continue;
        open.push_back(std::move(listed[i]));
    }
    list.items = TRY(with_starters(tx, owner, std::move(open), now));
    return list;
}

Result<TodayList> TodayLists::get(AccountId owner) {
    std::int32_t day = 0;
    std::optional<std::vector<ListedEntry>> made;
    auto ready = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::optional<TodayList>> {
        day = TRY(settings_of(tx, owner)).day(clock_.now());
        if (TRY(tx.put_offs().is_made(owner, day))) return TRY(present(tx, owner, day));
        made = TRY(make(tx, owner, day));
        return std::nullopt;
    }));
    if (ready) return std::move(*ready);
    TRY(store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (TRY(tx.put_offs().is_made(owner, day))) return {};
        return tx.put_offs().put_list(owner, day, *made);
    }));
    return store_.read([&](store::ReadTx& tx) { return present(tx, owner, day); });
}

Result<store::PutOffRow> TodayLists::answer(AccountId owner, std::int64_t id, TodayAnswer answer, int snooze_days) {
    return store_.write([&](store::WriteTx& tx) -> Result<store::PutOffRow> {
        auto found = TRY(tx.put_offs().entry(owner, id));
        if (!found) return not_found();
        const auto& entry = found->entry;
        auto now = clock_.now();
        bool done = answer == TodayAnswer::done;
        relationship::PutOff put_off{.kind = entry.kind, .account = entry.account, .status = {}, .until = Time::max()};
        if (answer != TodayAnswer::never) {
            if (is_of_status(entry.kind)) put_off.status = entry.status;
            put_off.until = now + (done ? rest_of(entry.kind) : std::chrono::days(snooze_days));
        }
        store::PutOffRow row{.id = ids_.next(), .put_off = put_off, .done = done};
        TRY(tx.put_offs().insert(owner, row));
        TRY(tx.put_offs().set_state(id, done ? EntryState::done : EntryState::put_off));
        return row;
    });
}

Result<std::vector<store::PutOffRow>> TodayLists::put_off(const store::ReadTx& tx, AccountId owner) const {
    auto rows = TRY(tx.put_offs().of(owner, clock_.now()));
    std::erase_if(rows, [](const auto& row) { return row.done; });
    return rows;
}

Result<void> TodayLists::take_back(AccountId owner, std::int64_t id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto now = clock_.now();
        auto rows = TRY(tx.put_offs().of(owner, now));
        auto row = std::ranges::find(rows, id, &store::PutOffRow::id);
        if (row == rows.end() || !TRY(tx.put_offs().remove(owner, id))) return not_found();
        const auto& was = row->put_off;
        for (const auto& listed : TRY(tx.put_offs().listed(owner, TRY(settings_of(tx, owner)).day(now)))) {
            const auto& entry = listed.entry;
            bool meant =
                entry.kind == was.kind && entry.account == was.account && (!was.status || entry.status == was.status);
            if (meant && listed.state != EntryState::open) TRY(tx.put_offs().set_state(listed.id, EntryState::open));
        }
        return {};
    });
}

} // namespace kith::services
