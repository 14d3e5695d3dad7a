// Builds a tree from flat names as forms and query strings carry them, the way Rails reads them:
//   a=1                           {"a": "1"}
//   a[]=1&a[]=2                   {"a": ["1", "2"]}
//   poll[options][]=x             {"poll": {"options": ["x"]}}
//   f[0][name]=n                  {"f": {"0": {"name": "n"}}}      (Value::list() reads it as a list)
//   f[][name]=n&f[][value]=v      {"f": [{"name": "n", "value": "v"}]}
// A name that does not follow this form is taken literally. Where names clash, the later one wins.
#pragma once

#include "json/value.hpp"

#include <string_view>

namespace kith::json {

class NestedKeys {
public:
    static constexpr std::size_t max_count = 1'000;
    static constexpr std::size_t max_depth = 8;

    // Name and value already decoded; bad UTF-8 in either is repaired. Errors: invalid (too_many_parameters,
    // parameter_too_deep).
    Result<void> add(std::string_view name, std::string_view value);
    // The object so far; leaves this empty.
    Value take();

private:
    Value root_{Value::Object{}};
    std::size_t count_ = 0;
};

} // namespace kith::json
