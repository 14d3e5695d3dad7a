// What members are written about their accounts. Pure.
#pragma once

#include "services/mail.hpp"
#include "services/moderator.hpp"

#include <string>
#include <string_view>

namespace kith::services {

// `title`: of the community; `url`: the link to open.
Mail confirmation_mail(const std::string& to, std::string_view username, std::string_view title, std::string_view url);
Mail reset_mail(const std::string& to, std::string_view username, std::string_view title, std::string_view url);
Mail password_changed_mail(const std::string& to, std::string_view username, std::string_view title);
// To the old address.
Mail email_changed_mail(const std::string& to, std::string_view username, std::string_view title);
Mail approved_mail(const std::string& to, std::string_view username, std::string_view title, std::string_view url);
// What a moderator did ("…was limited.") and why; `text` may be empty.
Mail moderation_mail(const std::string& to, std::string_view username, std::string_view title, Measure measure,
                     std::string_view text);

} // namespace kith::services
