// Passwords of members: their rules, and their hashes one at a time, so that many sign-ins at once need the memory of
// one (64 MiB). Not for event loops.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace kith::services {

Result<std::string> make_password_hash(std::string_view password);
// An empty hash matches nothing, and takes as long to say so.
bool is_password(std::string_view hash, std::string_view password);

} // namespace kith::services
