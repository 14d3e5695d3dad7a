#include "kithapi/settings_api.hpp"

#include "services/smart_lists.hpp"
#include "services/tie_preferences.hpp"

namespace kith::kithapi {
namespace {

struct SettingsEntity {
    bool connector = true;
    std::string_view counts;
    std::vector<std::string_view> hidden_lists;
    bool mail_newcomers = false;
    bool mail_today = false;
    bool mail_possible = false;
    int utc_offset = 0;
    std::string_view first_steps;
};
BOOST_DESCRIBE_STRUCT(SettingsEntity, (),
                      (connector, counts, hidden_lists, mail_newcomers, mail_today, mail_possible, utc_offset,
                       first_steps))

bool is_hidden(std::uint32_t hidden, services::SmartList list) {
    return (hidden >> static_cast<unsigned>(list) & 1) != 0;
}

Result<std::optional<store::Counts>> counts_of(const json::Value& params) {
    auto name = params["counts"].str();
    if (!name) return std::optional<store::Counts>();
    auto counts = services::parse_counts(*name);
    if (!counts) return invalid("counts", "Validation failed: Counts is one of server, nobody, self and everybody");
    return counts;
}

Result<std::optional<std::uint32_t>> hidden_lists_of(const json::Value& params) {
    if (!params.has("hidden_lists")) return std::optional<std::uint32_t>();
    std::uint32_t hidden = 0;
    for (const auto& name : params["hidden_lists"].strings()) {
        if (name.empty()) continue; // how a form says "none"
        auto list = services::parse_smart_list(name);
        if (!list) return invalid("hidden_lists", "Validation failed: Hidden lists has one that does not exist");
        hidden |= 1U << static_cast<unsigned>(*list);
    }
    return std::optional(hidden);
}

using services::FirstSteps;

std::string_view first_steps_of(const services::Preferences& kept) {
    if (kept.is_new) return "new";
    return kept.settings.first_steps == FirstSteps::begun ? "begun" : "done";
}

Result<std::optional<FirstSteps>> read_first_steps(const json::Value& given) {
    auto name = given.str();
    if (!name) return std::nullopt;
    if (*name == "begun") return FirstSteps::begun;
    if (*name == "done") return FirstSteps::done;
    return invalid("first_steps", "Validation failed: The first steps are begun or done");
}

} // namespace

std::vector<ApiRoute> SettingsApi::routes() {
    return {
        reading("/settings", [this](Call& c) { return show(c); }),
        writing(http::Method::patch, "/settings", [this](Call& c) { return change(c); }),
    };
}

Result<http::Response> SettingsApi::show(Call& call) {
    auto kept = TRY(preferences_.get(call.me()));
    SettingsEntity entity{.connector = kept.ties.connects,
                          .counts = services::to_string(kept.ties.counts),
                          .hidden_lists = {},
                          .mail_newcomers = kept.settings.mail_newcomers,
                          .mail_today = kept.settings.mail_today,
                          .mail_possible = kept.mail_possible,
                          .utc_offset = kept.settings.utc_offset,
                          .first_steps = first_steps_of(kept)};
    for (auto list : services::all_smart_lists)
        if (is_hidden(kept.ties.hidden_lists, list)) entity.hidden_lists.push_back(services::to_string(list));
    return http::Response::json(entity);
}

Result<http::Response> SettingsApi::change(Call& call) {
    const auto& params = *TRY(call.params());
    services::PreferenceChange change{.connector = params["connector"].boolean(),
                                      .counts = TRY(counts_of(params)),
                                      .hidden_lists = TRY(hidden_lists_of(params)),
                                      .mail_newcomers = params["mail_newcomers"].boolean(),
                                      .mail_today = params["mail_today"].boolean(),
                                      .utc_offset = params["utc_offset"].integer(),
                                      .first_steps = TRY(read_first_steps(params["first_steps"]))};
    TRY(preferences_.change(call.me(), change));
    return show(call);
}

} // namespace kith::kithapi
