#include "services/people.hpp"

#include "core/text.hpp"
#include "domain/unicode.hpp"
#include "relationship/today.hpp"
#include "store/contact_rules.hpp"
#include "store/outcomes.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace kith::services {
namespace {

using relationship::Stage;
using store::NotedDate;
using store::PersonNote;

constexpr std::array<std::pair<std::string_view, PeopleOrder>, 5> orders{{{"strength", PeopleOrder::strength},
                                                                          {"recent", PeopleOrder::recent},
                                                                          {"quiet", PeopleOrder::quiet},
                                                                          {"unanswered", PeopleOrder::unanswered},
                                                                          {"name", PeopleOrder::name}}};
constexpr std::array<std::pair<std::string_view, PeopleOnly>, 3> onlys{
    {{"quiet", PeopleOnly::quiet}, {"unanswered", PeopleOnly::unanswered}, {"dates", PeopleOnly::dates}}};

template <class Table>
auto parse(const Table& table, std::string_view name) -> std::optional<std::decay_t<decltype(table[0].second)>> {
    for (const auto& [known, value] : table)
        if (known == name) return value;
    return std::nullopt;
}

// Words to compare, folded.
std::vector<std::string> words_of(std::string_view text) {
    auto folded = unicode::fold(text);
    std::vector<std::string> words;
    std::string word;
    for (std::size_t at = 0; at < folded.size();) {
        auto begin = at;
        if (unicode::is_word(next_code_point(folded, at)))
            word.append(folded, begin, at - begin);
        else if (!word.empty())
            words.push_back(std::exchange(word, {}));
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

bool has_all(const std::vector<std::string>& wanted, const std::vector<std::string>& words) {
    return std::ranges::all_of(wanted, [&](const auto& beginning) {
        return std::ranges::any_of(words, [&](const auto& word) { return word.starts_with(beginning); });
    });
}

using Names = std::unordered_map<AccountId, store::PersonName>;

Result<Names> names_of(const store::ReadTx& tx, const std::vector<PersonSummary>& people) {
    std::vector<AccountId> ids;
    for (const auto& person : people)
        ids.push_back(person.tie.tie.other);
    Names names;
    for (auto& name : TRY(tx.person_notes().names(ids)))
        names.emplace(name.id, std::move(name));
    return names;
}

std::string text_about(const PersonSummary& person, const store::PersonName& name) {
    const auto& note = person.note;
    return join(
        {name.display_name, name.username, name.domain, note.note, note.likes, note.how_met, join(note.tags, " ")},
        " ");
}

Result<void> keep_those_with(const store::ReadTx& tx, const std::string& text, std::vector<PersonSummary>& people) {
    auto wanted = words_of(text);
    if (wanted.empty()) return {};
    auto names = TRY(names_of(tx, people));
    std::erase_if(people, [&](const auto& person) {
        auto name = names.find(person.tie.tie.other);
        return name == names.end() || !has_all(wanted, words_of(text_about(person, name->second)));
    });
    return {};
}

// What is equal stays in the order of strength.
template <class Key>
void sort_by(std::vector<PersonSummary>& people, Key key) {
    std::ranges::sort(people, [&](const auto& one, const auto& another) {
        const auto& of_one = key(one);
        const auto& of_another = key(another);
        if (of_one != of_another) return of_one > of_another;
        return std::pair(another.tie.strength, one.tie.tie.other) < std::pair(one.tie.strength, another.tie.tie.other);
    });
}

// The strongest come first already.
Result<void> put_in_order(const store::ReadTx& tx, PeopleOrder order, Time now, std::vector<PersonSummary>& people) {
    switch (order) {
    case PeopleOrder::strength:
        break;
    case PeopleOrder::recent:
        sort_by(people, [](const auto& person) { return person.tie.tie.last_contact(); });
        break;
    case PeopleOrder::quiet:
        sort_by(people, [&](const auto& person) { return relationship::unusual_silence(person.tie.tie, now); });
        break;
    case PeopleOrder::unanswered:
        sort_by(people, [](const auto& person) { return person.tie.tie.unanswered; });
        break;
    case PeopleOrder::name: {
        std::unordered_map<AccountId, std::string> folded;
        for (const auto& [id, name] : TRY(names_of(tx, people)))
            folded.emplace(id, unicode::fold(name.shown()));
        std::ranges::sort(people, [&](const auto& one, const auto& another) {
            auto key = [&](const auto& person) { return std::tie(folded[person.tie.tie.other], person.tie.tie.other); };
            return key(one) < key(another);
        });
        break;
    }
    }
    return {};
}

bool is_selected(const PeopleSelection& selection, const PersonSummary& person) {
    if (!selection.stages.empty() && std::ranges::find(selection.stages, person.tie.stage) == selection.stages.end())
        return false;
    if (!selection.tag.empty() && std::ranges::find(person.note.tags, selection.tag) == person.note.tags.end())
        return false;
    switch (selection.only) {
    case PeopleOnly::all:
        return true;
    case PeopleOnly::quiet:
        return person.quiet;
    case PeopleOnly::unanswered:
        return person.tie.tie.unanswered > 0;
    case PeopleOnly::dates:
        return !person.note.dates.empty();
    }
    std::unreachable();
}

Result<void> put_text(const std::optional<std::string>& given, std::string& kept, std::string_view name) {
    if (!given) return {};
    auto text = to_valid_utf8(trim(*given));
    if (count_code_points(text) > People::longest_text)
        return invalid("person_text", fmt::format("Validation failed: {} is too long (maximum is {} characters)", name,
                                                  People::longest_text));
    kept = std::move(text);
    return {};
}

Result<std::vector<std::string>> tidy_tags(const std::vector<std::string>& given) {
    std::set<std::string> tags;
    for (const auto& each : given) {
        auto tag = to_valid_utf8(trim(each));
        if (tag.starts_with('#')) tag.erase(0, 1);
        if (tag.empty()) continue;
        if (count_code_points(tag) > People::longest_tag)
            return invalid("person_tags",
                           fmt::format("Validation failed: A tag may have {} characters at most", People::longest_tag));
        tags.insert(std::move(tag));
    }
    if (tags.size() > People::most_tags)
        return invalid("person_tags", fmt::format("Validation failed: At most {} tags", People::most_tags));
    return std::vector<std::string>(tags.begin(), tags.end());
}

Result<std::vector<NotedDate>> tidy_dates(const std::vector<NotedDate>& given) {
    if (given.size() > People::most_dates)
        return invalid("person_dates", fmt::format("Validation failed: At most {} dates", People::most_dates));
    std::vector<NotedDate> dates;
    for (auto date : given) {
        date.what = to_valid_utf8(trim(date.what));
        // A leap year admits the 29th of February, which is then kept on the 1st of March in other years.
        auto day = std::chrono::year_month_day(std::chrono::year(date.year.value_or(2000)),
                                               std::chrono::month(unsigned(std::clamp(date.month, 0, 99))),
                                               std::chrono::day(unsigned(std::clamp(date.day, 0, 99))));
        if (date.what.empty() || count_code_points(date.what) > People::longest_date || !day.ok() ||
            date.year.value_or(2000) < 1000 || date.year.value_or(2000) > 9999)
            return invalid("person_dates", "Validation failed: A date needs words and a day of the calendar");
        dates.push_back(std::move(date));
    }
    return dates;
}

Result<void> require_other(const store::ReadTx& tx, AccountId owner, AccountId other) {
    if (owner == other || !TRY(tx.accounts().by_id(other))) return not_found();
    return {};
}

} // namespace

std::optional<PeopleOrder> parse_people_order(std::string_view name) { return parse(orders, name); }
std::optional<PeopleOnly> parse_people_only(std::string_view name) { return parse(onlys, name); }

People::People(store::Store& store, const Clock& clock, Ties& ties) : store_(store), clock_(clock), ties_(ties) {}

Result<PeoplePage> People::list(const store::ReadTx& tx, AccountId owner, const PeopleSelection& selection) const {
    auto now = clock_.now();
    std::unordered_map<AccountId, PersonNote> notes;
    for (auto& note : TRY(tx.person_notes().all(owner)))
        notes.emplace(note.target_id, std::move(note));
    PeoplePage page;
    std::vector<PersonSummary> people;
    auto add = [&](const KnownTie& tie, PersonNote note) {
        PersonSummary person{tie, relationship::is_quiet(tie.tie, now), std::move(note)};
        ++page.stages[std::size_t(tie.stage)];
        if (person.quiet) ++page.quiet;
        if (tie.tie.unanswered > 0) ++page.unanswered;
        if (is_selected(selection, person)) people.push_back(std::move(person));
    };
    for (const auto& tie : TRY(ties_of(tx, owner, store::TieSelection::all, now))) {
        auto note = notes.find(tie.tie.other);
        add(tie, note == notes.end() ? PersonNote{} : std::move(note->second));
        if (note != notes.end()) notes.erase(note);
    }
    // About whom something is noted without any tie.
    std::vector<AccountId> others;
    for (const auto& [id, note] : notes)
        others.push_back(id);
    std::ranges::sort(others);
    for (const auto& tie : TRY(ties_with(tx, owner, others, now)))
        add(tie, std::move(notes[tie.tie.other]));

    TRY(keep_those_with(tx, selection.words, people));
    TRY(put_in_order(tx, selection.order, now, people));
    page.total = people.size();
    auto first = std::min(selection.offset, people.size());
    auto last = std::min(people.size(), first + selection.limit);
    page.people.assign(std::make_move_iterator(people.begin() + std::ptrdiff_t(first)),
                       std::make_move_iterator(people.begin() + std::ptrdiff_t(last)));
    return page;
}

Result<Person> People::one(const store::ReadTx& tx, AccountId owner, AccountId other) const {
    TRY(require_other(tx, owner, other));
    auto now = clock_.now();
    Person person;
    person.tie = TRY(tie_with(tx, owner, other, now));
    const auto& tie = person.tie.tie;
    person.stage = relationship::explain_stage(tie, now);
    person.strength = relationship::explain_strength(tie, person.tie.around, now);
    person.units = relationship::give_and_take(tie, now);
    person.reciprocity = relationship::reciprocity(tie, now);
    person.unusual_silence = relationship::unusual_silence(tie, now);
    person.note = TRY(tx.person_notes().about(owner, other));
    person.relationship = TRY(tx.relations().with(owner, std::array{other})).front();
    person.met = TRY(tx.meetings().meeting(owner, other));
    person.offers = TRY(tx.contact_rules().rule(owner, other)).offers;
    person.outcomes = TRY(tx.outcomes().count(owner, other));
    return person;
}

Result<std::vector<relationship::Interaction>> People::history(const store::ReadTx& tx, AccountId owner,
                                                               AccountId other, Time before, int limit) const {
    TRY(require_other(tx, owner, other));
    auto blocked = TRY(tx.relations().with(owner, std::array{other})).front();
    if (blocked.blocking || blocked.blocked_by) return std::vector<relationship::Interaction>();
    // Archives give many things the same time: a page never ends among them.
    constexpr int of_one_moment = 200;
    auto found = TRY(tx.interactions().history({owner, other}, before, limit + of_one_moment));
    auto wanted = static_cast<std::size_t>(limit);
    while (wanted > 0 && wanted < found.size() && found[wanted].at == found[wanted - 1].at)
        ++wanted;
    if (found.size() > wanted) found.resize(wanted);
    return found;
}

Result<void> People::change(AccountId owner, AccountId other, const PersonChange& change) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(require_other(tx, owner, other));
        auto note = TRY(tx.person_notes().about(owner, other));
        auto before = note;
        TRY(put_text(change.note, note.note, "Note"));
        TRY(put_text(change.likes, note.likes, "Likes"));
        TRY(put_text(change.how_met, note.how_met, "How you met"));
        if (change.tags) note.tags = TRY(tidy_tags(*change.tags));
        if (change.dates) note.dates = TRY(tidy_dates(*change.dates));
        if (!(note == before)) TRY(tx.person_notes().put(note));
        if (change.stage) TRY(ties_.set_stage(tx, owner, other, *change.stage));
        return {};
    });
}

Result<void> People::vouch(AccountId owner, AccountId other, bool vouches) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(require_other(tx, owner, other));
        auto tie = TRY(tie_with(tx, owner, other, clock_.now()));
        if (vouches && tie.stage == Stage::stranger)
            return invalid("vouch_stranger", "Validation failed: You can vouch for people you have spoken with or met");
        return ties_.set_vouch(tx, owner, other, vouches);
    });
}

} // namespace kith::services
