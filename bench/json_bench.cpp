// Workloads:
//   WritePage       a home timeline page of 20 statuses (about 2.4 KB each) as JSON
//   ParsePost       the JSON body of a post with a poll
//   ReadForm        the same as form fields
#include "json/nested_keys.hpp"
#include "json/write.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace kith;

struct Field {
    std::string name, value;
    std::optional<Time> verified_at;
};
BOOST_DESCRIBE_STRUCT(Field, (), (name, value, verified_at))

struct Account {
    AccountId id;
    std::string username, acct, display_name;
    bool locked = false, bot = false;
    Time created_at;
    std::string note, url, avatar, avatar_static, header, header_static;
    int followers_count = 12, following_count = 34, statuses_count = 567;
    std::string last_status_at = "2026-11-22";
    std::vector<Field> fields;
};
BOOST_DESCRIBE_STRUCT(Account, (),
                      (id, username, acct, display_name, locked, bot, created_at, note, url, avatar, avatar_static,
                       header, header_static, followers_count, following_count, statuses_count, last_status_at, fields))

struct Mention {
    AccountId id;
    std::string username, url, acct;
};
BOOST_DESCRIBE_STRUCT(Mention, (), (id, username, url, acct))

enum class Visibility { public_, unlisted };
BOOST_DESCRIBE_ENUM(Visibility, public_, unlisted)

struct Status {
    StatusId id;
    Time created_at;
    std::optional<StatusId> in_reply_to_id;
    bool sensitive = false;
    std::string spoiler_text;
    Visibility visibility = Visibility::public_;
    std::string language = "en", uri, url;
    int replies_count = 1, reblogs_count = 2, favourites_count = 3;
    bool favourited = false, reblogged = false, bookmarked = true;
    std::string content;
    std::shared_ptr<Status> reblog;
    Account account;
    std::vector<Mention> mentions;
};
BOOST_DESCRIBE_STRUCT(Status, (),
                      (id, created_at, in_reply_to_id, sensitive, spoiler_text, visibility, language, uri, url,
                       replies_count, reblogs_count, favourites_count, favourited, reblogged, bookmarked, content,
                       reblog, account, mentions))

std::vector<Status> page() {
    Time now = from_unix_ms(1'795'323'600'123);
    Account account;
    account.id = {113'000'000'000'000'001};
    account.username = account.acct = "anna";
    account.display_name = "Anna Müller";
    account.created_at = now;
    account.note = "<p>I build relationships for a living, and <a href=\"https://example.org/tags/bridges\" "
                   "rel=\"tag\">#bridges</a> for pleasure.</p>";
    account.url = "https://example.org/@anna";
    account.avatar = account.avatar_static =
        "https://example.org/media/avatars/113/000/000/original/0123456789abcdef.png";
    account.header = account.header_static =
        "https://example.org/media/headers/113/000/000/original/0123456789abcdef.png";
    account.fields = {{"Site", "<a href=\"https://anna.example\" rel=\"me\">anna.example</a>", now},
                      {"City", "Köln", {}}};
    Status status;
    status.id = {113'000'000'000'000'777};
    status.created_at = now;
    status.uri = "https://example.org/users/anna/statuses/113000000000000777";
    status.url = "https://example.org/@anna/113000000000000777";
    for (int i = 0; i < 8; ++i)
        status.content +=
            "<p>What did you learn this week that you would teach a friend?<br />I’ll begin: \"listen\".</p>";
    status.account = account;
    status.mentions = {{{5}, "ben", "https://example.org/@ben", "ben"}};
    return std::vector<Status>(20, status);
}

void WritePage(benchmark::State& state) {
    auto statuses = page();
    std::size_t size = 0;
    for (auto _ : state) {
        std::string out;
        out.reserve(64 << 10);
        json::write(out, statuses);
        size = out.size();
        benchmark::DoNotOptimize(out);
    }
    state.counters["bytes"] = static_cast<double>(size);
}
BENCHMARK(WritePage);

void ParsePost(benchmark::State& state) {
    std::string text = R"({"status":"What did you learn this week?","visibility":"public","sensitive":false,)"
                       R"("language":"en","media_ids":[],"poll":{"options":["a lot","a little"],"expires_in":86400}})";
    for (auto _ : state)
        benchmark::DoNotOptimize(json::Value::parse(text));
}
BENCHMARK(ParsePost);

void ReadForm(benchmark::State& state) {
    for (auto _ : state) {
        json::NestedKeys keys;
        for (auto [name, value] : {std::pair<std::string_view, std::string_view>{"status", "What did you learn?"},
                                   {"visibility", "public"},
                                   {"poll[options][]", "a lot"},
                                   {"poll[options][]", "a little"},
                                   {"poll[expires_in]", "86400"}})
            benchmark::DoNotOptimize(keys.add(name, value));
        benchmark::DoNotOptimize(keys.take());
    }
}
BENCHMARK(ReadForm);

} // namespace

BENCHMARK_MAIN();
