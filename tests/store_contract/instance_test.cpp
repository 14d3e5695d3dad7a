// What belongs to the whole server: emojis, announcements, reports.
#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class InstanceContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");
    AccountId ben_ = add_account("ben");

    AnnouncementId announce(const std::string& text) {
        auto id = next<AnnouncementId>();
        write([&](WriteTx& tx) {
            return tx.announcements().insert({.id = id, .text = text, .updated_at = now(), .published = now()});
        });
        return id;
    }
    ReportId report(AccountId account, AccountId target) {
        auto id = next<ReportId>();
        write([&](WriteTx& tx) {
            return tx.reports().insert({.id = id,
                                        .account_id = account,
                                        .target_id = target,
                                        .statuses = {StatusId{5}, StatusId{7}},
                                        .rules = {RuleId{3}},
                                        .comment = "rude",
                                        .category = "violation"});
        });
        return id;
    }
};
KITH_ON_EVERY_BACKEND(InstanceContract);

TEST_P(InstanceContract, an_emoji_is_replaced_by_its_shortcode) {
    CustomEmoji blob{.shortcode = "blob",
                     .file = "a.png",
                     .static_file = "b.png",
                     .category = "x",
                     .visible = false,
                     .disabled = true};
    write([&](WriteTx& tx) { return tx.emojis().put(blob); });
    write([&](WriteTx& tx) { return tx.emojis().put({.shortcode = "cat", .file = "c.png", .static_file = ""}); });
    blob.file = "d.png";
    write([&](WriteTx& tx) { return tx.emojis().put(blob); });
    auto all = read([](ReadTx& tx) { return tx.emojis().all(); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].shortcode, "cat");
    EXPECT_EQ(all[1], blob);
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.emojis().remove("blob"); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.emojis().remove("blob"); }));
}

TEST_P(InstanceContract, announcements_are_newest_first_and_change) {
    auto first = announce("first");
    auto second = announce("second");
    write([&](WriteTx& tx) {
        return tx.announcements().update({.id = first, .text = "changed", .ends_at = now(), .updated_at = now()});
    });
    auto all = read([](ReadTx& tx) { return tx.announcements().all(); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, second);
    EXPECT_EQ(all[1].text, "changed");
    EXPECT_FALSE(all[1].published) << "a draft again";
    EXPECT_TRUE(all[0].published);
    EXPECT_TRUE(all[1].ends_at);
    EXPECT_FALSE(all[1].starts_at);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.announcements().update({.id = AnnouncementId{1}}); }),
              ErrorKind::not_found);
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.announcements().remove(first); }));
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.announcements().by_id(first); }));
}

TEST_P(InstanceContract, reactions_are_counted_in_the_order_of_their_first_use) {
    auto id = announce("hello");
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.announcements().react(id, anna_, "🤔", next_id()); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.announcements().react(id, anna_, "🤔", next_id()); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.announcements().react(id, ben_, "blob", next_id()); }));
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.announcements().react(id, ben_, "🤔", next_id()); }));
    std::array ids{id};
    auto seen = read([&](ReadTx& tx) { return tx.announcements().reactions(ids, anna_); });
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen[0].name, "🤔");
    EXPECT_EQ(seen[0].count, 2);
    EXPECT_TRUE(seen[0].mine);
    EXPECT_FALSE(seen[1].mine);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.announcements().reactions(ids, {}); })[0].mine);
    EXPECT_TRUE(write([&](WriteTx& tx) { return tx.announcements().unreact(id, anna_, "🤔"); }));
    EXPECT_FALSE(write([&](WriteTx& tx) { return tx.announcements().unreact(id, anna_, "🤔"); }));
}

TEST_P(InstanceContract, reading_an_announcement_is_ones_own) {
    auto id = announce("hello");
    for (int twice = 0; twice < 2; ++twice)
        write([&](WriteTx& tx) { return tx.announcements().set_read(id, anna_); });
    std::array ids{id};
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.announcements().read_by(anna_, ids); }).size(), 1U);
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.announcements().read_by(ben_, ids); }).empty());
}

TEST_P(InstanceContract, reports_keep_what_was_told_and_are_chosen) {
    auto open = report(anna_, ben_);
    auto done = report(ben_, anna_);
    auto kept = *read([&](ReadTx& tx) { return tx.reports().by_id(done); });
    EXPECT_EQ(kept.statuses, (std::vector{StatusId{5}, StatusId{7}}));
    EXPECT_EQ(kept.rules, std::vector{RuleId{3}});
    EXPECT_EQ(kept.comment, "rude");
    kept.resolved_at = now();
    kept.resolved_by = anna_;
    kept.assigned_to = ben_;
    kept.updated_at = now();
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.reports().count_open(); }), 2);
    write([&](WriteTx& tx) { return tx.reports().update(kept); });
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.reports().count_open(); }), 1);
    auto changed = *read([&](ReadTx& tx) { return tx.reports().by_id(done); });
    EXPECT_EQ(changed.assigned_to, ben_);
    EXPECT_EQ(changed.updated_at, kept.updated_at);
    auto ids = [&](const ReportSelection& selection) {
        std::vector<ReportId> found;
        for (const auto& one : read([&](ReadTx& tx) { return tx.reports().list(selection, {}); }))
            found.push_back(one.id);
        return found;
    };
    EXPECT_EQ(ids({}), (std::vector{done, open}));
    EXPECT_EQ(ids({.resolved = true}), std::vector{done});
    EXPECT_EQ(ids({.resolved = false}), std::vector{open});
    EXPECT_EQ(ids({.target = ben_}), std::vector{open});
    EXPECT_EQ(ids({.account = ben_}), std::vector{done});
    std::array both{open, done};
    EXPECT_EQ(read([&](ReadTx& tx) { return tx.reports().by_ids(both); }).size(), 2U);
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.reports().update({.id = ReportId{1}}); }), ErrorKind::not_found);
}

TEST_P(InstanceContract, moderators_are_those_who_may_and_can) {
    auto carol = add_account("carol");
    auto add = [&](AccountId id, Role role, bool disabled) {
        write([&](WriteTx& tx) {
            return tx.users().insert({.account_id = id,
                                      .email = id.str() + "@example.org",
                                      .role = role,
                                      .confirmed_at = now(),
                                      .disabled = disabled,
                                      .created_at = now()});
        });
    };
    add(anna_, Role::user, false);
    add(ben_, Role::moderator, false);
    add(carol, Role::admin, true);
    EXPECT_EQ(read([](ReadTx& tx) { return tx.users().moderators(); }), std::vector{ben_});
}

} // namespace
} // namespace kith::store
