#include "member_world.hpp"

#include "json/value.hpp"

namespace kith::services {

std::vector<json::Value> MemberWorld::take_mails() {
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

std::string MemberWorld::token_in(const json::Value& mail, std::string_view path) {
    auto text = mail["text"].str().value_or("");
    auto at = text.find(path);
    if (at == std::string::npos) return {};
    at += path.size();
    return text.substr(at, text.find('\n', at) - at);
}

} // namespace kith::services
