#include "services/threads.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace kith::services {

Thread thread_around(const Status& status, const std::vector<Status>& all, bool shallow) {
    const std::size_t ancestors_at_most = shallow ? 40 : 4096;
    const std::size_t descendants_at_most = shallow ? 60 : 4096;
    const std::size_t deepest = shallow ? 20 : 4096;

    std::unordered_map<StatusId, const Status*> by_id;
    std::unordered_map<StatusId, std::vector<StatusId>> answers;
    for (const auto& other : all) {
        by_id.emplace(other.id, &other);
        if (other.in_reply_to_id) answers[other.in_reply_to_id].push_back(other.id);
    }
    for (auto& [parent, children] : answers)
        std::ranges::sort(children, std::greater<>()); // taken from the back: oldest first

    Thread thread;
    std::unordered_set<StatusId> seen{status.id};
    for (auto id = status.in_reply_to_id; id && thread.ancestors.size() < ancestors_at_most;) {
        auto found = by_id.find(id);
        if (found == by_id.end() || !seen.insert(id).second) break;
        thread.ancestors.push_back(id);
        id = found->second->in_reply_to_id;
    }
    std::ranges::reverse(thread.ancestors);

    std::vector<std::pair<StatusId, std::size_t>> open;
    auto push_answers = [&](StatusId parent, std::size_t depth) {
        auto found = answers.find(parent);
        if (found == answers.end() || depth > deepest) return;
        for (auto child : found->second)
            if (seen.insert(child).second) open.emplace_back(child, depth);
    };
    push_answers(status.id, 1);
    while (!open.empty() && thread.descendants.size() < descendants_at_most) {
        auto [id, depth] = open.back();
        open.pop_back();
        thread.descendants.push_back(id);
        push_answers(id, depth + 1);
    }
    return thread;
}

} // namespace kith::services
