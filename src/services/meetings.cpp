#include "services/meetings.hpp"

#include "core/crypto.hpp"

#include <algorithm>
#include <array>

namespace kith::services {
namespace {

// Without signs that are taken for each other: 31^8 codes, 40 bits, of which a few live for ten minutes.
constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
constexpr std::size_t code_length = 8;

std::string make_code() {
    std::string code;
    while (code.size() < code_length)
        for (char byte : random_bytes(code_length)) {
            auto value = static_cast<unsigned char>(byte);
            // 248 = 8 * 31: each sign is as likely as the others.
            if (value < 248 && code.size() < code_length) code += alphabet[value % alphabet.size()];
        }
    return code;
}

// As it was made; empty if it cannot be a code.
std::string tidy_code(std::string_view typed) {
    std::string code;
    for (char sign : typed.substr(0, 64)) {
        if (sign == ' ' || sign == '-' || sign == '\t') continue;
        if (sign >= 'a' && sign <= 'z') sign = static_cast<char>(sign - 'a' + 'A');
        if (alphabet.find(sign) == std::string_view::npos) return {};
        code += sign;
    }
    return code.size() == code_length ? code : std::string();
}

Failure unknown_code() {
    return fail(ErrorKind::not_found, "code_unknown", "This code is not known, or its ten minutes are over");
}

} // namespace

Meetings::Meetings(store::Store& store, const Clock& clock, IdMaker& ids, Ties& ties)
    : store_(store), clock_(clock), ids_(ids), ties_(ties) {}

Result<MadeCode> Meetings::show_code(AccountId owner) {
    auto code = make_code();
    auto now = clock_.now();
    TRY(store_.write([&](store::WriteTx& tx) {
        return tx.meetings().put_code(
            {.account_id = owner, .digest = token_digest(code), .made_at = now, .expires_at = now + lifetime});
    }));
    return MadeCode{code.substr(0, 4) + "-" + code.substr(4), now + lifetime};
}

Result<void> Meetings::end_code(AccountId owner) {
    return store_.write([&](store::WriteTx& tx) { return tx.meetings().remove_code(owner); });
}

Result<store::Meeting> Meetings::enter_code(AccountId owner, std::string_view typed) {
    auto code = tidy_code(typed);
    return store_.write([&](store::WriteTx& tx) -> Result<store::Meeting> {
        auto now = clock_.now();
        auto shown = code.empty() ? std::nullopt : TRY(tx.meetings().code(token_digest(code), now));
        if (!shown) return unknown_code();
        auto other = shown->account_id;
        if (other == owner)
            return invalid("own_code", "Validation failed: This is your own code: somebody else has to enter it");
        auto between = TRY(tx.relations().with(owner, std::array{other})).front();
        if (between.blocking || between.blocked_by) return unknown_code();
        store::Meeting meeting{owner, other, ids_.next()};
        if (!TRY(tx.meetings().put_meeting(owner, other, meeting.id)))
            return TRY(tx.meetings().meeting(owner, other)).value_or(meeting);
        using relationship::Interaction;
        using relationship::InteractionKind;
        Interaction mine{.actor = owner, .target = other, .kind = InteractionKind::met, .at = now};
        Interaction theirs{.actor = other, .target = owner, .kind = InteractionKind::met, .at = now};
        TRY(ties_.record(tx, std::array{mine, theirs}));
        return meeting;
    });
}

Result<void> Meetings::take_back(AccountId owner, AccountId other) {
    return store_.write([&](store::WriteTx& tx) -> Result<void> {
        if (!TRY(tx.meetings().remove_meeting(owner, other))) return not_found();
        TRY(ties_.forget_kind(tx, owner, other, relationship::InteractionKind::met));
        return ties_.forget_kind(tx, other, owner, relationship::InteractionKind::met);
    });
}

} // namespace kith::services
