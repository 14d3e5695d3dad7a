#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::Page;
using store::PublicSelection;

StatusId read_id(Row& row) { return row.id<StatusId>(); }

// ?4 local only, ?5 remote only, ?6 media only
#define PUBLIC_CONDITIONS                                                                                              \
    " AND (?4 = 0 OR local = 1) AND (?5 = 0 OR local = 0) AND (?6 = 0 OR EXISTS (SELECT 1 FROM media WHERE "           \
    "media.status_id = s.id)) AND s.account_id NOT IN (SELECT id FROM accounts WHERE silenced_at IS NOT NULL) "

#define PUBLIC_FROM                                                                                                    \
    "SELECT id FROM statuses s WHERE visibility = 0 AND reblog_of_id IS NULL AND (in_reply_to_account_id IS NULL OR "  \
    "in_reply_to_account_id = account_id)" PUBLIC_CONDITIONS

// ?7 tag; ?8, ?9, ?10 JSON lists of further tags: any, all, none
#define TAGGED_FROM                                                                                                    \
    "SELECT DISTINCT t.status_id FROM status_tags t JOIN statuses s ON s.id = t.status_id WHERE (t.tag_id = ?7 OR "    \
    "t.tag_id IN (SELECT value FROM json_each(?8))) AND s.visibility = 0 AND s.reblog_of_id IS NULL" PUBLIC_CONDITIONS \
    "AND NOT EXISTS (SELECT 1 FROM json_each(?9) w WHERE NOT EXISTS (SELECT 1 FROM status_tags a WHERE a.tag_id = "    \
    "w.value AND a.status_id = s.id)) AND NOT EXISTS (SELECT 1 FROM json_each(?10) n JOIN status_tags b ON b.tag_id "  \
    "= n.value WHERE b.status_id = s.id)"

// The rules of fan-out (services/fan_out.hpp) for what was posted before: of a status `s` that boosts `o` or nothing,
// followed by `f`, for the reader.
#define AS_FOLLOWED(reader)                                                                                             \
    "s.visibility < 3 AND f.pending = 0 AND (s.reblog_of_id IS NULL OR (f.show_reblogs = 1 AND o.account_id <> " reader \
    ")) AND (f.languages = '' OR coalesce(o.language, s.language) = '' OR ',' || f.languages || ',' LIKE "              \
    "'%,' || coalesce(o.language, s.language) || ',%')"
// Offers (services/offers.hpp) are in the homes of those who asked for them when they were posted; a boost of one's own
// offer, o, is one too.
#define NO_OFFER                                                                                                       \
    "(s.judgement & 96) = 0 AND (o.account_id IS NULL OR o.account_id <> s.account_id OR (o.judgement & 96) = 0)"
#define TO_NOBODY_ELSE(reader)                                                                                         \
    "s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id OR s.in_reply_to_account_id = " reader

class SqlTimelines final : public store::Timelines {
public:
    explicit SqlTimelines(Connection& connection) : connection_(connection) {}

    Result<std::vector<StatusId>> home(AccountId account, const Page& page) const override {
        return read_page(connection_,
                         KITH_PAGED("SELECT status_id FROM home_entries WHERE account_id = ?4", "status_id"), read_id,
                         page, account);
    }

    Result<std::vector<StatusId>> list(ListId list, const Page& page) const override {
        return read_page(connection_, KITH_PAGED("SELECT status_id FROM list_entries WHERE list_id = ?4", "status_id"),
                         read_id, page, list);
    }

    Result<std::vector<StatusId>> public_(const PublicSelection& selection, const Page& page) const override {
        return read_page(connection_, KITH_PAGED(PUBLIC_FROM, "id"), read_id, page, selection.local_only,
                         selection.remote_only, selection.only_media);
    }

    Result<std::vector<StatusId>> tagged(TagId tag, std::span<const TagId> any, std::span<const TagId> all,
                                         std::span<const TagId> none, const PublicSelection& selection,
                                         const Page& page) const override {
        return read_page(connection_, KITH_PAGED(TAGGED_FROM, "t.status_id"), read_id, page, selection.local_only,
                         selection.remote_only, selection.only_media, tag, id_list(any), id_list(all), id_list(none));
    }

    Result<void> add_to_home(StatusId status, std::span<const AccountId> accounts) override {
        TRY(connection_.run("INSERT OR IGNORE INTO home_entries (account_id, status_id) SELECT value, ?2 FROM ids(?1)",
                            id_set(accounts), status));
        return {};
    }

    Result<void> add_to_lists(StatusId status, std::span<const ListId> lists) override {
        for (auto list : lists)
            TRY(connection_.run("INSERT OR IGNORE INTO list_entries (list_id, status_id) VALUES (?1, ?2)", list,
                                status));
        return {};
    }

    Result<void> remove_everywhere(StatusId status) override {
        // Only those who could have got it are looked at: followers of the author, the author, followers of its tags.
        TRY(connection_.run(
            "DELETE FROM home_entries WHERE status_id = ?1 AND account_id IN (SELECT f.account_id FROM follows f JOIN "
            "statuses s ON s.account_id = f.target_id WHERE s.id = ?1 UNION SELECT account_id FROM statuses WHERE id = ?1 "
            "UNION SELECT tf.account_id FROM tag_follows tf JOIN status_tags st ON st.tag_id = tf.tag_id WHERE "
            "st.status_id = ?1)",
            status));
        TRY(connection_.run("DELETE FROM list_entries WHERE status_id = ?1 AND list_id IN (SELECT l.list_id FROM "
                            "list_accounts l JOIN statuses s ON s.account_id = l.account_id WHERE s.id = ?1)",
                            status));
        return {};
    }

    Result<void> remove_author_from_home(AccountId account, AccountId author) override {
        TRY(connection_.run(
            "DELETE FROM home_entries WHERE account_id = ?1 AND status_id IN (SELECT id FROM statuses WHERE "
            "account_id = ?2 UNION ALL SELECT b.id FROM statuses o JOIN statuses b ON b.reblog_of_id = o.id "
            "WHERE o.account_id = ?2)",
            account, author));
        TRY(connection_.run(
            "DELETE FROM list_entries WHERE list_id IN (SELECT id FROM lists WHERE account_id = ?1) AND "
            "status_id IN (SELECT id FROM statuses WHERE account_id = ?2 UNION ALL SELECT b.id FROM "
            "statuses o JOIN statuses b ON b.reblog_of_id = o.id WHERE o.account_id = ?2)",
            account, author));
        return {};
    }

    Result<void> add_author_to_home(AccountId account, AccountId author, int newest) override {
        TRY(connection_.run(
            "INSERT OR IGNORE INTO home_entries (account_id, status_id) SELECT ?1, s.id FROM statuses s JOIN follows f "
            "ON f.account_id = ?1 AND f.target_id = ?2 LEFT JOIN statuses o ON o.id = s.reblog_of_id WHERE "
            "s.account_id = ?2 AND " NO_OFFER " AND " AS_FOLLOWED("?1") " AND (" TO_NOBODY_ELSE(
                "?1") " OR EXISTS (SELECT 1 FROM follows r WHERE r.account_id = ?1 AND r.target_id = s.in_reply_to_account_id AND "
                      "r.pending = 0)) ORDER BY s.id DESC LIMIT ?3",
            account, author, newest));
        return {};
    }

    Result<void> add_author_to_list(ListId list, AccountId author, int newest) override {
        TRY(connection_.run(
            "INSERT OR IGNORE INTO list_entries (list_id, status_id) SELECT l.id, s.id FROM lists l JOIN statuses s ON "
            "s.account_id = ?2 LEFT JOIN follows f ON f.account_id = l.account_id AND f.target_id = ?2 LEFT JOIN "
            "statuses o ON o.id = s.reblog_of_id WHERE l.id = ?1 AND s.visibility < 3 AND (l.account_id = ?2 OR " AS_FOLLOWED(
                "l.account_id") ") AND (" TO_NOBODY_ELSE("l.account_id") " OR (l.replies_policy = 'followed' AND EXISTS (SELECT 1 FROM follows r WHERE r.account_id = l.account_id AND "
                                                                         "r.target_id = s.in_reply_to_account_id AND r.pending = 0)) OR (l.replies_policy = 'list' AND EXISTS (SELECT "
                                                                         "1 FROM list_accounts m WHERE m.list_id = l.id AND m.account_id = s.in_reply_to_account_id))) ORDER BY s.id "
                                                                         "DESC LIMIT ?3",
            list, author, newest));
        return {};
    }

    Result<void> remove_list_from_home(ListId list) override {
        TRY(connection_.run(
            "DELETE FROM home_entries WHERE account_id = (SELECT account_id FROM lists WHERE id = ?1) AND status_id IN "
            "(SELECT h.status_id FROM lists l JOIN home_entries h ON h.account_id = l.account_id JOIN statuses s ON s.id = "
            "h.status_id JOIN list_accounts m ON m.list_id = l.id AND m.account_id = s.account_id WHERE l.id = ?1 AND "
            "s.account_id <> l.account_id)",
            list));
        return {};
    }

    Result<void> add_list_to_home(ListId list, int newest) override {
        TRY(connection_.run(
            "INSERT OR IGNORE INTO home_entries (account_id, status_id) SELECT l.account_id, e.status_id FROM lists l "
            "JOIN list_entries e ON e.list_id = l.id JOIN statuses s ON s.id = e.status_id LEFT JOIN "
            "statuses o ON o.id = s.reblog_of_id WHERE l.id = ?1 AND " NO_OFFER " AND NOT EXISTS "
            "(SELECT 1 FROM lists x JOIN list_accounts m ON m.list_id = x.id WHERE x.account_id = l.account_id AND x.id "
            "<> l.id AND x.exclusive = 1 AND m.account_id = s.account_id) ORDER BY e.status_id DESC LIMIT ?2",
            list, newest));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Timelines> make_timelines(Connection& connection) {
    return std::make_unique<SqlTimelines>(connection);
}

} // namespace kith::backends::sql
