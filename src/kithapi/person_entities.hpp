// People as the API shows them. Shapes: src/kithapi/openapi/people.json
#pragma once

#include "kithapi/reason_entity.hpp"
#include "mastodon/account_presenter.hpp"
#include "relationship/stage.hpp"
#include "services/people.hpp"

namespace kith::kithapi {

// nullopt for "never".
std::optional<Time> known_time(Time time);
// Two digits after the point say all that a probability or a unit knows; three keep order.
double rounded(double value);

struct OriginEntity {
    std::string_view kind;
    std::string words;
    std::optional<json::Raw> through;
};
BOOST_DESCRIBE_STRUCT(OriginEntity, (), (kind, words, through))

// `accounts` holds origin.through, if it is to be shown.
OriginEntity origin_entity(const relationship::Origin& origin, const mastodon::AccountViews& accounts);

struct PersonSummaryEntity {
    json::Raw account;
    relationship::Stage stage = relationship::Stage::stranger;
    bool set_by_hand = false;
    double strength = 0;
    bool quiet = false;
    unsigned unanswered = 0;
    std::optional<Time> last_contact;
    bool following = false;
    bool followed_by = false;
    std::string note;
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(PersonSummaryEntity, (),
                      (account, stage, set_by_hand, strength, quiet, unanswered, last_contact, following, followed_by,
                       note, tags))

struct StageCountsEntity {
    std::size_t stranger = 0;
    std::size_t acquaintance = 0;
    std::size_t friend_ = 0;
    std::size_t trusted = 0;
};
BOOST_DESCRIBE_STRUCT(StageCountsEntity, (), (stranger, acquaintance, friend_, trusted))

struct PeopleEntity {
    std::vector<PersonSummaryEntity> people;
    std::size_t total = 0;
    StageCountsEntity stages;
    std::size_t quiet = 0;
    std::size_t unanswered = 0;
};
BOOST_DESCRIBE_STRUCT(PeopleEntity, (), (people, total, stages, quiet, unanswered))

struct StageEntity {
    relationship::Stage stage = relationship::Stage::stranger;
    relationship::Stage by_engine = relationship::Stage::stranger;
    relationship::Stage earned = relationship::Stage::stranger;
    bool set_by_hand = false;
    bool quiet = false;
    std::vector<ReasonEntity> reasons;
};
BOOST_DESCRIBE_STRUCT(StageEntity, (), (stage, by_engine, earned, set_by_hand, quiet, reasons))

struct StrengthTermEntity {
    ReasonEntity reason;
    double value = 0;
    double contribution = 0;
};
BOOST_DESCRIBE_STRUCT(StrengthTermEntity, (), (reason, value, contribution))

struct StrengthEntity {
    double strength = 0;
    double start = 0;
    std::vector<StrengthTermEntity> terms;
};
BOOST_DESCRIBE_STRUCT(StrengthEntity, (), (strength, start, terms))

struct GiveAndTakeEntity {
    double given = 0;
    double taken = 0;
    std::optional<double> reciprocity;
};
BOOST_DESCRIBE_STRUCT(GiveAndTakeEntity, (), (given, taken, reciprocity))

struct TieSideEntity {
    unsigned contacts = 0;
    unsigned turns = 0;
    unsigned asks = 0;
    unsigned pitches = 0;
    std::optional<Time> first_contact;
    std::optional<Time> last_contact;
    std::optional<std::int64_t> median_answer_seconds;
};
BOOST_DESCRIBE_STRUCT(TieSideEntity, (),
                      (contacts, turns, asks, pitches, first_contact, last_contact, median_answer_seconds))

struct ContactEntity {
    TieSideEntity mine;
    TieSideEntity theirs;
    unsigned exchanges = 0;
    unsigned exchange_days = 0;
    unsigned unanswered = 0;
    std::optional<Time> first_contact;
    std::optional<Time> last_contact;
    double unusual_silence = 0;
};
BOOST_DESCRIBE_STRUCT(ContactEntity, (),
                      (mine, theirs, exchanges, exchange_days, unanswered, first_contact, last_contact,
                       unusual_silence))

struct NotedDateEntity {
    std::string what;
    int month = 1;
    int day = 1;
    std::optional<int> year;
};
BOOST_DESCRIBE_STRUCT(NotedDateEntity, (), (what, month, day, year))

struct VouchEntity {
    bool mine = false;
    bool both = false;
};
BOOST_DESCRIBE_STRUCT(VouchEntity, (), (mine, both))

struct MetEntity {
    Time at;
};
BOOST_DESCRIBE_STRUCT(MetEntity, (), (at))

struct PersonEntity {
    json::Raw account;
    bool following = false;
    bool requested = false;
    bool followed_by = false;
    bool requested_by = false;
    StageEntity stage;
    StrengthEntity strength;
    GiveAndTakeEntity give_and_take;
    ContactEntity contact;
    OriginEntity origin;
    std::string note;
    std::vector<std::string> tags;
    std::string likes;
    std::string how_met;
    std::vector<NotedDateEntity> dates;
    VouchEntity vouch;
    std::optional<MetEntity> met;
    bool offers = false;
    std::int64_t outcomes = 0;
};
BOOST_DESCRIBE_STRUCT(PersonEntity, (),
                      (account, following, requested, followed_by, requested_by, stage, strength, give_and_take,
                       contact, origin, note, tags, likes, how_met, dates, vouch, met, offers, outcomes))

PersonSummaryEntity summary_entity(const services::PersonSummary& person, const mastodon::AccountView& account,
                                   const store::Relationship& relationship);
// `accounts` holds the person, and whoever the origin names.
PersonEntity person_entity(const services::Person& person, const mastodon::AccountViews& accounts);

} // namespace kith::kithapi
