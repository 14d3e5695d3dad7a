// https://docs.joinmastodon.org/entities/Admin_Account/ and Admin_Report
#pragma once

#include "mastodon/instance_entities.hpp"
#include "mastodon/profile_entities.hpp"

namespace kith::mastodon {

struct AdminIpEntity {
    std::string ip;
    Time used_at;
};
BOOST_DESCRIBE_STRUCT(AdminIpEntity, (), (ip, used_at))

struct AdminAccountEntity {
    AccountId id;
    std::string username;
    std::optional<std::string> domain;
    Time created_at;
    std::string email;
    std::optional<std::string> ip;
    std::optional<FullRoleEntity> role;
    bool confirmed = false;
    bool suspended = false;
    bool silenced = false;
    bool sensitized = false;
    bool disabled = false;
    bool approved = false;
    std::optional<std::string> locale;
    std::optional<std::string> invite_request;
    std::vector<AdminIpEntity> ips;
    json::Raw account;
    json::Maybe<AccountId> invited_by_account_id;
};
BOOST_DESCRIBE_STRUCT(AdminAccountEntity, (),
                      (id, username, domain, created_at, email, ip, role, confirmed, suspended, silenced, sensitized,
                       disabled, approved, locale, invite_request, ips, account, invited_by_account_id))

struct AdminReportEntity {
    ReportId id;
    bool action_taken = false;
    std::optional<Time> action_taken_at;
    std::string category;
    std::string comment;
    bool forwarded = false;
    Time created_at;
    Time updated_at;
    json::Raw account;
    json::Raw target_account;
    std::optional<json::Raw> assigned_account;
    std::optional<json::Raw> action_taken_by_account;
    std::vector<json::Raw> statuses;
    std::vector<RuleEntity> rules;
};
BOOST_DESCRIBE_STRUCT(AdminReportEntity, (),
                      (id, action_taken, action_taken_at, category, comment, forwarded, created_at, updated_at, account,
                       target_account, assigned_account, action_taken_by_account, statuses, rules))

} // namespace kith::mastodon
