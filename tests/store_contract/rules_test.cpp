#include "store_contract/contract.hpp"

namespace kith::store {
namespace {

class RulesContract : public Contract {
protected:
    std::vector<std::string> texts() {
        std::vector<std::string> all;
        for (const auto& rule : read([](ReadTx& tx) { return tx.rules().all(); }))
            all.push_back(rule.text);
        return all;
    }
    RuleId add(const std::string& text, int position) {
        auto id = next<RuleId>();
        write([&](WriteTx& tx) { return tx.rules().insert({id, text, "hint of " + text, position}); });
        return id;
    }
};
KITH_ON_EVERY_BACKEND(RulesContract);

TEST_P(RulesContract, rules_come_by_position_then_age) {
    add("second", 2);
    add("third", 2);
    add("first", 1);
    EXPECT_EQ(texts(), (std::vector<std::string>{"first", "second", "third"}));
}

TEST_P(RulesContract, changed_rule_keeps_its_id_and_a_removed_one_is_gone) {
    auto id = add("kind", 1);
    write([&](WriteTx& tx) { return tx.rules().update({id, "kinder", "why", 3}); });
    auto all = read([](ReadTx& tx) { return tx.rules().all(); });
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].id, id);
    EXPECT_EQ(all[0].text, "kinder");
    EXPECT_EQ(all[0].hint, "why");
    EXPECT_EQ(all[0].position, 3);
    write([&](WriteTx& tx) { return tx.rules().remove(id); });
    EXPECT_TRUE(texts().empty());
    auto gone = store().write([&](WriteTx& tx) { return tx.rules().update({id, "x", "", 1}); });
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().kind, ErrorKind::not_found);
}

} // namespace
} // namespace kith::store
