#include "backends/sql/repositories.hpp"
#include "backends/sql/search_index.hpp"

#include "core/text.hpp"
#include "domain/plain_text.hpp"
#include "domain/unicode.hpp"

namespace kith::backends::sql {
namespace {

// Each word in quotes, so that nothing typed is read as FTS5 syntax; all must be there.
std::string as_words(std::string_view typed) {
    std::string out;
    std::size_t words = 0;
    for (auto word : split(typed, ' ')) {
        word = trim(word);
        if (word.empty() || ++words > 16) continue;
        if (!out.empty()) out += ' ';
        out += '"' + replace_all(unicode::apart(word), "\"", "\"\"") + '"';
    }
    return out;
}

class SqlSearch final : public store::Search {
public:
    SqlSearch(Connection& connection, SearchIndex& index) : connection_(connection), index_(index) {}

    Result<std::vector<StatusId>> statuses(const store::StatusQuery& query) const override {
        auto words = as_words(query.words);
        if (words.empty()) return std::vector<StatusId>();
        return connection_.all(
            "SELECT s.id FROM status_search f JOIN statuses s ON s.id = f.rowid JOIN accounts a ON a.id = s.account_id "
            "WHERE status_search MATCH ?1 AND (?3 IS NULL OR s.account_id = ?3) AND (?4 = 0 OR s.id < ?4) AND s.id > ?5 AND "
            "(s.account_id = ?2 OR (s.visibility = 0 AND a.indexable = 1) OR EXISTS (SELECT 1 FROM mentions m WHERE "
            "m.status_id = s.id AND m.account_id = ?2) OR (s.visibility < 3 AND (EXISTS (SELECT 1 FROM favourites v WHERE "
            "v.account_id = ?2 AND v.status_id = s.id) OR EXISTS (SELECT 1 FROM bookmarks b WHERE b.account_id = ?2 AND "
            "b.status_id = s.id) OR EXISTS (SELECT 1 FROM statuses r WHERE r.account_id = ?2 AND r.reblog_of_id = s.id)))) "
            "ORDER BY s.id DESC LIMIT ?6 OFFSET ?7",
            [](Row& row) { return row.id<StatusId>(); }, words, query.viewer, query.author, query.max_id, query.min_id,
            query.limit, query.offset);
    }

    Result<void> index_status(const Status& status, std::string_view more) override {
        if (status.is_boost()) return {};
        auto words = status.spoiler_text + "\n" + (status.local ? status.text : html_to_text(status.content));
        if (!more.empty()) words.append("\n").append(more);
        index_.put(status.id, unicode::apart(words));
        return {};
    }

private:
    Connection& connection_;
    SearchIndex& index_;
};

} // namespace

std::unique_ptr<store::Search> make_search(Connection& connection, SearchIndex& index) {
    return std::make_unique<SqlSearch>(connection, index);
}

} // namespace kith::backends::sql
