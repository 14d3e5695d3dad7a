#include "mastodon/push_api.hpp"

#include "services/sessions.hpp"

#include <boost/describe.hpp>
#include <map>

namespace kith::mastodon {
namespace {

struct SubscriptionEntity {
    std::int64_t id = 0; // a number, unlike all other ids
    std::string endpoint;
    bool standard = false;
    std::map<std::string, bool> alerts;
    std::string server_key;
    std::string policy;
};
BOOST_DESCRIBE_STRUCT(SubscriptionEntity, (), (id, endpoint, standard, alerts, server_key, policy))

NotificationKinds alerts_of(const json::Value& alerts) {
    NotificationKinds kinds;
    for (auto kind : all_notification_kinds())
        if (alerts[to_string(kind)].boolean().value_or(false)) kinds.insert(kind);
    return kinds;
}

Result<std::optional<PushPolicy>> policy_of(const json::Value& params) {
    auto given = params["data"]["policy"].str();
    if (!given) given = params["policy"].str();
    if (!given || given->empty()) return std::optional<PushPolicy>();
    auto policy = parse_push_policy(*given);
    if (!policy) return invalid("push_policy", "Validation failed: policy is one of all, followed, follower and none");
    return policy;
}

} // namespace

std::vector<ApiRoute> PushApi::routes() {
    using enum http::Method;
    const std::string path = "/api/v1/push/subscription";
    constexpr auto worker = http::Run::worker;
    return {
        {get, path, Access::user, "push", http::Run::loop, [this](Call& c) { return one(c); }},
        {post, path, Access::user, "push", worker, [this](Call& c) { return subscribe(c); }},
        {put, path, Access::user, "push", worker, [this](Call& c) { return change(c); }},
        {delete_, path, Access::user, "push", worker, [this](Call& c) { return unsubscribe(c); }},
    };
}

Result<http::Response> PushApi::present(const PushSubscription& subscription) {
    SubscriptionEntity entity{.id = subscription.id,
                              .endpoint = subscription.endpoint,
                              .standard = subscription.standard,
                              .alerts = {},
                              .server_key = TRY(settings_.get())->vapid_public_key,
                              .policy = std::string(to_string(subscription.policy))};
    for (auto kind : all_notification_kinds())
        entity.alerts.emplace(to_string(kind), subscription.alerts.contains(kind));
    return http::Response::json(entity);
}

Result<http::Response> PushApi::one(Call& call) {
    auto token = call.session->token_id;
    auto found = TRY(store_.read([&](store::ReadTx& tx) { return tx.push_subscriptions().of_token(token); }));
    if (!found) return not_found();
    return present(*found);
}

Result<http::Response> PushApi::subscribe(Call& call) {
    const auto& params = *TRY(call.params());
    const auto& given = params["subscription"];
    PushSubscription subscription{.token_id = call.session->token_id,
                                  .account_id = call.me(),
                                  .endpoint = given["endpoint"].str().value_or(""),
                                  .p256dh = given["keys"]["p256dh"].str().value_or(""),
                                  .auth = given["keys"]["auth"].str().value_or(""),
                                  .standard = given["standard"].boolean().value_or(false),
                                  .alerts = alerts_of(params["data"]["alerts"]),
                                  .policy = TRY(policy_of(params)).value_or(PushPolicy::all),
                                  .access_token = {}};
    // A browser that is signed in acts by its session: no script of it ever learns a token, its service worker neither.
    if (call.session->application_id != services::web_application)
        subscription.access_token = call.request.bearer_token();
    return present(TRY(push_.subscribe(std::move(subscription))));
}

Result<http::Response> PushApi::change(Call& call) {
    const auto& params = *TRY(call.params());
    return present(
        TRY(push_.change(call.session->token_id, alerts_of(params["data"]["alerts"]), TRY(policy_of(params)))));
}

Result<http::Response> PushApi::unsubscribe(Call& call) {
    TRY(push_.unsubscribe(call.session->token_id));
    return http::Response::json_text("{}");
}

} // namespace kith::mastodon
