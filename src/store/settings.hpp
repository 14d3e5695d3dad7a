// Server settings that admins change while it runs, and its secrets (keys). Values are text; services give them
// meaning.
#pragma once

#include "core/result.hpp"

#include <optional>
#include <string>

namespace kith::store {

class Settings {
public:
    virtual ~Settings() = default;

    virtual Result<std::optional<std::string>> get(std::string_view key) const = 0;
    virtual Result<void> put(std::string_view key, std::string_view value) = 0;
};

} // namespace kith::store
