// Joining: what somebody fills in, what is wrong with it, and the member that comes of it.
#pragma once

#include "services/invites.hpp"
#include "services/users.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace kith::services {

struct SignUpForm {
    std::string username;
    std::string email;
    std::string password;
    bool agreement = false;
    std::string reason;      // why they want to join
    std::string invite_code; // empty: none
    std::string locale = "en";
    std::string address; // the client's
};

// https://docs.joinmastodon.org/methods/accounts/#create: `code` is one of ERR_BLANK, ERR_TAKEN, ….
struct FieldProblem {
    std::string field; // username, email, password, agreement, reason, invite_code
    std::string code;
    std::string description; // continues the field's name: "can't be blank"
};

struct SignedUp {
    AccountId account;
    bool confirmed = false; // the e-mail address counts as confirmed
    bool approved = false;
    std::vector<FieldProblem> problems; // not empty: there is no account
};

// Thread-safe.
class SignUp {
public:
    SignUp(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, Settings& settings, Users& users,
           Mailer& mailer, AttemptGate gate);

    // What the form has to ask: without an invitation the mode of the server; with one, all are let in.
    //
    // Where mail is configured, the address is confirmed by a link. Where it is not, who was invited is let in at once
    // (who invites vouches for them) and others wait until a moderator confirms them by hand. Moderators are told of
    // who waits for them. Errors: forbidden (sign_up_closed: an invitation is needed), rate_limited.
    Result<SignedUp> sign_up(const SignUpForm& form);

private:
    std::vector<FieldProblem> problems_of(const SignUpForm& form, SignUpMode mode, std::string& username,
                                          std::string& email) const;
    Result<SignedUp> insert(store::WriteTx& tx, const SignUpForm& form, User user, const std::string& username,
                            SignUpMode mode);

    store::Store& store_;
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    Settings& settings_;
    Users& users_;
    Mailer& mailer_;
    AttemptGate gate_;
};

} // namespace kith::services
