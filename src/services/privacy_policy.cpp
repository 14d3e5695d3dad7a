#include "services/privacy_policy.hpp"

#include <fmt/format.h>

namespace kith::services {

std::string privacy_policy(const ServerSettings& settings, const Instance& instance) {
    if (!settings.privacy_policy.empty()) return settings.privacy_policy;
    auto contact =
        settings.contact_email.empty() ? std::string("the people who run this server") : settings.contact_email;
    return fmt::format(
        "This is what {0} keeps about its members and what it does with it.\n\n"
        "Your account: the name you chose, your e-mail address, your password as a digest from which it cannot be "
        "read, and what you write into your profile. Your profile is public.\n\n"
        "What you write: your posts, pictures, votes and messages, kept until you delete them. A post is shown to "
        "those its visibility names. Messages to single people are not encrypted: who runs the server is able to "
        "read them, so use them for nothing that must stay secret.\n\n"
        "Your relationships: whom you follow, and how often you and others answer, mention and share each other. "
        "From this the server works out who is close to you. That is shown to nobody but you, except for what you "
        "chose to share. Notes you write about people are yours alone.\n\n"
        "Sign-ins: the address and the browser of your sessions, so that you can look after them, until they end. "
        "Addresses are also counted for a while to hold back abuse.\n\n"
        "Nothing is sold, and nothing is given to advertisers. Links in posts are looked up by the server to show "
        "a preview.\n\n"
        "You may read, correct, take away and delete what is kept about you. For questions write to {1}.",
        instance.domain, contact);
}

} // namespace kith::services
