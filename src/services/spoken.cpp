#include "services/spoken.hpp"

#include "core/text.hpp"
#include "domain/plain_text.hpp"
#include "domain/unicode.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

using relationship::Interaction;
using relationship::InteractionKind;
using relationship::Source;

bool is_public(const Status& status) { return status.visibility <= Visibility::unlisted; }

// The less, the more it counts when one status is several things to one person.
int weight(InteractionKind kind, bool own_words) {
    switch (kind) {
    case InteractionKind::direct:
        return 0;
    case InteractionKind::thanks:
    case InteractionKind::reply:
        return 1;
    case InteractionKind::quote:
        return own_words ? 2 : 4;
    default:
        return 3;
    }
}

class Saying {
public:
    Saying(const Status& status, const relationship::Judgement& judgement) {
        from_.actor = status.account_id;
        from_.source = status.local ? Source::local : Source::federated;
        from_.pitch = judgement.pitch;
        from_.ask = judgement.ask;
        from_.in_public = is_public(status);
        from_.at = status.created_at();
        from_.conversation = status.conversation_id;
        from_.status = status.id;
    }

    void add(AccountId target, InteractionKind kind, bool own_words = false) {
        if (!target || target == from_.actor) return;
        auto interaction = from_;
        interaction.target = target;
        interaction.kind = kind;
        interaction.own_words = own_words;
        interaction.for_answer = kind == InteractionKind::thanks;
        auto known = std::ranges::find(said_, target, &Interaction::target);
        if (known == said_.end())
            said_.push_back(interaction);
        else if (weight(kind, own_words) < weight(known->kind, known->own_words))
            *known = interaction;
    }
    std::vector<Interaction> take() { return std::move(said_); }

private:
    Interaction from_;
    std::vector<Interaction> said_;
};

bool asks_something(const Status& status) {
    auto text = status.text.empty() ? html_to_text(status.content) : status.text;
    for (std::string_view mark : {"?", "？", "؟"})
        if (text.find(mark) != std::string::npos) return true;
    return false;
}

// Thanks to somebody who had answered a question of the one who thanks.
Result<bool> thanks_for_answer(const store::ReadTx& tx, const Status& status) {
    if (!status.in_reply_to_id || !says_thanks(status.text.empty() ? html_to_text(status.content) : status.text))
        return false;
    auto answer = TRY(tx.statuses().by_id(status.in_reply_to_id));
    if (!answer || answer->account_id == status.account_id || !answer->in_reply_to_id ||
        answer->in_reply_to_account_id != status.account_id)
        return false;
    auto question = TRY(tx.statuses().by_id(answer->in_reply_to_id));
    return question && asks_something(*question);
}

} // namespace

bool says_thanks(std::string_view text) {
    static constexpr std::array words{
        "thanks",     "thank you",  "thank u",     "thankyou",   "thx",       "cheers",   "much appreciated",
        "danke",      "dankeschön", "vielen dank", "merci",      "gracias",   "grazie",   "obrigado",
        "obrigada",   "bedankt",    "dank je",     "dank u wel", "tack",      "takk",     "tak",
        "kiitos",     "děkuji",     "díky",        "dziękuję",   "dzięki",    "teşekkür", "teşekkürler",
        "köszönöm",   "mulțumesc",  "спасибо",     "дякую",      "ευχαριστώ", "شكرا",     "תודה",
        "ありがとう", "谢谢",       "謝謝",        "감사"};
    static constexpr std::array refusals{"no thanks", "no thank you", "nein danke", "non merci", "no gracias"};
    auto folded = unicode::fold(text);
    // Words are compared as a whole where they are written apart.
    std::string spaced = " ";
    for (unsigned char c : folded) {
        bool letter = c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter)
            spaced += static_cast<char>(c);
        else if (spaced.back() != ' ')
            spaced += ' ';
    }
    spaced += ' ';
    auto says = [&](std::string_view word) {
        bool written_apart = static_cast<unsigned char>(word.front()) < 0xE0;
        return spaced.find(written_apart ? " " + std::string(word) + " " : std::string(word)) != std::string::npos;
    };
    return std::ranges::none_of(refusals, says) && std::ranges::any_of(words, says);
}

Result<std::vector<Interaction>> spoken_by(const store::ReadTx& tx, const Status& status,
                                           std::span<const AccountId> mentioned,
                                           const relationship::Judgement& judgement) {
    Saying saying(status, judgement);
    bool direct = status.visibility == Visibility::direct;
    auto reads_it = [&](AccountId account) {
        return is_public(status) || std::ranges::find(mentioned, account) != mentioned.end();
    };
    for (auto account : mentioned)
        saying.add(account, direct ? InteractionKind::direct : InteractionKind::mention);
    if (auto parent = status.in_reply_to_account_id;
        parent && parent != status.account_id && !direct && reads_it(parent))
        saying.add(parent, TRY(thanks_for_answer(tx, status)) ? InteractionKind::thanks : InteractionKind::reply);
    if (status.quote_of_id && !direct)
        if (auto quoted = TRY(tx.statuses().by_id(status.quote_of_id)); quoted && reads_it(quoted->account_id))
            saying.add(quoted->account_id, InteractionKind::quote, !trim(status.text).empty());
    return saying.take();
}

Interaction boosted_by(const Status& boost, const Status& original) {
    return {.actor = boost.account_id,
            .target = original.account_id,
            .kind = InteractionKind::boost,
            .source = boost.local ? Source::local : Source::federated,
            .in_public = is_public(boost),
            .at = boost.created_at(),
            .conversation = original.conversation_id,
            .status = boost.id};
}

} // namespace kith::services
