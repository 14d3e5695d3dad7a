#include "services/door.hpp"

#include "core/text.hpp"
#include "domain/language.hpp"
#include "domain/plain_text.hpp"
#include "domain/text_entities.hpp"
#include "services/first_contact.hpp"
#include "services/judging.hpp"
#include "store/person_notes.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace kith::services {
namespace {

using relationship::Newcomer;
using relationship::OwnerInterests;
using relationship::Reason;
using relationship::Stage;
using relationship::StarterPost;

constexpr std::chrono::days looked_back{90};
constexpr int posts_read = 10;           // of each newcomer
constexpr std::size_t most_starters = 3; // of each newcomer
constexpr std::size_t most_tags = 30;    // of each account
constexpr std::size_t circle = 100;      // of the owner's strongest, for whom a newcomer opens another circle
constexpr int partners_read = 100;       // of each account
constexpr std::size_t most_known_by = 10;
constexpr std::size_t most_recent = 2; // posts shown of each newcomer

template <class I>
using ById = std::unordered_map<AccountId, I>;

template <class Row>
ById<Row> by_account(std::vector<Row> rows) {
    ById<Row> found;
    for (auto& row : rows)
        found.emplace(row.account_id, std::move(row));
    return found;
}

std::string shown_name(const Account& account) {
    return account.display_name.empty() ? account.username : account.display_name;
}

bool has_bio(const Account& account) {
    auto says = account.local() ? account.note : html_to_text(account.note);
    return !trim(says).empty() || !account.why_here.empty() || !account.fields.empty();
}

std::string words_of(const Account& account) {
    std::string words = (account.local() ? account.note : html_to_text(account.note)) + "\n" + account.why_here;
    for (const auto& field : account.fields)
        words += "\n" + field.name + ": " + field.value;
    return words;
}

// "Follow for follow!": whoever says that to everybody collects.
bool asks_for_clicks(const Account& account) {
    using relationship::AskKind;
    auto judged = Judging().classify(account, "", words_of(account));
    return judged.is_flagged(relationship::MessageLabel::ask) &&
           (judged.asks.has(AskKind::follow) || judged.asks.has(AskKind::like) || judged.asks.has(AskKind::share));
}

std::string plain(const store::PublicPost& post) { return post.html ? html_to_text(post.words) : post.words; }

// What many newcomers have in common to be read, once for all of them.
struct DoorReadings {
    ById<Account> accounts;
    ById<store::PostingHabits> posting;
    ById<store::AnsweringHabits> answering;
    std::vector<store::PublicPost> posts;
    ById<OwnerInterests> interests;
    ById<std::vector<KnownPerson>> known_by;
    ById<std::size_t> new_people;
    std::unordered_set<AccountId> automated;          // on autopilot, as etiquette found
    std::unordered_map<AccountId, std::string> names; // of those in known_by
};

// The owner's people who visibly know a newcomer: they follow them openly, or the two talk in public.
Result<void> read_known_by(const store::ReadTx& tx, std::span<const AccountId> ids, std::span<const KnownTie> known,
                           DoorReadings& readings) {
    std::vector<AccountId> people;
    for (const auto& tie : known)
        people.push_back(tie.tie.other);
    ById<std::unordered_set<AccountId>> knows;
    for (auto [newcomer, person] : TRY(tx.meetings().talking(ids, people)))
        knows[newcomer].insert(person);
    for (auto [person, newcomer] : TRY(tx.meetings().following(people, ids)))
        knows[newcomer].insert(person);
    std::vector<AccountId> named;
    for (const auto& [newcomer, who] : knows) {
        auto& list = readings.known_by[newcomer];
        for (auto stage : {Stage::trusted, Stage::friend_, Stage::acquaintance})
            for (const auto& tie : known) // the strongest first
                if (tie.stage == stage && who.contains(tie.tie.other)) list.push_back({tie.tie.other, stage});
        if (list.size() > most_known_by) list.resize(most_known_by);
        for (const auto& person : list)
            named.push_back(person.account);
    }
    for (const auto& name : TRY(tx.person_notes().names(named)))
        readings.names.emplace(name.id, name.shown());
    return {};
}

// With how many a newcomer talks in public with whom nobody of the owner's circle does.
Result<void> read_new_people(const store::ReadTx& tx, AccountId owner, std::span<const AccountId> ids,
                             std::span<const KnownTie> known, DoorReadings& readings) {
    std::vector<AccountId> near;
    for (const auto& tie : known.first(std::min(known.size(), circle)))
        near.push_back(tie.tie.other);
    std::unordered_set<AccountId> reached{owner};
    for (const auto& tie : known)
        reached.insert(tie.tie.other);
    if (!near.empty())
        for (auto [person, partner] : TRY(tx.meetings().partners(near, partners_read)))
            reached.insert(partner);
    for (auto [newcomer, partner] : TRY(tx.meetings().partners(ids, partners_read)))
        if (!reached.contains(partner)) ++readings.new_people[newcomer];
    return {};
}

// What everybody can see. `with_owner`: also whose interests are read.
Result<DoorReadings> read_seen(const store::ReadTx& tx, std::span<const AccountId> ids,
                               std::span<const AccountId> with_owner, Time now) {
    auto since = now - looked_back;
    DoorReadings readings;
    for (auto& account : TRY(tx.accounts().by_ids(ids)))
        readings.accounts.emplace(account.id, std::move(account));
    readings.posting = by_account(TRY(tx.meetings().posting(ids, since)));
    readings.answering = by_account(TRY(tx.meetings().answering(ids, since)));
    readings.posts = TRY(tx.meetings().newest_posts(ids, since, posts_read));
    readings.interests = TRY(interests_of(tx, with_owner, now));
    for (auto id : TRY(on_autopilot(tx, ids, now)))
        readings.automated.insert(id);
    return readings;
}

Result<DoorReadings> read_all(const store::ReadTx& tx, AccountId owner, std::span<const AccountId> ids, Time now) {
    std::vector<AccountId> with_owner(ids.begin(), ids.end());
    with_owner.push_back(owner);
    auto readings = TRY(read_seen(tx, ids, with_owner, now));
    auto known = TRY(ties_of(tx, owner, store::TieSelection::known, now));
    std::erase_if(known, [](const auto& tie) { return tie.stage < Stage::acquaintance; });
    TRY(read_known_by(tx, ids, known, readings));
    TRY(read_new_people(tx, owner, ids, known, readings));
    return readings;
}

Newcomer newcomer_of(const Account& account, DoorReadings& readings, Time now) {
    const auto& posting = readings.posting[account.id];
    const auto& answering = readings.answering[account.id];
    auto& interests = readings.interests[account.id];
    auto age = std::chrono::floor<std::chrono::days>(now - account.created_at()).count();
    // An account from elsewhere is as old here as our knowing of it, which says nothing.
    constexpr unsigned neither_new_nor_old = 100;
    Newcomer newcomer{.has_bio = has_bio(account),
                      .profile_asks = asks_for_clicks(account),
                      .says_automated = account.bot,
                      .looks_automated = readings.automated.contains(account.id),
                      .follows = unsigned(std::max<std::int64_t>(0, account.following_count)),
                      .followers = unsigned(std::max<std::int64_t>(0, account.followers_count)),
                      .age_days = account.local() ? unsigned(std::max<std::int64_t>(0, age)) : neither_new_nor_old,
                      .recent = {unsigned(posting.posts), unsigned(posting.replies), unsigned(posting.pitches),
                                 unsigned(posting.asks)},
                      .messages_received = unsigned(answering.received),
                      .messages_answered = unsigned(answering.answered),
                      .interests = interests.interests,
                      .tags = interests.tags,
                      .groups = {},
                      .languages = interests.languages,
                      .known_by = {},
                      .new_people = unsigned(readings.new_people[account.id]),
                      .words = words_of(account)};
    for (const auto& person : readings.known_by[account.id])
        newcomer.known_by.push_back({readings.names[person.account], person.stage});
    for (const auto& post : readings.posts)
        if (post.account_id == account.id) newcomer.words += "\n" + plain(post);
    return newcomer;
}

std::string draft_for(const Reason& reason, const std::string& acct) {
    auto tag = std::string(reason.parameter("tag"));
    if (reason.code == "starter_question")
        return fmt::format("@{} You asked: “{}” ", acct, reason.parameter("question"));
    if (reason.code == "starter_shared_tag")
        return fmt::format("@{} I see that you write about #{} too. What are you working on?", acct, tag);
    if (reason.code == "starter_tag") return fmt::format("@{} How did you come to #{}?", acct, tag);
    return fmt::format("@{} Hello! What brought you here?", acct);
}

} // namespace

std::optional<DoorAnswer> parse_door_answer(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, DoorAnswer>, 7> all{
        {{"follow_back", DoorAnswer::follow_back},
         {"accept", DoorAnswer::accept},
         {"reject", DoorAnswer::reject},
         {"leave", DoorAnswer::leave},
         {"look_again", DoorAnswer::look_again},
         {"remove", DoorAnswer::remove},
         {"block", DoorAnswer::block}}};
    for (const auto& [known, answer] : all)
        if (known == name) return answer;
    return std::nullopt;
}

Result<std::unordered_map<AccountId, std::vector<StarterPost>>>
starter_posts(const store::ReadTx& tx, std::span<const store::PublicPost> posts) {
    std::vector<StatusId> ids;
    for (const auto& post : posts)
        ids.push_back(post.id);
    std::unordered_map<StatusId, std::vector<std::string>> tags;
    for (auto& used : TRY(tx.tags().of_statuses(ids)))
        tags[used.status_id].push_back(used.tag.name);
    std::unordered_map<AccountId, std::vector<StarterPost>> found;
    for (const auto& post : posts)
        if (auto text = plain(post); !text.starts_with('@'))
            found[post.account_id].push_back({std::move(text), tags[post.id], time_of_id(post.id.value)});
    return found;
}

std::vector<Starter> starters_for(const Account& account, std::span<const StarterPost> posts,
                                  const OwnerInterests& owner, std::size_t limit) {
    std::vector<Starter> starters;
    // Who asks the same again, or repeats a tag, gives one beginning.
    for (auto& reason : relationship::conversation_starters(shown_name(account), posts, owner, posts.size() + limit)) {
        auto draft = draft_for(reason, account.acct());
        if (starters.size() < limit && std::ranges::find(starters, draft, &Starter::draft) == starters.end())
            starters.push_back({std::move(reason), std::move(draft)});
    }
    return starters;
}

Result<std::unordered_map<AccountId, Newcomer>> newcomers(const store::ReadTx& tx, std::span<const AccountId> ids,
                                                          Time now) {
    auto readings = TRY(read_seen(tx, ids, ids, now));
    std::unordered_map<AccountId, Newcomer> found;
    for (const auto& [id, account] : readings.accounts)
        found.emplace(id, newcomer_of(account, readings, now));
    return found;
}

Result<std::unordered_map<AccountId, OwnerInterests>> interests_of(const store::ReadTx& tx,
                                                                   std::span<const AccountId> ids, Time now) {
    auto since = now - looked_back;
    std::unordered_map<AccountId, OwnerInterests> found;
    for (auto& [account, name] : TRY(tx.meetings().tags_featured(ids)))
        found[account].interests.push_back(std::move(name));
    for (const auto& account : TRY(tx.accounts().by_ids(ids)))
        if (auto words = words_of(account); words.find('#') != std::string::npos)
            for (auto& name : hashtags_of(find_entities(words)))
                if (auto& interests = found[account.id].interests;
                    interests.size() < most_tags && std::ranges::find(interests, name) == interests.end())
                    interests.push_back(std::move(name));
    for (auto& [account, name] : TRY(tx.meetings().tags_used(ids, since)))
        if (auto& tags = found[account].tags; tags.size() < most_tags) tags.push_back(std::move(name));
    for (const auto& [account, code] : TRY(tx.meetings().languages(ids, since)))
        found[account].languages.push_back(language_name(code));
    return found;
}

Door::Door(store::Store& store, const Clock& clock, Relations& relations)
    : store_(store), clock_(clock), relations_(relations) {}

Result<std::vector<DoorEntry>> Door::describe(const store::ReadTx& tx, AccountId owner,
                                              std::vector<store::AtDoor> newcomers) const {
    if (newcomers.empty()) return std::vector<DoorEntry>();
    std::vector<AccountId> ids;
    for (const auto& each : newcomers)
        ids.push_back(each.account_id);
    auto now = clock_.now();
    auto readings = TRY(read_all(tx, owner, ids, now));
    auto posts = TRY(starter_posts(tx, readings.posts));
    auto followed = TRY(tx.relations().followed_among(owner, ids));
    const auto& mine = readings.interests[owner];
    std::vector<DoorEntry> entries;
    for (const auto& each : newcomers) {
        auto account = readings.accounts.find(each.account_id);
        if (account == readings.accounts.end()) continue;
        DoorEntry entry{.at = each};
        entry.following = std::ranges::find(followed, each.account_id) != followed.end();
        entry.facts = relationship::facts_about(newcomer_of(account->second, readings, now), mine);
        entry.known_by = readings.known_by[each.account_id];
        entry.starters = starters_for(account->second, posts[each.account_id], mine, most_starters);
        for (const auto& post : readings.posts)
            if (post.account_id == each.account_id && entry.recent.size() < most_recent &&
                !plain(post).starts_with('@'))
                entry.recent.push_back(post.id);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<std::vector<DoorEntry>> Door::about(const store::ReadTx& tx, AccountId owner,
                                           std::span<const AccountId> ids) const {
    std::vector<store::AtDoor> people;
    for (auto id : ids)
        people.push_back({.account_id = id});
    return describe(tx, owner, std::move(people));
}

Result<std::vector<DoorEntry>> Door::list(const store::ReadTx& tx, AccountId owner, const store::Page& page) const {
    return describe(tx, owner, TRY(tx.meetings().at_door(owner, clock_.now() - shown_for, page)));
}

Result<std::size_t> Door::count(const store::ReadTx& tx, AccountId owner) const {
    return TRY(tx.meetings().at_door(owner, clock_.now() - shown_for, {.limit = 100})).size();
}

Result<DoorEntry> Door::one(const store::ReadTx& tx, AccountId owner, AccountId other) const {
    auto at = TRY(tx.meetings().follower(owner, other));
    if (!at) return not_found();
    auto entries = TRY(describe(tx, owner, {*at}));
    if (entries.empty()) return not_found();
    return std::move(entries.front());
}

Result<void> Door::answer(AccountId owner, AccountId other, DoorAnswer answer) {
    auto at = TRY(store_.read([&](store::ReadTx& tx) { return tx.meetings().follower(owner, other); }));
    if (!at) return not_found();
    switch (answer) {
    case DoorAnswer::follow_back:
        if (at->pending) TRY(relations_.authorize(owner, other));
        return relations_.follow(owner, other);
    case DoorAnswer::accept:
        return relations_.authorize(owner, other);
    case DoorAnswer::reject:
        return relations_.reject(owner, other);
    case DoorAnswer::leave:
        return store_.write([&](store::WriteTx& tx) { return tx.meetings().leave(owner, other); });
    case DoorAnswer::look_again:
        return store_.write([&](store::WriteTx& tx) { return tx.meetings().look_again(owner, other); });
    case DoorAnswer::remove:
        return at->pending ? relations_.reject(owner, other) : relations_.remove_follower(owner, other);
    case DoorAnswer::block:
        return relations_.block(owner, other);
    }
    std::unreachable();
}

} // namespace kith::services
