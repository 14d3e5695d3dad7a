// E-mail: composed as RFC 5322 text, queued with the fact that causes it, sent later by a job.
#pragma once

#include "services/events.hpp"
#include "services/instance.hpp"
#include "store/store.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace kith::services {

// What somebody is to read. Plain text, UTF-8.
struct Mail {
    std::string to; // an address that normalize_email gave
    std::string subject;
    std::string text;
    std::string unsubscribe_url = {}; // ends mails like this one (RFC 8058); empty: what cannot be ended
};

// What goes over the wire: envelope addresses, and the message with its headers and CRLF line ends.
struct OutgoingMail {
    std::string from;
    std::string to;
    std::string message;
};

struct MailHeaders {
    std::string from_name;
    std::string from_address;
    std::string message_id; // without angle brackets
    Time date;
};

// The message (RFC 5322, RFC 2045, RFC 2047). Whatever the fields hold, none can end a header line or begin another.
// Pure.
std::string compose(const Mail& mail, const MailHeaders& headers);

// Thread-safe.
class Mailer {
public:
    static constexpr std::string_view job_kind = "mail";

    // Sends one message; may block for seconds.
    using Transport = std::function<Result<void>(const OutgoingMail&)>;

    // No transport: mail is not configured. `from_address`: an address that normalize_email gave.
    Mailer(const Clock& clock, IdMaker& ids, Events& events, const Instance& instance, std::string from_address,
           Transport transport);

    bool configured() const { return static_cast<bool>(transport_); }
    // A job that sends it, in this transaction. Only if configured().
    Result<void> queue(store::WriteTx& tx, const std::string& from_name, const Mail& mail);
    // What the job does. Errors: invalid (the payload), whatever the transport says.
    Result<void> deliver(std::string_view payload) const;

private:
    const Clock& clock_;
    IdMaker& ids_;
    Events& events_;
    const Instance& instance_;
    std::string from_address_;
    Transport transport_;
};

} // namespace kith::services
