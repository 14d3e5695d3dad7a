#include "services/nudging.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "services/first_contact.hpp"
#include "services/offers.hpp"
#include "services/ties.hpp"
#include "store/nudges.hpp"
#include "store/ties.hpp"

#include <algorithm>

namespace kith::services {
namespace {

using relationship::Stage;

// The author's view of whom they speak to; themselves left out.
Result<std::vector<relationship::DraftReceiver>> receivers_of(const store::ReadTx& tx, const NudgeQuestion& question,
                                                              Time now) {
    std::vector<AccountId> ids;
    for (const auto& account : question.receivers)
        ids.push_back(account.id);
    auto ties = TRY(tx.ties().with(question.author.id, ids));
    std::vector<relationship::DraftReceiver> receivers;
    for (const auto& account : question.receivers) {
        if (account.id == question.author.id) continue;
        relationship::DraftReceiver receiver{.account = account.id, .name = "@" + account.acct(), .mutual_friends = {}};
        auto kept = std::ranges::find(ties, account.id, [](const auto& one) { return one.tie.other; });
        if (kept != ties.end()) receiver.stage = stage_of(kept->tie, now);
        if (receiver.stage == Stage::stranger && question.conversation &&
            TRY(answers(tx, question.author.id, account.id, question.conversation, now)))
            receiver.stage = Stage::acquaintance;
        for (const auto& introducer : question.introducers)
            if (introducer.stranger == account.id) receiver.mutual_friends.push_back(introducer.name);
        receivers.push_back(std::move(receiver));
    }
    return receivers;
}

} // namespace

Result<NudgeAnswer> consider_nudge(const store::ReadTx& tx, const NudgeQuestion& question, Time now) {
    NudgeAnswer answer;
    relationship::Draft draft{.judgement = question.judgement, .receivers = {}, .is_public = !question.direct};
    if (!question.receivers.empty()) draft.receivers = TRY(receivers_of(tx, question, now));
    if (question.judgement.pitch && draft.is_public) {
        answer.budget = TRY(budget_of(tx, question.author.id, question.status, now));
        if (!question.declared_offer) draft.budget = answer.budget.verdict;
    }
    auto stranger = std::ranges::find(draft.receivers, Stage::stranger, &relationship::DraftReceiver::stage);
    if (stranger != draft.receivers.end()) {
        std::vector<const Account*> spoken_to;
        for (const auto& account : question.receivers)
            spoken_to.push_back(&account);
        auto facts = TRY(first_message_facts(tx, question.author, question.words, spoken_to, question.status, now));
        draft.judgement.is_template = judge_template(facts, stranger->account, now).held;
    }
    answer.decision = nudge_before_send(draft, now);
    if (answer.decision.verdict == relationship::Nudge::send) return answer;
    answer.digest = to_hex(sha256(std::string(trim(question.words)) + '\x1F' + question.in_reply_to.str()));
    draft.nudged_at = TRY(tx.nudges().at(question.author.id, answer.digest));
    if (draft.nudged_at) answer.decision = nudge_before_send(draft, now);
    return answer;
}

std::string nudge_words(const relationship::NudgeDecision& decision) {
    std::string words = "Not sent yet.";
    for (const auto& reason : decision.reasons)
        words += " " + in_english(reason);
    for (const auto& suggestion : decision.suggestions)
        words += " " + in_english(suggestion);
    return words + " To send it as it is, post the same text again within 10 minutes.";
}

Result<void> forget_old_contacts(store::Store& store, Time now) {
    return store.write([&](store::WriteTx& tx) -> Result<void> {
        TRY(tx.nudges().remove_before(now - std::chrono::hours(1)));
        constexpr std::chrono::days automated_kept{90}; // as long as on_autopilot() looks back
        return tx.first_messages().remove_before(now - relationship::TemplatePolicy().window, now - automated_kept);
    });
}

} // namespace kith::services
