#include "services/kith_settings.hpp"

#include "json/value.hpp"
#include "json/write.hpp"

#include <algorithm>

namespace kith::services {
namespace {

constexpr int least_offset = -12 * 60;
constexpr int most_offset = 14 * 60;

} // namespace

std::int32_t KithSettings::day(Time now) const {
    return static_cast<std::int32_t>(
        std::chrono::floor<std::chrono::days>(now + std::chrono::minutes(utc_offset)).time_since_epoch().count());
}

int KithSettings::minute_of_day(Time now) const {
    auto local = now + std::chrono::minutes(utc_offset);
    auto since = local - std::chrono::floor<std::chrono::days>(local);
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(since).count());
}

KithSettings read_kith_settings(std::string_view json) {
    KithSettings settings;
    auto parsed = json::Value::parse(json);
    if (!parsed) return settings;
    const auto& value = *parsed;
    settings.mail_newcomers = value["mail_newcomers"].boolean().value_or(settings.mail_newcomers);
    settings.mail_today = value["mail_today"].boolean().value_or(settings.mail_today);
    settings.utc_offset = static_cast<int>(
        std::clamp<std::int64_t>(value["utc_offset"].integer().value_or(0), least_offset, most_offset));
    auto steps = value["first_steps"].str().value_or("");
    if (steps == "begun") settings.first_steps = FirstSteps::begun;
    if (steps == "done") settings.first_steps = FirstSteps::done;
    settings.mailed_follow = value["mailed_follow"].integer().value_or(0);
    settings.mailed_newcomers_at = from_unix_ms(value["mailed_newcomers_at"].integer().value_or(0));
    settings.mailed_today_at = from_unix_ms(value["mailed_today_at"].integer().value_or(0));
    return settings;
}

std::string write_kith_settings(const KithSettings& settings, std::string_view json) {
    auto value = json::Value::parse(json).value_or(json::Value(json::Value::Object{}));
    value.set("mail_newcomers", json::Value(settings.mail_newcomers));
    value.set("mail_today", json::Value(settings.mail_today));
    value.set("utc_offset", json::Value(std::int64_t{settings.utc_offset}));
    if (settings.first_steps != FirstSteps::unknown)
        value.set("first_steps", json::Value(std::string(settings.first_steps == FirstSteps::done ? "done" : "begun")));
    value.set("mailed_follow", json::Value(settings.mailed_follow));
    value.set("mailed_newcomers_at", json::Value(to_unix_ms(settings.mailed_newcomers_at)));
    value.set("mailed_today_at", json::Value(to_unix_ms(settings.mailed_today_at)));
    return json::write(value);
}

} // namespace kith::services
