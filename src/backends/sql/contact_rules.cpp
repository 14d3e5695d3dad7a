#include "store/contact_rules.hpp"
#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using relationship::Accepted;
using relationship::Audience;
using relationship::Boundaries;
using relationship::ReceiverPolicy;
using store::ContactRule;
using store::Page;

#define RULE_COLUMNS "account_id, target_id, boundaries, bounded, accepted, offers"

std::int64_t bits_of(const Boundaries& b) { return b.asks | b.pitches << 1 | b.direct_messages << 2 | b.all << 3; }
std::int64_t bits_of(const Accepted& a) { return a.pitches | a.asks << 1 | a.templates << 2 | a.messages << 3; }

ContactRule read_rule(Row& row) {
    ContactRule rule{.account_id = row.id<AccountId>(), .target_id = row.id<AccountId>()};
    auto bits = row.integer();
    rule.boundaries = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
    rule.bounded = row.integer();
    bits = row.integer();
    rule.accepted = {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0};
    rule.offers = row.boolean();
    return rule;
}

AccountId read_account(Row& row) { return row.id<AccountId>(); }

class SqlContactRules final : public store::ContactRules {
public:
    explicit SqlContactRules(Connection& connection) : connection_(connection) {}

    Result<std::vector<std::pair<AccountId, ReceiverPolicy>>>
    policies(std::span<const AccountId> accounts) const override {
        auto read = [](Row& row) {
            auto account = row.id<AccountId>();
            ReceiverPolicy policy;
            policy.pitch = row.enumeration<Audience>();
            policy.ask = row.enumeration<Audience>();
            policy.message = row.enumeration<Audience>();
            policy.invite = row.enumeration<Audience>();
            return std::pair(account, policy);
        };
        return connection_.all("SELECT account_id, pitch, ask, message, invite FROM ids(?1) CROSS JOIN "
                               "contact_policies ON account_id = value",
                               read, id_set(accounts));
    }

    Result<ContactRule> rule(AccountId account, AccountId target) const override {
        auto found =
            TRY(connection_.one("SELECT " RULE_COLUMNS " FROM contact_rules WHERE account_id = ?1 AND target_id = ?2",
                                read_rule, account, target));
        return found.value_or(ContactRule{.account_id = account, .target_id = target});
    }

    Result<std::vector<ContactRule>> towards(AccountId target, std::span<const AccountId> accounts) const override {
        return connection_.all("SELECT " RULE_COLUMNS " FROM contact_rules WHERE target_id = ?1 AND account_id IN "
                               "ids(?2)",
                               read_rule, target, id_set(accounts));
    }

    Result<std::vector<ContactRule>> boundaries(AccountId account, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT " RULE_COLUMNS " FROM contact_rules WHERE account_id = ?4 AND bounded > 0", "bounded"),
            read_rule, page, account);
    }

    Result<std::vector<AccountId>> offers_wanted(AccountId account, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT target_id FROM contact_rules WHERE account_id = ?4 AND offers = 1", "target_id"),
            read_account, page, account);
    }

    Result<std::vector<AccountId>> wanting_offers(AccountId author, std::span<const AccountId> readers) const override {
        return connection_.all("SELECT account_id FROM contact_rules WHERE target_id = ?1 AND offers = 1 AND "
                               "account_id IN ids(?2)",
                               read_account, author, id_set(readers));
    }

    Result<void> put_policy(AccountId account, const ReceiverPolicy& policy) override {
        TRY(connection_.run("INSERT INTO contact_policies (account_id, pitch, ask, message, invite) VALUES (?1, ?2, "
                            "?3, ?4, ?5) ON CONFLICT (account_id) DO UPDATE SET pitch = excluded.pitch, ask = "
                            "excluded.ask, message = excluded.message, invite = excluded.invite",
                            account, policy.pitch, policy.ask, policy.message, policy.invite));
        return {};
    }

    Result<void> put(const ContactRule& rule, std::int64_t id_if_new) override {
        auto boundaries = bits_of(rule.boundaries);
        auto accepted = bits_of(rule.accepted);
        if (boundaries == 0 && accepted == 0 && !rule.offers) {
            TRY(connection_.run("DELETE FROM contact_rules WHERE account_id = ?1 AND target_id = ?2", rule.account_id,
                                rule.target_id));
            return {};
        }
        TRY(connection_.run(
            "INSERT INTO contact_rules (" RULE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (account_id, "
            "target_id) DO UPDATE SET boundaries = excluded.boundaries, bounded = CASE WHEN excluded.bounded = 0 OR "
            "contact_rules.bounded = 0 THEN excluded.bounded ELSE contact_rules.bounded END, accepted = "
            "excluded.accepted, offers = excluded.offers",
            rule.account_id, rule.target_id, boundaries, boundaries == 0 ? 0 : id_if_new, accepted, rule.offers));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::ContactRules> make_contact_rules(Connection& connection) {
    return std::make_unique<SqlContactRules>(connection);
}

} // namespace kith::backends::sql
