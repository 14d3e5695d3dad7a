#include "services/tie_network.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kith::services {
namespace {

using relationship::no_node;
using relationship::Node;
using relationship::PublicTie;
using relationship::Stage;

constexpr int ties_a_read = 5'000;
constexpr std::size_t most_searches_kept = 4;
constexpr std::chrono::seconds patience{2}; // of a member who asks while everything is read

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
    bool everything = everything_changed_;
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
    AccountId one;
    AccountId another;
    while (true) {
        auto rows =
            TRY(store_.read([&](store::ReadTx& tx) { return tx.ties().public_after(one, another, ties_a_read); }));
        if (rows.empty()) break;
        one = rows.back().one;
        another = rows.back().another;
        for (const auto& tie : rows) {
            auto strength = relationship::pack_strength(relationship::public_strength(tie));
            auto first = nodes.node(tie.one);
            auto second = nodes.node(tie.another);
            ties.push_back({first, second, strength});
            ties.push_back({second, first, strength});
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
    std::unordered_map<AccountId, std::unordered_set<AccountId>> others; // by the smaller id of each pair
    {
        std::shared_lock lock(graph_mutex_);
        std::erase_if(accounts, [&](AccountId account) { return nodes_.find(account) == no_node; });
    }
    for (auto [one, another] : pairs) {
        others[std::min(one, another)].insert(std::max(one, another));
        accounts.insert({one, another});
    }
    if (accounts.empty()) return {};

    std::vector<PublicTie> ties;
    std::vector<Standing> standing;
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        for (const auto& [one, with] : others) {
            std::vector<AccountId> wanted(with.begin(), with.end());
            auto found = TRY(tx.ties().public_with(one, wanted));
            for (auto another : wanted) {
                auto tie = std::ranges::find(found, another, &PublicTie::another);
                ties.push_back(tie == found.end() ? PublicTie{.one = one, .another = another} : *tie);
            }
        }
        standing = TRY(standings(tx, std::vector<AccountId>(accounts.begin(), accounts.end())));
        return {};
    }));
    apply(ties, standing);
    return {};
}

void TieNetwork::apply(const std::vector<PublicTie>& ties, const std::vector<Standing>& standings) {
    std::unique_lock lock(graph_mutex_);
    for (const auto& tie : ties) {
        if (relationship::know_each_other(tie)) {
            auto one = nodes_.node(tie.one);
            auto another = nodes_.node(tie.another);
            graph_.set(one, another, relationship::public_strength(tie));
            graph_.set(another, one, relationship::public_strength(tie));
            continue;
        }
        auto one = nodes_.find(tie.one);
        auto another = nodes_.find(tie.another);
        if (one == no_node || another == no_node) continue;
        graph_.remove(one, another);
        graph_.remove(another, one);
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

Result<std::vector<KnownTie>> TieNetwork::people_of(AccountId owner) {
    return store_.read([&](store::ReadTx& tx) -> Result<std::vector<KnownTie>> {
        auto people = TRY(ties_of(tx, owner, store::TieSelection::known, clock_.now()));
        std::erase_if(people, [](const auto& tie) { return tie.stage < Stage::acquaintance; });
        return people;
    });
}

void TieNetwork::seat(AccountId owner) {
    {
        std::shared_lock lock(graph_mutex_);
        if (nodes_.find(owner) != no_node) return;
    }
    std::unique_lock lock(graph_mutex_);
    nodes_.node(owner);
    graph_.grow_to(nodes_.size());
}

std::optional<relationship::Circle> TieNetwork::circle_of(AccountId owner, std::span<const KnownTie> people) const {
    auto node = nodes_.find(owner);
    if (node == no_node || gone(node)) return std::nullopt;
    std::vector<std::pair<Node, relationship::PackedStrength>> ties;
    for (const auto& tie : people)
        if (auto other = nodes_.find(tie.tie.other); other != no_node)
            ties.emplace_back(other, relationship::pack_strength(tie.strength));
    return relationship::Circle(node, std::move(ties));
}

Result<std::vector<FirstStepTo>> TieNetwork::first_steps(AccountId from, AccountId to, std::size_t k) {
    {
        auto turn = TRY(wait_for_turn());
        TRY(loaded_ ? refresh() : load());
    }
    auto people = TRY(people_of(from));
    seat(from);
    auto search = take_search();
    std::vector<FirstStepTo> steps;
    {
        std::shared_lock lock(graph_mutex_);
        auto circle = circle_of(from, people);
        auto end = nodes_.find(to);
        if (circle && end != no_node && from != to && !gone(end))
            for (const auto& step : relationship::first_steps(search->paths(graph_, *circle, end, k)))
                steps.push_back({nodes_.account(step.friend_node), step.steps_left});
    }
    give_back(std::move(search));
    return steps;
}

Result<std::vector<BridgeTo>> TieNetwork::bridges(AccountId owner, std::size_t limit) {
    TRY(refresh_if_idle());
    auto people = TRY(people_of(owner));
    seat(owner);
    auto search = take_search();
    std::vector<BridgeTo> bridges;
    {
        std::shared_lock lock(graph_mutex_);
        if (auto circle = circle_of(owner, people))
            for (const auto& bridge : search->bridges(graph_, *circle, limit))
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
    auto people = TRY(people_of(owner)); // the strongest first
    std::vector<std::vector<AccountId>> found(others.size());
    std::shared_lock lock(graph_mutex_);
    std::unordered_map<Node, std::size_t> places;
    for (std::size_t i = 0; i < people.size(); ++i)
        if (auto node = nodes_.find(people[i].tie.other); node != no_node && graph_.is_connector(node))
            places.emplace(node, i);
    for (std::size_t i = 0; i < others.size(); ++i) {
        auto other = nodes_.find(others[i]);
        if (other == no_node || others[i] == owner || gone(other)) continue;
        auto theirs = graph_.in().list(other);
        std::vector<std::size_t> both;
        for (std::uint32_t j = 0; j < theirs.size; ++j)
            if (auto place = places.find(theirs.others[j]); place != places.end()) both.push_back(place->second);
        std::ranges::sort(both);
        if (both.size() > limit) both.resize(limit);
        for (auto place : both)
            found[i].push_back(people[place].tie.other);
    }
    return found;
}

TieNetwork::Size TieNetwork::size() const {
    std::shared_lock lock(graph_mutex_);
    return {nodes_.size(), graph_.ties(), nodes_.bytes() + graph_.bytes()};
}

} // namespace kith::services
