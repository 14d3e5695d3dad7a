// Value::parse: Boost.JSON's parser grows our own tree.
#include "core/text.hpp"
#include "json/value.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <unordered_set>

namespace kith::json {
namespace {

using Code = boost::json::error_code;
using Text = boost::json::string_view;

bool has_repeated(const Value::Object& members) {
    if (members.size() <= 16) {
        for (std::size_t i = 1; i < members.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (members[i].first == members[j].first) return true;
        return false;
    }
    std::unordered_set<std::string_view> seen;
    return !std::ranges::all_of(members, [&](const auto& member) { return seen.insert(member.first).second; });
}

// Of equal names the last stays.
void drop_repeated(Value::Object& members) {
    if (!has_repeated(members)) return;
    std::unordered_set<std::string> seen;
    Value::Object kept;
    for (std::size_t i = members.size(); i-- > 0;)
        if (seen.insert(members[i].first).second) kept.push_back(std::move(members[i]));
    std::ranges::reverse(kept);
    members = std::move(kept);
}

// NUL is no part of any text here, so it goes the same way as bad sequences.
void repair(std::string& text) {
    if (!is_valid_utf8(text) || text.find('\0') != std::string::npos) text = to_valid_utf8(text);
}

// Receives what the parser finds. Its function names and limits are those that basic_parser asks of a handler.
class TreeBuilder {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = std::size_t(-1);
    static constexpr std::size_t max_string_size = std::size_t(-1);

    explicit TreeBuilder(std::size_t max_values) : left_(max_values) {}

    Value take() { return std::move(root_); }

    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_array_begin(Code& code) {
        open_.emplace_back();
        return count(code);
    }
    bool on_array_end(std::size_t, Code&) { return close(Value(std::move(open_.back().elements))); }
    bool on_object_begin(Code& code) {
        open_.emplace_back().is_object = true;
        return count(code);
    }
    bool on_object_end(std::size_t, Code&) {
        drop_repeated(open_.back().members);
        return close(Value(std::move(open_.back().members)));
    }
    bool on_key_part(Text part, std::size_t, Code&) {
        open_.back().name.append(part.data(), part.size());
        return true;
    }
    bool on_key(Text part, std::size_t, Code&) {
        open_.back().name.append(part.data(), part.size());
        repair(open_.back().name);
        return true;
    }
    bool on_string_part(Text part, std::size_t, Code&) {
        text_.append(part.data(), part.size());
        return true;
    }
    bool on_string(Text part, std::size_t, Code& code) {
        text_.append(part.data(), part.size());
        repair(text_);
        return count(code) && put(Value(std::exchange(text_, {})));
    }
    bool on_number_part(Text, Code&) { return true; }
    bool on_int64(std::int64_t value, Text, Code& code) { return count(code) && put(Value(value)); }
    bool on_uint64(std::uint64_t value, Text, Code& code) {
        return count(code) && put(Value(static_cast<double>(value)));
    }
    bool on_double(double value, Text text, Code& code) {
        // The parser's own conversion is off in the last digits.
        double exact = 0;
        auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exact);
        bool whole = error == std::errc() && end == text.data() + text.size();
        return count(code) && put(Value((whole ? exact : value) + 0.0)); // no negative zero
    }
    bool on_bool(bool value, Code& code) { return count(code) && put(Value(value)); }
    bool on_null(Code& code) { return count(code) && put(Value()); }
    bool on_comment_part(Text, Code&) { return true; }
    bool on_comment(Text, Code&) { return true; }

private:
    struct Open {
        bool is_object = false;
        std::string name; // of the member that comes next
        Value::Object members;
        Value::List elements;
    };

    bool count(Code& code) {
        if (left_ == 0) {
            code = boost::json::error::array_too_large;
            return false;
        }
        --left_;
        return true;
    }
    bool close(Value done) {
        open_.pop_back();
        return put(std::move(done));
    }
    bool put(Value value) {
        if (open_.empty())
            root_ = std::move(value);
        else if (auto& top = open_.back(); top.is_object)
            top.members.emplace_back(std::exchange(top.name, {}), std::move(value));
        else
            top.elements.push_back(std::move(value));
        return true;
    }

    Value root_;
    std::vector<Open> open_;
    std::string text_;
    std::size_t left_;
};

} // namespace

Result<Value> Value::parse(std::string_view text, Limits limits) {
    auto too_large = [] { return fail(ErrorKind::too_large, "json_too_large", "The JSON text is too large"); };
    if (text.size() > limits.bytes) return too_large();
    boost::json::parse_options options;
    options.max_depth = limits.depth;
    options.allow_invalid_utf8 = true;
    boost::json::basic_parser<TreeBuilder> parser(options, limits.values);
    Code code;
    std::size_t used = parser.write_some(false, text.data(), text.size(), code);
    if (code == boost::json::error::array_too_large || code == boost::json::error::too_deep) return too_large();
    if (code || used != text.size()) return invalid("json_invalid", "The JSON text is not valid");
    return parser.handler().take();
}

} // namespace kith::json
