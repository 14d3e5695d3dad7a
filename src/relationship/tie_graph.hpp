// The graph of ties in memory, for paths: who is an acquaintance of whom or nearer, and how strong the tie is.
// Both directions are kept, 6 bytes each (a node and a strength in 16 bits); with what lists and nodes need beside it,
// under 16 bytes a directed tie.
// Not thread-safe while it changes; any number of threads may read it together.
#pragma once

#include "core/ids.hpp"

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace kith::relationship {

// A place in the graph. AccountNodes gives accounts theirs.
using Node = std::uint32_t;
inline constexpr Node no_node = 0xFFFFFFFF;

// Strength in [0, 1] as 0…65535.
using PackedStrength = std::uint16_t;
PackedStrength pack_strength(double strength);
constexpr double unpack_strength(PackedStrength packed) { return packed / 65535.0; }

struct DirectedTie {
    Node from = 0;
    Node to = 0;
    PackedStrength strength = 0;
};

// For each node a sorted list of others with strengths, all lists in two shared blocks. A list that outgrows
// its room moves to the end; when a sixteenth of the blocks is abandoned, all lists are pushed together.
class Adjacency {
public:
    struct List {
        const Node* others = nullptr; // ascending
        const PackedStrength* strengths = nullptr;
        std::uint32_t size = 0;
    };

    List list(Node node) const { return {others_.get() + begin_[node], strengths_.get() + begin_[node], size_[node]}; }
    std::uint32_t degree(Node node) const { return size_[node]; }
    // Hints to the processor that the list is read soon.
    void expect(Node node) const { __builtin_prefetch(others_.get() + begin_[node]); }
    void expect_place(Node node) const { __builtin_prefetch(&begin_[node]); }

    std::size_t nodes() const { return size_.size(); }
    std::size_t bytes() const;
    void grow_to(std::size_t nodes);

    // Adds or changes an entry; true if it is new.
    bool set(Node node, Node other, PackedStrength strength);
    bool erase(Node node, Node other);

    // The same ties the other way round, lists sorted. Sources come in ascending order, so one pass suffices.
    // Repeated entries become one, with the larger strength.
    Adjacency reversed(std::size_t nodes) const;
    // Lists by `from` (or by `to`), in the order of `ties`: not sorted yet.
    static Adjacency grouped(std::span<const DirectedTie> ties, std::size_t nodes, bool by_target);

private:
    struct Free {
        void operator()(void* memory) const { std::free(memory); }
    };
    template <class T>
    using Block = std::unique_ptr<T[], Free>;

    void reserve(std::size_t entries);
    void make_room(Node node);
    void push_together();
    void place_lists(const std::vector<std::uint32_t>& degrees);

    Block<Node> others_;
    Block<PackedStrength> strengths_;
    std::size_t reserved_ = 0; // entries the blocks have room for
    std::size_t used_ = 0;     // entries given out, abandoned ones included
    std::size_t abandoned_ = 0;
    std::vector<std::uint32_t> begin_;
    std::vector<std::uint32_t> size_;
    std::vector<std::uint32_t> capacity_;
};

class TieGraph {
public:
    // All at once, from any order; a tie of a node with itself is left out, a repeated one keeps its larger strength.
    static TieGraph build(std::span<const DirectedTie> ties, std::size_t nodes);

    // Nodes are numbered from 0; naming a larger one makes room for it.
    void grow_to(std::size_t nodes);
    void set(Node from, Node to, double strength);
    void remove(Node from, Node to);
    std::optional<double> strength(Node from, Node to) const;
    // Whether paths may lead through this account; they may always begin or end there.
    void set_connector(Node node, bool may_connect);
    bool is_connector(Node node) const { return (closed_[node >> 6] >> (node & 63) & 1) == 0; }

    std::size_t nodes() const { return out_.nodes(); }
    std::size_t ties() const { return ties_; }
    std::size_t bytes() const;
    const Adjacency& out() const { return out_; }
    const Adjacency& in() const { return in_; }

private:
    Adjacency out_;
    Adjacency in_;
    std::vector<std::uint64_t> closed_; // one bit a node
    std::size_t ties_ = 0;
};

// Accounts and their nodes, numbered in the order they are first seen.
class AccountNodes {
public:
    Node node(AccountId account);       // adds it if it is new
    Node find(AccountId account) const; // no_node if unknown
    AccountId account(Node node) const { return accounts_[node]; }
    std::size_t size() const { return accounts_.size(); }
    std::size_t bytes() const;

private:
    std::size_t slot_of(AccountId account) const;

    std::vector<AccountId> accounts_;
    std::vector<Node> slots_; // open addressing, at most half full; no_node is free
};

} // namespace kith::relationship
