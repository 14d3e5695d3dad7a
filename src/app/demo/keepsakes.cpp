#include "app/demo/keepsakes.hpp"

#include <array>

namespace kith::app::demo {
namespace {

struct Keepsake {
    std::string_view owner;
    std::string_view about;
    std::string_view note;
    std::string_view likes;
    std::string_view how_met;
    std::string_view tag;
    int birthday_in = -1; // days; -1: none noted
};

constexpr std::array<Keepsake, 8> keepsakes{{
    {"maya", "greta", "Keeps seeds for me. Ask about her knee.", "Dahlias, strong tea, being asked for advice.",
     "Over the fence, the summer she retired.", "neighbours", 2},
    {"maya", "jonas", "Promised me a shelf for the seedlings.", "Larch wood. Never on Mondays.",
     "At the harbour market; he mended my basket.", "makers"},
    {"maya", "ivan", "", "Dill, in everything.", "Soup evening at the school.", "soup evenings"},
    {"maya", "lucia", "Alto. Looking for a cellist: Noor?", "Sourdough that fails interestingly.", "", "soup evenings"},
    {"maya", "clara", "", "", "The allotment meeting.", "neighbours", 40},
    {"jonas", "maya", "Shelf for seedlings: 120 by 40, larch.", "Quince jelly.", "At the harbour market.", "customers"},
    {"jonas", "aiko", "Has the better hand plane.", "Dovetails.", "", "makers", 1},
    {"amara", "felix", "Knows everything about time series.", "Plain charts.", "The data breakfast.", "work"},
}};

struct Good {
    std::string_view owner;
    std::string_view of;
    store::OutcomeKind kind;
    std::string_view what;
    int days_ago;
};

constexpr std::array<Good, 4> goods{{
    {"maya", "greta", store::OutcomeKind::answer, "Learned why the beans kept dying.", 12},
    {"maya", "jonas", store::OutcomeKind::other, "The bench for the school yard.", 6},
    {"maya", "lucia", store::OutcomeKind::friend_, "A friend, and the choir.", 3},
    {"jonas", "maya", store::OutcomeKind::client, "Three orders from people whom Maya sent.", 9},
}};

store::NotedDate birthday(Time now, int days_ahead) {
    std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(now) + std::chrono::days(days_ahead));
    return {.what = "The birthday",
            .month = static_cast<int>(unsigned(day.month())),
            .day = static_cast<int>(unsigned(day.day())),
            .year = {}};
}

} // namespace

Result<void> keep(Application& application, const std::function<AccountId(std::string_view)>& id_of, Time now) {
    for (const auto& each : keepsakes) {
        services::PersonChange change{.note = std::string(each.note),
                                      .likes = std::string(each.likes),
                                      .how_met = std::string(each.how_met),
                                      .tags = {{std::string(each.tag)}}};
        if (each.birthday_in >= 0) change.dates = {birthday(now, each.birthday_in)};
        TRY(application.people().change(id_of(each.owner), id_of(each.about), change));
    }
    // An evening at which one code went round.
    auto shown = TRY(application.meetings().show_code(id_of("maya")));
    for (auto guest : {"jonas", "greta", "ivan", "noor"})
        TRY(application.meetings().enter_code(id_of(guest), shown.code));
    TRY(application.meetings().end_code(id_of("maya")));
    for (auto [one, another] : {std::pair("maya", "greta"), std::pair("greta", "maya"), std::pair("maya", "jonas")})
        TRY(application.people().vouch(id_of(one), id_of(another), true));
    for (const auto& good : goods)
        TRY(application.outcomes().note(id_of(good.owner), {.target = id_of(good.of),
                                                            .kind = good.kind,
                                                            .what = std::string(good.what),
                                                            .at = now - std::chrono::days(good.days_ago)}));
    return {};
}

} // namespace kith::app::demo
