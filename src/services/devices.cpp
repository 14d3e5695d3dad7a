#include "services/devices.hpp"

#include <array>
#include <span>
#include <utility>

namespace kith::services {
namespace {

using Mark = std::pair<std::string_view, std::string_view>;

// Browsers name those that they want to be taken for as well: the rarer come first.
constexpr auto browsers = std::to_array<Mark>({{"Firefox/", "Firefox"},
                                               {"FxiOS/", "Firefox"},
                                               {"Edg/", "Edge"},
                                               {"OPR/", "Opera"},
                                               {"Vivaldi/", "Vivaldi"},
                                               {"SamsungBrowser/", "Samsung Internet"},
                                               {"Chromium/", "Chromium"},
                                               {"CriOS/", "Chrome"},
                                               {"Chrome/", "Chrome"},
                                               {"Safari/", "Safari"}});
constexpr auto systems = std::to_array<Mark>({{"Android", "Android"},
                                              {"iPhone", "iPhone"},
                                              {"iPad", "iPad"},
                                              {"Mac OS X", "macOS"},
                                              {"Windows", "Windows"},
                                              {"CrOS", "ChromeOS"},
                                              {"Linux", "Linux"}});

std::string_view first_of(std::span<const Mark> marks, std::string_view text) {
    for (const auto& [mark, name] : marks)
        if (text.find(mark) != std::string_view::npos) return name;
    return {};
}

} // namespace

DeviceName device_name(std::string_view user_agent) {
    return {first_of(browsers, user_agent), first_of(systems, user_agent)};
}

} // namespace kith::services
