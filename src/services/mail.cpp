#include "services/mail.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "json/value.hpp"
#include "json/write.hpp"

#include <algorithm>

namespace kith::services {

struct MailPayload {
    std::string from_name;
    std::string to;
    std::string subject;
    std::string text;
    std::string message_id;
    Time date;
    std::string unsubscribe_url;
};
BOOST_DESCRIBE_STRUCT(MailPayload, (), (from_name, to, subject, text, message_id, date, unsubscribe_url))

namespace {

constexpr std::size_t encoded_word_bytes = 45; // 60 of base64 and 12 around them: below the 75 of RFC 2047
constexpr std::size_t body_line = 76;

// Header text: one line, no control characters.
std::string one_line(std::string_view text) {
    std::string line = to_valid_utf8(text);
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return std::string(truncate_code_points(trim(line), 200));
}

bool is_plain(std::string_view text) {
    return text.size() < 60 && !text.empty() &&
           std::ranges::all_of(
               text,
               [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
                          c == '-';
               });
}

// Unstructured text or a display name, as encoded words where it needs them; a character is never split between two.
std::string encoded(std::string_view raw) {
    auto text = one_line(raw);
    if (is_plain(text)) return text;
    std::string out;
    std::string_view rest = text;
    while (!rest.empty()) {
        std::size_t end = 0;
        while (end < rest.size()) {
            std::size_t next = end;
            next_code_point(rest, next);
            if (next > encoded_word_bytes) break;
            end = next;
        }
        if (!out.empty()) out += "\r\n ";
        out += "=?UTF-8?B?" + to_base64(rest.substr(0, end)) + "?=";
        rest.remove_prefix(end);
    }
    return out;
}

// An address in a header: what could end it is not there.
std::string address(std::string_view raw) {
    std::string out;
    std::ranges::copy_if(raw, std::back_inserter(out), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '<' && c != '>' && c != ',';
    });
    return out;
}

// RFC 5322 §3.3: the HTTP date with a numeric zone.
std::string mail_date(Time time) { return replace_all(to_http_date(time), "GMT", "+0000"); }

} // namespace

std::string compose(const Mail& mail, const MailHeaders& headers) {
    std::string out;
    auto name = encoded(headers.from_name);
    out += "From: " + (name.empty() ? "" : name + " ") + "<" + address(headers.from_address) + ">\r\n";
    out += "To: <" + address(mail.to) + ">\r\n";
    out += "Subject: " + encoded(mail.subject) + "\r\n";
    out += "Date: " + mail_date(headers.date) + "\r\n";
    out += "Message-ID: <" + address(headers.message_id) + ">\r\n";
    // RFC 2369 and RFC 8058: mail programs show it as a button, and one POST to it is enough.
    if (!mail.unsubscribe_url.empty())
        out += "List-Unsubscribe: <" + address(mail.unsubscribe_url) +
               ">\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    out += "Auto-Submitted: auto-generated\r\n"
           "MIME-Version: 1.0\r\n"
           "Content-Type: text/plain; charset=utf-8\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\n";
    auto body = replace_all(replace_all(to_valid_utf8(mail.text), "\r\n", "\n"), "\n", "\r\n");
    auto base64 = to_base64(body);
    for (std::size_t at = 0; at < base64.size(); at += body_line)
        out.append(base64, at, body_line).append("\r\n");
    return out;
}

Mailer::Mailer(const Clock& clock, IdMaker& ids, Events& events, const Instance& instance, std::string from_address,
               Transport transport)
    : clock_(clock),
      ids_(ids),
      events_(events),
      instance_(instance),
      from_address_(std::move(from_address)),
      transport_(std::move(transport)) {}

Result<void> Mailer::queue(store::WriteTx& tx, const std::string& from_name, const Mail& mail) {
    auto now = clock_.now();
    // The message's id is made here, so that a job that runs twice sends the same message twice.
    MailPayload payload{
        from_name,           mail.to, mail.subject, mail.text, random_token(18) + "@" + instance_.domain, now,
        mail.unsubscribe_url};
    TRY(tx.jobs().insert({.id = ids_.make<JobId>(),
                          .kind = std::string(job_kind),
                          .payload = json::write(payload),
                          .run_at = now,
                          .last_error = {}}));
    tx.after_commit([this] { events_.publish(JobsAdded{}); });
    return {};
}

Result<void> Mailer::deliver(std::string_view payload) const {
    if (!configured()) return fail(ErrorKind::unavailable, "mail_not_configured", "E-mail is not configured");
    auto parsed = TRY(json::Value::parse(payload));
    Mail mail{parsed["to"].str().value_or(""), parsed["subject"].str().value_or(""), parsed["text"].str().value_or(""),
              parsed["unsubscribe_url"].str().value_or("")};
    auto date = parse_iso(parsed["date"].str().value_or(""));
    if (mail.to.empty() || !date) return invalid("mail_payload", "This job is no mail");
    MailHeaders headers{parsed["from_name"].str().value_or(""), from_address_, parsed["message_id"].str().value_or(""),
                        *date};
    return transport_({address(from_address_), address(mail.to), compose(mail, headers)});
}

} // namespace kith::services
