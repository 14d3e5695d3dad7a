#include "domain/server_block.hpp"

#include <algorithm>
#include <array>

namespace kith {
namespace {

constexpr std::array<std::string_view, 3> severity_names{"noop", "silence", "suspend"};

std::string_view without_port(std::string_view domain) { return domain.substr(0, domain.find(':')); }

} // namespace

std::string_view to_string(ServerBlockSeverity severity) { return severity_names[static_cast<std::size_t>(severity)]; }

std::optional<ServerBlockSeverity> parse_server_block_severity(std::string_view text) {
    for (std::size_t at = 0; at < severity_names.size(); ++at)
        if (severity_names[at] == text) return static_cast<ServerBlockSeverity>(at);
    return std::nullopt;
}

std::string public_domain(const ServerBlock& block) {
    auto shown = block.domain;
    if (!block.obfuscate) return shown;
    auto kept = (shown.size() + 2) / 4; // at either end
    for (std::size_t at = kept; at + kept < shown.size(); ++at)
        if (shown[at] != '.') shown[at] = '*';
    return shown;
}

bool within_domain(std::string_view domain, std::string_view parent) {
    if (parent.empty()) return false;
    if (!parent.contains(':')) domain = without_port(domain);
    if (!domain.ends_with(parent)) return false;
    return domain.size() == parent.size() || domain[domain.size() - parent.size() - 1] == '.';
}

bool covers(const ServerBlock& there, const ServerBlock& wanted) {
    if (there.domain == wanted.domain) return true;
    if (!within_domain(wanted.domain, there.domain)) return false;
    if (there.severity == ServerBlockSeverity::suspend) return true;
    return there.severity >= wanted.severity && (there.reject_media || !wanted.reject_media) &&
           (there.reject_reports || !wanted.reject_reports);
}

ServerBlockTable::ServerBlockTable(std::vector<ServerBlock> all) : all_(std::move(all)) {
    std::ranges::sort(all_, {}, &ServerBlock::domain);
}

const ServerBlock* ServerBlockTable::find(std::string_view domain) const {
    auto found = std::ranges::lower_bound(all_, domain, {}, &ServerBlock::domain);
    return found != all_.end() && found->domain == domain ? &*found : nullptr;
}

// Of the domain itself and each above it.
std::vector<const ServerBlock*> ServerBlockTable::over(std::string_view domain) const {
    std::vector<const ServerBlock*> found;
    if (all_.empty()) return found;
    auto look = [&](std::string_view name) {
        while (!name.empty()) {
            if (const auto* block = find(name)) found.push_back(block);
            auto dot = name.find('.');
            name = dot == std::string_view::npos ? std::string_view() : name.substr(dot + 1);
        }
    };
    look(domain);
    if (domain.contains(':')) look(without_port(domain));
    return found;
}

const ServerBlock* ServerBlockTable::covering(const ServerBlock& wanted) const {
    for (const auto* there : over(wanted.domain))
        if (covers(*there, wanted)) return there;
    return nullptr;
}

ServerLimits ServerBlockTable::limits(std::string_view domain) const {
    ServerLimits limits;
    auto since = [](std::optional<Time>& earliest, Time at) { earliest = std::min(earliest.value_or(at), at); };
    for (const auto* block : over(domain)) {
        bool suspended = block->severity == ServerBlockSeverity::suspend;
        if (suspended) since(limits.suspended_at, block->created_at());
        if (block->severity == ServerBlockSeverity::silence) since(limits.silenced_at, block->created_at());
        if (suspended || block->reject_media) limits.media = false;
        if (suspended || block->reject_reports) limits.reports = false;
    }
    return limits;
}

} // namespace kith
