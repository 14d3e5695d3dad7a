#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::Rule;

Rule read_rule(Row& row) {
    return Rule{
        .id = row.id<RuleId>(), .text = row.text(), .hint = row.text(), .position = static_cast<int>(row.integer())};
}

class SqlRules final : public store::Rules {
public:
    explicit SqlRules(Connection& connection) : connection_(connection) {}

    Result<std::vector<Rule>> all() const override {
        return connection_.all("SELECT id, text, hint, position FROM rules ORDER BY position, id", read_rule);
    }

    Result<void> insert(const Rule& rule) override {
        TRY(connection_.run("INSERT INTO rules (id, text, hint, position) VALUES (?1, ?2, ?3, ?4)", rule.id, rule.text,
                            rule.hint, rule.position));
        return {};
    }

    Result<void> update(const Rule& rule) override {
        auto changed = TRY(connection_.run("UPDATE rules SET text = ?2, hint = ?3, position = ?4 WHERE id = ?1",
                                           rule.id, rule.text, rule.hint, rule.position));
        if (changed == 0) return not_found();
        return {};
    }

    Result<void> remove(RuleId id) override {
        TRY(connection_.run("DELETE FROM rules WHERE id = ?1", id));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Rules> make_rules(Connection& connection) { return std::make_unique<SqlRules>(connection); }

} // namespace kith::backends::sql
