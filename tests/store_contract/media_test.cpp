#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class MediaContract : public Contract {
protected:
    AccountId anna_ = add_account("anna");

    std::vector<MediaId> attached(StatusId status) {
        return ids(read([&](ReadTx& tx) { return tx.media().of_statuses(std::vector{status}); }));
    }
    std::vector<MediaId> unattached(Time before, int limit = 10) {
        return ids(read([&](ReadTx& tx) { return tx.media().unattached(before, limit); }));
    }
    void attach(StatusId status, const std::vector<MediaId>& media) {
        write([&](WriteTx& tx) { return tx.media().attach(status, media); });
    }
    Media media(MediaId id) {
        auto found = read([&](ReadTx& tx) { return tx.media().by_id(id); });
        return found.value();
    }
    Media full() {
        return Media{.id = next<MediaId>(),
                     .account_id = anna_,
                     .status_id = {},
                     .scheduled_id = 77,
                     .position = 0,
                     .kind = "video",
                     .state = MediaState::failed,
                     .error = "too long",
                     .file = "m/1.mp4",
                     .preview_file = "m/1.webp",
                     .mime = "video/mp4",
                     .size = 5'000'000'000,
                     .width = 1920,
                     .height = 1080,
                     .preview_width = 640,
                     .preview_height = 360,
                     .duration = 12.5,
                     .frame_rate = 29.97,
                     .bitrate = 4'000'000,
                     .blurhash = "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
                     .description = "a cat",
                     .focus_x = -0.25,
                     .focus_y = 0.75,
                     .remote_url = "https://far.example/1.mp4"};
    }
    static std::vector<MediaId> ids(const std::vector<Media>& all) {
        std::vector<MediaId> ids;
        for (const auto& one : all)
            ids.push_back(one.id);
        return ids;
    }
};
KITH_ON_EVERY_BACKEND(MediaContract);

void expect_same_content(const Media& a, const Media& b) {
    EXPECT_EQ(a.scheduled_id, b.scheduled_id);
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(a.state, b.state);
    EXPECT_EQ(a.error, b.error);
    EXPECT_EQ(a.file, b.file);
    EXPECT_EQ(a.preview_file, b.preview_file);
    EXPECT_EQ(a.mime, b.mime);
    EXPECT_EQ(a.size, b.size);
    EXPECT_EQ(a.width, b.width);
    EXPECT_EQ(a.height, b.height);
    EXPECT_EQ(a.preview_width, b.preview_width);
    EXPECT_EQ(a.preview_height, b.preview_height);
    EXPECT_EQ(a.duration, b.duration);
    EXPECT_EQ(a.frame_rate, b.frame_rate);
    EXPECT_EQ(a.bitrate, b.bitrate);
    EXPECT_EQ(a.blurhash, b.blurhash);
    EXPECT_EQ(a.description, b.description);
    EXPECT_EQ(a.focus_x, b.focus_x);
    EXPECT_EQ(a.focus_y, b.focus_y);
    EXPECT_EQ(a.remote_url, b.remote_url);
}

TEST_P(MediaContract, media_comes_back_as_it_went_in) {
    auto video = full();
    write([&](WriteTx& tx) { return tx.media().insert(video); });
    auto found = media(video.id);
    expect_same_content(found, video);
    EXPECT_EQ(found.account_id, anna_);
    EXPECT_FALSE(found.status_id);
    EXPECT_FALSE(read([&](ReadTx& tx) { return tx.media().by_id(MediaId{404}); }));
}

TEST_P(MediaContract, by_ids_leaves_out_what_does_not_exist) {
    auto first = add_media(anna_);
    add_media(anna_);
    EXPECT_EQ(ids(read([&](ReadTx& tx) { return tx.media().by_ids(std::vector{MediaId{404}, first}); })),
              std::vector{first});
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.media().by_ids({}); }).empty());
}

TEST_P(MediaContract, attach_keeps_the_given_order) {
    auto status = add_status(anna_);
    auto a = add_media(anna_);
    auto b = add_media(anna_);
    auto c = add_media(anna_);
    attach(status, {c, a});
    EXPECT_EQ(attached(status), (std::vector{c, a}));
    EXPECT_EQ(media(c).status_id, status);
    EXPECT_EQ(media(a).position, 1);
    attach(status, {a, b});
    EXPECT_EQ(attached(status), (std::vector{a, b})) << "what is not named is detached";
    EXPECT_FALSE(media(c).status_id);
    attach(status, {});
    EXPECT_TRUE(attached(status).empty());
}

TEST_P(MediaContract, of_statuses_groups_by_status) {
    auto first = add_status(anna_);
    auto second = add_status(anna_);
    auto a = add_media(anna_);
    auto b = add_media(anna_);
    auto c = add_media(anna_);
    attach(second, {b, a});
    attach(first, {c});
    EXPECT_EQ(ids(read([&](ReadTx& tx) { return tx.media().of_statuses(std::vector{second, first}); })),
              (std::vector{c, b, a}));
    EXPECT_TRUE(read([&](ReadTx& tx) { return tx.media().of_statuses({}); }).empty());
}

TEST_P(MediaContract, update_leaves_owner_and_place) {
    auto status = add_status(anna_);
    auto first = add_media(anna_);
    auto id = add_media(anna_);
    attach(status, {first, id});
    auto processed = full();
    processed.id = id;
    processed.account_id = add_account("ben");
    write([&](WriteTx& tx) { return tx.media().update(processed); });
    auto found = media(id);
    expect_same_content(found, processed);
    EXPECT_EQ(found.account_id, anna_);
    EXPECT_EQ(found.status_id, status);
    EXPECT_EQ(found.position, 1);
    processed.id = MediaId{404};
    EXPECT_EQ(error_of([&](WriteTx& tx) { return tx.media().update(processed); }), ErrorKind::not_found);
}

TEST_P(MediaContract, unattached_is_old_and_in_no_status) {
    auto old = add_media(anna_);
    auto posted = add_media(anna_);
    attach(add_status(anna_), {posted});
    auto scheduled = full();
    write([&](WriteTx& tx) { return tx.media().insert(scheduled); });
    auto second = add_media(anna_);
    next_id();
    auto before = now();
    auto fresh = add_media(anna_);
    EXPECT_EQ(unattached(before), (std::vector{old, second}));
    EXPECT_EQ(unattached(before, 1), std::vector{old});
    EXPECT_EQ(unattached(now() + Duration(1)), (std::vector{old, second, fresh}));
}

TEST_P(MediaContract, scheduled_media_that_was_posted_is_no_longer_scheduled) {
    auto media_file = full();
    write([&](WriteTx& tx) { return tx.media().insert(media_file); });
    auto status = add_status(anna_);
    attach(status, {media_file.id});
    EXPECT_EQ(media(media_file.id).scheduled_id, 0);
}

TEST_P(MediaContract, media_of_a_removed_status_is_unattached) {
    auto status = make_status(anna_);
    add(status);
    auto id = add_media(anna_);
    attach(status.id, {id});
    write([&](WriteTx& tx) { return tx.statuses().remove(status, now()); });
    EXPECT_FALSE(media(id).status_id);
    EXPECT_EQ(unattached(now() + Duration(1)), std::vector{id});
}

TEST_P(MediaContract, of_account_and_remove) {
    auto first = add_media(anna_);
    auto second = add_media(anna_);
    add_media(add_account("ben"));
    auto owned = [&] { return sorted(ids(read([&](ReadTx& tx) { return tx.media().of_account(anna_); }))); };
    EXPECT_EQ(owned(), (std::vector{first, second}));
    write([&](WriteTx& tx) { return tx.media().remove(first); });
    EXPECT_EQ(owned(), std::vector{second});
}

TEST_P(MediaContract, all_files_are_those_in_use_anywhere) {
    auto video = full();
    Account ben{.id = next<AccountId>(),
                .username = "ben",
                .avatar_file = "a.gif",
                .avatar_static_file = "a.png",
                .header_file = "h.gif",
                .header_static_file = "h.png"};
    write([&](WriteTx& tx) -> Result<void> {
        TRY(tx.accounts().insert(ben));
        TRY(tx.media().insert(video));
        video.id = next<MediaId>();
        video.preview_file = "";
        return tx.media().insert(video);
    });
    add_media(anna_);
    EXPECT_EQ(sorted(read([&](ReadTx& tx) { return tx.media().all_files(); })),
              (std::vector<std::string>{"a.gif", "a.png", "h.gif", "h.png", "m/1.mp4", "m/1.webp"}));
}

} // namespace
} // namespace kith::store
