#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::AnnouncementReaction;

#define ANNOUNCEMENT_COLUMNS "id, text, starts_at, ends_at, all_day, updated_at, published_at"

Announcement read_announcement(Row& row) {
    return Announcement{.id = row.id<AnnouncementId>(),
                        .text = row.text(),
                        .starts_at = row.optional_time(),
                        .ends_at = row.optional_time(),
                        .all_day = row.boolean(),
                        .updated_at = row.time(),
                        .published = row.optional_time()};
}

class SqlAnnouncements final : public store::Announcements {
public:
    explicit SqlAnnouncements(Connection& connection) : connection_(connection) {}

    Result<std::vector<Announcement>> all() const override {
        return connection_.all("SELECT " ANNOUNCEMENT_COLUMNS " FROM announcements ORDER BY id DESC",
                               read_announcement);
    }

    Result<std::optional<Announcement>> by_id(AnnouncementId id) const override {
        return connection_.one("SELECT " ANNOUNCEMENT_COLUMNS " FROM announcements WHERE id = ?1", read_announcement,
                               id);
    }

    Result<std::vector<AnnouncementId>> read_by(AccountId account, std::span<const AnnouncementId> ids) const override {
        return connection_.all(
            "SELECT announcement_id FROM announcement_reads WHERE account_id = ?1 AND "
            "announcement_id IN (SELECT value FROM json_each(?2))",
            [](Row& row) { return row.id<AnnouncementId>(); }, account, id_list(ids));
    }

    Result<std::vector<AnnouncementReaction>> reactions(std::span<const AnnouncementId> ids,
                                                        AccountId viewer) const override {
        return connection_.all(
            "SELECT announcement_id, name, count(*), sum(CASE WHEN account_id = ?1 THEN 1 ELSE 0 END) FROM "
            "announcement_reactions WHERE announcement_id IN (SELECT value FROM json_each(?2)) "
            "GROUP BY announcement_id, name ORDER BY announcement_id, min(id)",
            [](Row& row) {
                return AnnouncementReaction{.announcement_id = row.id<AnnouncementId>(),
                                            .name = row.text(),
                                            .count = row.integer(),
                                            .mine = row.integer() > 0};
            },
            viewer, id_list(ids));
    }

    Result<void> insert(const Announcement& announcement) override {
        TRY(connection_.run("INSERT INTO announcements (" ANNOUNCEMENT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            announcement.id, announcement.text, announcement.starts_at, announcement.ends_at,
                            announcement.all_day, announcement.updated_at, announcement.published));
        return {};
    }

    Result<void> update(const Announcement& announcement) override {
        auto changed =
            TRY(connection_.run("UPDATE announcements SET text = ?2, starts_at = ?3, ends_at = ?4, all_day "
                                "= ?5, updated_at = ?6, published_at = ?7 WHERE id = ?1",
                                announcement.id, announcement.text, announcement.starts_at, announcement.ends_at,
                                announcement.all_day, announcement.updated_at, announcement.published));
        if (changed == 0) return not_found();
        return {};
    }

    Result<bool> remove(AnnouncementId id) override {
        return TRY(connection_.run("DELETE FROM announcements WHERE id = ?1", id)) > 0;
    }

    Result<void> set_read(AnnouncementId id, AccountId account) override {
        TRY(connection_.run("INSERT INTO announcement_reads (announcement_id, account_id) VALUES (?1, ?2) "
                            "ON CONFLICT (announcement_id, account_id) DO NOTHING",
                            id, account));
        return {};
    }

    Result<bool> react(AnnouncementId id, AccountId account, std::string_view name, std::int64_t at) override {
        return TRY(connection_.run("INSERT INTO announcement_reactions (announcement_id, name, account_id, id) VALUES "
                                   "(?1, ?2, ?3, ?4) ON CONFLICT (announcement_id, name, account_id) DO NOTHING",
                                   id, name, account, at)) > 0;
    }

    Result<bool> unreact(AnnouncementId id, AccountId account, std::string_view name) override {
        return TRY(connection_.run("DELETE FROM announcement_reactions WHERE announcement_id = ?1 AND account_id = ?2 "
                                   "AND name = ?3",
                                   id, account, name)) > 0;
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Announcements> make_announcements(Connection& connection) {
    return std::make_unique<SqlAnnouncements>(connection);
}

} // namespace kith::backends::sql
