#include "http/listen_address.hpp"

#include "core/text.hpp"
#include "http/address.hpp"

namespace kith::http {

Result<ListenAddress> ListenAddress::parse(std::string_view text) {
    constexpr std::string_view unix_scheme = "unix:";
    if (text.starts_with(unix_scheme)) {
        auto path = text.substr(unix_scheme.size());
        if (path.empty() || path.size() > 100)
            return invalid("listen_invalid", "The path of a unix socket must have 1 to 100 characters");
        return ListenAddress{.unix_path = std::string(path), .host = {}};
    }
    auto colon = text.rfind(':');
    auto host = text.substr(0, colon == text.npos ? 0 : colon);
    auto port = parse_int(text.substr(colon == text.npos ? text.size() : colon + 1));
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    // A zone (fe80::1%eth0) is the system's to judge.
    if (!IpAddress::parse(host.substr(0, host.find('%'))) || !port || *port < 0 || *port > 65535)
        return invalid("listen_invalid", "Cannot listen on \"" + std::string(text) +
                                             "\": write an IP address and a port, as in 127.0.0.1:8080 or [::1]:8080");
    return ListenAddress{.unix_path = {}, .host = std::string(host), .port = static_cast<std::uint16_t>(*port)};
}

} // namespace kith::http
