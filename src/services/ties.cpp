#include "services/ties.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kith::services {
namespace {

using relationship::Interaction;
using relationship::InteractionKind;
using relationship::never;
using relationship::Tie;
using store::AccountPair;
using store::KeptTie;
using store::TieRow;

constexpr std::size_t facts_at_once = 100; // forgotten in one transaction: some 10 ms

KnownTie known(KeptTie kept, Time now) {
    KnownTie tie{.tie = kept.tie, .around = kept.around};
    tie.stage = relationship::stage_of(tie.tie, now);
    tie.strength = relationship::strength(tie.tie, tie.around, now);
    return tie;
}

Tie empty_tie(AccountId owner, AccountId other) {
    Tie tie;
    tie.owner = owner;
    tie.other = other;
    return tie;
}

TieRow empty_row(AccountId owner, AccountId other) { return {.tie = empty_tie(owner, other)}; }
bool is_empty(const TieRow& row) { return row.tie == empty_tie(row.tie.owner, row.tie.other); }

// Words to somebody that everybody may read.
bool is_said_in_public(const Interaction& interaction) {
    return interaction.in_public && relationship::is_spoken(interaction);
}

// For each account the tie whose `end` it is, or an empty one.
std::vector<KnownTie> in_order(const std::vector<KeptTie>& found, std::span<const AccountId> accounts,
                               AccountId relationship::Tie::* end, Time now, auto&& empty) {
    std::unordered_map<AccountId, const KeptTie*> by_end;
    for (const auto& kept : found)
        by_end.emplace(kept.tie.*end, &kept);
    std::vector<KnownTie> ties;
    ties.reserve(accounts.size());
    for (auto account : accounts) {
        auto kept = by_end.find(account);
        ties.push_back(kept == by_end.end() ? KnownTie{.tie = empty(account), .around = {}}
                                            : known(*kept->second, now));
    }
    return ties;
}

} // namespace

Result<KnownTie> tie_with(const store::ReadTx& tx, AccountId owner, AccountId other, Time now) {
    return std::move(TRY(ties_with(tx, owner, std::array{other}, now)).front());
}

Result<std::vector<KnownTie>> ties_with(const store::ReadTx& tx, AccountId owner, std::span<const AccountId> others,
                                        Time now) {
    return in_order(TRY(tx.ties().with(owner, others)), others, &relationship::Tie::other, now,
                    [&](AccountId other) { return empty_tie(owner, other); });
}

Result<std::vector<KnownTie>> ties_of(const store::ReadTx& tx, AccountId owner, store::TieSelection selection,
                                      Time now) {
    std::vector<KnownTie> ties;
    for (auto& kept : TRY(tx.ties().of(owner, selection)))
        ties.push_back(known(kept, now));
    std::ranges::sort(ties, [](const auto& one, const auto& another) {
        return std::pair(another.strength, one.tie.other) < std::pair(one.strength, another.tie.other);
    });
    return ties;
}

Result<std::vector<KnownTie>> ties_towards(const store::ReadTx& tx, std::span<const AccountId> owners, AccountId other,
                                           Time now) {
    return in_order(TRY(tx.ties().towards(owners, other)), owners, &relationship::Tie::owner, now,
                    [&](AccountId owner) { return empty_tie(owner, other); });
}

Result<bool> answers(const store::ReadTx& tx, AccountId author, AccountId other, ConversationId conversation, Time at) {
    auto stands = TRY(tx.ties().conversation({author, other}, conversation));
    return stands && relationship::would_answer(*stands, author, at);
}

// Both ties of two people, and where their conversations stand.
struct Ties::Pair {
    TieRow one;
    TieRow another;
    std::vector<std::pair<ConversationId, relationship::TieConversation>> conversations;

    static Pair empty(AccountId one, AccountId another) {
        return {.one = empty_row(one, another), .another = empty_row(another, one), .conversations = {}};
    }
    AccountPair accounts() const { return {one.tie.owner, one.tie.other}; }
    bool in_public() const { return one.in_public(); }
    friend bool operator==(const Pair&, const Pair&) = default;
};

Ties::Ties(const Clock& clock, IdMaker& ids, Events& events) : clock_(clock), ids_(ids), events_(events) {}

void Ties::tell(store::WriteTx& tx, AccountId one, AccountId another) {
    tx.after_commit([&events = events_, one, another] { events.publish(TiesChanged{one, another}); });
}

Result<void> Ties::record(store::WriteTx& tx, const Interaction& interaction) {
    return record(tx, std::span(&interaction, 1));
}

Result<void> Ties::record(store::WriteTx& tx, std::span<const Interaction> interactions) {
    std::unordered_map<AccountId, std::vector<AccountId>> targets;
    for (const auto& interaction : interactions)
        targets[interaction.actor].push_back(interaction.target);
    for (auto& [actor, others] : targets)
        others = TRY(tx.relations().blocked_among(actor, others));
    for (const auto& interaction : interactions) {
        if (interaction.actor == interaction.target) continue;
        const auto& blocked = targets[interaction.actor];
        if (std::ranges::find(blocked, interaction.target) == blocked.end()) TRY(record_one(tx, interaction));
    }
    return {};
}

Result<void> Ties::record_one(store::WriteTx& tx, const Interaction& happened) {
    auto interaction = happened;
    interaction.at = std::min(interaction.at, clock_.now());
    if (!TRY(tx.interactions().add(interaction, ids_.next()))) return {};

    AccountPair pair(interaction.actor, interaction.target);
    auto actors = TRY(tx.ties().tie(interaction.actor, interaction.target))
                      .value_or(empty_row(interaction.actor, interaction.target));
    auto targets = TRY(tx.ties().tie(interaction.target, interaction.actor))
                       .value_or(empty_row(interaction.target, interaction.actor));
    bool speaks = relationship::is_spoken(interaction);
    bool in_conversation = speaks && interaction.conversation;
    relationship::TieConversation conversation;
    if (in_conversation)
        conversation = TRY(tx.ties().conversation(pair, interaction.conversation)).value_or(conversation);

    auto step = relationship::advance(conversation, interaction);
    bool in_public = is_said_in_public(interaction);
    bool first_in_public = in_public && !actors.in_public();
    for (auto* row : {&actors, &targets}) {
        relationship::apply(row->tie, interaction, step);
        if (in_public) ++(row == &actors ? row->mine_public : row->theirs_public);
        TRY(tx.ties().put(*row));
    }
    if (in_conversation) TRY(tx.ties().put_conversation(pair, interaction.conversation, conversation));
    if (first_in_public) TRY(tx.ties().count_contact(pair));
    if (in_public) TRY(tx.ties().put_spoken(interaction.actor, interaction.at));
    tell(tx, interaction.actor, interaction.target);
    return {};
}

Result<Ties::Pair> Ties::load(const store::ReadTx& tx, AccountId one, AccountId another) {
    return Pair{.one = TRY(tx.ties().tie(one, another)).value_or(empty_row(one, another)),
                .another = TRY(tx.ties().tie(another, one)).value_or(empty_row(another, one)),
                .conversations = TRY(tx.ties().conversations({one, another}))};
}

Result<Ties::Pair> Ties::rebuilt(const store::ReadTx& tx, const Pair& kept) {
    std::vector<Interaction> interactions;
    if (TRY(tx.relations().blocked_among(kept.one.tie.owner, std::array{kept.one.tie.other})).empty())
        interactions = TRY(tx.interactions().between(kept.accounts()));
    std::uint32_t ones = 0;
    std::uint32_t anothers = 0;
    for (const auto& interaction : interactions)
        if (is_said_in_public(interaction)) ++(interaction.actor == kept.one.tie.owner ? ones : anothers);
    auto one = relationship::rebuild(kept.one.tie, interactions);
    return Pair{.one = {one.tie, ones, anothers},
                .another = {relationship::rebuild(kept.another.tie, interactions).tie, anothers, ones},
                .conversations = std::move(one.conversations)};
}

Result<void> Ties::keep(store::WriteTx& tx, const Pair& before, const Pair& after) {
    if (before == after) return {};
    auto pair = after.accounts();
    // Whom both know is counted over ties, so the ties must be there.
    if (before.in_public() && !after.in_public()) TRY(tx.ties().discount_contact(pair));
    for (const auto& row : {after.one, after.another})
        TRY(is_empty(row) ? tx.ties().remove(row.tie.owner, row.tie.other) : tx.ties().put(row));
    if (!before.in_public() && after.in_public()) TRY(tx.ties().count_contact(pair));
    if (before.conversations != after.conversations) {
        TRY(tx.ties().remove_conversations(pair));
        for (const auto& [id, conversation] : after.conversations)
            TRY(tx.ties().put_conversation(pair, id, conversation));
    }
    tell(tx, pair.low, pair.high);
    return {};
}

// Words that are gone may have been the last that their speaker said in public.
Result<void> Ties::unsay(store::WriteTx& tx, const Interaction& gone) {
    if (!is_said_in_public(gone)) return {};
    if (TRY(tx.ties().person(gone.actor)).last_spoken == gone.at) TRY(tx.ties().recount_spoken(gone.actor));
    return {};
}

Result<bool> Ties::rebuild(store::WriteTx& tx, AccountId one, AccountId another) {
    auto before = TRY(load(tx, one, another));
    auto after = TRY(rebuilt(tx, before));
    TRY(keep(tx, before, after));
    return before != after;
}

Result<bool> Ties::is_wrong(const store::ReadTx& tx, AccountId one, AccountId another) {
    auto kept = TRY(load(tx, one, another));
    return kept != TRY(rebuilt(tx, kept));
}

Result<void> Ties::revise(store::WriteTx& tx, AccountId author, StatusId status,
                          std::span<const Interaction> interactions) {
    std::vector<AccountId> touched;
    auto pending = std::vector<Interaction>(interactions.begin(), interactions.end());
    for (const auto& before : TRY(tx.interactions().of_status(status))) {
        if (before.actor != author) continue;
        auto now = std::ranges::find(pending, before.target, &Interaction::target);
        if (now == pending.end()) {
            TRY(tx.interactions().remove(before));
            TRY(unsay(tx, before));
            touched.push_back(before.target);
            continue;
        }
        auto after = *now;
        after.at = before.at;
        pending.erase(now);
        if (after == before) continue;
        TRY(tx.interactions().replace(before, after));
        touched.push_back(before.target);
    }
    for (auto target : touched)
        TRY(rebuild(tx, author, target));
    // Who is spoken to only now is spoken to now.
    for (auto& interaction : pending)
        interaction.at = clock_.now();
    return record(tx, pending);
}

Result<bool> Ties::forget_some_of_status(store::WriteTx& tx, StatusId status) {
    auto gone = TRY(tx.interactions().of_status(status));
    bool more = gone.size() > facts_at_once;
    if (more) {
        std::ranges::partition(gone, relationship::is_spoken);
        gone.resize(facts_at_once);
    }
    for (const auto& interaction : gone)
        TRY(tx.interactions().remove(interaction));
    for (const auto& interaction : gone)
        TRY(unsay(tx, interaction));
    std::vector<AccountPair> pairs;
    for (const auto& interaction : gone)
        pairs.emplace_back(interaction.actor, interaction.target);
    std::ranges::sort(pairs);
    pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
    for (const auto& pair : pairs)
        TRY(rebuild(tx, pair.low, pair.high));
    return more;
}

Result<void> Ties::forget(store::WriteTx& tx, AccountId actor, AccountId target, InteractionKind kind,
                          StatusId status) {
    Interaction interaction{.actor = actor, .target = target, .kind = kind, .status = status};
    if (TRY(tx.interactions().remove(interaction))) TRY(rebuild(tx, actor, target));
    return {};
}

Result<void> Ties::forget_kind(store::WriteTx& tx, AccountId actor, AccountId target, InteractionKind kind) {
    if (TRY(tx.interactions().remove_kind(actor, target, kind)) > 0) TRY(rebuild(tx, actor, target));
    return {};
}

Result<bool> Ties::forget_some_of(store::WriteTx& tx, AccountId account, std::size_t ties) {
    auto others = TRY(tx.interactions().partners(account));
    if (others.empty()) // what is left was set by hand
        for (const auto& kept : TRY(tx.ties().of(account, store::TieSelection::all)))
            others.push_back(kept.tie.other);
    if (others.size() > ties) others.resize(ties);
    for (auto other : others) {
        auto gone = TRY(tx.interactions().between({account, other}));
        TRY(tx.interactions().remove_between({account, other}));
        for (const auto& interaction : gone)
            TRY(unsay(tx, interaction));
        TRY(clear(tx, account, other));
    }
    return !others.empty();
}

Result<void> Ties::clear(store::WriteTx& tx, AccountId one, AccountId another) {
    return keep(tx, TRY(load(tx, one, another)), Pair::empty(one, another));
}

Result<void> Ties::block_changed(store::WriteTx& tx, AccountId one, AccountId another) {
    if (!TRY(tx.relations().blocked_among(one, std::array{another})).empty()) return clear(tx, one, another);
    TRY(rebuild(tx, one, another));
    return {};
}

Result<void> Ties::domain_block_changed(store::WriteTx& tx, AccountId account, std::string_view domain) {
    auto others = TRY(tx.interactions().partners(account));
    for (const auto& kept : TRY(tx.ties().of(account, store::TieSelection::all))) // some were set by hand
        others.push_back(kept.tie.other);
    std::ranges::sort(others);
    others.erase(std::ranges::unique(others).begin(), others.end());
    for (const auto& other : TRY(tx.accounts().by_ids(others)))
        if (other.domain == domain) TRY(block_changed(tx, account, other.id));
    return {};
}

Result<void> Ties::set_stage(store::WriteTx& tx, AccountId owner, AccountId other,
                             std::optional<relationship::Stage> stage) {
    auto before = TRY(load(tx, owner, other));
    auto after = before;
    relationship::set_stage(after.one.tie, stage);
    return keep(tx, before, after);
}

Result<void> Ties::set_vouch(store::WriteTx& tx, AccountId owner, AccountId other, bool vouches) {
    auto before = TRY(load(tx, owner, other));
    auto after = before;
    after.one.tie.mine.vouches = vouches;
    after.another.tie.theirs.vouches = vouches;
    return keep(tx, before, after);
}

Result<void> Ties::set_origin(store::WriteTx& tx, AccountId one, AccountId another,
                              const relationship::Origin& origin) {
    auto before = TRY(load(tx, one, another));
    auto after = before;
    after.one.tie.origin = after.another.tie.origin = origin;
    return keep(tx, before, after);
}

} // namespace kith::services
