#include "mastodon/notification_requests_api.hpp"

#include "core/text.hpp"

#include <boost/describe.hpp>

namespace kith::mastodon {
namespace {

using services::NotificationPolicy;
using services::PolicyAnswer;

struct SummaryEntity {
    std::int64_t pending_requests_count = 0;
    std::int64_t pending_notifications_count = 0;
};
BOOST_DESCRIBE_STRUCT(SummaryEntity, (), (pending_requests_count, pending_notifications_count))

struct PolicyEntity {
    PolicyAnswer for_not_following;
    PolicyAnswer for_not_followers;
    PolicyAnswer for_new_accounts;
    PolicyAnswer for_private_mentions;
    PolicyAnswer for_limited_accounts;
    SummaryEntity summary;
};
BOOST_DESCRIBE_STRUCT(PolicyEntity, (),
                      (for_not_following, for_not_followers, for_new_accounts, for_private_mentions,
                       for_limited_accounts, summary))

// https://docs.joinmastodon.org/entities/V1_NotificationPolicy/
struct PolicyV1Entity {
    bool filter_not_following = false;
    bool filter_not_followers = false;
    bool filter_new_accounts = false;
    bool filter_private_mentions = false;
    SummaryEntity summary;
};
BOOST_DESCRIBE_STRUCT(PolicyV1Entity, (),
                      (filter_not_following, filter_not_followers, filter_new_accounts, filter_private_mentions,
                       summary))

struct RequestEntity {
    std::string id;
    Time created_at;
    Time updated_at;
    std::string notifications_count;
    json::Raw account;
    json::Maybe<json::Raw> last_status;
};
BOOST_DESCRIBE_STRUCT(RequestEntity, (), (id, created_at, updated_at, notifications_count, account, last_status))

struct Both {
    NotificationPolicy policy;
    SummaryEntity summary;
};

Result<Both> both(store::Store& store, AccountId me, Time now) {
    return store.read([&](store::ReadTx& tx) -> Result<Both> {
        auto summary = TRY(tx.notification_requests().summary(me, now));
        return Both{TRY(services::NotificationRequests::policy(tx, me)), {summary.requests, summary.notifications}};
    });
}

http::Response present_policy(const Both& both) {
    const auto& p = both.policy;
    return http::Response::json(PolicyEntity{p.for_not_following, p.for_not_followers, p.for_new_accounts,
                                             p.for_private_mentions, p.for_limited_accounts, both.summary});
}

http::Response present_policy_v1(const Both& both) {
    const auto& p = both.policy;
    auto filters = [](PolicyAnswer answer) { return answer != PolicyAnswer::accept; };
    return http::Response::json(PolicyV1Entity{filters(p.for_not_following), filters(p.for_not_followers),
                                               filters(p.for_new_accounts), filters(p.for_private_mentions),
                                               both.summary});
}

} // namespace

std::vector<ApiRoute> NotificationRequestsApi::routes() {
    using enum http::Method;
    using services::NotificationRequests;
    constexpr auto loop = http::Run::loop;
    constexpr auto worker = http::Run::worker;
    const std::string base = "/api/v1/notifications/requests";
    auto accept = [this](Call& c) { return decide(c, &NotificationRequests::accept); };
    auto dismiss = [this](Call& c) { return decide(c, &NotificationRequests::dismiss); };
    auto row = [](http::Method method, std::string pattern, http::Run run, Endpoint endpoint) {
        return ApiRoute{method,       std::move(pattern),
                        Access::user, method == get ? "read:notifications" : "write:notifications",
                        run,          std::move(endpoint)};
    };
    return {
        row(get, "/api/v2/notifications/policy", loop, [this](Call& c) { return policy(c); }),
        row(patch, "/api/v2/notifications/policy", worker, [this](Call& c) { return change_policy(c); }),
        row(get, "/api/v1/notifications/policy", loop, [this](Call& c) { return policy_v1(c); }),
        row(patch, "/api/v1/notifications/policy", worker, [this](Call& c) { return change_policy_v1(c); }),
        row(put, "/api/v1/notifications/policy", worker, [this](Call& c) { return change_policy_v1(c); }),
        row(get, base, loop, [this](Call& c) { return list(c); }),
        // Accepting has merged when it is answered.
        row(get, base + "/merged", loop, [](Call&) { return http::Response::json_text(R"({"merged":true})"); }),
        row(get, base + "/:id", loop, [this](Call& c) { return one(c); }),
        row(post, base + "/accept", worker, accept),
        row(post, base + "/dismiss", worker, dismiss),
        row(post, base + "/:id/accept", worker, accept),
        row(post, base + "/:id/dismiss", worker, dismiss),
    };
}

Result<http::Response> NotificationRequestsApi::policy(Call& call) {
    return present_policy(TRY(both(store_, call.me(), clock_.now())));
}

Result<http::Response> NotificationRequestsApi::change_policy(Call& call) {
    const auto& params = *TRY(call.params());
    auto answer = [&](std::string_view name, PolicyAnswer& member) -> Result<void> {
        auto given = params[name].str();
        if (!given) return {};
        auto parsed = services::parse_policy_answer(*given);
        if (!parsed) return invalid("policy_invalid", "Validation failed: a policy is one of accept, filter and drop");
        member = *parsed;
        return {};
    };
    // Looked at first, so that the change is all or nothing.
    NotificationPolicy changed;
    auto apply = [&](NotificationPolicy& p) -> Result<void> {
        TRY(answer("for_not_following", p.for_not_following));
        TRY(answer("for_not_followers", p.for_not_followers));
        TRY(answer("for_new_accounts", p.for_new_accounts));
        TRY(answer("for_private_mentions", p.for_private_mentions));
        return answer("for_limited_accounts", p.for_limited_accounts);
    };
    TRY(apply(changed));
    TRY(requests_.change_policy(call.me(), [&](NotificationPolicy& p) { static_cast<void>(apply(p)); }));
    return present_policy(TRY(both(store_, call.me(), clock_.now())));
}

Result<http::Response> NotificationRequestsApi::policy_v1(Call& call) {
    return present_policy_v1(TRY(both(store_, call.me(), clock_.now())));
}

Result<http::Response> NotificationRequestsApi::change_policy_v1(Call& call) {
    const auto& params = *TRY(call.params());
    auto apply = [&](std::string_view name, PolicyAnswer& member) {
        if (auto given = params[name].boolean()) member = *given ? PolicyAnswer::filter : PolicyAnswer::accept;
    };
    TRY(requests_.change_policy(call.me(), [&](NotificationPolicy& p) {
        apply("filter_not_following", p.for_not_following);
        apply("filter_not_followers", p.for_not_followers);
        apply("filter_new_accounts", p.for_new_accounts);
        apply("filter_private_mentions", p.for_private_mentions);
    }));
    return present_policy_v1(TRY(both(store_, call.me(), clock_.now())));
}

Result<std::vector<std::string>> NotificationRequestsApi::present(const store::ReadTx& tx,
                                                                  std::span<const store::NotificationRequest> requests,
                                                                  AccountId me, StatusPresenter::Epochs epochs) {
    std::vector<AccountId> people;
    std::vector<StatusId> ids;
    for (const auto& request : requests) {
        people.push_back(request.from_account_id);
        if (request.last_status_id) ids.push_back(request.last_status_id);
    }
    auto viewer = TRY(viewers_.get(tx, me));
    auto accounts = TRY(accounts_.load(tx, people, epochs.accounts));
    auto statuses = TRY(statuses_.each(tx, ids, {*viewer, std::nullopt, false, true}, epochs));
    std::vector<std::string> texts;
    for (const auto& request : requests) {
        auto account = accounts.find(request.from_account_id);
        if (account == accounts.end() || !NotificationPresenter::hears(*viewer, *account->second)) continue;
        RequestEntity entity{.id = std::to_string(request.id),
                             .created_at = time_of_id(request.id),
                             .updated_at = request.updated_at,
                             .notifications_count = std::to_string(request.notifications_count),
                             .account = {account->second->json}};
        if (auto status = statuses.find(request.last_status_id); status != statuses.end())
            entity.last_status = json::Raw{std::move(status->second)};
        texts.push_back(json::write(entity));
    }
    return texts;
}

Result<http::Response> NotificationRequestsApi::list(Call& call) {
    auto page = TRY(call.page(40, 80));
    auto epochs = statuses_.epochs();
    std::vector<store::NotificationRequest> found;
    auto texts = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<std::string>> {
        found = TRY(tx.notification_requests().list(call.me(), false, page, clock_.now()));
        return present(tx, found, call.me(), epochs);
    }));
    auto response = http::Response::json_text("[" + join(texts, ",") + "]");
    if (!found.empty()) call.link(response, found.front().id, found.back().id);
    return response;
}

Result<http::Response> NotificationRequestsApi::one(Call& call) {
    auto id = parse_id(call.request.capture("id"));
    if (!id) return not_found();
    auto epochs = statuses_.epochs();
    return http::Response::json_text(TRY(store_.read([&](store::ReadTx& tx) -> Result<std::string> {
        auto found = TRY(tx.notification_requests().by_id(call.me(), *id));
        if (!found) return not_found();
        auto texts = TRY(present(tx, std::span(&*found, 1), call.me(), epochs));
        if (texts.empty()) return not_found();
        return std::move(texts.front());
    })));
}

Result<http::Response> NotificationRequestsApi::decide(Call& call, Decision decision) {
    std::string one(call.request.capture("id"));
    std::vector<std::int64_t> ids;
    for (const auto& text : one.empty() ? (*TRY(call.params()))["id"].strings() : std::vector{one})
        if (auto id = parse_id(text)) ids.push_back(*id);
    auto found = TRY((requests_.*decision)(call.me(), ids));
    if (!one.empty() && found == 0) return not_found();
    return http::Response::json_text("{}");
}

} // namespace kith::mastodon
