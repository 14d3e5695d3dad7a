// Ties in the server, processor time of the calling thread (SQLite in a temporary folder, no syncing). Workloads:
//   record     one interaction between random pairs of 2,000 accounts within a transaction of 500: the row, both ties,
//   the
//              conversation, last words; and the same rows written without reading or reckoning (the write itself)
//   people     the first page (40) of a member's People who have 1,000 ties, as the API reads it: stages, strengths,
//   order, notes,
//              relationships
//   nudge      considering a draft that asks 20 people whom its author has never spoken with
//   classify   what a post wants, on average over six of usual length
//   network    those ties read into memory: ties a second
// Each with its aim, where it has one.
// usage: kith_ties_bench
#include "backends/sqlite/sqlite_store.hpp"
#include "core/crypto.hpp"
#include "services/judging.hpp"
#include "services/nudging.hpp"
#include "services/people.hpp"
#include "services/tie_network.hpp"
#include "services/ties.hpp"

#include <cstdio>
#include <ctime>
#include <fmt/format.h>
#include <random>

namespace {

using namespace kith;
using namespace kith::services;
using relationship::Interaction;
using relationship::InteractionKind;

double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

template <class T>
T must(Result<T> result) {
    if (!result) {
        fmt::print(stderr, "{} ({})\n", result.error().message, result.error().detail);
        std::exit(1);
    }
    return result.take();
}

void done(const Result<void>& result) {
    if (!result) {
        fmt::print(stderr, "{} ({})\n", result.error().message, result.error().detail);
        std::exit(1);
    }
}

void show(const char* name, double value, const char* unit, double aim, std::string_view more = "") {
    fmt::print("{:9} {:8.2f} {:2} (aim {:g}){}\n", name, value, unit, aim, more);
}

// Processor seconds of one of `times` runs.
double each(std::size_t times, auto&& work) {
    auto begin = processor_seconds();
    for (std::size_t i = 0; i < times; ++i)
        work(i);
    return (processor_seconds() - begin) / double(times);
}

constexpr std::array posts{
    "Good morning! I spent the weekend mending an old clock and it finally keeps time. Does anybody know where to find a new "
    "mainspring for a movement from 1920?",
    "We just launched our new candle shop https://shop.example with a big sale: 20% off all handmade candles!",
    "Please share this with your friends and followers, it would mean a lot to me.",
    "The talk about city bees was wonderful, thank you @anna! I did not know that they dance on rooftops too. #bees",
    "Reading in the park until the rain came, and then reading in the tram.",
    "Who is coming to the meetup on Thursday? I will bring cake, and the slides that I promised @ben last month."};

constexpr std::size_t accounts = 2'000;
constexpr std::size_t steps = 40;
constexpr std::size_t step = 500;

} // namespace

int main() {
    auto folder = std::filesystem::temp_directory_path() / ("kith-ties-bench-" + random_token(8));
    std::filesystem::create_directories(folder);
    ManualClock clock(from_unix_ms(1'780'000'000'000));
    IdMaker ids(clock);
    Events events;
    auto store = must(
        backends::sqlite::open({.file = folder / "kith.sqlite", .durability = backends::sqlite::Durability::normal}));
    Ties ties(clock, ids, events);
    std::mt19937 random(1);
    auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };

    std::vector<AccountId> people;
    done(store->write([&](store::WriteTx& tx) -> Result<void> {
        for (std::size_t i = 0; i < accounts; ++i) {
            people.push_back(ids.make<AccountId>());
            TRY(tx.accounts().insert(
                {.id = people.back(), .username = fmt::format("a{}", i), .updated_at = clock.now()}));
        }
        return {};
    }));
    auto interaction = [&](AccountId actor, AccountId target) {
        return Interaction{.actor = actor,
                           .target = target,
                           .kind = InteractionKind::reply,
                           .in_public = true,
                           .at = clock.now(),
                           .conversation = ConversationId{1 + std::int64_t(below(20))},
                           .status = ids.make<StatusId>()};
    };

    // The member whose page is looked at has 1,000 ties; each of those has some twenty.
    auto member = people.front();
    for (std::size_t i = 1; i <= 1'000; i += 100)
        done(store->write([&](store::WriteTx& tx) -> Result<void> {
            for (std::size_t k = i; k < i + 100; ++k) {
                TRY(ties.record(tx, interaction(member, people[k])));
                TRY(ties.record(tx, interaction(people[k], member)));
            }
            return {};
        }));

    // Everybody else knows the five before and after them.
    auto meet = [&](store::WriteTx& tx, std::size_t one, std::size_t further) -> Result<void> {
        auto another = 1 + (one + further) % (accounts - 1);
        return one == another ? Result<void>() : ties.record(tx, interaction(people[one], people[another]));
    };
    auto timed = [&](auto&& pick) {
        double seconds = 0;
        for (std::size_t i = 0; i < steps; ++i) {
            clock.advance(std::chrono::minutes(1));
            done(store->write([&](store::WriteTx& tx) -> Result<void> {
                auto begin = processor_seconds();
                for (std::size_t k = 0; k < step; ++k)
                    TRY(pick(tx, i * step + k));
                seconds += processor_seconds() - begin;
                return {};
            }));
        }
        return seconds / double(steps * step);
    };
    double first = timed([&](store::WriteTx& tx, std::size_t k) {
        return meet(tx, 1 + k / 10 % (accounts - 1), k % 2 == 0 ? k % 10 / 2 : accounts - 2 - k % 10 / 2);
    });
    double record = timed([&](store::WriteTx& tx, std::size_t) {
        return meet(tx, 1 + below(accounts - 1), below(2) ? below(5) : accounts - 2 - below(5));
    });
    double writing = 0;
    done(store->write([&](store::WriteTx& tx) -> Result<void> {
        std::vector<std::pair<store::TieRow, store::TieRow>> pairs;
        for (std::size_t k = 0; k < step; ++k) {
            auto one = people[1 + below(accounts - 6)];
            for (const auto& kept : TRY(tx.ties().of(one, store::TieSelection::all)))
                if (auto other = TRY(tx.ties().tie(kept.tie.other, one)))
                    pairs.emplace_back(store::TieRow{kept.tie, other->theirs_public, other->mine_public}, *other);
        }
        auto begin = processor_seconds();
        for (const auto& [row, other] : pairs) {
            auto said = interaction(row.tie.owner, row.tie.other);
            TRY(tx.interactions().add(said, ids.next()));
            TRY(tx.ties().put(row));
            TRY(tx.ties().put(other));
            TRY(tx.ties().put_conversation({said.actor, said.target}, said.conversation,
                                           {.last_speaker = said.actor, .last_at = said.at}));
            TRY(tx.ties().put_spoken(said.actor, said.at));
        }
        writing = (processor_seconds() - begin) / double(pairs.size());
        return {};
    }));
    show("record", (record - writing) * 1e6, "us", 20,
         fmt::format(" beyond the write, which takes {:.1f}; {:.1f} in all where two speak for the first time",
                     writing * 1e6, first * 1e6));

    People page(*store, clock, ties);
    std::size_t total = 0;
    double people_page = each(20, [&](std::size_t) {
        done(store->read([&](store::ReadTx& tx) -> Result<void> {
            auto shown = TRY(page.list(tx, member, {}));
            total = shown.total;
            std::vector<AccountId> others;
            for (const auto& person : shown.people)
                others.push_back(person.tie.tie.other);
            TRY(tx.accounts().by_ids(others));
            TRY(tx.relations().with(member, others));
            return {};
        }));
    });
    show("people", people_page * 1e3, "ms", 5, fmt::format(" for the first page of {} ties", total));

    Judging judging;
    double classify = each(6'000, [&](std::size_t i) { judging.classify({}, "", posts[i % posts.size()]); });
    show("classify", classify * 1e6, "us", 50);

    auto author = must(store->read([&](store::ReadTx& tx) { return tx.accounts().by_id(people[1]); })).value();
    auto strangers = must(store->read(
        [&](store::ReadTx& tx) { return tx.accounts().by_ids(std::span(people).subspan(accounts / 2, 20)); }));
    auto judgement = relationship::to_judgement(judging.classify(author, "", posts[2]));
    std::size_t unknown = 0;
    double nudge = each(500, [&](std::size_t) {
        unknown = must(store->read([&](store::ReadTx& tx) {
                      return consider_nudge(tx,
                                            {.author = author,
                                             .mentioned = strangers,
                                             .judgement = judgement,
                                             .words = posts[2],
                                             .in_reply_to = {},
                                             .status = StatusId{std::numeric_limits<std::int64_t>::max()}},
                                            clock.now());
                  })).decision.strangers.size();
    });
    show("nudge", nudge * 1e3, "ms", 1, fmt::format(" for {} strangers", unknown));

    TieNetwork network(*store, clock, events);
    auto begin = processor_seconds();
    done(network.keep_up());
    auto size = network.size();
    fmt::print("network   {:8.0f} ties a second ({} ties, {} KB)\n", double(size.ties) / (processor_seconds() - begin),
               size.ties, size.bytes >> 10);
    store.reset();
    std::filesystem::remove_all(folder);
}
