#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

#define MEDIA_COLUMNS                                                                                                  \
    "id, account_id, status_id, scheduled_id, position, kind, state, error, file, preview_file, mime, size, width, "   \
    "height, preview_width, preview_height, duration, frame_rate, bitrate, blurhash, description, focus_x, focus_y, "  \
    "remote_url"

Media read_media(Row& row) {
    return Media{
        .id = row.id<MediaId>(),
        .account_id = row.id<AccountId>(),
        .status_id = row.id<StatusId>(),
        .scheduled_id = row.integer(),
        .position = static_cast<int>(row.integer()),
        .kind = row.text(),
        .state = row.enumeration<MediaState>(),
        .error = row.text(),
        .file = row.text(),
        .preview_file = row.text(),
        .mime = row.text(),
        .size = row.integer(),
        .width = static_cast<int>(row.integer()),
        .height = static_cast<int>(row.integer()),
        .preview_width = static_cast<int>(row.integer()),
        .preview_height = static_cast<int>(row.integer()),
        .duration = row.real(),
        .frame_rate = row.real(),
        .bitrate = row.integer(),
        .blurhash = row.text(),
        .description = row.text(),
        .focus_x = row.real(),
        .focus_y = row.real(),
        .remote_url = row.text(),
    };
}

std::optional<std::int64_t> null_if_zero(std::int64_t value) {
    return value == 0 ? std::nullopt : std::optional(value);
}

class SqlMedia final : public store::MediaFiles {
public:
    explicit SqlMedia(Connection& connection) : connection_(connection) {}

    Result<std::optional<Media>> by_id(MediaId id) const override {
        return connection_.one("SELECT " MEDIA_COLUMNS " FROM media WHERE id = ?1", read_media, id);
    }

    Result<std::vector<Media>> by_ids(std::span<const MediaId> ids) const override {
        if (ids.empty()) return std::vector<Media>();
        return connection_.all("SELECT " MEDIA_COLUMNS " FROM ids(?1) CROSS JOIN media ON id = value", read_media,
                               id_set(ids));
    }

    Result<std::vector<Media>> of_statuses(std::span<const StatusId> ids) const override {
        if (ids.empty()) return std::vector<Media>();
        return connection_.all("SELECT " MEDIA_COLUMNS
                               " FROM ids(?1) CROSS JOIN media ON status_id = value ORDER BY status_id, position, id",
                               read_media, id_set(ids));
    }

    Result<std::vector<Media>> unattached(Time before, int limit) const override {
        return connection_.all("SELECT " MEDIA_COLUMNS
                               " FROM media WHERE status_id IS NULL AND scheduled_id IS NULL AND "
                               "id < ?1 ORDER BY id LIMIT ?2",
                               read_media, id_at(before), limit);
    }

    Result<std::vector<Media>> of_account(AccountId account) const override {
        return connection_.all("SELECT " MEDIA_COLUMNS " FROM media WHERE account_id = ?1 ORDER BY id DESC", read_media,
                               account);
    }

    Result<std::vector<std::string>> all_files() const override {
        return connection_.all(
            "SELECT file FROM (SELECT file FROM media UNION SELECT preview_file FROM media UNION SELECT avatar_file FROM "
            "accounts UNION SELECT avatar_static_file FROM accounts UNION SELECT header_file FROM accounts UNION SELECT "
            "header_static_file FROM accounts UNION SELECT image_file FROM cards UNION SELECT file FROM custom_emojis "
            "UNION SELECT static_file FROM custom_emojis) AS used WHERE file <> ''",
            [](Row& row) { return row.text(); });
    }

    Result<void> insert(const Media& media) override {
        TRY(connection_.run(
            "INSERT INTO media (" MEDIA_COLUMNS
            ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
            "?19, ?20, ?21, ?22, ?23, ?24)",
            media.id, media.account_id, media.status_id, null_if_zero(media.scheduled_id), media.position, media.kind,
            media.state, media.error, media.file, media.preview_file, media.mime, media.size, media.width, media.height,
            media.preview_width, media.preview_height, media.duration, media.frame_rate, media.bitrate, media.blurhash,
            media.description, media.focus_x, media.focus_y, media.remote_url));
        return {};
    }

    Result<void> update(const Media& media) override {
        auto changed = TRY(connection_.run(
            "UPDATE media SET scheduled_id = ?2, kind = ?3, state = ?4, error = ?5, file = ?6, preview_file = ?7, mime = "
            "?8, size = ?9, width = ?10, height = ?11, preview_width = ?12, preview_height = ?13, duration = ?14, "
            "frame_rate = ?15, bitrate = ?16, blurhash = ?17, description = ?18, focus_x = ?19, focus_y = ?20, "
            "remote_url = ?21 WHERE id = ?1",
            media.id, null_if_zero(media.scheduled_id), media.kind, media.state, media.error, media.file,
            media.preview_file, media.mime, media.size, media.width, media.height, media.preview_width,
            media.preview_height, media.duration, media.frame_rate, media.bitrate, media.blurhash, media.description,
            media.focus_x, media.focus_y, media.remote_url));
        if (changed == 0) return not_found();
        return {};
    }

    Result<void> attach(StatusId status, std::span<const MediaId> media) override {
        TRY(connection_.run("UPDATE media SET status_id = NULL, position = 0 WHERE status_id = ?1", status));
        if (media.empty()) return {};
        TRY(connection_.run(
            "UPDATE media SET status_id = ?1, scheduled_id = NULL, position = named.key FROM json_each(?2) AS named "
            "WHERE media.id = named.value",
            status, id_list(media)));
        return {};
    }

    Result<void> remove(MediaId id) override {
        TRY(connection_.run("DELETE FROM media WHERE id = ?1", id));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::MediaFiles> make_media(Connection& connection) { return std::make_unique<SqlMedia>(connection); }

} // namespace kith::backends::sql
