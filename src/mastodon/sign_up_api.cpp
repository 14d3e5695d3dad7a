#include "mastodon/sign_up_api.hpp"

#include "core/crypto.hpp"
#include "mastodon/oauth_api.hpp"

#include <map>

namespace kith::mastodon {

struct ProblemEntity {
    std::string error;
    std::string description;
};
BOOST_DESCRIBE_STRUCT(ProblemEntity, (), (error, description))

struct ProblemsEntity {
    std::string error;
    std::map<std::string, std::vector<ProblemEntity>> details;
};
BOOST_DESCRIBE_STRUCT(ProblemsEntity, (), (error, details))

namespace {

std::string_view name_of(std::string_view field) {
    if (field == "username") return "Username";
    if (field == "email") return "Email";
    if (field == "password") return "Password";
    if (field == "agreement") return "Agreement";
    if (field == "reason") return "Reason";
    return "Invitation";
}

http::Response problems_response(const std::vector<services::FieldProblem>& problems) {
    ProblemsEntity entity{.error = "Validation failed: ", .details = {}};
    for (const auto& problem : problems) {
        if (&problem != &problems.front()) entity.error += ", ";
        entity.error.append(name_of(problem.field)).append(" ").append(problem.description);
        entity.details[problem.field].push_back({problem.code, problem.description});
    }
    return http::Response::json(entity, 422);
}

} // namespace

SignUpApi::SignUpApi(store::Store& store, services::SignUp& sign_up, services::Users& users, services::OAuth& oauth)
    : store_(store), sign_up_(sign_up), users_(users), oauth_(oauth) {}

std::vector<ApiRoute> SignUpApi::routes() {
    using enum http::Method;
    using enum http::Run;
    return {
        {post, "/api/v1/accounts", Access::app, "write:accounts", worker, [this](Call& c) { return create(c); }},
        {post, "/api/v1/emails/confirmations", Access::own, "", worker,
         [this](Call& c) { return resend_confirmation(c); }},
        {get, "/api/v1/emails/check_confirmation", Access::own, "", loop,
         [this](Call& c) { return check_confirmation(c); }},
    };
}

Result<http::Response> SignUpApi::create(Call& call) {
    if (call.me()) return forbidden("This method is only available to an application's own token");
    const auto& params = *TRY(call.params());
    auto text = [&](std::string_view name) { return params[name].str().value_or(""); };
    auto done = TRY(sign_up_.sign_up({.username = text("username"),
                                      .email = text("email"),
                                      .password = text("password"),
                                      .agreement = params["agreement"].boolean().value_or(false),
                                      .reason = text("reason"),
                                      .invite_code = text("invite_code"),
                                      .locale = text("locale"),
                                      .address = call.request.remote_address}));
    if (!done.problems.empty()) return problems_response(done.problems);
    auto token = TRY(oauth_.issue(call.session->application_id, done.account, call.session->scopes));
    return http::Response::json(token_entity(token));
}

Result<User> SignUpApi::member(const Call& call) const {
    auto token = call.request.bearer_token();
    auto user = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::optional<User>> {
        auto found = TRY(tx.oauth().token_by_digest(token_digest(token)));
        if (!found || !found->account_id) return std::nullopt;
        return tx.users().by_account(found->account_id);
    }));
    if (token.empty() || !user) return fail(ErrorKind::unauthorized, "unauthorized", "The access token is invalid");
    return std::move(*user);
}

// Before the address is confirmed only the app that signed the member up can have a token of theirs.
Result<http::Response> SignUpApi::resend_confirmation(Call& call) {
    auto user = TRY(member(call));
    const auto& params = *TRY(call.params());
    TRY(users_.resend_confirmation(user.account_id, params["email"].str().value_or(""), call.request.remote_address));
    return http::Response::json_text("{}");
}

Result<http::Response> SignUpApi::check_confirmation(Call& call) {
    return http::Response::json(TRY(member(call)).confirmed_at.has_value());
}

} // namespace kith::mastodon
