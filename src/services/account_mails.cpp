#include "services/account_mails.hpp"

#include <fmt/format.h>
#include <utility>

namespace kith::services {

Mail confirmation_mail(const std::string& to, std::string_view username, std::string_view title, std::string_view url) {
    return {to, fmt::format("Confirm your e-mail address for {}", title),
            fmt::format("Hello {},\n\nplease open this link to confirm that this is your e-mail address:\n\n{}\n\n"
                        "It works for a week. If you did not ask for this, you need not do anything.\n\n{}\n",
                        username, url, title)};
}

Mail reset_mail(const std::string& to, std::string_view username, std::string_view title, std::string_view url) {
    return {to, fmt::format("Choose a new password for {}", title),
            fmt::format("Hello {},\n\nwith this link you can choose a new password:\n\n{}\n\n"
                        "It works once, for six hours. If you did not ask for this, you need not do anything: your "
                        "password stays as it is.\n\n{}\n",
                        username, url, title)};
}

Mail password_changed_mail(const std::string& to, std::string_view username, std::string_view title) {
    return {to, fmt::format("Your password for {} was changed", title),
            fmt::format("Hello {},\n\nyour password was changed, and all your apps and other browsers were signed out."
                        "\n\nIf that was not you, choose a new password at once, and tell your moderators.\n\n{}\n",
                        username, title)};
}

Mail email_changed_mail(const std::string& to, std::string_view username, std::string_view title) {
    return {to, fmt::format("Your e-mail address for {} was changed", title),
            fmt::format("Hello {},\n\nyour account has a new e-mail address; this one is no longer used.\n\n"
                        "If that was not you, tell your moderators at once.\n\n{}\n",
                        username, title)};
}

Mail approved_mail(const std::string& to, std::string_view username, std::string_view title, std::string_view url) {
    return {to, fmt::format("Welcome to {}", title),
            fmt::format("Hello {},\n\nyour account was approved. You can sign in now, here or in the app of your "
                        "choice:\n\n{}\n\n{}\n",
                        username, url, title)};
}

Mail moderation_mail(const std::string& to, std::string_view username, std::string_view title, Measure measure,
                     std::string_view text) {
    auto said = [&]() -> std::string_view {
        switch (measure) {
        case Measure::none:
            return "the moderators have something to tell you about your account.";
        case Measure::disable:
            return "the moderators disabled your login. You cannot sign in; your profile and posts stay.";
        case Measure::silence:
            return "the moderators limited your account. People who follow you see your posts as before; others are not "
                   "shown them.";
        case Measure::suspend:
            return "the moderators suspended your account. You cannot sign in, and nobody sees your profile and posts.";
        }
        std::unreachable();
    }();
    auto why = text.empty() ? std::string() : fmt::format("{}\n\n", text);
    return {to, fmt::format("About your account at {}", title),
            fmt::format("Hello {},\n\n{}\n\n{}{}\n", username, said, why, title)};
}

} // namespace kith::services
