#include "app/engine/contact_log.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <limits>

namespace kith::engine {
namespace {

using relationship::Interaction;
using relationship::Tie;
using relationship::TieConversation;

constexpr std::int64_t most_seconds = 253'402'300'799; // the end of the year 9999

// Account ids start at 1: 0 is nobody.
AccountId account(std::uint32_t name) { return AccountId{std::int64_t{name} + 1}; }

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) { return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b); }

struct KeyHash {
    std::size_t operator()(std::uint64_t key) const { return key * 0x9E3779B97F4A7C15ULL >> 16; }
};

void sort_by_time(std::vector<Contact>& contacts) {
    if (std::ranges::is_sorted(contacts, {}, &Contact::at)) return;
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    order.reserve(contacts.size());
    for (std::size_t i = 0; i < contacts.size(); ++i)
        order.emplace_back(contacts[i].at, i);
    std::ranges::sort(order);
    std::vector<Contact> sorted;
    sorted.reserve(contacts.size());
    for (const auto& [at, place] : order)
        sorted.push_back(contacts[place]);
    contacts = std::move(sorted);
}

struct Replay {
    std::vector<PairState> pairs;
    std::vector<TieConversation> conversations; // by pair
    std::vector<Time> spoke;                    // by name
};

Replay replay(std::span<const Contact> contacts, std::size_t names, std::int64_t at) {
    Replay replay;
    replay.spoke.assign(names, relationship::never);
    std::unordered_map<std::uint64_t, std::uint32_t, KeyHash> places;
    for (const Contact& contact : contacts) {
        if (contact.at >= at) break;
        auto [place, is_new] =
            places.try_emplace(key_of(contact.source, contact.target), std::uint32_t(replay.pairs.size()));
        if (is_new) {
            auto& pair = replay.pairs.emplace_back();
            pair.owner = contact.source;
            pair.other = contact.target;
            pair.tie.owner = account(contact.source);
            pair.tie.other = account(contact.target);
            replay.conversations.emplace_back();
        }
        Interaction interaction;
        interaction.actor = account(contact.source);
        interaction.target = account(contact.target);
        interaction.kind = relationship::InteractionKind::reply;
        interaction.at = from_unix_ms(contact.at * 1000);
        interaction.conversation = ConversationId{1};
        apply(replay.pairs[place->second].tie, replay.conversations[place->second], interaction);
        replay.spoke[contact.source] = interaction.at;
    }
    return replay;
}

// How many neighbours each pair shares: those of the larger side are marked, those of the smaller one counted.
void count_people(std::vector<PairState>& pairs, std::size_t names) {
    std::vector<std::vector<std::uint32_t>> people(names);
    for (const auto& pair : pairs) {
        people[pair.owner].push_back(pair.other);
        people[pair.other].push_back(pair.owner);
    }
    auto larger = [&](const PairState& pair) {
        return people[pair.owner].size() >= people[pair.other].size() ? pair.owner : pair.other;
    };
    std::vector<std::vector<std::uint32_t>> of_larger(names);
    for (std::uint32_t i = 0; i < pairs.size(); ++i)
        of_larger[larger(pairs[i])].push_back(i);
    std::vector<std::uint32_t> mark(names, 0);
    for (std::uint32_t centre = 0; centre < names; ++centre) {
        if (of_larger[centre].empty()) continue;
        for (auto person : people[centre])
            mark[person] = centre + 1;
        for (auto index : of_larger[centre]) {
            auto& pair = pairs[index];
            auto smaller = pair.owner == centre ? pair.other : pair.owner;
            pair.around.shared_people = unsigned(
                std::ranges::count_if(people[smaller], [&](std::uint32_t who) { return mark[who] == centre + 1; }));
        }
    }
    for (auto& pair : pairs) {
        pair.around.owner_people = unsigned(people[pair.owner].size());
        pair.around.other_people = unsigned(people[pair.other].size());
    }
}

} // namespace

Result<ContactLog> read_contacts(const std::string& path) {
    ContactLog log;
    TRY(read_rows(path, [&](const Row& row, std::size_t line) -> Result<void> {
        auto at = parse_int(row[2]);
        if (row[1].empty() || !at || *at < -most_seconds || *at > most_seconds)
            return invalid("bad_row", fmt::format("{}: line {} is not src, dst and Unix seconds", path, line));
        if (row[0] == row[1]) return {};
        auto source = log.names.number(row[0]);
        auto target = log.names.number(row[1]);
        if (log.names.size() > 0x7FFFFFFF) return invalid("too_many_names", "more than 2^31 names");
        log.contacts.push_back({source, target, *at});
        return {};
    }));
    sort_by_time(log.contacts);
    return log;
}

std::vector<PairState> pairs_at(std::span<const Contact> contacts, std::size_t names, std::int64_t at) {
    auto [pairs, conversations, spoke] = replay(contacts, names, at);
    count_people(pairs, names);
    for (auto& pair : pairs) {
        pair.around.owner_spoke = spoke[pair.owner];
        pair.around.other_spoke = spoke[pair.other];
    }
    return pairs;
}

} // namespace kith::engine
