// Other servers that administrators limit or block, and what a server may therefore do here. Pure.
// https://docs.joinmastodon.org/entities/Admin_DomainBlock/
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kith {

using ServerBlockId = Id<struct ServerBlockTag>;

// Each includes what comes before it.
enum class ServerBlockSeverity {
    noop,    // no more than reject_media and reject_reports say
    silence, // who doesn't follow somebody there is not shown what they say
    suspend, // nothing is taken from it, nothing is sent to it
};
std::string_view to_string(ServerBlockSeverity severity); // "noop", "silence", "suspend"
std::optional<ServerBlockSeverity> parse_server_block_severity(std::string_view text);

struct ServerBlock {
    ServerBlockId id;   // made when
    std::string domain; // normalised (domain/names.hpp); holds for all below it, too
    ServerBlockSeverity severity = ServerBlockSeverity::silence;
    bool reject_media = false;
    bool reject_reports = false;
    std::string private_comment; // for admins
    std::string public_comment;  // for everybody
    bool obfuscate = false;      // everybody sees a part of the name only

    Time created_at() const { return time_of_id(id.value); }
    friend bool operator==(const ServerBlock&, const ServerBlock&) = default;
};

// The domain as everybody sees it: with `obfuscate`, stars for all but its beginning, its end and its dots.
std::string public_domain(const ServerBlock& block);

// Whether `domain` is `parent` or below it: "chat.example.org:8443" is within "example.org", "badexample.org" is not.
// A parent with a port holds for that port alone.
bool within_domain(std::string_view domain, std::string_view parent);

// Whether `there` already does to the domain of `wanted` all that `wanted` would. One of the same domain always does:
// it is to be changed instead.
bool covers(const ServerBlock& there, const ServerBlock& wanted);

// What a server may do here. As everybody may, unless something is set.
struct ServerLimits {
    std::optional<Time> suspended_at; // nothing, since
    std::optional<Time> silenced_at;  // reach its people's followers alone, since
    bool media = true;                // send pictures and recordings
    bool reports = true;              // report accounts

    bool suspended() const { return suspended_at.has_value(); }
    bool silenced() const { return silenced_at.has_value(); }
    friend bool operator==(const ServerLimits&, const ServerLimits&) = default;
};

// All blocks of a server. Immutable once made.
class ServerBlockTable {
public:
    ServerBlockTable() = default;
    explicit ServerBlockTable(std::vector<ServerBlock> all);

    const std::vector<ServerBlock>& all() const { return all_; } // by domain
    // The one of exactly this domain; null: none.
    const ServerBlock* find(std::string_view domain) const;
    // The one that covers `wanted`; null: none does.
    const ServerBlock* covering(const ServerBlock& wanted) const;
    // What all blocks of `domain` (normalised) and of those above it come to: the strictest of each. Some comparisons
    // for each of its labels.
    ServerLimits limits(std::string_view domain) const;

private:
    std::vector<const ServerBlock*> over(std::string_view domain) const;

    std::vector<ServerBlock> all_;
};

} // namespace kith
