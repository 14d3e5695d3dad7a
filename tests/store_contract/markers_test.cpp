#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class MarkersContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");

    std::optional<Marker> marker(AccountId account, const std::string& timeline) {
        return read([&](ReadTx& tx) { return tx.markers().get(account, timeline); });
    }
    void put(AccountId account, const Marker& marker) {
        write([&](WriteTx& tx) { return tx.markers().put(account, marker); });
    }
};
KITH_ON_EVERY_BACKEND(MarkersContract);

TEST_P(MarkersContract, each_timeline_of_each_account_has_its_own) {
    auto ben = add_account("ben");
    auto at = now();
    put(anna_, {.timeline = "home", .last_read_id = 7, .version = 1, .updated_at = at});
    put(anna_, {.timeline = "notifications", .last_read_id = 8, .version = 2, .updated_at = at});
    put(ben, {.timeline = "home", .last_read_id = 9, .version = 3, .updated_at = at});
    auto found = marker(anna_, "home");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->timeline, "home");
    EXPECT_EQ(found->last_read_id, 7);
    EXPECT_EQ(found->version, 1);
    EXPECT_EQ(found->updated_at, at);
    EXPECT_EQ(marker(anna_, "notifications")->last_read_id, 8);
    EXPECT_EQ(marker(ben, "home")->last_read_id, 9);
    EXPECT_FALSE(marker(ben, "notifications"));
}

TEST_P(MarkersContract, later_one_replaces_the_earlier_also_by_a_lower_id) {
    put(anna_, {.timeline = "home", .last_read_id = 7, .version = 1, .updated_at = now()});
    next_id();
    auto later = now();
    put(anna_, {.timeline = "home", .last_read_id = 5, .version = 2, .updated_at = later});
    auto found = marker(anna_, "home");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->last_read_id, 5);
    EXPECT_EQ(found->version, 2);
    EXPECT_EQ(found->updated_at, later);
}

TEST_P(MarkersContract, markers_go_with_their_account) {
    put(anna_, {.timeline = "home", .last_read_id = 7, .version = 1, .updated_at = now()});
    write([&](WriteTx& tx) { return tx.accounts().remove(anna_); });
    EXPECT_FALSE(marker(anna_, "home"));
}

} // namespace
} // namespace kith::store
