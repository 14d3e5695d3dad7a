#include "relationship/tie_graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <new>

namespace kith::relationship {
namespace {

template <class T, class Owner>
void resize_block(Owner& block, std::size_t entries) {
    // realloc moves pages, not bytes, once a block is large.
    void* memory = std::realloc(block.get(), entries * sizeof(T));
    if (!memory) throw std::bad_alloc();
    (void)block.release();
    block.reset(static_cast<T*>(memory));
}

} // namespace

PackedStrength pack_strength(double strength) {
    if (!(strength > 0)) return 0;
    return static_cast<PackedStrength>(std::lround(std::min(strength, 1.0) * 65535));
}

std::size_t Adjacency::bytes() const {
    return reserved_ * (sizeof(Node) + sizeof(PackedStrength)) +
           (begin_.capacity() + size_.capacity() + capacity_.capacity()) * sizeof(std::uint32_t);
}

void Adjacency::grow_to(std::size_t nodes) {
    if (nodes <= size_.size()) return;
    begin_.resize(nodes, 0);
    size_.resize(nodes, 0);
    capacity_.resize(nodes, 0);
}

void Adjacency::reserve(std::size_t entries) {
    if (entries <= reserved_) return;
    resize_block<Node>(others_, entries);
    resize_block<PackedStrength>(strengths_, entries);
    reserved_ = entries;
}

void Adjacency::make_room(Node node) {
    if (abandoned_ > used_ / 16 + 1024) push_together();
    auto capacity = size_[node] + size_[node] / 8 + 2;
    auto begin = used_;
    if (begin + capacity > std::numeric_limits<std::uint32_t>::max()) throw std::bad_alloc();
    if (begin + capacity > reserved_) reserve(begin + capacity + used_ / 32 + 1024);
    std::memcpy(others_.get() + begin, others_.get() + begin_[node], size_[node] * sizeof(Node));
    std::memcpy(strengths_.get() + begin, strengths_.get() + begin_[node], size_[node] * sizeof(PackedStrength));
    abandoned_ += capacity_[node];
    used_ = begin + capacity;
    begin_[node] = std::uint32_t(begin);
    capacity_[node] = capacity;
}

void Adjacency::push_together() {
    std::vector<Node> order;
    for (Node node = 0; node < size_.size(); ++node)
        if (capacity_[node] > 0) order.push_back(node);
    std::ranges::sort(order, {}, [&](Node node) { return begin_[node]; });
    std::size_t end = 0;
    for (Node node : order) {
        std::memmove(others_.get() + end, others_.get() + begin_[node], size_[node] * sizeof(Node));
        std::memmove(strengths_.get() + end, strengths_.get() + begin_[node], size_[node] * sizeof(PackedStrength));
        begin_[node] = std::uint32_t(end);
        capacity_[node] = std::min(capacity_[node], size_[node] + size_[node] / 8 + 1);
        end += capacity_[node];
    }
    used_ = end;
    abandoned_ = 0;
}

bool Adjacency::set(Node node, Node other, PackedStrength strength) {
    Node* first = others_.get() + begin_[node];
    auto at = std::size_t(std::lower_bound(first, first + size_[node], other) - first);
    if (at < size_[node] && first[at] == other) {
        strengths_[begin_[node] + at] = strength;
        return false;
    }
    if (size_[node] == capacity_[node]) make_room(node);
    Node* others = others_.get() + begin_[node];
    PackedStrength* strengths = strengths_.get() + begin_[node];
    auto after = size_[node] - at;
    std::memmove(others + at + 1, others + at, after * sizeof(Node));
    std::memmove(strengths + at + 1, strengths + at, after * sizeof(PackedStrength));
    others[at] = other;
    strengths[at] = strength;
    ++size_[node];
    return true;
}

bool Adjacency::erase(Node node, Node other) {
    Node* others = others_.get() + begin_[node];
    PackedStrength* strengths = strengths_.get() + begin_[node];
    auto at = std::size_t(std::lower_bound(others, others + size_[node], other) - others);
    if (at == size_[node] || others[at] != other) return false;
    auto after = size_[node] - at - 1;
    std::memmove(others + at, others + at + 1, after * sizeof(Node));
    std::memmove(strengths + at, strengths + at + 1, after * sizeof(PackedStrength));
    --size_[node];
    return true;
}

void Adjacency::place_lists(const std::vector<std::uint32_t>& degrees) {
    begin_.resize(degrees.size());
    std::size_t sum = 0;
    for (std::size_t i = 0; i < degrees.size(); ++i) {
        begin_[i] = std::uint32_t(sum);
        sum += degrees[i];
    }
    if (sum > std::numeric_limits<std::uint32_t>::max()) throw std::bad_alloc();
    capacity_ = degrees;
    size_.assign(degrees.size(), 0);
    used_ = sum;
    reserve(sum);
}

Adjacency Adjacency::grouped(std::span<const DirectedTie> ties, std::size_t nodes, bool by_target) {
    std::vector<std::uint32_t> degrees(nodes, 0);
    for (const auto& tie : ties)
        if (tie.from != tie.to) ++degrees[by_target ? tie.to : tie.from];
    Adjacency result;
    result.place_lists(degrees);
    for (const auto& tie : ties) {
        if (tie.from == tie.to) continue;
        Node node = by_target ? tie.to : tie.from;
        auto at = result.begin_[node] + result.size_[node]++;
        result.others_[at] = by_target ? tie.from : tie.to;
        result.strengths_[at] = tie.strength;
    }
    return result;
}

Adjacency Adjacency::reversed(std::size_t nodes) const {
    std::vector<std::uint32_t> degrees(nodes, 0);
    for (Node node = 0; node < size_.size(); ++node)
        for (std::uint32_t i = 0; i < size_[node]; ++i)
            ++degrees[others_[begin_[node] + i]];
    Adjacency result;
    result.place_lists(degrees);
    for (Node node = 0; node < size_.size(); ++node) {
        for (std::uint32_t i = 0; i < size_[node]; ++i) {
            Node other = others_[begin_[node] + i];
            auto strength = strengths_[begin_[node] + i];
            auto end = result.begin_[other] + result.size_[other];
            if (result.size_[other] > 0 && result.others_[end - 1] == node) {
                result.strengths_[end - 1] = std::max(result.strengths_[end - 1], strength);
                continue;
            }
            result.others_[end] = node;
            result.strengths_[end] = strength;
            ++result.size_[other];
        }
    }
    return result;
}

TieGraph TieGraph::build(std::span<const DirectedTie> ties, std::size_t nodes) {
    TieGraph graph;
    {
        auto by_target = Adjacency::grouped(ties, nodes, true);
        graph.out_ = by_target.reversed(nodes); // sorted by target, because targets came in order
    }
    graph.in_ = graph.out_.reversed(nodes);
    graph.closed_.assign((nodes + 63) / 64, 0);
    for (Node node = 0; node < nodes; ++node)
        graph.ties_ += graph.out_.degree(node);
    return graph;
}

void TieGraph::grow_to(std::size_t nodes) {
    out_.grow_to(nodes);
    in_.grow_to(nodes);
    closed_.resize((out_.nodes() + 63) / 64, 0);
}

void TieGraph::set(Node from, Node to, double strength) {
    if (from == to) return;
    grow_to(std::size_t{std::max(from, to)} + 1);
    auto packed = pack_strength(strength);
    if (out_.set(from, to, packed)) ++ties_;
    in_.set(to, from, packed);
}

void TieGraph::remove(Node from, Node to) {
    if (std::max(from, to) >= nodes()) return;
    if (!out_.erase(from, to)) return;
    in_.erase(to, from);
    --ties_;
}

std::optional<double> TieGraph::strength(Node from, Node to) const {
    if (std::max(from, to) >= nodes()) return std::nullopt;
    auto list = out_.list(from);
    auto found = std::lower_bound(list.others, list.others + list.size, to);
    if (found == list.others + list.size || *found != to) return std::nullopt;
    return unpack_strength(list.strengths[found - list.others]);
}

void TieGraph::set_connector(Node node, bool may_connect) {
    grow_to(std::size_t{node} + 1);
    auto bit = std::uint64_t{1} << (node & 63);
    if (may_connect)
        closed_[node >> 6] &= ~bit;
    else
        closed_[node >> 6] |= bit;
}

std::size_t TieGraph::bytes() const { return out_.bytes() + in_.bytes() + closed_.capacity() * sizeof(std::uint64_t); }

std::size_t AccountNodes::slot_of(AccountId account) const {
    std::size_t mask = slots_.size() - 1;
    std::size_t at = std::hash<AccountId>{}(account)&mask;
    while (slots_[at] != no_node && accounts_[slots_[at]] != account)
        at = (at + 1) & mask;
    return at;
}

Node AccountNodes::node(AccountId account) {
    if ((accounts_.size() + 1) * 2 > slots_.size()) {
        slots_.assign(std::max<std::size_t>(64, slots_.size() * 2), no_node);
        for (Node each = 0; each < accounts_.size(); ++each)
            slots_[slot_of(accounts_[each])] = each;
    }
    auto slot = slot_of(account);
    if (slots_[slot] == no_node) {
        slots_[slot] = Node(accounts_.size());
        accounts_.push_back(account);
    }
    return slots_[slot];
}

Node AccountNodes::find(AccountId account) const { return slots_.empty() ? no_node : slots_[slot_of(account)]; }

std::size_t AccountNodes::bytes() const {
    return accounts_.capacity() * sizeof(AccountId) + slots_.capacity() * sizeof(Node);
}

} // namespace kith::relationship
