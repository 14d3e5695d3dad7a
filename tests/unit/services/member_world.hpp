// A server's services of members over a real store in a temporary folder.
#pragma once

#include "backends/sqlite/sqlite_store.hpp"
#include "services/oauth.hpp"
#include "services/sessions.hpp"
#include "services/sign_up.hpp"
#include "json/value.hpp"

#include <filesystem>
#include <gtest/gtest.h>
#include <unistd.h>
#include <vector>

namespace kith::services {

class TemporaryFolder {
public:
    TemporaryFolder() {
        auto pattern = (std::filesystem::temp_directory_path() / "kith-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct MemberWorld {
    explicit MemberWorld(bool with_mail = true) : mail(with_mail) {
        events.listen([this](const Event& event) { seen.push_back(event); });
    }

    TemporaryFolder folder;
    bool mail;
    ManualClock clock{from_unix_ms(1'800'000'000'000)};
    IdMaker ids{clock};
    std::unique_ptr<store::Store> store =
        std::move(*backends::sqlite::open({folder.path() / "kith.sqlite", backends::sqlite::Durability::normal}));
    Instance instance{"kith.example", "https://kith.example"};
    Events events;
    std::vector<Event> seen;
    std::vector<OutgoingMail> sent;
    bool refuse = false; // the gate
    AttemptGate gate = [this](const Attempt&) -> Result<void> {
        if (refuse) return fail(ErrorKind::rate_limited, "rate_limited", "Too many requests");
        return {};
    };
    Settings settings{*store, ids, events};
    Mailer mailer{clock,
                  ids,
                  events,
                  instance,
                  "kith@kith.example",
                  mail ? Mailer::Transport([this](const OutgoingMail& outgoing) -> Result<void> {
                      sent.push_back(outgoing);
                      return {};
                  })
                       : Mailer::Transport()};
    Users users{*store, clock, ids, events, instance, settings, mailer, gate};
    Invites invites{*store, clock, ids};
    SignUp sign_up{*store, clock, ids, events, settings, users, mailer, gate};
    Sessions sessions{*store, clock, ids, events};
    OAuth oauth{*store, clock, ids, events};

    AccountId member(const std::string& name, Role role = Role::user) {
        return *users.create(
            {.username = name, .email = name + "@example.org", .password = "correct horse battery", .role = role});
    }
    User user(AccountId id) {
        return **store->read([&](store::ReadTx& tx) { return tx.users().by_account(id); });
    }
    void set_mode(SignUpMode mode) {
        ASSERT_TRUE(settings.update(Role::owner, [&](ServerSettings& all) { all.sign_up = mode; }));
    }
    // The payloads of the mails that wait, oldest first; they are gone afterwards.
    std::vector<json::Value> take_mails() {
        std::vector<json::Value> mails;
        EXPECT_TRUE(store->write([&](store::WriteTx& tx) -> Result<void> {
            for (const auto& job : TRY(tx.jobs().lease(clock.now(), clock.now() + std::chrono::hours(1), 100))) {
                if (job.kind == Mailer::job_kind) mails.push_back(TRY(json::Value::parse(job.payload)));
                TRY(tx.jobs().done(job.id));
            }
            return {};
        }));
        return mails;
    }
    // The token at the end of the link in a mail: what follows `path`.
    static std::string token_in(const json::Value& mail, std::string_view path) {
        auto text = mail["text"].str().value_or("");
        auto at = text.find(path);
        if (at == std::string::npos) return {};
        at += path.size();
        return text.substr(at, text.find('\n', at) - at);
    }
};

} // namespace kith::services
