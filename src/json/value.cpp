#include "json/value.hpp"

#include "core/text.hpp"
#include "json/write.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace kith::json {

const Value* Value::find(std::string_view name) const {
    const auto* object = std::get_if<Object>(&data_);
    if (object == nullptr) return nullptr;
    auto at = std::ranges::find(*object, name, &Member::first);
    return at == object->end() ? nullptr : &at->second;
}

const Value& Value::operator[](std::string_view name) const {
    static const Value none;
    const Value* found = find(name);
    return found != nullptr ? *found : none;
}

std::optional<std::string> Value::str() const {
    if (const auto* text = std::get_if<std::string>(&data_)) return *text;
    if (is_null() || is_list() || is_object()) return std::nullopt;
    return write(*this);
}

std::optional<std::int64_t> Value::integer() const {
    if (const auto* whole = std::get_if<std::int64_t>(&data_)) return *whole;
    if (const auto* text = std::get_if<std::string>(&data_)) return parse_int(trim(*text));
    if (const auto* real = std::get_if<double>(&data_)) {
        // Beyond 2^53 a double no longer says which whole number was meant.
        if (std::trunc(*real) == *real && std::abs(*real) <= 9007199254740992.0)
            return static_cast<std::int64_t>(*real);
    }
    return std::nullopt;
}

std::optional<double> Value::number() const {
    if (const auto* real = std::get_if<double>(&data_)) return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&data_)) return static_cast<double>(*whole);
    if (const auto* text = std::get_if<std::string>(&data_)) {
        std::string_view digits = trim(*text);
        double value = 0;
        auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error == std::errc() && end == digits.data() + digits.size() && std::isfinite(value)) return value;
    }
    return std::nullopt;
}

std::optional<bool> Value::boolean() const {
    if (const auto* value = std::get_if<bool>(&data_)) return *value;
    if (const auto* whole = std::get_if<std::int64_t>(&data_))
        return *whole == 0 || *whole == 1 ? std::optional(*whole == 1) : std::nullopt;
    if (const auto* text = std::get_if<std::string>(&data_)) {
        std::string word = to_lower_ascii(trim(*text));
        if (word == "true" || word == "1" || word == "on" || word == "yes" || word == "t") return true;
        if (word == "false" || word == "0" || word == "off" || word == "no" || word == "f") return false;
    }
    return std::nullopt;
}

std::vector<const Value*> Value::list() const {
    std::vector<const Value*> elements;
    if (const auto* values = std::get_if<List>(&data_)) {
        for (const Value& value : *values)
            elements.push_back(&value);
    } else if (const auto* object = std::get_if<Object>(&data_)) {
        std::vector<std::pair<std::int64_t, const Value*>> numbered;
        for (const auto& [name, value] : *object) {
            auto number = parse_int(name);
            if (!number) return {};
            numbered.emplace_back(*number, &value);
        }
        std::ranges::sort(numbered); // equal numbers ("1", "01") by arrival: their addresses grow with it
        for (auto [number, value] : numbered)
            elements.push_back(value);
    } else if (!is_null() && !(is_string() && std::get<std::string>(data_).empty())) {
        elements.push_back(this);
    }
    return elements;
}

std::vector<std::string> Value::strings() const {
    std::vector<std::string> texts;
    for (const Value* value : list())
        if (auto text = value->str()) texts.push_back(*std::move(text));
    return texts;
}

std::span<const Value::Member> Value::members() const {
    const auto* object = std::get_if<Object>(&data_);
    return object != nullptr ? std::span<const Member>(*object) : std::span<const Member>();
}

Value& Value::set(std::string_view name, Value value) {
    if (!is_object()) data_ = Object{};
    auto& object = std::get<Object>(data_);
    auto at = std::ranges::find(object, name, &Member::first);
    if (at == object.end()) at = object.emplace(at, std::string(name), Value());
    at->second = std::move(value);
    return at->second;
}

void Value::merge(Value over) {
    auto* members = std::get_if<Object>(&over.data_);
    if (members == nullptr) return;
    if (!is_object() || std::get<Object>(data_).empty()) {
        data_ = std::move(over.data_);
        return;
    }
    for (auto& [name, value] : *members)
        set(name, std::move(value));
}

void write_json(std::string& out, const Value& value) {
    std::visit(
        [&]<class T>(const T& held) {
            if constexpr (std::same_as<T, Value::Object>) {
                std::size_t start = out.size();
                for (const auto& [name, member] : held) {
                    out += ',';
                    append_json_string(out, name);
                    out += ':';
                    write_json(out, member);
                }
                if (out.size() == start) out += '{';
                out[start] = '{';
                out += '}';
            } else {
                write(out, held);
            }
        },
        value.data_);
}

} // namespace kith::json
