// Words of statuses on their way into the full-text index.
#pragma once

#include "backends/sql/connection.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace kith::backends::sql {

// Changes to the index of one transaction, made together at its end: FTS5 writes a segment of its own whenever a
// savepoint begins after a change, and every unit of work of a group commit is a savepoint.
class SearchIndex {
public:
    explicit SearchIndex(Connection& connection) : connection_(connection) {}

    // Replaces the words that were there.
    void put(StatusId id, std::string text) { changes_.push_back({id, std::move(text)}); }
    void remove(StatusId id) { changes_.push_back({id, std::nullopt}); }

    // What was changed since there were so many changes is taken back.
    std::size_t size() const { return changes_.size(); }
    void shrink_to(std::size_t size) { changes_.resize(std::min(size, changes_.size())); }

    // Before the commit.
    Result<void> write() {
        for (const auto& change : changes_) {
            if (change.text)
                TRY(connection_.run("INSERT OR REPLACE INTO status_search (rowid, text) VALUES (?1, ?2)", change.id,
                                    *change.text));
            else
                TRY(connection_.run("DELETE FROM status_search WHERE rowid = ?1", change.id));
        }
        changes_.clear();
        return {};
    }

private:
    struct Change {
        StatusId id;
        std::optional<std::string> text; // none: removed
    };

    Connection& connection_;
    std::vector<Change> changes_;
};

} // namespace kith::backends::sql
