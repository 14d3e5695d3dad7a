// The OpenAPI 3.1 document of Kith's API, joined from src/kithapi/openapi when the program is built.
#pragma once

#include <span>
#include <string_view>

namespace kith::kithapi {

inline constexpr std::string_view base_path = "/api/kith/v1";

// JSON.
std::string_view document();
// What it describes: "GET /people/{id}", sorted.
std::span<const std::string_view> operations();

} // namespace kith::kithapi
