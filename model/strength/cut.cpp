#include "model/strength/cut.hpp"

#include <cmath>
#include <map>

namespace kith::model {

double Cut::base_rate() const {
    double positive = 0;
    for (const auto& candidate : candidates)
        positive += candidate.positive;
    return positive / double(candidates.size());
}

Cut cut_at(const engine::ContactLog& log, double part) {
    constexpr std::int64_t month = 30 * 86'400;
    std::int64_t first = log.contacts.front().at;
    std::int64_t at = first + std::llround(part * double(log.contacts.back().at - first));
    std::map<std::pair<std::uint32_t, std::uint32_t>, unsigned> spoke;
    for (const auto& contact : log.contacts)
        if (contact.at >= at && contact.at < at + month) {
            bool up = contact.source < contact.target;
            spoke[{std::min(contact.source, contact.target), std::max(contact.source, contact.target)}] |= up ? 1U : 2U;
        }
    Cut cut;
    cut.part = part;
    for (const auto& pair : engine::pairs_at(log.contacts, log.names.size(), at)) {
        Candidate candidate;
        candidate.values = strength_values(pair.tie, pair.around, from_unix_ms(at * 1000));
        auto found = spoke.find({std::min(pair.owner, pair.other), std::max(pair.owner, pair.other)});
        candidate.positive = found != spoke.end() && found->second == 3;
        cut.candidates.push_back(candidate);
    }
    return cut;
}

Network cuts_of(std::string name, const engine::ContactLog& log, std::initializer_list<double> parts) {
    Network network;
    network.name = std::move(name);
    for (double part : parts)
        network.cuts.push_back(cut_at(log, part));
    return network;
}

} // namespace kith::model
