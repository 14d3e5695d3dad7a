#include "services/addresses.hpp"

#include "core/text.hpp"
#include "domain/names.hpp"

#include <algorithm>

namespace kith::services {

std::optional<LocalAddress> parse_local_address(const Instance& instance, std::string_view url) {
    if (!url.starts_with(instance.base_url)) return std::nullopt;
    url.remove_prefix(instance.base_url.size());
    if (!url.starts_with('/')) return std::nullopt;
    url = url.substr(0, url.find_first_of("?#"));
    while (url.ends_with('/'))
        url.remove_suffix(1);
    auto parts = split(url.substr(std::min<std::size_t>(1, url.size())), '/');
    if (parts.empty()) return std::nullopt;
    std::string_view name;
    std::string_view id;
    if (parts[0].starts_with('@') && parts.size() <= 2) {
        name = parts[0].substr(1);
        if (parts.size() == 2) id = parts[1];
    } else if (parts[0] == "users" && (parts.size() == 2 || (parts.size() == 4 && parts[2] == "statuses"))) {
        name = parts[1];
        if (parts.size() == 4) id = parts[3];
    }
    if (name.empty() || name.size() > limits::username || !std::ranges::all_of(name, is_username_char))
        return std::nullopt;
    LocalAddress address{to_lower_ascii(name), {}};
    if (parts.size() == 1 || (parts.size() == 2 && parts[0] == "users")) return address;
    auto status = parse_id_as<StatusId>(id);
    if (!status) return std::nullopt;
    address.status = *status;
    return address;
}

} // namespace kith::services
