// Workloads over a store in a temporary folder (durability normal): considering a draft that asks 20 strangers, by an
// author who wrote 500 first messages within the week; posting a status that mentions nobody, one that mentions a
// stranger, and a direct pitch to a stranger (held).
#include "backends/sqlite/sqlite_store.hpp"
#include "services/nudging.hpp"
#include "services/posting.hpp"

#include <benchmark/benchmark.h>
#include <filesystem>
#include <unistd.h>

namespace kith::services {
namespace {

constexpr auto ask = "please share this with your friends and followers!";

struct World {
    World() {
        auto pattern = (std::filesystem::temp_directory_path() / "kith-bench-XXXXXX").string();
        folder = ::mkdtemp(pattern.data());
        store = std::move(*backends::sqlite::open(
            {.file = folder / "kith.sqlite", .durability = backends::sqlite::Durability::normal}));
        author = add("author");
        for (int i = 0; i < 20; ++i)
            readers.push_back(add("reader" + std::to_string(i)));
        posting.emplace(*store, clock, ids, events, instance, PostingLimits{});
    }
    ~World() {
        posting.reset();
        store.reset();
        std::filesystem::remove_all(folder);
    }

    Account add(const std::string& name) {
        Account account{.id = ids.make<AccountId>(), .username = name, .updated_at = clock.now()};
        auto added = store->write([&](store::WriteTx& tx) -> Result<void> {
            TRY(tx.accounts().insert(account));
            return tx.users().insert(
                {.account_id = account.id, .email = name + "@example.org", .created_at = clock.now()});
        });
        if (!added) std::abort();
        return account;
    }
    void add_first_messages(int count) {
        for (int i = 0; i < count; ++i) {
            clock.advance(std::chrono::minutes(1));
            auto id = posting->post({.author = author.id, .text = "about my week number " + std::to_string(i)});
            auto put = store->write([&](store::WriteTx& tx) {
                return tx.first_messages().put(
                    {.author = author.id,
                     .receiver = readers[static_cast<std::size_t>(i) % readers.size()].id,
                     .status_id = *id,
                     .conversation_id = ConversationId{id->value},
                     .at = clock.now(),
                     .signature = relationship::template_signature("a first message about the subject number " +
                                                                   std::to_string(i) + ", at some length")});
            });
            if (!put) std::abort();
        }
    }

    std::filesystem::path folder;
    ManualClock clock{from_unix_ms(1'780'000'000'000)};
    IdMaker ids{clock};
    Events events;
    Instance instance{"kith.example", "https://kith.example"};
    std::unique_ptr<store::Store> store;
    Account author;
    std::vector<Account> readers;
    std::optional<Posting> posting;
};

void nudge_check_of_20(benchmark::State& state) {
    World world;
    world.add_first_messages(500);
    Judging judging;
    auto judgement = to_judgement(judging.classify(world.author, "", ask));
    for (auto _ : state) {
        auto answer = world.store->read([&](store::ReadTx& tx) {
            return consider_nudge(tx,
                                  {.author = world.author,
                                   .mentioned = world.readers,
                                   .judgement = judgement,
                                   .words = ask,
                                   .in_reply_to = {},
                                   .status = StatusId{std::numeric_limits<std::int64_t>::max()}},
                                  world.clock.now());
        });
        if (!answer || answer->decision.verdict != relationship::Nudge::nudge) state.SkipWithError("no nudge");
    }
}
BENCHMARK(nudge_check_of_20)->Unit(benchmark::kMicrosecond);

void post(benchmark::State& state, const std::string& text, Visibility visibility) {
    World world;
    for (auto _ : state) {
        world.clock.advance(std::chrono::seconds(1));
        if (!world.posting->post({.author = world.author.id, .text = text, .visibility = visibility}))
            state.SkipWithError("not posted");
    }
}
BENCHMARK_CAPTURE(post, to_nobody, "I read about bees all morning and forgot the time.", Visibility::public_)
    ->Unit(benchmark::kMicrosecond)
    ->Iterations(2000);
BENCHMARK_CAPTURE(post, mention, "@reader1 I read about bees all morning and forgot the time.", Visibility::public_)
    ->Unit(benchmark::kMicrosecond)
    ->Iterations(2000);
BENCHMARK_CAPTURE(post, held_pitch, "@reader1 we just launched our new shop https://shop.example, 20% off all candles!",
                  Visibility::direct)
    ->Unit(benchmark::kMicrosecond)
    ->Iterations(2000);

} // namespace
} // namespace kith::services

BENCHMARK_MAIN();
