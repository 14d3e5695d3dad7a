#include "http/client.hpp"

#include "core/text.hpp"
#include "http/address.hpp"
#include "http/curl_library.hpp"

#include <algorithm>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kith::http {
namespace {

using Clock = std::chrono::steady_clock;

// One answer as it arrives.
struct Transfer {
    bool allow_private = false;
    bool refused_address = false;
    bool too_large = false;
    std::size_t max_bytes = 0;
    std::size_t head_bytes = 0;
    ClientResponse response;
};

constexpr std::size_t max_response_head = 64 << 10;

std::optional<IpAddress> address_of(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        const auto& four = reinterpret_cast<const sockaddr_in&>(address);
        return IpAddress::from_v4(std::bit_cast<std::array<std::uint8_t, 4>>(four.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        const auto& six = reinterpret_cast<const sockaddr_in6&>(address);
        return IpAddress::from_v6(std::bit_cast<std::array<std::uint8_t, 16>>(six.sin6_addr));
    }
    return std::nullopt;
}

// Called by libcurl with each resolved address before it connects.
curl_socket_t open_socket(void* data, curlsocktype, curl_sockaddr* target) {
    auto& transfer = *static_cast<Transfer*>(data);
    auto address = address_of(target->addr);
    if (!address || !(transfer.allow_private || is_public_address(*address))) {
        transfer.refused_address = true;
        return CURL_SOCKET_BAD;
    }
    return socket(target->family, target->socktype | SOCK_CLOEXEC, target->protocol);
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& transfer = *static_cast<Transfer*>(data);
    std::size_t length = size * count;
    if (transfer.response.body.size() + length > transfer.max_bytes) {
        transfer.too_large = true;
        return 0;
    }
    transfer.response.body.append(bytes, length);
    return length;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& transfer = *static_cast<Transfer*>(data);
    std::string_view line(bytes, size * count);
    transfer.head_bytes += line.size();
    if (transfer.head_bytes > max_response_head) {
        transfer.too_large = true;
        return 0;
    }
    if (line.starts_with("HTTP/")) transfer.response.headers.clear(); // after an interim answer such as 100
    std::size_t colon = line.find(':');
    if (colon != std::string_view::npos)
        transfer.response.headers.push_back(
            {to_lower_ascii(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
    return line.size();
}

// A URL taken apart and checked: http or https, with a host, without credentials.
struct Target {
    std::string url;
    std::string origin; // scheme, host and port

    // `base` may be "".
    static std::optional<Target> read(const CurlLibrary& curl, const std::string& base, const std::string& text) {
        auto url = curl.make_url();
        if (!url || text.size() > 8192) return std::nullopt;
        if (!base.empty() && curl.curl_url_set(url.get(), CURLUPART_URL, base.c_str(), 0) != CURLUE_OK)
            return std::nullopt;
        if (curl.curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return std::nullopt;
        auto part = [&](CURLUPart which, unsigned flags = 0) {
            char* value = nullptr;
            if (curl.curl_url_get(url.get(), which, &value, flags) != CURLUE_OK) return std::string();
            std::string copy(value);
            curl.curl_free(value);
            return copy;
        };
        std::string scheme = part(CURLUPART_SCHEME);
        std::string host = part(CURLUPART_HOST);
        if ((scheme != "http" && scheme != "https") || host.empty()) return std::nullopt;
        if (!part(CURLUPART_USER).empty() || !part(CURLUPART_PASSWORD).empty()) return std::nullopt;
        curl.curl_url_set(url.get(), CURLUPART_FRAGMENT, nullptr, 0);
        return Target{part(CURLUPART_URL),
                      scheme + "://" + to_lower_ascii(host) + ":" + part(CURLUPART_PORT, CURLU_DEFAULT_PORT)};
    }
};

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_credential(std::string_view name) {
    return equals_ignoring_case(name, "authorization") || equals_ignoring_case(name, "cookie") ||
           equals_ignoring_case(name, "signature");
}

Failure unavailable(std::string message, std::string detail) {
    return fail(ErrorKind::unavailable, "request_failed", std::move(message), std::move(detail));
}

Failure bad_url() { return invalid("url_invalid", "The address is not a web address"); }

} // namespace

std::string_view ClientResponse::header(std::string_view name) const {
    auto at = std::ranges::find(headers, name, &Header::name);
    return at == headers.end() ? std::string_view() : std::string_view(at->value);
}

class Client::Impl {
public:
    explicit Impl(ClientOptions options) : options_(std::move(options)) {}

    Result<ClientResponse> send(const ClientRequest& given) {
        const auto& curl = *TRY(curl_library());
        ClientRequest request = given;
        auto target = Target::read(curl, "", request.url);
        if (!target) return bad_url();
        auto until = Clock::now() + request.total_timeout;
        for (int hops = 0;; ++hops) {
            auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
            if (left.count() <= 0) return unavailable("The other server took too long", target->url);
            ClientResponse response = TRY(send_once(curl, request, *target, left));
            std::string location(response.header("location"));
            if (!is_redirect(response.status) || location.empty() || request.max_redirects <= 0) return response;
            if (hops >= request.max_redirects) return unavailable("The other server redirects too often", target->url);
            auto next = Target::read(curl, target->url, location);
            if (!next) return bad_url();
            follow(request, response.status, next->origin != target->origin);
            target = std::move(next);
        }
    }

private:
    // RFC 9110 §15.4: 303 always becomes GET, 301 and 302 do so for POST as all browsers do it.
    static void follow(ClientRequest& request, int status, bool elsewhere) {
        if ((status == 303 && request.method != "HEAD") ||
            ((status == 301 || status == 302) && request.method == "POST")) {
            request.method = "GET";
            request.body.clear();
            std::erase_if(request.headers,
                          [](const Header& header) { return equals_ignoring_case(header.name, "content-type"); });
        }
        if (elsewhere) std::erase_if(request.headers, [](const Header& header) { return is_credential(header.name); });
    }

    Result<ClientResponse> send_once(const CurlLibrary& curl, const ClientRequest& request, const Target& target,
                                     std::chrono::milliseconds left) {
        auto easy = borrow(curl);
        if (!easy) return internal("curl_easy_init failed");
        Transfer transfer;
        transfer.allow_private = options_.allow_private;
        transfer.max_bytes = request.max_bytes;
        transfer.response.url = target.url;
        auto headers = curl.make_list();
        auto add = [&](const std::string& line) { curl.append(headers, line.c_str()); };
        for (const Header& header : request.headers) {
            if (header.name.find_first_of("\r\n:") != std::string::npos ||
                header.value.find_first_of("\r\n") != std::string::npos)
                return invalid("header_invalid", "A header of the request is not valid");
            add(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
        }
        add("Expect:"); // libcurl would wait for 100 Continue before larger bodies
        prepare(curl, easy.get(), request, target, left, transfer);
        curl.curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get());

        CURLcode code = curl.curl_easy_perform(easy.get());
        long status = 0;
        curl.curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
        curl.curl_easy_reset(easy.get()); // connections stay, pointers to this function's objects go
        give_back(std::move(easy));
        if (transfer.too_large) return fail(ErrorKind::too_large, "response_too_large", "The answer is too large");
        if (code != CURLE_OK && transfer.refused_address)
            return fail(ErrorKind::forbidden, "address_private", "This address is not on the public internet",
                        target.url);
        if (code == CURLE_OPERATION_TIMEDOUT) return unavailable("The other server took too long", target.url);
        if (code != CURLE_OK)
            return unavailable("The other server cannot be reached", target.url + ": " + curl.curl_easy_strerror(code));
        transfer.response.status = static_cast<int>(status);
        return std::move(transfer.response);
    }

    void prepare(const CurlLibrary& curl, CURL* easy, const ClientRequest& request, const Target& target,
                 std::chrono::milliseconds left, Transfer& transfer) {
        auto set = [&curl, easy](CURLoption option, auto value) { curl.curl_easy_setopt(easy, option, value); };
        set(CURLOPT_URL, target.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(request.connect_timeout, left).count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
        set(CURLOPT_PROXY, options_.proxy.c_str()); // "" also switches the environment's proxies off
        set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        set(CURLOPT_USERAGENT, options_.user_agent.c_str());
        set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
        set(CURLOPT_MAXAGE_CONN, 30L);
        set(CURLOPT_MAXCONNECTS, 4L);
        set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
        set(CURLOPT_OPENSOCKETDATA, &transfer);
        set(CURLOPT_WRITEFUNCTION, &take_body);
        set(CURLOPT_WRITEDATA, &transfer);
        set(CURLOPT_HEADERFUNCTION, &take_header);
        set(CURLOPT_HEADERDATA, &transfer);
        if (request.method == "HEAD") {
            set(CURLOPT_NOBODY, 1L);
        } else {
            if (!request.body.empty() || request.method == "POST" || request.method == "PUT" ||
                request.method == "PATCH") {
                set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
                set(CURLOPT_POSTFIELDS, request.body.c_str());
            }
            set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
        }
    }

    CurlLibrary::Easy borrow(const CurlLibrary& curl) {
        {
            std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                auto easy = std::move(idle_.back());
                idle_.pop_back();
                return easy;
            }
        }
        return curl.make_easy();
    }
    void give_back(CurlLibrary::Easy easy) {
        std::lock_guard lock(mutex_);
        if (idle_.size() < 16) idle_.push_back(std::move(easy));
    }

    ClientOptions options_;
    std::mutex mutex_;
    std::vector<CurlLibrary::Easy> idle_; // each keeps its open connections
};

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;
Result<ClientResponse> Client::send(const ClientRequest& request) const { return impl_->send(request); }

} // namespace kith::http
