// What members are told about their data.
#pragma once

#include "services/instance.hpp"
#include "services/settings.hpp"

#include <string>

namespace kith::services {

// Plain text, paragraphs parted by blank lines: the server's own words, or else what is true of every Kith server.
std::string privacy_policy(const ServerSettings& settings, const Instance& instance);

} // namespace kith::services
