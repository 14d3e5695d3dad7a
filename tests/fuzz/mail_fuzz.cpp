// links: kith_services
// Mails from any name, address, subject and text: the headers are those that compose writes, each once, and the body is
// base64.
#include "services/mail.hpp"

#include "core/text.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    auto next = [&] {
        auto part = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        return std::string(part);
    };
    // Line ends stand for CR so that the parts can hold both.
    auto with_returns = [](std::string part) {
        return replace_all(replace_all(std::move(part), "\\n", "\n"), "\\r", "\r");
    };
    services::MailHeaders headers{with_returns(next()), "kith@kith.example", "id@kith.example", from_unix_ms(0)};
    services::Mail mail{with_returns(next()), with_returns(next()), std::string(rest)};
    auto message = services::compose(mail, headers);

    constexpr std::array<std::string_view, 9> names{"From: ",         "To: ",           "Subject: ",
                                                    "Date: ",         "Message-ID: ",   "Auto-Submitted: ",
                                                    "MIME-Version: ", "Content-Type: ", "Content-Transfer-Encoding: "};
    auto end = message.find("\r\n\r\n");
    if (end == std::string::npos) std::abort();
    std::string_view head = std::string_view(message).substr(0, end);
    std::size_t header = 0;
    while (!head.empty()) {
        auto line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(line.size() + 2, head.size()));
        if (line.find_first_of("\r\n") != std::string_view::npos) std::abort();
        if (line.starts_with(' ')) continue;
        if (header == names.size() || !line.starts_with(names[header])) std::abort();
        ++header;
    }
    if (header != names.size()) std::abort();
    auto body = replace_all(message.substr(end + 4), "\r\n", "");
    if (!from_base64(body)) std::abort();
    return 0;
}
