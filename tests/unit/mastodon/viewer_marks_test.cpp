#include "mastodon/viewer_marks.hpp"
#include "services/status_marks.hpp"
#include "unit/services/network.hpp"

namespace kith::mastodon {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class ViewerMarksTest : public services::Network {
protected:
    store::Marks marks(AccountId viewer, const std::vector<StatusId>& ids) {
        auto epoch = kept.epoch();
        return read([&](store::ReadTx& tx) -> Result<store::Marks> {
            std::vector<ConversationId> conversations;
            for (const auto& status : TRY(tx.statuses().by_ids(ids)))
                conversations.push_back(status.conversation_id);
            return kept.among(tx, viewer, ids, conversations, epoch);
        });
    }

    ViewerMarks kept{clock, events, 1 << 20};
    services::StatusMarks service{*store_, clock, ids, events, 5};
    AccountId alice = member("alice");
    AccountId bob = member("bob");
};

TEST_F(ViewerMarksTest, every_mark_is_seen_as_soon_as_it_is_made_or_taken_back) {
    auto id = post(bob, "hello");
    EXPECT_THAT(marks(alice, {id}).favourited, IsEmpty());
    ASSERT_TRUE(service.favourite(alice, id));
    EXPECT_THAT(marks(alice, {id}).favourited, ElementsAre(id));
    ASSERT_TRUE(service.bookmark(alice, id));
    EXPECT_THAT(marks(alice, {id}).bookmarked, ElementsAre(id));
    ASSERT_TRUE(service.mute(alice, id));
    EXPECT_THAT(marks(alice, {id}).muted, ElementsAre(ConversationId{id.value}));
    boost(alice, id);
    EXPECT_THAT(marks(alice, {id}).boosted, ElementsAre(id));
    ASSERT_TRUE(service.unfavourite(alice, id));
    ASSERT_TRUE(service.unbookmark(alice, id));
    ASSERT_TRUE(service.unmute(alice, id));
    ASSERT_TRUE(posting->unboost(alice, id));
    auto none = marks(alice, {id});
    EXPECT_THAT(none.favourited, IsEmpty());
    EXPECT_THAT(none.bookmarked, IsEmpty());
    EXPECT_THAT(none.muted, IsEmpty());
    EXPECT_THAT(none.boosted, IsEmpty());
    EXPECT_THAT(marks(bob, {id}).pinned, IsEmpty());
    ASSERT_TRUE(service.pin(bob, id));
    EXPECT_THAT(marks(bob, {id}).pinned, ElementsAre(id));
}

TEST_F(ViewerMarksTest, page_that_is_partly_known_has_the_marks_of_the_rest) {
    auto old = post(bob, "old");
    auto middle = post(bob, "middle");
    ASSERT_TRUE(service.favourite(alice, old));
    EXPECT_THAT(marks(alice, {middle}).favourited, IsEmpty());
    EXPECT_THAT(marks(alice, {middle, old}).favourited, ElementsAre(old));
    auto fresh = post(bob, "new");
    EXPECT_THAT(marks(alice, {fresh, middle, old}).favourited, ElementsAre(old));
    ASSERT_TRUE(service.favourite(alice, fresh));
    EXPECT_THAT(marks(alice, {fresh, middle, old}).favourited, UnorderedElementsAre(fresh, old));
}

TEST_F(ViewerMarksTest, mark_on_a_status_newer_than_the_clock_is_seen) {
    auto id = post(bob, "from before the clock was set back");
    ASSERT_TRUE(service.favourite(alice, id));
    clock.advance(-std::chrono::hours(1));
    EXPECT_THAT(marks(alice, {id}).favourited, ElementsAre(id));
    EXPECT_THAT(marks(alice, {id}).favourited, ElementsAre(id));
}

TEST_F(ViewerMarksTest, what_was_read_before_a_mark_is_not_kept_after_it) {
    auto id = post(bob, "hello");
    auto before = kept.epoch();
    std::vector ids{id};
    std::vector conversations{ConversationId{id.value}};
    read([&](store::ReadTx& tx) -> Result<store::Marks> {
        EXPECT_THAT(TRY(tx.statuses().marks(alice, ids, conversations)).favourited, IsEmpty());
        EXPECT_TRUE(service.favourite(alice, id)); // on the writer's thread: this snapshot does not have it
        return kept.among(tx, alice, ids, conversations, before);
    });
    EXPECT_THAT(marks(alice, {id}).favourited, ElementsAre(id));
}

} // namespace
} // namespace kith::mastodon
