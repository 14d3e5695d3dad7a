// The part of Relations by which members keep others out of sight, or close.
#include "core/text.hpp"
#include "domain/names.hpp"
#include "services/relations.hpp"
#include "json/value.hpp"

#include <array>
#include <fmt/format.h>

namespace kith::services {
namespace {

constexpr std::size_t note_length = 2'000; // code points
constexpr std::chrono::seconds longest_mute = std::chrono::hours(24) * 366 * 100;

Result<std::string> domain_of(std::string_view text) {
    if (trim(text).empty()) return invalid("domain_blank", "Validation failed: Domain can't be blank");
    auto domain = normalize_domain(trim(text));
    if (!domain) return invalid("domain_invalid", "Validation failed: Domain is not a valid domain name");
    return domain;
}

} // namespace

Result<void> Relations::block(AccountId account, AccountId target_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        TRY(end_follow(tx, account, target.id));
        TRY(end_follow(tx, target.id, account));
        TRY(tx.timelines().remove_author_from_home(account, target.id));
        TRY(tx.timelines().remove_author_from_home(target.id, account));
        TRY(tx.notifications().remove_between(account, target.id));
        TRY(tx.notifications().remove_between(target.id, account));
        TRY(tx.relations().block(account, target.id, ids_.next()));
        TRY(ties_.block_changed(tx, account, target.id));
        tell(tx, account, target.id);
        return {};
    });
}

Result<void> Relations::unblock(AccountId account, AccountId target_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        if (!TRY(tx.relations().unblock(account, target.id))) return {};
        TRY(ties_.block_changed(tx, account, target.id));
        tell(tx, account, target.id);
        return {};
    });
}

Result<void> Relations::mute(AccountId account, AccountId target_id, bool notifications,
                             std::chrono::seconds duration) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        Mute mute{.account_id = account,
                  .target_id = target.id,
                  .id = ids_.next(),
                  .hide_notifications = notifications,
                  .expires_at = std::nullopt};
        if (duration > std::chrono::seconds(0)) {
            mute.expires_at = clock_.now() + std::min(duration, longest_mute);
            TRY(tx.jobs().insert(
                {.id = ids_.make<JobId>(),
                 .kind = std::string(mute_job),
                 .payload = fmt::format(R"({{"account_id":"{}","target_id":"{}"}})", account.value, target.id.value),
                 .run_at = *mute.expires_at,
                 .last_error = {}}));
            tx.after_commit([this] { events_.publish(JobsAdded{}); });
        }
        TRY(tx.relations().put_mute(mute));
        TRY(tx.timelines().remove_author_from_home(account, target.id));
        tx.after_commit([this, account] { events_.publish(ViewerChanged{account}); });
        return {};
    });
}

Result<void> Relations::unmute_within(store::WriteTx& tx, AccountId account, AccountId target) {
    if (!TRY(tx.relations().unmute(account, target))) return {};
    TRY(enter_timelines(tx, account, target));
    tx.after_commit([this, account] { events_.publish(ViewerChanged{account}); });
    return {};
}

Result<void> Relations::unmute(AccountId account, AccountId target_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        return unmute_within(tx, account, target.id);
    });
}

Result<void> Relations::end_mute(AccountId account, AccountId target) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        std::array targets{target};
        auto mute = TRY(tx.relations().with(account, targets)).front().muting;
        if (!mute || !mute->expires_at || *mute->expires_at > clock_.now()) return {};
        return unmute_within(tx, account, target);
    });
}

Result<void> Relations::run_mute_job(const std::string& payload) {
    auto mute = TRY(json::Value::parse(payload));
    auto id = [&](std::string_view name) { return parse_id_as<AccountId>(mute[name].str().value_or("")); };
    auto account = id("account_id");
    auto target = id("target_id");
    if (!account || !target) return invalid("payload", "The job names no accounts");
    return end_mute(*account, *target);
}

Result<void> Relations::block_domain(AccountId account, std::string_view text) {
    auto domain = TRY(domain_of(text));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.relations().block_domain(account, domain, ids_.next()));
        for (const auto& follow : TRY(tx.relations().followers_from(account, domain)))
            TRY(end_follow(tx, follow.account_id, account));
        TRY(tx.notifications().remove_from_domain(account, domain));
        TRY(ties_.domain_block_changed(tx, account, domain));
        tx.after_commit([this, account] { events_.publish(ViewerChanged{account}); });
        return {};
    });
}

Result<void> Relations::unblock_domain(AccountId account, std::string_view text) {
    auto domain = TRY(domain_of(text));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.relations().unblock_domain(account, domain))) return {};
        TRY(ties_.domain_block_changed(tx, account, domain));
        tx.after_commit([this, account] { events_.publish(ViewerChanged{account}); });
        return {};
    });
}

Result<void> Relations::endorse(AccountId account, AccountId target_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        auto follow = TRY(tx.relations().follow(account, target.id));
        if (!follow || follow->pending)
            return invalid("not_following",
                           "Validation failed: You must be already following the person you want to endorse");
        return tx.relations().endorse(account, target.id, ids_.next());
    });
}

Result<void> Relations::unendorse(AccountId account, AccountId target_id) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        TRY(tx.relations().unendorse(account, target.id));
        return {};
    });
}

Result<void> Relations::note(AccountId account, AccountId target_id, const std::string& comment) {
    auto text = to_valid_utf8(comment);
    if (count_code_points(text) > note_length)
        return invalid("note_too_long",
                       fmt::format("Validation failed: Comment is too long (maximum is {} characters)", note_length));
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        auto target = TRY(this->target(tx, account, target_id));
        return tx.relations().put_note(account, target.id, text);
    });
}

} // namespace kith::services
