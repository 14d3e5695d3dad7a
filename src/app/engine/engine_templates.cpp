#include "app/engine/engine_templates.hpp"

#include "core/text.hpp"
#include "relationship/etiquette/templates.hpp"
#include "json/value.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace kith::app {
namespace {

using relationship::FirstMessage;
using relationship::TemplateVerdict;

struct History {
    std::vector<FirstMessage> messages;
    std::vector<std::size_t> lines; // of each message
};

std::optional<Time> read_time(const json::Value& value) {
    constexpr std::int64_t least_milliseconds = 100'000'000'000; // as seconds: the year 5138
    if (auto number = value.integer())
        return from_unix_ms(std::abs(*number) >= least_milliseconds ? *number : *number * 1000);
    auto text = value.str();
    return text ? parse_iso(*text) : std::nullopt;
}

std::string write_verdict(const TemplateVerdict& verdict, const History& history) {
    std::string out = fmt::format("{{\"held\":{},\"copy_of\":[", verdict.held);
    for (std::size_t i = 0; i < verdict.copies.size(); ++i)
        fmt::format_to(std::back_inserter(out), "{}{}", i == 0 ? "" : ",", history.lines[verdict.copies[i]]);
    fmt::format_to(std::back_inserter(out), "],\"receivers\":{},\"similarity\":{:.3f}", verdict.receivers,
                   verdict.similarity);
    if (verdict.held) {
        out += ",\"reason\":";
        append_json_string(out, verdict.reason);
    }
    return out + "}\n";
}

// "bob" of "@bob@kith.example"; any other text as it is.
std::string_view name_of(std::string_view receiver) {
    if (receiver.starts_with('@')) receiver.remove_prefix(1);
    return receiver.find(' ') == std::string_view::npos ? receiver.substr(0, receiver.find('@')) : receiver;
}

class Templates {
public:
    // The answer to one line; nullopt when it cannot be read.
    std::optional<std::string> judge(const std::string& line, std::size_t number) {
        auto parsed = json::Value::parse(line);
        if (!parsed) return std::nullopt;
        const json::Value& value = *parsed;
        auto author = value["author"].str();
        auto receiver = value["receiver"].str();
        auto text = value["text"].str();
        auto at = read_time(value["at"]);
        if (!author || !receiver || !text || !at) return std::nullopt;

        std::array<std::string_view, 1> names{name_of(*receiver)};
        FirstMessage message{
            .receiver = id_of(*receiver), .at = *at, .signature = relationship::template_signature(*text, names)};
        History& history = histories_[*author];
        std::string answer = write_verdict(decide_template(history.messages, message), history);
        history.messages.push_back(message);
        history.lines.push_back(number);
        return answer;
    }

private:
    AccountId id_of(const std::string& receiver) {
        auto next = static_cast<std::int64_t>(receivers_.size()) + 1;
        return {receivers_.try_emplace(receiver, next).first->second};
    }

    std::unordered_map<std::string, History> histories_;
    std::unordered_map<std::string, std::int64_t> receivers_;
};

} // namespace

int run_templates(std::istream& in, std::ostream& out) {
    Templates templates;
    std::string line;
    bool all_read = true;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        auto answer = templates.judge(line, number);
        all_read &= answer.has_value();
        out << answer.value_or("{\"error\":\"needs author, receiver, at and text\"}\n");
    }
    out.flush();
    return !out.good() ? 1 : all_read ? 0 : 2;
}

} // namespace kith::app
