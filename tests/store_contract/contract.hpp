// What the contract tests share: a fresh store of each engine, and a small world of accounts and statuses in it.
#pragma once

#include "core/clock.hpp"
#include "core/ids.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace kith::store {

// An engine under test. A new engine is one more row in backends().
struct Backend {
    std::string name;
    // Opens (and makes) the store that lives in `folder`, as often as one likes.
    Result<std::unique_ptr<Store>> (*open)(const std::filesystem::path& folder);
    // Opens what Store::backup wrote to `file`.
    Result<std::unique_ptr<Store>> (*open_backup)(const std::filesystem::path& file);
};

std::vector<Backend> backends();
// For the messages of failed tests.
void PrintTo(const Backend& backend, std::ostream* out);

// The value, or the end of the test. Not inside a unit of work.
template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message + " (" + result.error().detail + ")");
    return result.take();
}

// A folder that is gone with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class Contract : public testing::TestWithParam<Backend> {
protected:
    Contract();

    Store& store() { return *store_; }
    const std::filesystem::path& folder() const { return folder_.path(); }
    void reopen();

    template <class Work>
    auto read(Work&& work) {
        return must(store_->read(work));
    }
    template <class Work>
    auto write(Work&& work) {
        return must(store_->write(work));
    }
    // The kind of error that the work ends with; internal if it succeeds, which no contract asks for.
    template <class Work>
    ErrorKind error_of(Work&& work) {
        auto result = store_->write(work);
        EXPECT_FALSE(result.has_value());
        return result ? ErrorKind::internal : result.error().kind;
    }

    // Each call is a millisecond later than the one before.
    std::int64_t next_id();
    template <class I>
    I next() {
        return I{next_id()};
    }
    Time now() const { return clock_.now(); }

    AccountId add_account(const std::string& username, const std::string& domain = "");
    // A public status unless `change` makes something else of it.
    Status make_status(AccountId author);
    StatusId add(const Status& status, const std::vector<AccountId>& mentioned = {});
    StatusId add_status(AccountId author) { return add(make_status(author)); }
    TagId add_tag(const std::string& name);
    MediaId add_media(AccountId owner);
    PollId add_poll(StatusId status, AccountId author, const std::vector<std::string>& options);
    void follow(AccountId account, AccountId target);

private:
    TemporaryFolder folder_;
    ManualClock clock_;
    IdMaker ids_;
    std::unique_ptr<Store> store_;
};

template <class T>
std::vector<T> sorted(std::vector<T> values) {
    std::ranges::sort(values);
    return values;
}

// Proves all of page.hpp for one list. `fetch(Page)` gives the positions of a page; `all` is the whole list, newest
// first, of at least five.
template <class Fetch>
void expect_pages(Fetch&& fetch, const std::vector<std::int64_t>& all) {
    using Ids = std::vector<std::int64_t>;
    ASSERT_GE(all.size(), 5U);
    ASSERT_TRUE(std::ranges::is_sorted(all, std::greater<>()));
    auto end = all.end();
    EXPECT_EQ(fetch(Page{}), all) << "no bounds: everything, newest first";
    EXPECT_EQ(fetch(Page{.limit = 2}), Ids(all.begin(), all.begin() + 2)) << "the newest two";
    EXPECT_EQ(fetch(Page{.max_id = all[1], .limit = 2}), Ids(all.begin() + 2, all.begin() + 4))
        << "max_id is exclusive";
    EXPECT_EQ(fetch(Page{.since_id = all[2], .limit = 20}), Ids(all.begin(), all.begin() + 2))
        << "since_id is exclusive";
    EXPECT_EQ(fetch(Page{.since_id = all.back(), .limit = 2}), Ids(all.begin(), all.begin() + 2))
        << "since_id: the newest above it";
    EXPECT_EQ(fetch(Page{.min_id = all.back(), .limit = 2}), Ids(end - 3, end - 1))
        << "min_id: the page right above it, newest first";
    EXPECT_EQ(fetch(Page{.max_id = all[1], .min_id = all.back(), .limit = 20}), Ids(all.begin() + 2, end - 1))
        << "both bounds";
    EXPECT_EQ(fetch(Page{.max_id = all.back()}), Ids());
    EXPECT_EQ(fetch(Page{.min_id = all.front()}), Ids());

    Ids down;
    for (Page page{.limit = 2}; true; page.max_id = down.back()) {
        auto part = fetch(page);
        if (part.empty()) break;
        down.insert(down.end(), part.begin(), part.end());
    }
    EXPECT_EQ(down, all) << "paging down meets each once";
    Ids up;
    for (Page page{.min_id = 1, .limit = 2}; true; page.min_id = up.front()) {
        auto part = fetch(page);
        if (part.empty()) break;
        up.insert(up.begin(), part.begin(), part.end());
    }
    EXPECT_EQ(up, all) << "paging up meets each once";
}

std::vector<std::int64_t> positions_of(const std::vector<Positioned>& members);
std::vector<AccountId> accounts_of(const std::vector<Positioned>& members);
template <class Tag>
std::vector<std::int64_t> values_of(const std::vector<Id<Tag>>& ids) {
    std::vector<std::int64_t> values;
    for (auto id : ids)
        values.push_back(id.value);
    return values;
}

} // namespace kith::store

// Runs the tests of a fixture on every engine.
#define KITH_ON_EVERY_BACKEND(Fixture)                                                                                 \
    INSTANTIATE_TEST_SUITE_P(On, Fixture, testing::ValuesIn(::kith::store::backends()),                                \
                             [](const auto& at) { return at.param.name; })
