#include "services/sign_up.hpp"

#include "core/text.hpp"
#include "domain/names.hpp"
#include "services/moderator.hpp"
#include "services/passwords.hpp"

namespace kith::services {
namespace {

constexpr std::size_t longest_reason = 1000; // code points

std::string_view problem_code(std::string_view code) {
    if (code.ends_with("_blank")) return "ERR_BLANK";
    if (code.ends_with("_too_long")) return "ERR_TOO_LONG";
    if (code.ends_with("_too_short")) return "ERR_TOO_SHORT";
    if (code.ends_with("_reserved")) return "ERR_RESERVED";
    return "ERR_INVALID";
}

std::string_view describe(std::string_view field, std::string_view code) {
    if (code == "ERR_BLANK") return "can't be blank";
    if (code == "ERR_RESERVED") return "is reserved";
    if (field == "username" && code == "ERR_TOO_LONG") return "is too long (maximum is 30 characters)";
    if (field == "username") return "must contain only letters, numbers and underscores";
    if (field == "email") return "is not a valid e-mail address";
    if (code == "ERR_TOO_SHORT") return "is too short (minimum is 8 characters)";
    if (field == "password") return "is too long (maximum is 256 bytes)";
    return "is too long (maximum is 1000 characters)";
}

FieldProblem problem(std::string field, std::string_view code) {
    auto description = describe(field, code);
    return {std::move(field), std::string(code), std::string(description)};
}

} // namespace

SignUp::SignUp(store::Store& store, const Clock& clock, IdMaker& ids, Events& events, Settings& settings, Users& users,
               Mailer& mailer, AttemptGate gate)
    : store_(store),
      clock_(clock),
      ids_(ids),
      events_(events),
      settings_(settings),
      users_(users),
      mailer_(mailer),
      gate_(std::move(gate)) {}

std::vector<FieldProblem> SignUp::problems_of(const SignUpForm& form, SignUpMode mode, std::string& username,
                                              std::string& email) const {
    std::vector<FieldProblem> problems;
    if (auto name = local_username(form.username))
        username = *name;
    else
        problems.push_back(problem("username", problem_code(name.error().code)));
    if (trim(form.email).empty())
        problems.push_back(problem("email", "ERR_BLANK"));
    else if (auto address = normalize_email(form.email))
        email = *address;
    else
        problems.push_back(problem("email", "ERR_INVALID"));
    if (form.password.empty())
        problems.push_back(problem("password", "ERR_BLANK"));
    else if (auto good = check_password(form.password); !good)
        problems.push_back(problem("password", problem_code(good.error().code)));
    if (!form.agreement) problems.push_back({"agreement", "ERR_ACCEPTED", "must be accepted"});
    if (mode == SignUpMode::approval && form.invite_code.empty() && trim(form.reason).empty())
        problems.push_back(problem("reason", "ERR_BLANK"));
    if (count_code_points(form.reason) > longest_reason) problems.push_back(problem("reason", "ERR_TOO_LONG"));
    return problems;
}

Result<SignedUp> SignUp::sign_up(const SignUpForm& form) {
    TRY(gate_({Attempt::Kind::sign_up, form.address, to_lower_ascii(trim(form.email))}));
    auto mode = TRY(settings_.get())->sign_up;
    if (mode == SignUpMode::invitation && form.invite_code.empty())
        return fail(ErrorKind::forbidden, "sign_up_closed", "You need an invitation to join this server");
    SignedUp answer;
    User user;
    std::string username;
    answer.problems = problems_of(form, mode, username, user.email);
    // What is taken is said together with what is wrong, before the expensive part; it is looked at again below.
    TRY(store_.read([&](store::ReadTx& tx) -> Result<void> {
        if (!username.empty() && TRY(tx.accounts().by_acct(username, "")))
            answer.problems.push_back({"username", "ERR_TAKEN", "has already been taken"});
        if (!user.email.empty() && TRY(tx.users().by_email(user.email)))
            answer.problems.push_back({"email", "ERR_TAKEN", "has already been taken"});
        if (!form.invite_code.empty()) {
            auto invite = TRY(tx.users().invite_by_code(form.invite_code));
            if (!invite || !is_usable(*invite, clock_.now()))
                answer.problems.push_back({"invite_code", "ERR_INVALID", "can't be used any more"});
        }
        return {};
    }));
    if (!answer.problems.empty()) return answer;
    user.password_hash = TRY(make_password_hash(form.password));
    user.locale = form.locale.empty() ? "en" : std::string(truncate_code_points(to_valid_utf8(form.locale), 10));
    user.sign_up_reason = to_valid_utf8(trim(form.reason));
    return store_.write([&](store::WriteTx& tx) -> Result<SignedUp> { return insert(tx, form, user, username, mode); });
}

Result<SignedUp> SignUp::insert(store::WriteTx& tx, const SignUpForm& form, User user, const std::string& username,
                                SignUpMode mode) {
    SignedUp answer;
    auto now = clock_.now();
    if (TRY(tx.accounts().by_acct(username, "")))
        answer.problems.push_back({"username", "ERR_TAKEN", "has already been taken"});
    if (TRY(tx.users().by_email(user.email)))
        answer.problems.push_back({"email", "ERR_TAKEN", "has already been taken"});
    if (!answer.problems.empty()) return answer;
    bool invited = !form.invite_code.empty();
    if (invited) {
        auto invite = Invites::use(tx, form.invite_code, now);
        if (!invite && invite.error().kind != ErrorKind::not_found) return Failure(invite.error());
        if (!invite) {
            answer.problems.push_back({"invite_code", "ERR_INVALID", "can't be used any more"});
            return answer;
        }
        user.invite_id = invite->id;
    }
    Account account{.id = ids_.make<AccountId>(), .username = username, .updated_at = now};
    user.account_id = account.id;
    user.created_at = now;
    user.approved = invited || mode != SignUpMode::approval;
    if (!mailer_.configured() && invited) user.confirmed_at = now;
    TRY(tx.accounts().insert(account));
    TRY(tx.users().insert(user));
    if (mailer_.configured()) TRY(users_.send_confirmation(tx, user, username, user.email));
    if (!user.approved) TRY(tell_moderators(tx, clock_, ids_, events_, NotificationKind::admin_sign_up, account.id));
    tx.after_commit([this, id = account.id] { events_.publish(AccountChanged{id}); });
    answer.account = account.id;
    answer.confirmed = user.confirmed_at.has_value();
    answer.approved = user.approved;
    return answer;
}

} // namespace kith::services
