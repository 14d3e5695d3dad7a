#include "kithapi/today_api.hpp"

#include "kithapi/reason_entity.hpp"

#include <algorithm>

namespace kith::kithapi {
namespace {

constexpr std::int64_t snooze_days = 7;
constexpr std::int64_t most_snooze_days = 365;

struct StarterEntity {
    ReasonEntity reason;
    std::string draft;
};
BOOST_DESCRIBE_STRUCT(StarterEntity, (), (reason, draft))

struct EntryEntity {
    std::string id;
    std::string_view kind;
    std::string_view action;
    ReasonEntity reason;
    json::Raw account;
    std::optional<json::Raw> second;
    std::optional<json::Raw> status;
    std::vector<StarterEntity> starters;
};
BOOST_DESCRIBE_STRUCT(EntryEntity, (), (id, kind, action, reason, account, second, status, starters))

struct TodayEntity {
    std::string date;
    std::vector<EntryEntity> entries;
    std::size_t done = 0;
};
BOOST_DESCRIBE_STRUCT(TodayEntity, (), (date, entries, done))

struct PutOffEntity {
    std::string id;
    std::string_view kind;
    std::optional<Time> until; // none: for good
    json::Raw account;
};
BOOST_DESCRIBE_STRUCT(PutOffEntity, (), (id, kind, until, account))

struct AnswerEntity {
    std::string put_off_id;
    std::optional<Time> until;
};
BOOST_DESCRIBE_STRUCT(AnswerEntity, (), (put_off_id, until))

std::optional<Time> end_of(const store::PutOffRow& row) {
    return row.put_off.until == Time::max() ? std::nullopt : std::optional(row.put_off.until);
}

} // namespace

TodayApi::TodayApi(store::Store& store, services::TodayLists& lists, services::Viewers& viewers,
                   mastodon::AccountPresenter& accounts, mastodon::StatusPresenter& statuses)
    : store_(store), lists_(lists), viewers_(viewers), accounts_(accounts), statuses_(statuses) {}

std::vector<ApiRoute> TodayApi::routes() {
    using http::Method;
    return {
        reading("/today", [this](Call& c) { return list(c); }),
        writing(Method::post, "/today/:entry_id/:answer", [this](Call& c) { return answer(c); }),
        reading("/today/put_off", [this](Call& c) { return put_offs(c); }),
        writing(Method::delete_, "/today/put_off/:put_off_id", [this](Call& c) { return take_back(c); }),
    };
}

Result<http::Response> TodayApi::list(Call& call) {
    auto today = TRY(lists_.get(call.me()));
    auto epochs = statuses_.epochs();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        std::vector<AccountId> ids;
        std::vector<StatusId> posts;
        for (const auto& item : today.items) {
            const auto& entry = item.listed.entry;
            ids.push_back(entry.account);
            if (entry.second) ids.push_back(entry.second);
            if (entry.status) posts.push_back(entry.status);
        }
        auto views = TRY(accounts_.load(tx, ids, epochs.accounts));
        auto viewer = TRY(viewers_.get(tx, call.me()));
        auto shown = TRY(statuses_.each(
            tx, posts, {.viewer = *viewer, .filter_context = std::nullopt, .hide_muted = false}, epochs));
        TodayEntity entity{.date = to_iso_date(std::chrono::sys_days(std::chrono::days(today.day))),
                           .entries = {},
                           .done = today.done};
        for (auto& item : today.items) {
            const auto& entry = item.listed.entry;
            auto account = views.find(entry.account);
            auto second = views.find(entry.second);
            auto status = shown.find(entry.status);
            // A post to look at that may not be seen any more is no entry.
            bool needs_post =
                entry.kind == relationship::EntryKind::question || entry.kind == relationship::EntryKind::share;
            if (account == views.end() || (entry.second && second == views.end()) ||
                (needs_post && status == shown.end()))
                continue;
            EntryEntity each{.id = std::to_string(item.listed.id),
                             .kind = to_string(entry.kind),
                             .action = to_string(entry.action),
                             .reason = reason_entity(entry.reason),
                             .account = json::Raw{account->second->json},
                             .second = {},
                             .status = {},
                             .starters = {}};
            for (auto& starter : item.starters)
                each.starters.push_back({reason_entity(starter.reason), std::move(starter.draft)});
            if (entry.second) each.second = json::Raw{second->second->json};
            if (status != shown.end()) each.status = json::Raw{status->second};
            entity.entries.push_back(std::move(each));
        }
        return http::Response::json(entity);
    });
}

Result<http::Response> TodayApi::answer(Call& call) {
    auto entry = parse_id(call.request.capture("entry_id"));
    auto answer = services::parse_today_answer(call.request.capture("answer"));
    if (!entry || !answer) return not_found();
    auto days =
        std::clamp((*TRY(call.params()))["days"].integer().value_or(snooze_days), std::int64_t{1}, most_snooze_days);
    auto row = TRY(lists_.answer(call.me(), *entry, *answer, static_cast<int>(days)));
    return http::Response::json(AnswerEntity{std::to_string(row.id), end_of(row)});
}

Result<http::Response> TodayApi::put_offs(Call& call) {
    auto epoch = accounts_.epoch();
    return store_.read([&](store::ReadTx& tx) -> Result<http::Response> {
        auto rows = TRY(lists_.put_off(tx, call.me()));
        std::vector<AccountId> ids;
        for (const auto& row : rows)
            ids.push_back(row.put_off.account);
        auto views = TRY(accounts_.load(tx, ids, epoch));
        std::vector<PutOffEntity> entities;
        for (const auto& row : rows)
            if (auto view = views.find(row.put_off.account); view != views.end())
                entities.push_back(
                    {std::to_string(row.id), to_string(row.put_off.kind), end_of(row), json::Raw{view->second->json}});
        return http::Response::json(entities);
    });
}

Result<http::Response> TodayApi::take_back(Call& call) {
    auto id = parse_id(call.request.capture("put_off_id"));
    if (!id) return not_found();
    TRY(lists_.take_back(call.me(), *id));
    return http::Response::json_text("{}");
}

} // namespace kith::kithapi
