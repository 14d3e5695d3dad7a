#include "mastodon/viewer_marks.hpp"

#include <algorithm>
#include <iterator>

namespace kith::mastodon {
namespace {

constexpr std::size_t known_at_most = 400; // statuses a viewer

template <class T>
bool has(const std::vector<T>& values, T value) {
    return std::ranges::find(values, value) != values.end();
}

template <class T>
std::vector<T> sorted(std::span<const T> values) {
    std::vector<T> copy(values.begin(), values.end());
    std::ranges::sort(copy);
    return copy;
}

// Whether each is known. What was written after `made` was not there to be marked then, and a mark since would have
// dropped what is known.
template <class T>
bool all_known(const std::vector<T>& known, std::span<const T> asked, Time made) {
    return std::ranges::all_of(
        asked, [&](T id) { return time_of_id(id.value) > made || std::ranges::binary_search(known, id); });
}

template <class T>
void pick(const std::vector<T>& marked, std::span<const T> asked, std::vector<T>& found) {
    std::ranges::copy_if(marked, std::back_inserter(found),
                         [&](T id) { return std::ranges::find(asked, id) != asked.end(); });
}

template <class T>
void add(std::vector<T>& known, const std::vector<T>& more) {
    std::vector<T> both;
    std::ranges::set_union(known, more, std::back_inserter(both));
    known = std::move(both);
}

void add(store::Marks& known, const store::Marks& more) {
    auto append = [](auto& to, const auto& from) {
        for (auto id : from)
            if (!has(to, id)) to.push_back(id);
    };
    append(known.favourited, more.favourited);
    append(known.bookmarked, more.bookmarked);
    append(known.pinned, more.pinned);
    append(known.boosted, more.boosted);
    append(known.muted, more.muted);
}

} // namespace

bool ViewerMarks::Known::covers(std::span<const StatusId> ids, std::span<const ConversationId> threads) const {
    return all_known(statuses, ids, made) && all_known(conversations, threads, made);
}

store::Marks ViewerMarks::Known::among(std::span<const StatusId> ids, std::span<const ConversationId> threads) const {
    store::Marks found;
    pick(marks.favourited, ids, found.favourited);
    pick(marks.bookmarked, ids, found.bookmarked);
    pick(marks.pinned, ids, found.pinned);
    pick(marks.boosted, ids, found.boosted);
    pick(marks.muted, threads, found.muted);
    return found;
}

std::size_t ViewerMarks::Known::bytes() const {
    auto ids = statuses.size() + conversations.size() + marks.favourited.size() + marks.bookmarked.size() +
               marks.pinned.size() + marks.boosted.size() + marks.muted.size();
    return sizeof(Known) + ids * sizeof(StatusId) + 128;
}

ViewerMarks::ViewerMarks(const Clock& clock, services::Events& events, std::size_t cache_bytes)
    : clock_(clock), cache_(cache_bytes) {
    events.listen([this](const services::Event& event) {
        if (const auto* viewer = std::get_if<services::ViewerChanged>(&event))
            cache_.invalidate(viewer->id);
        else if (const auto* posted = std::get_if<services::StatusPosted>(&event); posted != nullptr && posted->boost)
            cache_.invalidate(posted->author);
        else if (const auto* removed = std::get_if<services::StatusRemoved>(&event))
            cache_.invalidate(removed->author);
        else if (std::holds_alternative<services::EverythingChanged>(event))
            cache_.clear();
    });
}

Result<store::Marks> ViewerMarks::among(const store::ReadTx& tx, AccountId viewer, std::span<const StatusId> ids,
                                        std::span<const ConversationId> conversations, Epoch epoch) {
    auto known = cache_.get(viewer);
    if (known && known->covers(ids, conversations)) return known->among(ids, conversations);
    auto marks = TRY(tx.statuses().marks(viewer, ids, conversations));
    auto made = std::make_shared<Known>();
    // What was known stays known, with its time: the older one holds for both.
    if (known && known->statuses.size() + ids.size() <= known_at_most) *made = *known;
    // A clock that was set back is behind the newest statuses.
    if (made->statuses.empty() && !ids.empty())
        made->made = std::max(epoch.at, time_of_id(std::ranges::max(ids).value));
    add(made->statuses, sorted(ids));
    add(made->conversations, sorted(conversations));
    add(made->marks, marks);
    auto bytes = made->bytes();
    cache_.put(viewer, std::move(made), bytes, epoch.changes);
    return marks;
}

} // namespace kith::mastodon
