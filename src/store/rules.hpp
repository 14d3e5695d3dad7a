// What the community asks of its members. https://docs.joinmastodon.org/entities/Rule/
#pragma once

#include "core/ids.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace kith::store {

struct Rule {
    RuleId id;
    std::string text;
    std::string hint;
    int position = 0; // in the list; equal ones by id
};

class Rules {
public:
    virtual ~Rules() = default;

    // In their order.
    virtual Result<std::vector<Rule>> all() const = 0;
    virtual Result<void> insert(const Rule& rule) = 0;
    // not_found.
    virtual Result<void> update(const Rule& rule) = 0;
    virtual Result<void> remove(RuleId id) = 0;
};

} // namespace kith::store
