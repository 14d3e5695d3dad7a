// A log of raw contacts (who, to whom, when) replayed into ties: what `kith engine strength` and model/strength see of
// a network that is not Kith's. Each contact counts as a reply, and a pair as one conversation.
#pragma once

#include "app/engine/token_file.hpp"
#include "relationship/strength.hpp"

#include <span>
#include <string>
#include <vector>

namespace kith::engine {

struct Contact {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    std::int64_t at = 0; // Unix seconds
};

struct ContactLog {
    Names names;
    std::vector<Contact> contacts; // by time; those of one second in the order of the file
};

// Columns: src dst unix_s. Contacts of a name with itself are left out.
Result<ContactLog> read_contacts(const std::string& path);

// One pair as it stood at a moment. owner is whoever spoke first.
struct PairState {
    std::uint32_t owner = 0;
    std::uint32_t other = 0;
    relationship::Tie tie;
    relationship::Surroundings around;
};

// Every pair with a contact before `at`, in the order of their first contact.
std::vector<PairState> pairs_at(std::span<const Contact> contacts, std::size_t names, std::int64_t at);

} // namespace kith::engine
