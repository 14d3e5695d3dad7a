// Workloads: judging a short comment, a post with hashtags and a link, a pitch of 500 characters, an ordinary reply, a
// message in German, and 5,000 bytes of hashtags; sketching a first message; deciding about it against a history of
// 200.
#include "relationship/etiquette/classify.hpp"
#include "relationship/etiquette/templates.hpp"

#include <benchmark/benchmark.h>

namespace kith::relationship {
namespace {

constexpr std::string_view comment = "Check out my channel and subscribe please!!";

constexpr std::string_view post =
    "Openings this Friday and Saturday, text me to book before the holidays! Link in bio #hairstylist #balayage #lahair "
    "#bridalhair https://shop.example.com/book?utm_source=post @ Long Beach, California";

constexpr std::string_view pitch =
    "Hi Rachel, thanks for connecting. We help law firms like yours turn more website visitors into consultations. No pressure "
    "at all, but I'd love to jump on a quick call sometime to show you how. We've done it for about thirty practices, from two "
    "partners to two hundred, and most of them see the first results within a month. If you like, I can send over a short video "
    "with three ideas for your own site first, free of charge, so that you can judge for yourself whether it is worth your time. "
    "Just let me know.";

constexpr std::string_view reply =
    "@ann thanks, I read it last night and liked the part about the bees. Did you know that they sleep with their legs in the air?";

constexpr std::string_view german =
    "Ich habe heute leider keine Zeit, aber morgen komme ich gern vorbei und bringe den Kuchen mit.";

void classify(benchmark::State& state, std::string_view text) {
    Classifier classifier;
    for (auto _ : state)
        benchmark::DoNotOptimize(classifier.classify(text, {}));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(classify, comment, comment);
BENCHMARK_CAPTURE(classify, post, post);
BENCHMARK_CAPTURE(classify, pitch, pitch);
BENCHMARK_CAPTURE(classify, reply, reply);
BENCHMARK_CAPTURE(classify, german, german);

void classify_hashtags(benchmark::State& state) {
    std::string text;
    while (text.size() < 5000)
        text += "#laweddingphotographer ";
    Classifier classifier;
    for (auto _ : state)
        benchmark::DoNotOptimize(classifier.classify(text, {}));
}
BENCHMARK(classify_hashtags);

void sketch(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(template_signature(pitch));
}
BENCHMARK(sketch);

void decide(benchmark::State& state) {
    Time now = from_unix_ms(1'760'000'000'000);
    std::vector<FirstMessage> history;
    for (int i = 0; i < 200; ++i)
        history.push_back({{i + 1}, now, template_signature(i % 3 == 0 ? pitch : reply)});
    FirstMessage message{{1000}, now, template_signature(pitch)};
    for (auto _ : state)
        benchmark::DoNotOptimize(decide_template(history, message));
}
BENCHMARK(decide);

} // namespace
} // namespace kith::relationship

BENCHMARK_MAIN();
