#include "http/request.hpp"

#include "core/text.hpp"
#include "http/fields.hpp"
#include "http/form.hpp"

#include <algorithm>
#include <array>

namespace kith::http {
namespace {

constexpr std::array<std::string_view, 7> method_names{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

Result<json::Value> read_query(std::string_view query) {
    json::NestedKeys keys;
    TRY(read_form(query, keys));
    return keys.take();
}

bool is_json(std::string_view type) { return type == "application/json" || type.ends_with("+json"); }

} // namespace

std::string_view to_string(Method method) {
    auto index = static_cast<std::size_t>(method);
    return index < method_names.size() ? method_names[index] : "OTHER";
}

Method method_from(std::string_view name) {
    auto at = std::ranges::find(method_names, name);
    return static_cast<Method>(at - method_names.begin());
}

struct Request::Parsed {
    std::optional<Result<json::Value>> query;
    std::optional<Result<json::Value>> params;
};

Request::Request() = default;
Request::~Request() = default;
Request::Request(Request&&) noexcept = default;
Request& Request::operator=(Request&&) noexcept = default;

Request Request::make(Method method, std::string_view target, std::vector<Header> headers, std::string body) {
    Request request;
    request.method = method;
    request.set_target(target);
    for (const Header& header : headers)
        request.add_header(header.name, header.value);
    if (request.host.empty()) request.host = to_lower_ascii(request.header("host"));
    if (request.content_type() == "multipart/form-data") {
        MultipartReader reader(parameter_of(request.header("content-type"), "boundary").value_or(""),
                               std::filesystem::temp_directory_path());
        if (reader.feed(body) && reader.complete()) {
            request.fields_ = reader.take_fields();
            request.files_ = reader.take_files();
        }
    } else {
        request.body = std::move(body);
    }
    return request;
}

void Request::reset() {
    method = Method::get;
    target.clear();
    raw_path.clear();
    raw_query.clear();
    path.clear();
    // A large body is not worth keeping memory for.
    if (body.capacity() > 16 << 10) body = {};
    body.clear();
    secure = false;
    host.clear();
    remote_address.clear();
    id.clear();
    route = {};
    answer_headers.clear();
    arena_.clear();
    headers_.clear();
    captures_.clear();
    fields_.clear();
    files_.clear();
    parsed_.reset();
}

void Request::add_header(std::string_view name, std::string_view value) {
    Field field{static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint32_t>(name.size()), 0,
                static_cast<std::uint32_t>(value.size())};
    arena_.append(name);
    for (std::size_t i = field.name_at; i < arena_.size(); ++i)
        if (arena_[i] >= 'A' && arena_[i] <= 'Z') arena_[i] = static_cast<char>(arena_[i] + 32);
    field.value_at = static_cast<std::uint32_t>(arena_.size());
    arena_.append(value);
    headers_.push_back(field);
}

bool Request::set_target(std::string_view raw) {
    target.clear();
    // The absolute form (RFC 9112 §3.2.2) is for proxies; its host goes before the Host header.
    for (std::string_view scheme : {"http://", "https://"}) {
        if (raw.size() < scheme.size() || !equals_ignoring_case(raw.substr(0, scheme.size()), scheme)) continue;
        raw.remove_prefix(scheme.size());
        std::size_t end = std::min(raw.find_first_of("/?"), raw.size());
        host = to_lower_ascii(raw.substr(0, end));
        raw.remove_prefix(end);
        target = raw.starts_with('/') ? "" : "/";
        break;
    }
    target += raw;
    std::size_t mark = std::min(target.find('?'), target.size());
    raw_path.assign(target, 0, mark);
    raw_query.assign(target, std::min(mark + 1, target.size()));
    if (raw_path != "*" && !raw_path.starts_with('/')) return false;
    if (raw_path.find('%') == std::string::npos) {
        path = raw_path;
        return true;
    }
    auto decoded = percent_decode(raw_path, false);
    if (!decoded || !is_valid_utf8(*decoded) || decoded->find('\0') != std::string::npos) return false;
    path = *std::move(decoded);
    return true;
}

std::string_view Request::header(std::string_view name) const {
    for (const Field& field : headers_)
        if (name_of(field) == name) return value_of(field);
    return {};
}

bool Request::has_header(std::string_view name) const {
    return std::ranges::any_of(headers_, [&](const Field& field) { return name_of(field) == name; });
}

std::vector<std::pair<std::string_view, std::string_view>> Request::headers() const {
    std::vector<std::pair<std::string_view, std::string_view>> all;
    for (const Field& field : headers_)
        all.emplace_back(name_of(field), value_of(field));
    return all;
}

std::string_view Request::cookie(std::string_view name) const {
    for (const Field& field : headers_)
        if (name_of(field) == "cookie")
            if (auto value = cookie_in(value_of(field), name)) return *value;
    return {};
}

std::string_view Request::bearer_token() const {
    std::string_view value = header("authorization");
    constexpr std::string_view scheme = "bearer ";
    if (value.size() < scheme.size() || !equals_ignoring_case(value.substr(0, scheme.size()), scheme)) return {};
    return trim(value.substr(scheme.size()));
}

std::string Request::content_type() const { return media_type_of(header("content-type")); }

std::string_view Request::capture(std::string_view name) const {
    for (const auto& [known, value] : captures_)
        if (known == name) return value;
    return {};
}

void Request::add_capture(std::string_view name, std::string value) { captures_.emplace_back(name, std::move(value)); }

Upload* Request::file(std::string_view field) {
    auto at = std::ranges::find(files_, field, &Upload::field);
    return at == files_.end() ? nullptr : &*at;
}

Result<const json::Value*> Request::query() const {
    if (!parsed_) parsed_ = std::make_unique<Parsed>();
    if (!parsed_->query) parsed_->query = read_query(raw_query);
    if (!*parsed_->query) return Failure(parsed_->query->error());
    return &**parsed_->query;
}

Result<const json::Value*> Request::params() const {
    if (!parsed_) parsed_ = std::make_unique<Parsed>();
    auto read = [&]() -> Result<json::Value> {
        json::Value all = *TRY(query());
        std::string type = content_type();
        json::NestedKeys keys;
        if (type == "application/x-www-form-urlencoded") {
            TRY(read_form(body, keys));
            all.merge(keys.take());
        } else if (type == "multipart/form-data") {
            for (const auto& [name, value] : fields_)
                TRY(keys.add(name, value));
            all.merge(keys.take());
        } else if (is_json(type) && !trim(body).empty()) {
            json::Value value = TRY(json::Value::parse(body, {.bytes = body.size()})); // the route limited the size
            if (value.is_object())
                all.merge(std::move(value));
            else
                all.set("_json", std::move(value));
        }
        return all;
    };
    if (!parsed_->params) parsed_->params = read();
    if (!*parsed_->params) return Failure(parsed_->params->error());
    return &**parsed_->params;
}

} // namespace kith::http
