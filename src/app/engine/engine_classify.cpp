#include "app/engine/engine_classify.hpp"

#include "core/text.hpp"
#include "relationship/etiquette/classify.hpp"

#include <fmt/format.h>
#include <string>

namespace kith::app {
namespace {

using relationship::Classification;
using relationship::MessageLabel;

void append_labels(std::string& out, const Classification& result) {
    out += "{\"labels\":{";
    for (std::size_t i = 0; i < relationship::message_label_count; ++i) {
        auto label = static_cast<MessageLabel>(i);
        fmt::format_to(std::back_inserter(out), "{}\"{}\":{:.4f}", i == 0 ? "" : ",", to_string(label),
                       result.probability(label));
    }
    out += "},\"flagged\":[";
    for (std::size_t i = 0; i < result.flagged.size(); ++i)
        fmt::format_to(std::back_inserter(out), "{}\"{}\"", i == 0 ? "" : ",", to_string(result.flagged[i]));
    out += "],\"asks\":[";
    auto asks = list(result.asks);
    for (std::size_t i = 0; i < asks.size(); ++i)
        fmt::format_to(std::back_inserter(out), "{}\"{}\"", i == 0 ? "" : ",", to_string(asks[i]));
    out += ']';
}

void append_evidence(std::string& out, const Classification& result) {
    out += ",\"evidence\":[";
    for (std::size_t i = 0; i < result.evidence.size(); ++i) {
        const relationship::Evidence& evidence = result.evidence[i];
        fmt::format_to(std::back_inserter(out),
                       "{}{{\"start\":{},\"end\":{},\"label\":\"{}\",\"why\":", i == 0 ? "" : ",", evidence.start,
                       evidence.end, to_string(evidence.label));
        append_json_string(out, evidence.why);
        out += '}';
    }
    out += ']';
}

} // namespace

int run_classify(std::istream& in, std::ostream& out) {
    relationship::Classifier classifier;
    std::string line;
    std::string json;
    while (std::getline(in, line)) {
        if (line.ends_with('\r')) line.pop_back();
        Classification result = classifier.classify(line, {});
        json.clear();
        append_labels(json, result);
        append_evidence(json, result);
        json += result.judged ? ",\"judged\":true" : ",\"judged\":false,\"reason\":";
        if (!result.judged) append_json_string(json, result.reason);
        json += "}\n";
        out << json;
    }
    out.flush();
    return out.good() ? 0 : 1;
}

} // namespace kith::app
