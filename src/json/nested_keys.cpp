#include "json/nested_keys.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace kith::json {
namespace {

// "a[b][]" as {"a", "b", ""}; the whole name alone when brackets do not pair up.
std::vector<std::string_view> parts_of(std::string_view name) {
    std::size_t open = name.find('[');
    if (open == 0 || open == std::string_view::npos) return {name};
    std::vector<std::string_view> parts{name.substr(0, open)};
    std::string_view rest = name.substr(open);
    while (!rest.empty()) {
        std::size_t close = rest.find(']');
        if (rest.front() != '[' || close == std::string_view::npos) return {name};
        parts.push_back(rest.substr(1, close - 1));
        rest.remove_prefix(close + 1);
    }
    return parts;
}

} // namespace

Result<void> NestedKeys::add(std::string_view raw_name, std::string_view value) {
    if (++count_ > max_count) return invalid("too_many_parameters", "The request has too many parameters");
    std::string name = to_valid_utf8(raw_name);
    auto parts = parts_of(name);
    if (parts.size() > max_depth) return invalid("parameter_too_deep", "A parameter is nested too deeply");

    Value* at = &root_;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0 && parts[i].empty()) {
            if (!at->is_list()) at->data_ = Value::List{};
            auto& list = std::get<Value::List>(at->data_);
            // f[][name]: the last element takes members until one comes that it already has.
            bool last = i + 1 == parts.size();
            bool fits = !last && !parts[i + 1].empty() && !list.empty() && list.back().is_object() &&
                        !(list.back().has(parts[i + 1]) && i + 2 == parts.size());
            if (!fits) list.emplace_back();
            at = &list.back();
        } else {
            const Value* known = at->find(parts[i]);
            at = known != nullptr ? const_cast<Value*>(known) : &at->set(parts[i], Value());
        }
    }
    *at = Value(to_valid_utf8(value));
    return {};
}

Value NestedKeys::take() {
    count_ = 0;
    return std::exchange(root_, Value(Value::Object{}));
}

} // namespace kith::json
