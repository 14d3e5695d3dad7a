#include "http/smtp.hpp"

#include "http/curl_library.hpp"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <memory>
#include <string_view>

namespace kith::http {
namespace {

// What could end a command of the protocol has no place in an address.
bool is_address(std::string_view address) {
    return !address.empty() && address.size() <= 320 &&
           std::ranges::all_of(address, [](char c) { return c > 0x20 && c < 0x7F && c != '<' && c != '>'; });
}

std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* source) {
    auto& rest = *static_cast<std::string_view*>(source);
    auto taken = std::min(rest.size(), size * count);
    std::memcpy(buffer, rest.data(), taken);
    rest.remove_prefix(taken);
    return taken;
}

std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

Result<void> outcome(const CurlLibrary& curl, CURL* easy, CURLcode code) {
    if (code == CURLE_OK) return {};
    long answer = 0;
    curl.curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer);
    auto detail = fmt::format("{} (last answer {})", curl.curl_easy_strerror(code), answer);
    // A wrong password is the operator's to mend, not a reason to lose the message.
    if (answer >= 500 && code != CURLE_LOGIN_DENIED)
        return fail(ErrorKind::invalid, "mail_refused", "The mail server refused the message", detail);
    return fail(ErrorKind::unavailable, "mail_unsent", "The mail server could not be reached", detail);
}

} // namespace

Result<void> send_mail(const SmtpOptions& options, const OutgoingMail& mail) {
    bool implicit_tls = options.url.starts_with("smtps://");
    if (!implicit_tls && !options.url.starts_with("smtp://"))
        return invalid("smtp_address", "The mail server's address begins with smtp:// or smtps://");
    if (!is_address(mail.from) || !is_address(mail.to)) return invalid("smtp_address", "This is no e-mail address");
    const auto& curl = *TRY(curl_library());
    auto easy = curl.make_easy();
    if (!easy) return internal("curl does not start");
    auto to = curl.make_list();
    curl.append(to, fmt::format("<{}>", mail.to).c_str());
    std::string_view rest = mail.message;
    auto from = fmt::format("<{}>", mail.from);
    auto set = [&](CURLoption option, auto value) { curl.curl_easy_setopt(easy.get(), option, value); };
    set(CURLOPT_URL, options.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_MAIL_FROM, from.c_str());
    set(CURLOPT_MAIL_RCPT, to.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, read_message);
    set(CURLOPT_READDATA, &rest);
    set(CURLOPT_WRITEFUNCTION, drop);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
    if (!options.user.empty()) {
        set(CURLOPT_USERNAME, options.user.c_str());
        set(CURLOPT_PASSWORD, options.password.c_str());
    }
    // A password never goes out in the clear.
    if (!implicit_tls)
        set(CURLOPT_USE_SSL, static_cast<long>(options.password.empty() ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    return outcome(curl, easy.get(), curl.curl_easy_perform(easy.get()));
}

} // namespace kith::http
