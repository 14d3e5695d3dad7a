#include "kithapi/person_entities.hpp"

#include <cmath>

namespace kith::kithapi {
namespace {

using relationship::OriginKind;

std::string_view words_of(OriginKind kind) {
    switch (kind) {
    case OriginKind::unknown:
        return "How it began is not known.";
    case OriginKind::conversation:
        return "It began with a conversation.";
    case OriginKind::introduction:
        return "Somebody introduced you.";
    case OriginKind::boost:
        return "Somebody shared a post.";
    case OriginKind::group:
        return "You were in the same group.";
    case OriginKind::event:
        return "You were at the same event.";
    case OriginKind::follow:
        return "It began with a follow.";
    case OriginKind::imported:
        return "It was brought along from another network.";
    }
    std::unreachable();
}

TieSideEntity side_entity(const relationship::TieSide& side) {
    TieSideEntity entity{.contacts = side.contacts,
                         .turns = side.turns,
                         .asks = side.asks,
                         .pitches = side.pitches,
                         .first_contact = known_time(side.first_contact),
                         .last_contact = known_time(side.last_contact),
                         .median_answer_seconds = {}};
    if (auto median = side.answers.median())
        entity.median_answer_seconds = std::chrono::duration_cast<std::chrono::seconds>(*median).count();
    return entity;
}

StageEntity stage_entity(const relationship::StageVerdict& verdict) {
    return {verdict.stage,       verdict.by_engine, verdict.earned,
            verdict.set_by_hand, verdict.quiet,     reason_entities(verdict.reasons)};
}

StrengthEntity strength_entity(const relationship::StrengthExplanation& explanation) {
    StrengthEntity entity{.strength = explanation.probability, .start = explanation.start, .terms = {}};
    for (const auto& part : explanation.parts)
        entity.terms.push_back({reason_entity(part.words), part.value, part.contribution});
    return entity;
}

} // namespace

std::optional<Time> known_time(Time time) { return time == relationship::never ? std::nullopt : std::optional(time); }

double rounded(double value) { return std::round(value * 1000) / 1000; }

OriginEntity origin_entity(const relationship::Origin& origin, const mastodon::AccountViews& accounts) {
    OriginEntity entity{.kind = to_string(origin.kind), .words = std::string(words_of(origin.kind)), .through = {}};
    if (auto through = accounts.find(origin.through); origin.through && through != accounts.end())
        entity.through = json::Raw{through->second->json};
    return entity;
}

PersonSummaryEntity summary_entity(const services::PersonSummary& person, const mastodon::AccountView& account,
                                   const store::Relationship& relationship) {
    const auto& tie = person.tie.tie;
    return {.account = json::Raw{account.json},
            .stage = person.tie.stage,
            .set_by_hand = tie.set_stage != 0,
            .strength = rounded(person.tie.strength),
            .quiet = person.quiet,
            .unanswered = tie.unanswered,
            .last_contact = known_time(tie.last_contact()),
            .following = relationship.following && !relationship.following->pending,
            .followed_by = relationship.followed_by,
            .note = person.note.note,
            .tags = person.note.tags};
}

PersonEntity person_entity(const services::Person& person, const mastodon::AccountViews& accounts) {
    const auto& tie = person.tie.tie;
    const auto& relationship = person.relationship;
    PersonEntity entity;
    entity.account = json::Raw{accounts.at(tie.other)->json};
    entity.following = relationship.following && !relationship.following->pending;
    entity.requested = relationship.following && relationship.following->pending;
    entity.followed_by = relationship.followed_by;
    entity.requested_by = relationship.requested_by;
    entity.stage = stage_entity(person.stage);
    entity.strength = strength_entity(person.strength);
    entity.give_and_take = {rounded(person.units.given), rounded(person.units.taken), person.reciprocity};
    entity.contact = {.mine = side_entity(tie.mine),
                      .theirs = side_entity(tie.theirs),
                      .exchanges = tie.exchanges,
                      .exchange_days = tie.exchange_days,
                      .unanswered = tie.unanswered,
                      .first_contact = known_time(tie.first_contact()),
                      .last_contact = known_time(tie.last_contact()),
                      .unusual_silence = rounded(person.unusual_silence)};
    entity.origin = origin_entity(tie.origin, accounts);
    entity.note = person.note.note;
    entity.tags = person.note.tags;
    entity.likes = person.note.likes;
    entity.how_met = person.note.how_met;
    for (const auto& date : person.note.dates)
        entity.dates.push_back({date.what, date.month, date.day, date.year});
    entity.vouch = {tie.mine.vouches, person.both_vouch()};
    if (person.met) entity.met = MetEntity{time_of_id(person.met->id)};
    entity.offers = person.offers;
    entity.outcomes = person.outcomes;
    return entity;
}

} // namespace kith::kithapi
