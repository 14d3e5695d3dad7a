#include "services/tie_network.hpp"

#include "services/ties.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kith::services {
namespace {

using relationship::no_node;
using relationship::Node;
using relationship::Stage;
using store::KeptTie;

constexpr int ties_a_read = 5'000;
constexpr std::size_t most_searches_kept = 4;
constexpr std::chrono::hours reloaded_after{24};
constexpr std::chrono::seconds patience{2}; // of a member who asks while everything is read

// What two did in private alone makes no way: nobody is to learn of it.
bool makes_a_way(const KeptTie& kept, Time now) {
    bool seen = kept.public_contacts > 0 || (kept.tie.mine.says_met && kept.tie.theirs.says_met);
    return seen && relationship::stage_of(kept.tie, now) >= Stage::acquaintance;
}

} // namespace

TieNetwork::TieNetwork(store::Store& store, const Clock& clock, Events& events) : store_(store), clock_(clock) {
    events.listen([this](const Event& event) { note(event); });
}

void TieNetwork::note(const Event& event) {
    if (!follows_events_) return;
    if (const auto* ties = std::get_if<TiesChanged>(&event)) {
        std::scoped_lock lock(changes_mutex_);
        changed_ties_.emplace_back(ties->one, ties->another);
    } else if (const auto* account = std::get_if<AccountChanged>(&event)) {
        std::scoped_lock lock(changes_mutex_);
        changed_accounts_.insert(account->id);
    } else if (std::holds_alternative<EverythingChanged>(event)) {
        std::scoped_lock lock(changes_mutex_);
        everything_changed_ = true;
    }
}

Result<void> TieNetwork::keep_up() {
    std::scoped_lock turn(turn_mutex_);
    std::unique_lock lock(changes_mutex_);
    bool everything = everything_changed_ || clock_.now() - loaded_at_ >= reloaded_after;
    lock.unlock();
    return everything ? load() : refresh();
}

Result<TieNetwork::Turn> TieNetwork::wait_for_turn() {
    Turn turn(turn_mutex_, patience);
    if (!turn)
        return fail(ErrorKind::unavailable, "ties_are_read",
                    "It is just being read who knows whom. Please try again in a moment");
    return turn;
}

Result<void> TieNetwork::load() {
    follows_events_ = true;
    {
        // What happens from here on is brought in by the next refresh, whether this load sees it or not.
        std::scoped_lock lock(changes_mutex_);
        changed_ties_.clear();
        changed_accounts_.clear();
        everything_changed_ = false;
    }
    relationship::AccountNodes nodes;
    std::vector<relationship::DirectedTie> ties;
    auto now = clock_.now();
    AccountId owner;
    AccountId other;
    while (true) {
        auto rows = TRY(store_.read(
            [&](store::ReadTx& tx) { return tx.ties().after(owner, other, store::TieSelection::known, ties_a_read); }));
        if (rows.empty()) break;
        owner = rows.back().tie.owner;
        other = rows.back().tie.other;
        for (const auto& kept : rows) {
            if (!makes_a_way(kept, now)) continue;
            auto strength = relationship::pack_strength(relationship::strength(kept.tie, kept.around, now));
            ties.push_back({nodes.node(kept.tie.owner), nodes.node(kept.tie.other), strength});
        }
    }
    auto graph = relationship::TieGraph::build(ties, nodes.size());
    auto special = TRY(store_.read([&](store::ReadTx& tx) -> Result<std::vector<Standing>> {
        return standings(tx, TRY(tx.ties().unconnected()));
    }));
    std::unique_lock lock(graph_mutex_);
    nodes_ = std::move(nodes);
    graph_ = std::move(graph);
    gone_.clear();
    lock.unlock();
    apply({}, special);
    loaded_at_ = now;
    loaded_ = true;
    return {};
}

Result<std::vector<TieNetwork::Standing>> TieNetwork::standings(const store::ReadTx& tx,
                                                                std::span<const AccountId> accounts) {
    std::unordered_map<AccountId, Standing> found;
    for (auto account : accounts)
        found[account] = {.account = account, .connects = false, .gone = true};
    for (const auto& account : TRY(tx.accounts().by_ids(accounts)))
        found[account.id] = {.account = account.id, .connects = !account.suspended(), .gone = account.suspended()};
    for (const auto& [account, preferences] : TRY(tx.ties().preferences(accounts)))
        found[account].connects = found[account].connects && preferences.connects;
    std::vector<Standing> standings;
    for (const auto& [account, standing] : found)
        standings.push_back(standing);
    return standings;
}

Result<void> TieNetwork::refresh() {
    if (!loaded_) return {};
    std::vector<std::pair<AccountId, AccountId>> pairs;
    std::unordered_set<AccountId> accounts;
    {
        std::scoped_lock lock(changes_mutex_);
        pairs.swap(changed_ties_);
        accounts.swap(changed_accounts_);
    }
    auto done = read_changes(pairs, std::move(accounts));
    if (!done) {
        std::scoped_lock lock(changes_mutex_);
        everything_changed_ = true;
    }
    return done;
}

Result<void> TieNetwork::refresh_if_idle() {
    auto turn = wait_for_turn();
    return turn ? refresh() : Result<void>();
}

Result<void> TieNetwork::read_changes(std::span<const std::pair<AccountId, AccountId>> pairs,
                                      std::unordered_set<AccountId> accounts) {
    std::unordered_map<AccountId, std::unordered_set<AccountId>> others;
    for (auto [one, another] : pairs) {
        others[one].insert(another);
        others[another].insert(one);
    }
    {
        std::shared_lock lock(graph_mutex_);
        std::erase_if(accounts, [&](AccountId account) { return nodes_.find(account) == no_node; });
    }
    for (const auto& [account, with] : others)
        accounts.insert(account);
    if (accounts.empty()) return {};

    auto now = clock_.now();
    std::vector<Edge> edges;
    std::vector<Standing> standing;
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        for (const auto& [owner, with] : others) {
            std::vector<AccountId> wanted(with.begin(), with.end());
            for (auto other : wanted)
                edges.push_back({owner, other, -1});
            for (const auto& kept : TRY(tx.ties().with(owner, wanted)))
                if (makes_a_way(kept, now))
                    edges.push_back({owner, kept.tie.other, relationship::strength(kept.tie, kept.around, now)});
        }
        standing = TRY(standings(tx, std::vector<AccountId>(accounts.begin(), accounts.end())));
        return {};
    }));
    apply(edges, standing);
    return {};
}

void TieNetwork::apply(const std::vector<Edge>& edges, const std::vector<Standing>& standings) {
    std::unique_lock lock(graph_mutex_);
    for (const auto& edge : edges) {
        if (edge.strength >= 0) {
            auto from = nodes_.node(edge.from);
            graph_.set(from, nodes_.node(edge.to), edge.strength);
            continue;
        }
        auto from = nodes_.find(edge.from);
        auto to = nodes_.find(edge.to);
        if (from != no_node && to != no_node) graph_.remove(from, to);
    }
    graph_.grow_to(nodes_.size());
    for (const auto& standing : standings) {
        if (standing.gone)
            gone_.insert(standing.account);
        else
            gone_.erase(standing.account);
        if (auto node = nodes_.find(standing.account); node != no_node) graph_.set_connector(node, standing.connects);
    }
}

std::unique_ptr<relationship::PathSearch> TieNetwork::take_search() {
    std::scoped_lock lock(searches_mutex_);
    if (searches_.empty()) return std::make_unique<relationship::PathSearch>();
    auto search = std::move(searches_.back());
    searches_.pop_back();
    return search;
}

void TieNetwork::give_back(std::unique_ptr<relationship::PathSearch> search) {
    std::scoped_lock lock(searches_mutex_);
    if (searches_.size() < most_searches_kept) searches_.push_back(std::move(search));
}

Result<std::vector<FirstStepTo>> TieNetwork::first_steps(AccountId from, AccountId to, std::size_t k) {
    {
        auto turn = TRY(wait_for_turn());
        TRY(loaded_ ? refresh() : load());
    }
    auto search = take_search();
    std::vector<FirstStepTo> steps;
    {
        std::shared_lock lock(graph_mutex_);
        auto start = nodes_.find(from);
        auto end = nodes_.find(to);
        if (start != no_node && end != no_node && start != end && !gone(start) && !gone(end))
            for (const auto& step : relationship::first_steps(search->paths(graph_, start, end, k)))
                steps.push_back({nodes_.account(step.friend_node), step.steps_left});
    }
    give_back(std::move(search));
    return steps;
}

Result<std::vector<BridgeTo>> TieNetwork::bridges(AccountId owner, std::size_t limit) {
    TRY(refresh_if_idle());
    auto search = take_search();
    std::vector<BridgeTo> bridges;
    {
        std::shared_lock lock(graph_mutex_);
        auto node = nodes_.find(owner);
        if (node != no_node && !gone(node))
            for (const auto& bridge : search->bridges(graph_, node, limit))
                if (!gone(bridge.person))
                    bridges.push_back(
                        {nodes_.account(bridge.person), nodes_.account(bridge.through), bridge.new_people});
    }
    give_back(std::move(search));
    return bridges;
}

Result<std::vector<std::vector<AccountId>>> TieNetwork::mutual(AccountId owner, std::span<const AccountId> others,
                                                               std::size_t limit) {
    TRY(refresh_if_idle());
    std::vector<std::vector<AccountId>> found(others.size());
    std::shared_lock lock(graph_mutex_);
    auto node = nodes_.find(owner);
    if (node == no_node) return found;
    auto mine = graph_.out().list(node);
    for (std::size_t i = 0; i < others.size(); ++i) {
        auto other = nodes_.find(others[i]);
        if (other == no_node || other == node || gone(other)) continue;
        auto theirs = graph_.in().list(other);
        std::vector<std::pair<relationship::PackedStrength, Node>> both;
        for (std::size_t a = 0, b = 0; a < mine.size && b < theirs.size;) {
            if (mine.others[a] < theirs.others[b]) {
                ++a;
            } else if (theirs.others[b] < mine.others[a]) {
                ++b;
            } else {
                if (graph_.is_connector(mine.others[a])) both.emplace_back(mine.strengths[a], mine.others[a]);
                ++a;
                ++b;
            }
        }
        std::ranges::sort(both, std::greater<>());
        if (both.size() > limit) both.resize(limit);
        for (const auto& [strength, person] : both)
            found[i].push_back(nodes_.account(person));
    }
    return found;
}

TieNetwork::Size TieNetwork::size() const {
    std::shared_lock lock(graph_mutex_);
    return {nodes_.size(), graph_.ties(), nodes_.bytes() + graph_.bytes()};
}

} // namespace kith::services
