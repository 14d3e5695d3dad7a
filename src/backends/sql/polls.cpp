#include "backends/sql/repositories.hpp"

#include <set>

namespace kith::backends::sql {
namespace {

using store::PollVote;

// A row an option; the poll's columns are repeated.
#define POLL_ROWS                                                                                                      \
    "SELECT p.id, p.status_id, p.account_id, p.expires_at, p.multiple, p.hide_totals, p.voters_count, o.title, "       \
    "o.votes_count FROM polls p LEFT JOIN poll_options o ON o.poll_id = p.id "

struct PollRow {
    Poll poll;
    std::optional<std::string> title;
    std::int64_t votes_count;
};

PollRow read_poll_row(Row& row) {
    Poll poll{
        .id = row.id<PollId>(),
        .status_id = row.id<StatusId>(),
        .account_id = row.id<AccountId>(),
        .expires_at = row.optional_time(),
        .multiple = row.boolean(),
        .hide_totals = row.boolean(),
        .voters_count = row.integer(),
        .options = {},
    };
    auto title = row.optional_text();
    return PollRow{.poll = std::move(poll), .title = std::move(title), .votes_count = row.integer()};
}

// Needs the rows of one poll next to each other.
std::vector<Poll> fold(std::vector<PollRow> rows) {
    std::vector<Poll> polls;
    for (auto& row : rows) {
        if (polls.empty() || polls.back().id != row.poll.id) polls.push_back(std::move(row.poll));
        if (row.title) polls.back().options.push_back(PollOption{std::move(*row.title), row.votes_count});
    }
    return polls;
}

std::string position_list(const std::set<int>& positions) {
    std::string out = "[";
    for (int position : positions) {
        if (out.size() > 1) out += ',';
        out += std::to_string(position);
    }
    return out += ']';
}

class SqlPolls final : public store::Polls {
public:
    explicit SqlPolls(Connection& connection) : connection_(connection) {}

    Result<std::optional<Poll>> by_id(PollId id) const override {
        auto polls = fold(TRY(connection_.all(POLL_ROWS "WHERE p.id = ?1 ORDER BY o.position", read_poll_row, id)));
        if (polls.empty()) return std::nullopt;
        return std::move(polls.front());
    }

    Result<std::vector<Poll>> by_ids(std::span<const PollId> ids) const override {
        if (ids.empty()) return std::vector<Poll>();
        return fold(TRY(
            connection_.all(POLL_ROWS "WHERE p.id IN ids(?1) ORDER BY p.id, o.position", read_poll_row, id_set(ids))));
    }

    Result<std::vector<PollVote>> votes(AccountId viewer, std::span<const PollId> ids) const override {
        if (ids.empty()) return std::vector<PollVote>();
        return connection_.all(
            "SELECT poll_id, position FROM poll_votes WHERE account_id = ?1 AND poll_id IN ids(?2) ORDER BY poll_id, position",
            [](Row& row) { return PollVote{.poll_id = row.id<PollId>(), .position = static_cast<int>(row.integer())}; },
            viewer, id_set(ids));
    }

    Result<std::vector<AccountId>> voters(PollId id) const override {
        return connection_.all(
            "SELECT DISTINCT account_id FROM poll_votes WHERE poll_id = ?1",
            [](Row& row) { return row.id<AccountId>(); }, id);
    }

    Result<void> insert(const Poll& poll) override {
        TRY(connection_.run("INSERT INTO polls (id, status_id, account_id, expires_at, multiple, hide_totals, "
                            "voters_count) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            poll.id, poll.status_id, poll.account_id, poll.expires_at, poll.multiple, poll.hide_totals,
                            poll.voters_count));
        for (const auto& option : poll.options)
            TRY(insert_option(poll, option, option.votes_count));
        return {};
    }

    Result<void> replace(const Poll& poll) override {
        auto changed = TRY(connection_.run(
            "UPDATE polls SET expires_at = ?2, multiple = ?3, hide_totals = ?4, voters_count = 0 WHERE id = ?1",
            poll.id, poll.expires_at, poll.multiple, poll.hide_totals));
        if (changed == 0) return not_found();
        TRY(connection_.run("DELETE FROM poll_votes WHERE poll_id = ?1", poll.id));
        TRY(connection_.run("DELETE FROM poll_options WHERE poll_id = ?1", poll.id));
        for (const auto& option : poll.options)
            TRY(insert_option(poll, option, 0));
        return {};
    }

    Result<void> remove(PollId id) override {
        TRY(connection_.run("DELETE FROM polls WHERE id = ?1", id));
        return {};
    }

    Result<void> vote(PollId id, AccountId account, std::span<const int> positions) override {
        std::set<int> chosen(positions.begin(), positions.end());
        auto list = position_list(chosen);
        auto voted = TRY(
            connection_.integer("SELECT count(*) FROM poll_votes WHERE poll_id = ?1 AND account_id = ?2", id, account));
        if (voted > 0) return fail(ErrorKind::conflict, "already_voted", "You have already voted in this poll");
        auto known = TRY(connection_.integer("SELECT count(*) FROM poll_options WHERE poll_id = ?1 AND position IN "
                                             "(SELECT value FROM json_each(?2))",
                                             id, list));
        if (chosen.empty() || known != static_cast<std::int64_t>(chosen.size()))
            return invalid("no_such_option", "Choose among the options of this poll");
        TRY(connection_.run("INSERT INTO poll_votes (poll_id, account_id, position) SELECT ?1, ?2, value FROM "
                            "json_each(?3)",
                            id, account, list));
        TRY(connection_.run("UPDATE poll_options SET votes_count = votes_count + 1 WHERE poll_id = ?1 AND position IN "
                            "(SELECT value FROM json_each(?2))",
                            id, list));
        TRY(connection_.run("UPDATE polls SET voters_count = voters_count + 1 WHERE id = ?1", id));
        return {};
    }

    Result<std::vector<PollId>> retract_votes(AccountId account, int limit) override {
        auto polls = TRY(connection_.all(
            "SELECT DISTINCT poll_id FROM poll_votes WHERE account_id = ?1 ORDER BY poll_id LIMIT ?2",
            [](Row& row) { return row.id<PollId>(); }, account, limit));
        for (auto id : polls) {
            TRY(connection_.run("UPDATE poll_options SET votes_count = max(0, votes_count - 1) WHERE poll_id = ?1 AND "
                                "position IN (SELECT position FROM poll_votes WHERE poll_id = ?1 AND account_id = ?2)",
                                id, account));
            TRY(connection_.run("UPDATE polls SET voters_count = max(0, voters_count - 1) WHERE id = ?1", id));
            TRY(connection_.run("DELETE FROM poll_votes WHERE poll_id = ?1 AND account_id = ?2", id, account));
        }
        return polls;
    }

private:
    Result<void> insert_option(const Poll& poll, const PollOption& option, std::int64_t votes_count) {
        TRY(connection_.run("INSERT INTO poll_options (poll_id, position, title, votes_count) VALUES (?1, ?2, ?3, ?4)",
                            poll.id, &option - poll.options.data(), option.title, votes_count));
        return {};
    }

    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Polls> make_polls(Connection& connection) { return std::make_unique<SqlPolls>(connection); }

} // namespace kith::backends::sql
