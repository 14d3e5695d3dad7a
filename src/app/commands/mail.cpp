#include "app/commands/commands.hpp"
#include "app/commands/session.hpp"

#include <fmt/format.h>

namespace kith::app {

Result<int> mail_digest(const Config& config, const std::string& account, const std::string& kind) {
    auto wanted = services::parse_mail_kind(kind);
    if (!wanted) return invalid("kind", "The kind is today or newcomers");
    auto session = TRY(OperatorSession::open(config));
    auto id = TRY(session->account(account));
    bool sent = TRY(session->application().digests().send_now(id, *wanted));
    fmt::print("{}\n", sent ? "The server sends it now." : "There is nothing to tell them.");
    return 0;
}

} // namespace kith::app
