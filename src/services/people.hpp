// A member's people: everybody they have had to do with, and what they keep about them. All of it is for that member's
// eyes alone; what the other keeps is in none of it.
#pragma once

#include "relationship/reciprocity.hpp"
#include "services/ties.hpp"
#include "store/meetings.hpp"
#include "store/person_notes.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace kith::services {

enum class PeopleOrder : std::uint8_t { strength, recent, quiet, unanswered, name };
std::optional<PeopleOrder> parse_people_order(std::string_view name);
enum class PeopleOnly : std::uint8_t { all, quiet, unanswered, dates };
std::optional<PeopleOnly> parse_people_only(std::string_view name);

struct PeopleSelection {
    std::vector<relationship::Stage> stages; // empty: all
    PeopleOnly only = PeopleOnly::all;
    std::string tag;   // empty: any
    std::string words; // each begins a word of names, note, tags, likes or how they met
    PeopleOrder order = PeopleOrder::strength;
    std::size_t offset = 0;
    std::size_t limit = 40;
};

struct PersonSummary {
    KnownTie tie;
    bool quiet = false;
    store::PersonNote note;
};

struct PeoplePage {
    std::vector<PersonSummary> people;
    std::size_t total = 0; // of the selection
    // Of all people, whatever was selected.
    std::array<std::size_t, 4> stages{};
    std::size_t quiet = 0;
    std::size_t unanswered = 0;
};

struct Person {
    KnownTie tie;
    relationship::StageVerdict stage;
    relationship::StrengthExplanation strength;
    relationship::GiveAndTake units;
    std::optional<double> reciprocity;
    double unusual_silence = 0;
    store::PersonNote note;
    store::Relationship relationship;
    std::optional<store::Meeting> met;
    bool offers = false;
    std::int64_t outcomes = 0;

    bool both_vouch() const { return tie.tie.mine.vouches && tie.tie.theirs.vouches; }
};

// What is not given stays.
struct PersonChange {
    std::optional<std::optional<relationship::Stage>> stage; // given and none: the engine decides again
    std::optional<std::string> note;
    std::optional<std::string> likes;
    std::optional<std::string> how_met;
    std::optional<std::vector<std::string>> tags;
    std::optional<std::vector<store::NotedDate>> dates;
};

// Thread-safe.
class People {
public:
    static constexpr std::size_t longest_text = 2'000; // code points: note, likes, how they met
    static constexpr std::size_t longest_tag = 40;
    static constexpr std::size_t most_tags = 20;
    static constexpr std::size_t longest_date = 100;
    static constexpr std::size_t most_dates = 10;

    People(store::Store& store, const Clock& clock, Ties& ties);

    Result<PeoplePage> list(const store::ReadTx& tx, AccountId owner, const PeopleSelection& selection) const;
    // Also of somebody without a tie. Errors: not_found (no such account, or oneself).
    Result<Person> one(const store::ReadTx& tx, AccountId owner, AccountId other) const;
    // The newest interactions of the two before `before`, at least `limit` if there are as many; all of one moment.
    Result<std::vector<relationship::Interaction>> history(const store::ReadTx& tx, AccountId owner, AccountId other,
                                                           Time before, int limit) const;

    // Errors: not_found; invalid (person_text, person_tags, person_dates).
    Result<void> change(AccountId owner, AccountId other, const PersonChange& change);
    // Counts when the other does the same; they learn of it then only. Errors: not_found; invalid (vouch_stranger).
    Result<void> vouch(AccountId owner, AccountId other, bool vouches);

private:
    store::Store& store_;
    const Clock& clock_;
    Ties& ties_;
};

} // namespace kith::services
