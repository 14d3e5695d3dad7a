#include "services/threads.hpp"

#include <gtest/gtest.h>

namespace kith::services {
namespace {

Status status(std::int64_t id, std::int64_t parent = 0) {
    Status made{.id = StatusId{id}};
    made.in_reply_to_id = StatusId{parent};
    return made;
}

std::vector<std::int64_t> numbers(const std::vector<StatusId>& ids) {
    std::vector<std::int64_t> values;
    for (auto id : ids)
        values.push_back(id.value);
    return values;
}

} // namespace

TEST(Threads, ancestors_come_oldest_first_and_answers_depth_first) {
    std::vector<Status> all{status(1),    status(2, 1), status(3, 2), status(4, 3),
                            status(5, 3), status(6, 4), status(7, 1)};
    auto thread = thread_around(all[2], all, false);
    EXPECT_EQ(numbers(thread.ancestors), (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(numbers(thread.descendants), (std::vector<std::int64_t>{4, 6, 5}));
}

TEST(Threads, missing_parents_and_circles_end_the_walk) {
    auto gone = thread_around(status(3, 2), {status(3, 2)}, false);
    EXPECT_TRUE(gone.ancestors.empty());
    std::vector<Status> circle{status(1, 2), status(2, 1)};
    auto thread = thread_around(circle[0], circle, false);
    EXPECT_EQ(thread.ancestors.size() + thread.descendants.size(), 1U);
}

TEST(Threads, strangers_get_a_bounded_part) {
    std::vector<Status> all{status(1)};
    for (std::int64_t i = 2; i <= 200; ++i)
        all.push_back(status(i, 1));
    EXPECT_EQ(thread_around(all[0], all, true).descendants.size(), 60U);
    EXPECT_EQ(thread_around(all[0], all, false).descendants.size(), 199U);
}

} // namespace kith::services
