// Sends e-mail through a mail server of one's own (libcurl). Unlike other requests, these may go to private addresses:
// the operator names the server.
#pragma once

#include "core/result.hpp"

#include <chrono>
#include <string>

namespace kith::http {

struct SmtpOptions {
    std::string url;           // "smtps://mail.example:465"; "smtp://mail.example:587": with STARTTLS when there is a
                               // password, and whenever the server offers it
    std::string user = {};     // empty: no authentication
    std::string password = {}; // never in the log
    std::chrono::milliseconds timeout{30'000}; // for the whole message
};

struct OutgoingMail {
    std::string from; // envelope addresses, without angle brackets
    std::string to;
    std::string message; // RFC 5322, with CRLF line ends
};

// Blocks. Errors: invalid (smtp_address: the envelope or the URL; mail_refused: the server said 5xx), unavailable (try
// later).
Result<void> send_mail(const SmtpOptions& options, const OutgoingMail& mail);

} // namespace kith::http
