#include "store/judgements.hpp"
#include "backends/sql/judgement_bits.hpp"
#include "backends/sql/paging.hpp"
#include "backends/sql/repositories.hpp"

namespace kith::backends::sql {
namespace {

using store::JudgedPost;
using store::Offer;
using store::Page;
using store::StatusJudgement;

StatusJudgement read_judgement(Row& row) {
    StatusJudgement judgement{.status_id = row.id<StatusId>()};
    auto bits = row.integer();
    judgement.words = judgement_of(bits);
    judgement.help = (bits & bit_help) != 0;
    if ((bits & bit_offer_over_budget) != 0) judgement.offer = Offer::over_budget;
    if ((bits & bit_offer_declared) != 0) judgement.offer = Offer::declared;
    return judgement;
}

std::int64_t bits_of(const StatusJudgement& judgement) {
    auto words = judgement.words;
    words.is_template = words.autopilot = false;
    auto bits = judgement_bits(words);
    if (judgement.help) bits |= bit_help;
    if (judgement.offer == Offer::declared) bits |= bit_offer_declared;
    if (judgement.offer == Offer::over_budget) bits |= bit_offer_over_budget;
    return bits;
}

class SqlJudgements final : public store::Judgements {
public:
    explicit SqlJudgements(Connection& connection) : connection_(connection) {}

    Result<std::vector<StatusJudgement>> of(std::span<const StatusId> ids) const override {
        return connection_.all("SELECT id, judgement FROM ids(?1) CROSS JOIN statuses ON id = value", read_judgement,
                               id_set(ids));
    }

    Result<std::vector<JudgedPost>> posts(AccountId account, Visibility at_most, const Page& page) const override {
        auto read = [](Row& row) {
            JudgedPost post{.judgement = read_judgement(row)};
            post.in_reply_to_account_id = row.id<AccountId>();
            post.quote_of_id = row.id<StatusId>();
            post.visibility = row.enumeration<Visibility>();
            return post;
        };
        return read_page(connection_,
                         KITH_PAGED("SELECT id, judgement, in_reply_to_account_id, quote_of_id, visibility FROM "
                                    "statuses WHERE account_id = ?4 AND visibility <= ?5 AND reblog_of_id IS NULL",
                                    "id"),
                         read, page, account, at_most);
    }

    Result<std::vector<StatusId>> offers(AccountId reader, const Page& page) const override {
        return read_page(
            connection_,
            KITH_PAGED("SELECT s.id FROM follows f JOIN statuses s ON s.account_id = f.target_id WHERE "
                       "f.account_id = ?4 AND f.pending = 0 AND (s.judgement & 96) <> 0 AND s.visibility <= 2",
                       "s.id"),
            [](Row& row) { return row.id<StatusId>(); }, page, reader);
    }

    Result<void> put(const StatusJudgement& judgement) override {
        TRY(connection_.run("UPDATE statuses SET judgement = ?2 WHERE id = ?1", judgement.status_id,
                            bits_of(judgement)));
        return {};
    }

private:
    Connection& connection_;
};

} // namespace

std::unique_ptr<store::Judgements> make_judgements(Connection& connection) {
    return std::make_unique<SqlJudgements>(connection);
}

} // namespace kith::backends::sql
