#include "mastodon/admin_presenter.hpp"

#include "core/text.hpp"
#include "mastodon/admin_entities.hpp"

#include <algorithm>
#include <array>

namespace kith::mastodon {
namespace {

constexpr std::size_t most_addresses = 10;

void add_login(AdminAccountEntity& entity, const User& user) {
    entity.email = user.email;
    entity.role = role_entity(user.role);
    entity.confirmed = user.confirmed_at.has_value();
    entity.disabled = user.disabled;
    entity.approved = user.approved;
    entity.locale = user.locale;
    if (!user.sign_up_reason.empty()) entity.invite_request = user.sign_up_reason;
}

// Newest first, as they come.
void add_addresses(AdminAccountEntity& entity, const std::vector<store::BrowserSession>& sessions) {
    for (const auto& session : sessions) {
        if (session.account_id != entity.id || session.address.empty() || entity.ips.size() == most_addresses) continue;
        if (std::ranges::find(entity.ips, session.address, &AdminIpEntity::ip) != entity.ips.end()) continue;
        entity.ips.push_back({session.address, session.last_used_at});
    }
    if (!entity.ips.empty()) entity.ip = entity.ips.front().ip;
}

AdminReportEntity head_of(const Report& report) {
    return {.id = report.id,
            .action_taken = report.resolved_at.has_value(),
            .action_taken_at = report.resolved_at,
            .category = report.category,
            .comment = report.comment,
            .forwarded = report.forwarded,
            .created_at = report.created_at(),
            .updated_at = report.updated_at.value_or(report.created_at()),
            .account = {},
            .target_account = {},
            .assigned_account = {},
            .action_taken_by_account = {},
            .statuses = {},
            .rules = {}};
}

} // namespace

Result<std::unordered_map<AccountId, std::string>> AdminPresenter::accounts(const store::ReadTx& tx,
                                                                            std::span<const AccountId> ids,
                                                                            const StatusPresenter::Epochs& epochs) {
    std::unordered_map<AccountId, std::string> shown;
    if (ids.empty()) return shown;
    std::unordered_map<AccountId, User> users;
    bool invited = false;
    for (auto& user : TRY(tx.users().by_accounts(ids))) {
        invited = invited || user.invite_id;
        users.emplace(user.account_id, std::move(user));
    }
    auto sessions = TRY(tx.users().sessions_of(ids));
    auto invites = invited ? TRY(tx.users().invites()) : std::vector<store::Invite>();
    auto views = TRY(accounts_.load(tx, ids, epochs.accounts));
    for (const auto& account : TRY(tx.accounts().by_ids(ids))) {
        auto view = views.find(account.id);
        if (view == views.end()) continue;
        AdminAccountEntity entity{.id = account.id,
                                  .username = account.username,
                                  .domain = {},
                                  .created_at = account.created_at(),
                                  .email = {},
                                  .ip = {},
                                  .role = {},
                                  .locale = {},
                                  .invite_request = {},
                                  .ips = {},
                                  .account = {view->second->json},
                                  .invited_by_account_id = {}};
        if (!account.local()) entity.domain = account.domain;
        entity.suspended = account.suspended();
        entity.silenced = account.silenced_at.has_value();
        if (auto user = users.find(account.id); user != users.end()) {
            add_login(entity, user->second);
            auto invite = std::ranges::find(invites, user->second.invite_id, &store::Invite::id);
            if (invite != invites.end() && invite->account_id) entity.invited_by_account_id.emplace(invite->account_id);
        }
        add_addresses(entity, sessions);
        shown.emplace(account.id, json::write(entity));
    }
    return shown;
}

Result<std::string> AdminPresenter::account(const store::ReadTx& tx, AccountId id,
                                            const StatusPresenter::Epochs& epochs) {
    auto shown = TRY(accounts(tx, std::array{id}, epochs));
    auto found = shown.find(id);
    if (found == shown.end()) return not_found();
    return std::move(found->second);
}

Result<std::vector<std::string>> AdminPresenter::reports(const store::ReadTx& tx, std::span<const Report> reports,
                                                         AccountId moderator, const StatusPresenter::Epochs& epochs) {
    std::vector<AccountId> people;
    std::vector<StatusId> ids;
    for (const auto& report : reports) {
        for (auto id : {report.account_id, report.target_id, report.assigned_to, report.resolved_by})
            if (id && std::ranges::find(people, id) == people.end()) people.push_back(id);
        ids.insert(ids.end(), report.statuses.begin(), report.statuses.end());
    }
    auto accounts_shown = TRY(accounts(tx, people, epochs));
    auto viewer = TRY(viewers_.get(tx, moderator));
    StatusContext context{.viewer = *viewer, .filter_context = {}, .hide_muted = false, .evidence = true};
    auto statuses = TRY(statuses_.each(tx, ids, context, epochs));
    auto rules = TRY(tx.rules().all());
    auto person = [&](AccountId id) -> std::optional<json::Raw> {
        auto found = accounts_shown.find(id);
        return found == accounts_shown.end() ? std::nullopt : std::optional(json::Raw{found->second});
    };
    std::vector<std::string> shown;
    for (const auto& report : reports) {
        auto entity = head_of(report);
        entity.account = person(report.account_id).value_or(json::Raw{"null"});
        entity.target_account = person(report.target_id).value_or(json::Raw{"null"});
        entity.assigned_account = person(report.assigned_to);
        entity.action_taken_by_account = person(report.resolved_by);
        for (auto id : report.statuses)
            if (auto status = statuses.find(id); status != statuses.end()) entity.statuses.push_back({status->second});
        for (const auto& rule : rules)
            if (std::ranges::find(report.rules, rule.id) != report.rules.end())
                entity.rules.push_back({rule.id, rule.text, rule.hint, {}});
        shown.push_back(json::write(entity));
    }
    return shown;
}

std::string json_list(std::span<const std::string> items) {
    std::string out = "[";
    for (const auto& item : items) {
        if (out.size() > 1) out += ',';
        out += item;
    }
    return out += ']';
}

} // namespace kith::mastodon
