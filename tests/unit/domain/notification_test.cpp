#include "domain/notification.hpp"

#include <gtest/gtest.h>

namespace kith {
namespace {

constexpr Time noon{std::chrono::days(20000) + std::chrono::hours(12)};

std::string key(NotificationKind kind, std::int64_t id, StatusId status = {}, Time now = noon) {
    return group_key_of({.id = NotificationId{id},
                         .account_id = {},
                         .kind = kind,
                         .from_account_id = {},
                         .status_id = status,
                         .report_id = {},
                         .group_key = {}},
                        now);
}

TEST(NotificationGroup, is_shared_by_acts_on_one_status_in_half_a_day) {
    using enum NotificationKind;
    EXPECT_EQ(key(favourite, 1, StatusId{7}), key(favourite, 2, StatusId{7}, noon + std::chrono::hours(11)));
    EXPECT_NE(key(favourite, 1, StatusId{7}), key(favourite, 2, StatusId{7}, noon + std::chrono::hours(12)));
    EXPECT_NE(key(favourite, 1, StatusId{7}), key(favourite, 2, StatusId{8}));
    EXPECT_NE(key(favourite, 1, StatusId{7}), key(reblog, 2, StatusId{7}));
}

TEST(NotificationGroup, is_shared_by_follows_and_by_sign_ups) {
    using enum NotificationKind;
    EXPECT_EQ(key(follow, 1), key(follow, 2));
    EXPECT_EQ(key(admin_sign_up, 1), key(admin_sign_up, 2));
    EXPECT_NE(key(follow, 1), key(admin_sign_up, 1));
}

TEST(NotificationGroup, is_its_own_for_words_and_reports) {
    using enum NotificationKind;
    for (auto kind : {mention, status, poll, update, quote, admin_report, follow_request})
        EXPECT_EQ(key(kind, 5, StatusId{7}), "ungrouped-5");
}

} // namespace
} // namespace kith
