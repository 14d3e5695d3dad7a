// Met in person. One shows a code, which says yes to whoever stands there; others enter it, which is their word. A code
// lives ten minutes and may be entered by many, as at an event; both sides see who met whom, and either takes it back.
#pragma once

#include "services/ties.hpp"
#include "store/meetings.hpp"

#include <string>
#include <string_view>

namespace kith::services {

struct MadeCode {
    std::string code; // "7KQ4-M2XD"
    Time expires_at;
};

// Thread-safe.
class Meetings {
public:
    static constexpr std::chrono::minutes lifetime{10};

    Meetings(store::Store& store, const Clock& clock, IdMaker& ids, Ties& ties);

    // Told once; the member's earlier code ends.
    Result<MadeCode> show_code(AccountId owner);
    Result<void> end_code(AccountId owner);
    // `typed` in any case, with or without blanks and dashes. Entering it twice is no error. Errors: not_found (unknown
    // or over, or a block between them); invalid (own_code).
    Result<store::Meeting> enter_code(AccountId owner, std::string_view typed);
    // For both. Errors: not_found.
    Result<void> take_back(AccountId owner, AccountId other);

private:
    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Ties& ties_;
};

} // namespace kith::services
