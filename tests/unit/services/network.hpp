// A small network in a temporary folder: a real store, a clock that stands still, and the services of people.
#pragma once

#include "backends/sqlite/sqlite_store.hpp"
#include "core/crypto.hpp"
#include "services/lists.hpp"
#include "services/posting.hpp"
#include "services/profiles.hpp"
#include "services/relations.hpp"
#include "services/suggestions.hpp"

#include <array>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kith::services {

class Network : public ::testing::Test {
protected:
    Network() : folder_(std::filesystem::temp_directory_path() / ("kith-network-" + random_token(8))) {
        std::filesystem::create_directories(folder_);
        auto opened = backends::sqlite::open(
            {.file = folder_ / "kith.sqlite", .durability = backends::sqlite::Durability::normal});
        if (!opened) throw std::runtime_error(opened.error().detail);
        store_ = std::move(*opened);
        relations.emplace(*store_, clock, ids, events);
        profiles.emplace(*store_, clock, events, *relations);
        lists.emplace(*store_, ids);
        tie_network.emplace(*store_, clock, events);
        suggestions.emplace(*store_, clock, *tie_network);
        posting.emplace(*store_, clock, ids, events, instance, PostingLimits{});
    }
    ~Network() override {
        // Whatever a test did, no counter may be wrong and nothing may dangle.
        auto findings = store_->check();
        EXPECT_TRUE(findings && findings->empty()) << (findings ? findings->front() : findings.error().detail);
        posting.reset();
        store_.reset();
        std::filesystem::remove_all(folder_);
    }

    AccountId member(const std::string& name, Account account = {}) {
        account.id = ids.make<AccountId>();
        account.username = name;
        account.updated_at = clock.now();
        write([&](store::WriteTx& tx) -> Result<void> {
            TRY(tx.accounts().insert(account));
            if (!account.local()) return {};
            return tx.users().insert({.account_id = account.id,
                                      .email = name + "@example.org",
                                      .confirmed_at = clock.now(),
                                      .created_at = clock.now()});
        });
        return account.id;
    }
    StatusId post(AccountId author, const std::string& text, StatusId in_reply_to = {}) {
        clock.advance(std::chrono::seconds(1));
        auto id = posting->post({.author = author, .text = text, .in_reply_to = in_reply_to});
        EXPECT_TRUE(id) << (id ? "" : id.error().message);
        return id.value_or(StatusId{});
    }
    StatusId boost(AccountId account, StatusId id) {
        clock.advance(std::chrono::seconds(1));
        return posting->boost(account, id, Visibility::public_).value();
    }

    template <class Work>
    void write(Work&& work) {
        auto done = store_->write(std::forward<Work>(work));
        ASSERT_TRUE(done) << done.error().detail;
    }
    template <class Read>
    auto read(Read&& work) {
        auto done = store_->read(std::forward<Read>(work));
        if (!done) throw std::runtime_error(done.error().detail);
        return std::move(*done);
    }
    Account account(AccountId id) {
        return *read([&](store::ReadTx& tx) { return tx.accounts().by_id(id); });
    }
    store::Relationship between(AccountId account, AccountId target) {
        return read([&](store::ReadTx& tx) { return tx.relations().with(account, std::array{target}); }).front();
    }
    std::vector<StatusId> home(AccountId account) {
        return read([&](store::ReadTx& tx) { return tx.timelines().home(account, {}); });
    }
    std::vector<StatusId> entries(ListId list) {
        return read([&](store::ReadTx& tx) { return tx.timelines().list(list, {}); });
    }
    // What the member was told by this account.
    std::vector<NotificationKind> told(AccountId account, AccountId from) {
        auto found = read([&](store::ReadTx& tx) { return tx.notifications().list(account, {.from = from}, {}); });
        std::vector<NotificationKind> kinds;
        for (const auto& notification : found)
            kinds.push_back(notification.kind);
        return kinds;
    }
    static std::string code(const auto& result) { return result ? "" : result.error().code; }

    ManualClock clock{from_unix_ms(1'780'000'000'000)};
    IdMaker ids{clock};
    Events events;
    Instance instance{"kith.example", "https://kith.example"};
    std::optional<Relations> relations;
    std::optional<Profiles> profiles;
    std::optional<Lists> lists;
    std::optional<TieNetwork> tie_network;
    std::optional<Suggestions> suggestions;
    std::optional<Posting> posting;

private:
    std::filesystem::path folder_;

protected:
    std::unique_ptr<store::Store> store_;
};

} // namespace kith::services
