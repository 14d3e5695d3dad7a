// A client that sends exactly the bytes it is told to.
#pragma once

#include <arpa/inet.h>
#include <chrono>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace kith::http {

// Waits up to half a minute.
template <class Condition>
bool eventually(Condition condition) {
    for (int i = 0; i < 3'000; ++i) {
        if (condition()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

struct RawAnswer {
    int status = 0;
    std::string head; // with the empty line
    std::string body;

    bool has(std::string_view text) const { return head.find(text) != std::string::npos; }
};

class RawClient {
public:
    explicit RawClient(std::uint16_t port) : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    explicit RawClient(const std::string& path) : descriptor_(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        connected_ = connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { close(); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return connected_; }
    void close() {
        if (descriptor_ >= 0) ::close(descriptor_);
        descriptor_ = -1;
    }
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            ssize_t count = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    // Reads until `end` is there; everything up to and with it. nullopt after three seconds, or when the server closes.
    std::optional<std::string> read_until(std::string_view end) {
        while (true) {
            if (auto at = buffer_.find(end); at != std::string::npos) {
                std::string text = buffer_.substr(0, at + end.size());
                buffer_.erase(0, text.size());
                return text;
            }
            if (!fill()) return std::nullopt;
        }
    }
    std::optional<std::string> read_exactly(std::size_t size) {
        while (buffer_.size() < size)
            if (!fill()) return std::nullopt;
        std::string text = buffer_.substr(0, size);
        buffer_.erase(0, size);
        return text;
    }
    // One answer with Content-Length or without a body.
    std::optional<RawAnswer> read_answer(bool with_body = true) {
        auto head = read_until("\r\n\r\n");
        if (!head || head->size() < 12) return std::nullopt;
        RawAnswer answer{std::stoi(head->substr(9, 3)), *head, ""};
        auto at = head->find("Content-Length: ");
        if (at != std::string::npos && with_body) {
            auto body = read_exactly(std::stoul(head->substr(at + 16)));
            if (!body) return std::nullopt;
            answer.body = *body;
        }
        return answer;
    }
    std::optional<RawAnswer> ask(std::string_view bytes) {
        if (!send(bytes)) return std::nullopt;
        return read_answer();
    }
    // Whether the server closes within three seconds; what came before is dropped.
    bool is_closed() {
        while (fill())
            buffer_.clear();
        return closed_;
    }

private:
    bool fill() {
        pollfd wait{descriptor_, POLLIN, 0};
        if (poll(&wait, 1, 30'000) <= 0) return false;
        char bytes[16'384];
        ssize_t count = recv(descriptor_, bytes, sizeof bytes, 0);
        if (count <= 0) {
            closed_ = true;
            return false;
        }
        buffer_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    int descriptor_;
    bool connected_ = false;
    bool closed_ = false;
    std::string buffer_;
};

} // namespace kith::http
