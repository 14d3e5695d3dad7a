#include "store/ties.hpp"
#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"
#include "backends/sql/suggestable.hpp"

#include <bit>

namespace kith::backends::sql {
namespace {

using relationship::AnswerTimes;
using relationship::DecayedAmount;
using relationship::never;
using relationship::no_day;
using relationship::OriginKind;
using relationship::TieSide;
using store::AccountPair;
using store::KeptTie;
using store::PublicTie;
using store::Surroundings;
using store::Tie;
using store::TieConversation;
using store::TiePerson;
using store::TiePreferences;
using store::TieRow;
using store::TieSelection;

#define SIDE_COLUMNS(table, side)                                                                                      \
    table side "contacts, " table side "turns, " table side "asks, " table side "pitches, " table side                 \
               "first_contact, " table side "last_contact, " table side "last_spoken, " table side                     \
               "recent, " table side "recent_at, " table side "given, " table side "given_at, " table side             \
               "taken, " table side "taken_at, " table side "answers_low, " table side "answers_high, " table side     \
               "met, " table side "vouches"
#define TIE_COLUMNS(table)                                                                                             \
    table "owner_id, " table "other_id, " table "exchanges, " table "exchange_days, " table                            \
          "first_exchange_day, " table "last_exchange_day, " table "exchange_day_bits, " table                         \
          "recent_exchanges, " table "recent_exchanges_at, " table "unanswered, " table "origin, " table               \
          "origin_through, " table "origin_where, " table                                                              \
          "set_stage, " SIDE_COLUMNS(table, "mine_") ", " SIDE_COLUMNS(table, "theirs_")

#define UNNAMED_TIE_COLUMNS TIE_COLUMNS("")

std::optional<Time> known(Time time) { return time == never ? std::nullopt : std::optional(time); }
std::optional<std::int64_t> known_day(std::int32_t day) {
    return day == no_day ? std::nullopt : std::optional<std::int64_t>(day);
}

Time read_time(Row& row) { return row.optional_time().value_or(never); }
std::int32_t read_day(Row& row) { return static_cast<std::int32_t>(row.optional_integer().value_or(no_day)); }
std::uint32_t read_count(Row& row) { return static_cast<std::uint32_t>(row.integer()); }

DecayedAmount read_amount(Row& row) {
    auto value = row.real();
    return {value, read_time(row)};
}

// Eight counts, the first in the lowest byte.
std::int64_t eight_of(const AnswerTimes& answers, std::size_t from) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i)
        bits |= std::uint64_t{answers.counts[from + i]} << (8 * i);
    return std::bit_cast<std::int64_t>(bits);
}

AnswerTimes read_answers(Row& row) {
    AnswerTimes answers;
    for (std::size_t from : {0, 8}) {
        auto bits = std::bit_cast<std::uint64_t>(row.integer());
        for (std::size_t i = 0; i < 8; ++i)
            answers.counts[from + i] = static_cast<std::uint8_t>(bits >> (8 * i));
    }
    return answers;
}

void read_side(Row& row, TieSide& side) {
    side.contacts = read_count(row);
    side.turns = read_count(row);
    side.asks = read_count(row);
    side.pitches = read_count(row);
    side.first_contact = read_time(row);
    side.last_contact = read_time(row);
    side.last_spoken = read_time(row);
    side.recent_contacts = read_amount(row);
    side.given = read_amount(row);
    side.taken = read_amount(row);
    side.answers = read_answers(row);
    side.says_met = row.boolean();
    side.vouches = row.boolean();
}

Tie read_tie(Row& row) {
    Tie tie;
    tie.owner = row.id<AccountId>();
    tie.other = row.id<AccountId>();
    tie.exchanges = read_count(row);
    tie.exchange_days = read_count(row);
    tie.first_exchange_day = read_day(row);
    tie.last_exchange_day = read_day(row);
    tie.exchange_day_bits = std::bit_cast<std::uint64_t>(row.integer());
    tie.recent_exchanges = read_amount(row);
    tie.unanswered = read_count(row);
    tie.origin.kind = row.enumeration<OriginKind>();
    tie.origin.through = row.id<AccountId>();
    tie.origin.where = row.integer();
    tie.set_stage = static_cast<relationship::StoredStage>(row.integer());
    read_side(row, tie.mine);
    read_side(row, tie.theirs);
    return tie;
}

// A tie, the shared people, and people and last words of owner and other.
#define KEPT_COLUMNS TIE_COLUMNS("t.") ", t.shared_people, o.people, o.last_spoken, p.people, p.last_spoken"
#define KEPT_TIES                                                                                                      \
    "SELECT " KEPT_COLUMNS " FROM ties t LEFT JOIN tie_people o ON o.account_id = t.owner_id LEFT JOIN tie_people p "  \
    "ON p.account_id = t.other_id "

KeptTie read_kept(Row& row) {
    KeptTie kept{.tie = read_tie(row), .around = {}};
    kept.around.shared_people = read_count(row);
    kept.around.owner_people = std::max(1U, read_count(row));
    kept.around.owner_spoke = read_time(row);
    kept.around.other_people = std::max(1U, read_count(row));
    kept.around.other_spoke = read_time(row);
    return kept;
}

#define PUBLIC_TIES "SELECT owner_id, other_id, mine_public, theirs_public, mine_met = 1 AND theirs_met = 1 FROM ties "

PublicTie read_public(Row& row) {
    PublicTie tie;
    tie.one = row.id<AccountId>();
    tie.another = row.id<AccountId>();
    tie.one_spoke = read_count(row);
    tie.another_spoke = read_count(row);
    tie.both_met = row.boolean();
    return tie;
}

// The two had contact in public.
#define IN_PUBLIC(tie) "(" tie "mine_public > 0 OR " tie "theirs_public > 0)"

#define IS_KNOWN "(t.exchanges > 0 OR (t.mine_met = 1 AND t.theirs_met = 1) OR t.set_stage > 0)"
TieConversation read_conversation(Row& row) {
    TieConversation conversation;
    conversation.last_speaker = row.id<AccountId>();
    conversation.last_at = row.time();
    conversation.last_exchange_day = read_day(row);
    return conversation;
}

TiePerson read_person(Row& row) {
    TiePerson person;
    person.people = read_count(row);
    person.last_spoken = read_time(row);
    return person;
}

// ?4 the reader, ?5 the authors. From each author's newest, as many as a page has: an index range each.
#define WRITTEN_BY(order)                                                                                               \
    "SELECT s.id FROM json_each(?5) m CROSS JOIN statuses s WHERE s.id IN (SELECT x.id FROM statuses x WHERE "          \
    "x.account_id = m.value AND x.id < ?1 AND x.id > ?2 AND (x.visibility < 2 OR (x.visibility = 2 AND EXISTS (SELECT " \
    "1 FROM follows f WHERE f.account_id = ?4 AND f.target_id = x.account_id AND f.pending = 0))) AND "                 \
    "(x.in_reply_to_account_id IS NULL OR x.in_reply_to_account_id IN (x.account_id, ?4) OR x.in_reply_to_account_id "  \
    "IN (SELECT value FROM json_each(?5))) AND (x.reblog_of_id IS NULL OR EXISTS (SELECT 1 FROM statuses o WHERE "      \
    "o.id = x.reblog_of_id AND o.visibility < 2)) ORDER BY x.id " order " LIMIT ?3) ORDER BY s.id " order " LIMIT ?3"

class SqlTies final : public store::Ties {
public:
    explicit SqlTies(Connection& connection) : connection_(connection) {}

    Result<std::optional<TieRow>> tie(AccountId owner, AccountId other) const override {
        return connection_.one(
            "SELECT " UNNAMED_TIE_COLUMNS
            ", mine_public, theirs_public FROM ties WHERE owner_id = ?1 AND other_id = ?2",
            [](Row& row) {
                auto tie = read_tie(row);
                auto mine = read_count(row);
                return TieRow{tie, mine, read_count(row)};
            },
            owner, other);
    }

    Result<std::vector<KeptTie>> with(AccountId owner, std::span<const AccountId> others) const override {
        if (others.empty()) return std::vector<KeptTie>();
        return connection_.all(KEPT_TIES "WHERE t.owner_id = ?1 AND t.other_id IN ids(?2)", read_kept, owner,
                               id_set(others));
    }

    Result<std::vector<KeptTie>> towards(std::span<const AccountId> owners, AccountId other) const override {
        if (owners.empty()) return std::vector<KeptTie>();
        return connection_.all(KEPT_TIES "WHERE t.owner_id IN ids(?1) AND t.other_id = ?2", read_kept, id_set(owners),
                               other);
    }

    Result<std::vector<KeptTie>> of(AccountId owner, TieSelection selection) const override {
        switch (selection) {
        case TieSelection::all:
            return connection_.all(KEPT_TIES "WHERE t.owner_id = ?1", read_kept, owner);
        case TieSelection::known:
            return connection_.all(KEPT_TIES "WHERE t.owner_id = ?1 AND " IS_KNOWN, read_kept, owner);
        case TieSelection::unanswered:
            return connection_.all(KEPT_TIES "WHERE t.owner_id = ?1 AND t.unanswered > 0", read_kept, owner);
        }
        return std::vector<KeptTie>();
    }

    Result<std::int64_t> count(AccountId owner) const override {
        return connection_.integer("SELECT count(*) FROM ties WHERE owner_id = ?1", owner);
    }

    Result<std::vector<PublicTie>> public_after(AccountId one, AccountId another, int limit) const override {
        return connection_.all(PUBLIC_TIES "WHERE (owner_id, other_id) > (?1, ?2) AND owner_id < other_id AND "
                                           "((mine_public > 0 AND theirs_public > 0) OR (mine_met = 1 AND theirs_met "
                                           "= 1)) ORDER BY owner_id, other_id LIMIT ?3",
                               read_public, one.value, another.value, limit);
    }

    Result<std::vector<PublicTie>> public_with(AccountId one, std::span<const AccountId> others) const override {
        if (others.empty()) return std::vector<PublicTie>();
        return connection_.all(PUBLIC_TIES "WHERE owner_id = ?1 AND other_id IN ids(?2)", read_public, one,
                               id_set(others));
    }

    Result<std::vector<StatusId>> written_by(AccountId reader, std::span<const AccountId> authors,
                                             const store::Page& page) const override {
        if (authors.empty()) return std::vector<StatusId>();
        return read_page(
            connection_, PagedSql{WRITTEN_BY("DESC"), WRITTEN_BY("ASC")}, [](Row& row) { return row.id<StatusId>(); },
            page, reader, id_list(authors));
    }

    Result<std::vector<std::pair<AccountId, TiePreferences>>>
    preferences(std::span<const AccountId> accounts) const override {
        return connection_.all(
            "SELECT account_id, counts, hidden_lists, connects FROM ids(?1) CROSS JOIN "
            "tie_preferences ON account_id = value",
            [](Row& row) {
                auto account = row.id<AccountId>();
                TiePreferences preferences;
                preferences.counts = row.enumeration<store::Counts>();
                preferences.hidden_lists = read_count(row);
                preferences.connects = row.boolean();
                return std::pair(account, preferences);
            },
            id_set(accounts));
    }

    Result<void> put_preferences(AccountId account, const TiePreferences& preferences) override {
        TRY(connection_.run(
            "INSERT INTO tie_preferences (account_id, counts, hidden_lists, connects) VALUES (?1, ?2, "
            "?3, ?4) ON CONFLICT (account_id) DO UPDATE SET counts = ?2, hidden_lists = ?3, connects = ?4",
            account, preferences.counts, preferences.hidden_lists, preferences.connects));
        return {};
    }

    Result<std::vector<AccountId>> suggestable(AccountId member, std::span<const AccountId> candidates,
                                               Time now) const override {
        if (candidates.empty()) return std::vector<AccountId>();
        return connection_.all(
            "SELECT a.id FROM accounts a WHERE " MAY_BE_SUGGESTED "AND a.id IN (SELECT value FROM json_each(?3))",
            [](Row& row) { return row.id<AccountId>(); }, member, now, id_list(candidates));
    }

    Result<std::vector<AccountId>> unconnected() const override {
        return connection_.all(
            "SELECT account_id FROM tie_preferences WHERE connects = 0 UNION SELECT id FROM accounts "
            "WHERE suspended_at IS NOT NULL",
            [](Row& row) { return row.id<AccountId>(); });
    }

    Result<std::vector<AccountId>> accounts(AccountId after, int limit) const override {
        return connection_.all(
            "SELECT id FROM accounts WHERE id > ?1 ORDER BY id LIMIT ?2", [](Row& row) { return row.id<AccountId>(); },
            after.value, limit);
    }

    Result<std::vector<StatusId>> waiting(AccountId owner, const store::Page& page) const override {
        // For each tie and each kind of words one range of the primary key: a status id tells its time.
        return read_page(
            connection_,
            KITH_PAGED(
                "SELECT i.status_id FROM ties t CROSS JOIN (SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT "
                "3 UNION ALL SELECT 5) k CROSS JOIN interactions i WHERE t.owner_id = ?4 AND t.unanswered > 0 AND "
                "i.actor_id = t.other_id AND i.target_id = ?4 AND i.kind = k.kind AND i.reference > "
                "coalesce(t.mine_last_spoken, 0) * 65536 AND i.at > coalesce(t.mine_last_spoken, 0) AND "
                "i.flags & 1 = 0 AND (k.kind <> 5 OR i.flags & 4 <> 0)",
                "i.status_id"),
            [](Row& row) { return row.id<StatusId>(); }, page, owner);
    }

    Result<std::optional<TieConversation>> conversation(AccountPair pair, ConversationId id) const override {
        return connection_.one("SELECT last_speaker_id, last_at, last_exchange_day FROM tie_conversations WHERE low_id "
                               "= ?1 AND high_id = ?2 AND conversation_id = ?3",
                               read_conversation, pair.low, pair.high, id);
    }

    Result<std::vector<std::pair<ConversationId, TieConversation>>> conversations(AccountPair pair) const override {
        return connection_.all(
            "SELECT conversation_id, last_speaker_id, last_at, last_exchange_day FROM "
            "tie_conversations WHERE low_id = ?1 AND high_id = ?2 ORDER BY conversation_id",
            [](Row& row) {
                auto id = row.id<ConversationId>();
                return std::pair(id, read_conversation(row));
            },
            pair.low, pair.high);
    }

    Result<TiePerson> person(AccountId account) const override {
        auto found = TRY(
            connection_.one("SELECT people, last_spoken FROM tie_people WHERE account_id = ?1", read_person, account));
        return found.value_or(TiePerson());
    }

    Result<std::vector<AccountId>> shared(AccountPair pair) const override {
        // From the side of whoever has fewer people.
        bool low_first = TRY(person(pair.low)).people <= TRY(person(pair.high)).people;
        return connection_.all(
            "SELECT a.other_id FROM ties a CROSS JOIN ties b WHERE a.owner_id = ?1 AND " IN_PUBLIC(
                "a.") " AND b.owner_id = ?2 AND b.other_id = a.other_id AND " IN_PUBLIC("b."),
            [](Row& row) { return row.id<AccountId>(); }, low_first ? pair.low : pair.high,
            low_first ? pair.high : pair.low);
    }

    Result<void> put(const TieRow& row) override;

    Result<void> remove(AccountId owner, AccountId other) override {
        TRY(connection_.run("DELETE FROM ties WHERE owner_id = ?1 AND other_id = ?2", owner, other));
        return {};
    }

    Result<void> put_conversation(AccountPair pair, ConversationId id, const TieConversation& conversation) override {
        TRY(connection_.run(
            "INSERT INTO tie_conversations (low_id, high_id, conversation_id, last_speaker_id, last_at, "
            "last_exchange_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (low_id, high_id, "
            "conversation_id) DO UPDATE SET last_speaker_id = excluded.last_speaker_id, last_at = "
            "excluded.last_at, last_exchange_day = excluded.last_exchange_day",
            pair.low, pair.high, id, conversation.last_speaker, conversation.last_at,
            known_day(conversation.last_exchange_day)));
        return {};
    }

    Result<void> remove_conversations(AccountPair pair) override {
        TRY(connection_.run("DELETE FROM tie_conversations WHERE low_id = ?1 AND high_id = ?2", pair.low, pair.high));
        return {};
    }

    Result<void> count_contact(AccountPair pair) override {
        auto both = TRY(shared(pair));
        for (auto account : {pair.low, pair.high})
            TRY(connection_.run(
                "INSERT INTO tie_people (account_id, people) VALUES (?1, 1) ON CONFLICT (account_id) DO "
                "UPDATE SET people = tie_people.people + 1",
                account));
        return move_shared(pair, both, 1, static_cast<std::int64_t>(both.size()));
    }

    Result<void> discount_contact(AccountPair pair) override {
        auto both = TRY(shared(pair));
        for (auto account : {pair.low, pair.high})
            TRY(connection_.run("UPDATE tie_people SET people = people - 1 WHERE account_id = ?1", account));
        return move_shared(pair, both, -1, 0);
    }

    Result<void> put_spoken(AccountId account, Time at) override {
        TRY(connection_.run(
            "INSERT INTO tie_people (account_id, last_spoken) VALUES (?1, ?2) ON CONFLICT (account_id) DO UPDATE SET "
            "last_spoken = excluded.last_spoken WHERE tie_people.last_spoken IS NULL OR tie_people.last_spoken < "
            "excluded.last_spoken",
            account, at));
        return {};
    }

    Result<void> recount_people(AccountId account) override {
        TRY(connection_.run("INSERT INTO tie_people (account_id, people) SELECT ?1, (SELECT count(*) FROM ties WHERE "
                            "owner_id = ?1 AND " IN_PUBLIC("") ") WHERE true ON CONFLICT (account_id) DO UPDATE SET "
                                                               "people = excluded.people",
                            account));
        TRY(connection_.run(
            "UPDATE ties SET shared_people = CASE WHEN " IN_PUBLIC("") " THEN (SELECT count(*) FROM ties a CROSS JOIN ties b WHERE a.owner_id = ?1 AND " IN_PUBLIC(
                "a.") " AND b.owner_id = ties.other_id AND b.other_id = a.other_id AND " IN_PUBLIC("b.") ") ELSE 0 END WHERE owner_id = ?1",
            account));
        return recount_spoken(account);
    }

    Result<void> recount_spoken(AccountId account) override {
        TRY(connection_.run("UPDATE tie_people SET last_spoken = (SELECT max(at) FROM interactions WHERE actor_id = ?1 "
                            "AND flags & 16 <> 0 AND (kind IN (1, 2, 3, 10) OR (kind = 5 AND flags & 4 <> 0))) WHERE "
                            "account_id = ?1",
                            account));
        return {};
    }

private:
    Result<void> move_shared(AccountPair pair, std::span<const AccountId> both, std::int64_t by, std::int64_t own) {
        if (!both.empty()) {
            auto list = id_set(both);
            for (auto account : {pair.low, pair.high}) {
                TRY(connection_.run(
                    "UPDATE ties SET shared_people = shared_people + ?3 WHERE owner_id = ?1 AND other_id "
                    "IN ids(?2)",
                    account, list, by));
                TRY(connection_.run("UPDATE ties SET shared_people = shared_people + ?3 WHERE owner_id IN "
                                    "ids(?2) AND other_id = ?1",
                                    account, list, by));
            }
        }
        TRY(connection_.run("UPDATE ties SET shared_people = ?3 WHERE (owner_id = ?1 AND other_id = ?2) OR (owner_id = "
                            "?2 AND other_id = ?1)",
                            pair.low, pair.high, own));
        return {};
    }

    Connection& connection_;
};

Result<void> SqlTies::put(const TieRow& row) {
    const auto& tie = row.tie;
    const auto& mine = tie.mine;
    const auto& theirs = tie.theirs;
    TRY(connection_.run(
        "INSERT INTO ties (" UNNAMED_TIE_COLUMNS
        ", mine_public, theirs_public) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
        "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, "
        "?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45, ?46, ?47, ?48, ?49, ?50) "
        "ON CONFLICT (owner_id, other_id) DO UPDATE SET exchanges = ?3, exchange_days = ?4, first_exchange_day = ?5, "
        "last_exchange_day = ?6, exchange_day_bits = ?7, recent_exchanges = ?8, recent_exchanges_at = ?9, unanswered = "
        "?10, origin = ?11, origin_through = ?12, origin_where = ?13, set_stage = ?14, mine_contacts = ?15, mine_turns = "
        "?16, mine_asks = ?17, mine_pitches = ?18, mine_first_contact = ?19, mine_last_contact = ?20, mine_last_spoken = "
        "?21, mine_recent = ?22, mine_recent_at = ?23, mine_given = ?24, mine_given_at = ?25, mine_taken = ?26, "
        "mine_taken_at = ?27, mine_answers_low = ?28, mine_answers_high = ?29, mine_met = ?30, mine_vouches = ?31, "
        "theirs_contacts = ?32, theirs_turns = ?33, theirs_asks = ?34, theirs_pitches = ?35, theirs_first_contact = ?36, "
        "theirs_last_contact = ?37, theirs_last_spoken = ?38, theirs_recent = ?39, theirs_recent_at = ?40, theirs_given "
        "= ?41, theirs_given_at = ?42, theirs_taken = ?43, theirs_taken_at = ?44, theirs_answers_low = ?45, "
        "theirs_answers_high = ?46, theirs_met = ?47, theirs_vouches = ?48, mine_public = ?49, theirs_public = ?50",
        tie.owner, tie.other, tie.exchanges, tie.exchange_days, known_day(tie.first_exchange_day),
        known_day(tie.last_exchange_day), std::bit_cast<std::int64_t>(tie.exchange_day_bits),
        tie.recent_exchanges.value, known(tie.recent_exchanges.as_of), tie.unanswered, tie.origin.kind,
        tie.origin.through, tie.origin.where, tie.set_stage, mine.contacts, mine.turns, mine.asks, mine.pitches,
        known(mine.first_contact), known(mine.last_contact), known(mine.last_spoken), mine.recent_contacts.value,
        known(mine.recent_contacts.as_of), mine.given.value, known(mine.given.as_of), mine.taken.value,
        known(mine.taken.as_of), eight_of(mine.answers, 0), eight_of(mine.answers, 8), mine.says_met, mine.vouches,
        theirs.contacts, theirs.turns, theirs.asks, theirs.pitches, known(theirs.first_contact),
        known(theirs.last_contact), known(theirs.last_spoken), theirs.recent_contacts.value,
        known(theirs.recent_contacts.as_of), theirs.given.value, known(theirs.given.as_of), theirs.taken.value,
        known(theirs.taken.as_of), eight_of(theirs.answers, 0), eight_of(theirs.answers, 8), theirs.says_met,
        theirs.vouches, row.mine_public, row.theirs_public));
    return {};
}

} // namespace

std::unique_ptr<store::Ties> make_ties(Connection& connection) { return std::make_unique<SqlTies>(connection); }

} // namespace kith::backends::sql
