// Where guessing and flooding are held back: every try that costs something asks here first.
#pragma once

#include "core/result.hpp"

#include <functional>
#include <string>

namespace kith::services {

struct Attempt {
    enum class Kind {
        sign_in,     // a password is about to be checked
        sign_up,     // an account is about to be made
        mail,        // an e-mail is about to be sent to somebody who is not signed in
        application, // an application is about to be registered
    };
    Kind kind;
    std::string address; // the client's; empty: unknown
    std::string name;    // whom it is about, in lower case: a login, an address; may be empty
};

// Says rate_limited to refuse. Thread-safe, quick.
using AttemptGate = std::function<Result<void>(const Attempt&)>;

} // namespace kith::services
