#include "web/visitor.hpp"

#include "core/crypto.hpp"

#include <algorithm>

namespace kith::web {
namespace {

constexpr std::string_view form_cookie = "kith_form";
constexpr std::string_view token_field = "form_token";

} // namespace

Result<Visitor> Visitor::of(const Site& site, services::Sessions& sessions, const http::Request& request) {
    Visitor visitor(site, language_of(request.header("accept-language")));
    auto token = request.cookie(session_cookie);
    visitor.who_ = TRY(sessions.find(token));
    if (visitor.who_) {
        visitor.session_token_ = std::string(token);
        visitor.form_secret_ = visitor.session_token_;
        return visitor;
    }
    visitor.form_secret_ = std::string(request.cookie(form_cookie));
    if (visitor.form_secret_.size() < 32 || visitor.form_secret_.size() > 64) {
        visitor.form_secret_ = random_token();
        visitor.new_secret_ = true;
    }
    return visitor;
}

Page Visitor::page(std::string_view title) const {
    Page page;
    page.title = std::string(title);
    page.language = say_.language();
    return page;
}

std::string Visitor::form_token() const { return to_base64url(hmac_sha256(form_secret_, "form")); }

void Visitor::add_form_token(Html& html) const {
    html.add("<input type=\"hidden\" name=\"{}\" value=\"{}\">", token_field, form_token());
}

Result<void> Visitor::check_form(const http::Request& request) const {
    const auto& params = *TRY(request.params());
    if (!equal_in_constant_time(params[token_field].str().value_or(""), form_token()))
        return invalid("form_expired", "This page was open for too long, or your browser keeps no cookies for this "
                                       "server. Please try again.");
    return {};
}

void Visitor::remember(http::Response& response) const {
    if (new_secret_)
        response.cookie({.name = std::string(form_cookie), .value = form_secret_, .secure = site_->secure});
}

void Visitor::sign_in(http::Response& response, const std::string& token) const {
    response.cookie({.name = std::string(session_cookie),
                     .value = token,
                     .max_age = services::Sessions::lifetime,
                     .secure = site_->secure});
}

void Visitor::sign_out(http::Response& response) const {
    response.cookie({.name = std::string(session_cookie),
                     .value = "",
                     .max_age = std::chrono::seconds(0),
                     .secure = site_->secure});
}

services::Device device_of(const http::Request& request) {
    return {std::string(request.header("user-agent")), request.remote_address};
}

std::string safe_return(std::string_view path) {
    bool ours = path.starts_with('/') && !path.starts_with("//") && path.size() < 8000 &&
                std::ranges::all_of(path, [](char c) { return c > 0x20 && c < 0x7F && c != '\\'; });
    return ours ? std::string(path) : "/";
}

std::string sign_in_path(std::string_view path) { return "/sign-in?return_to=" + percent_encode(path); }

} // namespace kith::web
