#include "store/interactions.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using relationship::key_of;
using relationship::Source;
using store::AccountPair;
using store::Interaction;
using store::InteractionKind;

enum Flag : std::int64_t { is_pitch = 1, is_ask = 2, has_own_words = 4, is_for_answer = 8, is_in_public = 16 };

std::int64_t flags_of(const Interaction& interaction) {
    return (interaction.pitch ? is_pitch : 0) | (interaction.ask ? is_ask : 0) |
           (interaction.own_words ? has_own_words : 0) | (interaction.for_answer ? is_for_answer : 0) |
           (interaction.in_public ? is_in_public : 0);
}

#define INTERACTION_COLUMNS "actor_id, target_id, kind, source, flags, at, conversation_id, status_id"

Interaction read_interaction(Row& row) {
    Interaction interaction;
    interaction.actor = row.id<AccountId>();
    interaction.target = row.id<AccountId>();
    interaction.kind = row.enumeration<InteractionKind>();
    interaction.source = row.enumeration<Source>();
    auto flags = row.integer();
    interaction.pitch = (flags & is_pitch) != 0;
    interaction.ask = (flags & is_ask) != 0;
    interaction.own_words = (flags & has_own_words) != 0;
    interaction.for_answer = (flags & is_for_answer) != 0;
    interaction.in_public = (flags & is_in_public) != 0;
    interaction.at = row.time();
    interaction.conversation = row.id<ConversationId>();
    interaction.status = row.id<StatusId>();
    return interaction;
}

// Between ?1 and ?2, either way: a range of the primary key each.
#define BETWEEN_TWO                                                                                                    \
    "SELECT " INTERACTION_COLUMNS ", recorded FROM interactions WHERE actor_id = ?1 AND target_id = ?2 UNION ALL "     \
    "SELECT " INTERACTION_COLUMNS ", recorded FROM interactions WHERE actor_id = ?2 AND target_id = ?1 "

class SqlInteractions final : public store::Interactions {
public:
    explicit SqlInteractions(Connection& connection) : connection_(connection) {}

    Result<std::vector<Interaction>> between(AccountPair pair) const override {
        return connection_.all(BETWEEN_TWO "ORDER BY recorded", read_interaction, pair.low, pair.high);
    }

    Result<std::vector<Interaction>> history(AccountPair pair, Time before, int limit) const override {
        return connection_.all("SELECT " INTERACTION_COLUMNS " FROM (" BETWEEN_TWO
                               ") AS both_ways WHERE at < ?3 ORDER BY at DESC, recorded DESC LIMIT ?4",
                               read_interaction, pair.low, pair.high, before, limit);
    }

    Result<std::vector<Interaction>> of_status(StatusId status) const override {
        return connection_.all("SELECT " INTERACTION_COLUMNS
                               " FROM interactions WHERE status_id = ?1 ORDER BY recorded",
                               read_interaction, status);
    }

    Result<std::vector<Interaction>> made(AccountId actor, Time from, Time to, int limit) const override {
        return connection_.all("SELECT " INTERACTION_COLUMNS " FROM interactions WHERE actor_id = ?1 AND at >= ?2 AND "
                               "at < ?3 ORDER BY at, recorded LIMIT ?4",
                               read_interaction, actor, from, to, limit);
    }

    Result<std::vector<Interaction>> received(AccountId target, Time from, Time to, int limit) const override {
        return connection_.all("SELECT " INTERACTION_COLUMNS " FROM interactions WHERE target_id = ?1 AND at >= ?2 AND "
                               "at < ?3 ORDER BY at, recorded LIMIT ?4",
                               read_interaction, target, from, to, limit);
    }

    Result<std::vector<AccountId>> partners(AccountId account) const override {
        return connection_.all(
            "SELECT target_id AS id FROM interactions WHERE actor_id = ?1 UNION SELECT actor_id FROM "
            "interactions WHERE target_id = ?1 ORDER BY id",
            [](Row& row) { return row.id<AccountId>(); }, account);
    }

    Result<bool> add(const Interaction& interaction, std::int64_t recorded) override {
        auto changed = TRY(connection_.run(
            "INSERT INTO interactions (actor_id, target_id, kind, reference, recorded, source, flags, at, "
            "conversation_id, status_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING",
            interaction.actor, interaction.target, interaction.kind, key_of(interaction).reference, recorded,
            interaction.source, flags_of(interaction), interaction.at, interaction.conversation, interaction.status));
        return changed > 0;
    }

    Result<void> replace(const Interaction& before, const Interaction& after) override {
        TRY(connection_.run("UPDATE interactions SET kind = ?5, flags = ?6, at = ?7, conversation_id = ?8 WHERE "
                            "actor_id = ?1 AND target_id = ?2 AND kind = ?3 AND reference = ?4",
                            before.actor, before.target, before.kind, key_of(before).reference, after.kind,
                            flags_of(after), after.at, after.conversation));
        return {};
    }

    Result<bool> remove(const Interaction& interaction) override {
        auto removed = TRY(connection_.run(
            "DELETE FROM interactions WHERE actor_id = ?1 AND target_id = ?2 AND kind = ?3 AND reference = ?4",
            interaction.actor, interaction.target, interaction.kind, key_of(interaction).reference));
        return removed > 0;
    }

    Result<std::int64_t> remove_kind(AccountId actor, AccountId target, InteractionKind kind) override {
        return connection_.run("DELETE FROM interactions WHERE actor_id = ?1 AND target_id = ?2 AND kind = ?3", actor,
                               target, kind);
    }

    Result<void> remove_between(AccountPair pair) override {
        TRY(connection_.run("DELETE FROM interactions WHERE (actor_id = ?1 AND target_id = ?2) OR (actor_id = ?2 AND "
                            "target_id = ?1)",
                            pair.low, pair.high));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Interactions> make_interactions(Connection& connection) {
    return std::make_unique<SqlInteractions>(connection);
}

} // namespace kith::backends::sql
