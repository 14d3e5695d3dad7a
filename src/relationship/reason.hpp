// Reasons: why the engine says what it says. A code and parameters, so that they can be stored and translated, and the
// same in plain English.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kith::relationship {

struct Reason {
    std::string code; // stable: "stranger_pitches"; all of them are in reason.cpp
    std::vector<std::pair<std::string, std::string>> parameters;

    Reason() = default;
    explicit Reason(std::string_view code_, std::vector<std::pair<std::string, std::string>> parameters_ = {})
        : code(code_), parameters(std::move(parameters_)) {}

    // "" if there is no such parameter.
    std::string_view parameter(std::string_view name) const;

    friend bool operator==(const Reason&, const Reason&) = default;
};

using Reasons = std::vector<Reason>;

// The reason as an English sentence; the code itself if it is not known (a row of a newer version).
std::string in_english(const Reason& reason);

bool has_reason(const Reasons& reasons, std::string_view code);

// Every code the engine can give, for translators and tests.
std::vector<std::string_view> reason_codes();

} // namespace kith::relationship
