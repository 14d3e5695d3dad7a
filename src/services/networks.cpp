#include "services/networks.hpp"

#include <algorithm>

namespace kith::services {

Result<NetworkView> network_of(const store::ReadTx& tx, AccountId owner, std::size_t limit, Time now) {
    NetworkView view;
    view.nodes = TRY(ties_of(tx, owner, store::TieSelection::known, now));
    std::erase_if(view.nodes, [](const auto& tie) { return tie.stage == relationship::Stage::stranger; });
    if (view.nodes.size() > limit) view.nodes.resize(limit);
    std::vector<AccountId> people;
    for (const auto& tie : view.nodes) {
        people.push_back(tie.tie.other);
        view.quiet.push_back(relationship::is_quiet(tie.tie, now));
    }
    for (auto [one, another] : TRY(tx.meetings().talking(people, people)))
        if (one < another) view.edges.emplace_back(one, another);
    std::ranges::sort(view.edges);
    return view;
}

} // namespace kith::services
