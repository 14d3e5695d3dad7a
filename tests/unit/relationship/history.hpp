// Small histories for the tests of ties: two people, days counted from a Monday.
#pragma once

#include "relationship/tie.hpp"

#include <gtest/gtest.h>

namespace kith::relationship::testing {

inline constexpr AccountId ann{1};
inline constexpr AccountId bob{2};
inline constexpr ConversationId thread{7};

// `days` after 2026-01-05 09:00 UTC.
inline Time day(double days) {
    return from_unix_ms(1767603600000) + Duration(static_cast<std::int64_t>(days * 86'400'000));
}

inline Interaction does(AccountId actor, AccountId target, InteractionKind kind, double when,
                        ConversationId conversation = thread) {
    Interaction interaction;
    interaction.actor = actor;
    interaction.target = target;
    interaction.kind = kind;
    interaction.at = day(when);
    interaction.conversation = conversation;
    return interaction;
}
inline Interaction says(AccountId actor, AccountId target, double when, ConversationId conversation = thread) {
    return does(actor, target, InteractionKind::reply, when, conversation);
}

// Ann's tie to Bob and the conversations between them, as a store would keep them.
struct AnnAndBob {
    Tie tie;
    std::map<ConversationId, TieConversation> conversations;

    AnnAndBob() {
        tie.owner = ann;
        tie.other = bob;
    }
    void add(const Interaction& interaction) { apply(tie, conversations[interaction.conversation], interaction); }
    // Bob speaks, Ann answers an hour later.
    void exchange(double when, ConversationId conversation = thread) {
        add(says(bob, ann, when, conversation));
        add(says(ann, bob, when + 1.0 / 24, conversation));
    }
};

} // namespace kith::relationship::testing
