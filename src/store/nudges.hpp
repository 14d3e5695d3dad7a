// Texts that came back to their author once: sending the same again soon is consent.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "core/result.hpp"

#include <optional>
#include <string_view>

namespace kith::store {

class Nudges {
public:
    virtual ~Nudges() = default;

    // When this text of this author last came back. `digest` stands for the text: it is never kept.
    virtual Result<std::optional<Time>> at(AccountId author, std::string_view digest) const = 0;

    virtual Result<void> put(AccountId author, std::string_view digest, Time at) = 0;
    virtual Result<void> remove_before(Time before) = 0;
};

} // namespace kith::store
