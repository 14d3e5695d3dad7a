#include "kithapi/admin_settings_api.hpp"

#include "core/text.hpp"
#include "kithapi/admin_routes.hpp"
#include "mastodon/account_page.hpp"

#include <algorithm>

namespace kith::kithapi {
namespace {

struct FixedEntity {
    std::string domain;
    bool nudges = true;
    std::string counts;
    bool mail = false;
};
BOOST_DESCRIBE_STRUCT(FixedEntity, (), (domain, nudges, counts, mail))

struct AdminSettingsEntity {
    std::string title;
    std::string description;
    std::string about;
    std::string privacy_policy;
    std::string contact_email;
    std::string contact_account;
    std::string sign_up;
    std::vector<std::string> languages;
    FixedEntity fixed;
};
BOOST_DESCRIBE_STRUCT(AdminSettingsEntity, (),
                      (title, description, about, privacy_policy, contact_email, contact_account, sign_up, languages,
                       fixed))

struct AdminRuleEntity {
    RuleId id;
    std::string text;
    std::string hint;
};
BOOST_DESCRIBE_STRUCT(AdminRuleEntity, (), (id, text, hint))

void replace(std::string& text, const json::Value& given) {
    if (auto said = given.str()) text = *said;
}

} // namespace

std::vector<ApiRoute> AdminSettingsApi::routes() {
    using http::Method;
    constexpr auto may_settings = Permission::manage_settings;
    constexpr auto may_rules = Permission::manage_rules;
    return {
        admin_reading("/settings", may_settings, [this](Call&) { return show(); }),
        admin_writing(Method::patch, "/settings", may_settings, [this](Call& c) { return change(c); }),
        admin_reading("/rules", may_rules, [this](Call&) { return rules(); }),
        admin_writing(Method::post, "/rules", may_rules,
                      [this](Call& c) -> Result<http::Response> {
                          const auto& params = *TRY(c.params());
                          TRY(settings_.add_rule(mastodon::moderator_of(c), params["text"].str().value_or(""),
                                                 params["hint"].str().value_or("")));
                          return rules();
                      }),
        admin_writing(Method::put, "/rules/order", may_rules,
                      [this](Call& c) -> Result<http::Response> {
                          constexpr std::size_t most = 100;
                          TRY(settings_.order_rules(mastodon::moderator_of(c),
                                                    mastodon::ids_of<RuleId>((*TRY(c.params()))["ids"], most)));
                          return rules();
                      }),
        admin_writing(Method::patch, "/rules/:id", may_rules, [this](Call& c) { return change_rule(c); }),
        admin_writing(Method::delete_, "/rules/:id", may_rules,
                      [this](Call& c) -> Result<http::Response> {
                          TRY(settings_.remove_rule(mastodon::moderator_of(c), TRY(c.id<RuleId>())));
                          return rules();
                      }),
    };
}

Result<http::Response> AdminSettingsApi::show() {
    auto settings = TRY(settings_.get());
    return http::Response::json(
        AdminSettingsEntity{.title = settings->title,
                            .description = settings->description,
                            .about = settings->about,
                            .privacy_policy = settings->privacy_policy,
                            .contact_email = settings->contact_email,
                            .contact_account = settings->contact_account,
                            .sign_up = std::string(services::to_string(settings->sign_up)),
                            .languages = settings->languages,
                            .fixed = {fixed_.domain, fixed_.nudges, fixed_.counts, fixed_.mail}});
}

Result<http::Response> AdminSettingsApi::change(Call& call) {
    const auto& params = *TRY(call.params());
    std::optional<services::SignUpMode> mode;
    if (auto wanted = params["sign_up"].str()) {
        mode = services::parse_sign_up_mode(*wanted);
        if (!mode) return invalid("sign_up", "Who may join is open, approval or invitation");
    }
    if (auto name = params["contact_account"].str(); name && !trim(*name).empty()) {
        auto found = TRY(store_.read([&](store::ReadTx& tx) { return tx.accounts().by_acct(trim(*name), ""); }));
        if (!found) return invalid("settings_contact_account", "The contact is the name of a member");
    }
    TRY(settings_.update(mastodon::moderator_of(call), [&](services::ServerSettings& settings) {
        replace(settings.title, params["title"]);
        replace(settings.description, params["description"]);
        replace(settings.about, params["about"]);
        replace(settings.privacy_policy, params["privacy_policy"]);
        replace(settings.contact_email, params["contact_email"]);
        replace(settings.contact_account, params["contact_account"]);
        if (mode) settings.sign_up = *mode;
        if (params.has("languages")) settings.languages = params["languages"].strings();
    }));
    return show();
}

Result<http::Response> AdminSettingsApi::rules() {
    std::vector<AdminRuleEntity> entities;
    for (const auto& rule : TRY(settings_.get())->rules)
        entities.push_back({rule.id, rule.text, rule.hint});
    return http::Response::json(entities);
}

Result<http::Response> AdminSettingsApi::change_rule(Call& call) {
    const auto& params = *TRY(call.params());
    auto id = TRY(call.id<RuleId>());
    auto settings = TRY(settings_.get());
    auto rule = std::ranges::find(settings->rules, id, &store::Rule::id);
    if (rule == settings->rules.end()) return not_found();
    TRY(settings_.change_rule(mastodon::moderator_of(call), id, params["text"].str().value_or(rule->text),
                              params["hint"].str().value_or(rule->hint)));
    return rules();
}

} // namespace kith::kithapi
