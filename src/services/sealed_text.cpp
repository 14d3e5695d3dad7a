#include "services/sealed_text.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"

#include <sodium.h>

namespace kith::services {
namespace {

constexpr std::size_t nonce_bytes = crypto_secretbox_NONCEBYTES;
static_assert(seal_key_bytes == crypto_secretbox_KEYBYTES);

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

} // namespace

std::string seal_text(std::string_view text, std::string_view key) {
    auto nonce = random_bytes(nonce_bytes);
    std::string box(text.size() + crypto_secretbox_MACBYTES, '\0');
    crypto_secretbox_easy(bytes_of(box), bytes_of(text), text.size(), bytes_of(nonce), bytes_of(key));
    return to_base64url(nonce + box);
}

std::optional<std::string> open_text(std::string_view sealed, std::string_view key) {
    auto bytes = from_base64(sealed);
    if (!bytes || bytes->size() < nonce_bytes + crypto_secretbox_MACBYTES) return std::nullopt;
    auto box = std::string_view(*bytes).substr(nonce_bytes);
    std::string text(box.size() - crypto_secretbox_MACBYTES, '\0');
    if (crypto_secretbox_open_easy(bytes_of(text), bytes_of(box), box.size(), bytes_of(*bytes), bytes_of(key)) != 0)
        return std::nullopt;
    return text;
}

} // namespace kith::services
