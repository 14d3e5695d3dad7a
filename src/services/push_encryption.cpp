#include "services/push_encryption.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "json/write.hpp"

#include <array>
#include <boost/describe.hpp>
#include <fmt/format.h>
#include <memory>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace kith::services {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t point_bytes = 65;
constexpr std::size_t auth_bytes = 16;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t longest_text = 3000;

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* pointer) const {
        Free(pointer);
    }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freer<EVP_PKEY_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_clear_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freer<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freer<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freer<ECDSA_SIG_free>>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Null if the bytes are no key. `secret` may be empty: the public half alone.
KeyPointer key_from(std::string_view secret, std::string_view point) {
    Builder builder(OSSL_PARAM_BLD_new());
    Number number(secret.empty() ? nullptr : BN_bin2bn(bytes_of(secret), static_cast<int>(secret.size()), nullptr));
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    if (number) OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number.get());
    Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
    EVP_PKEY* key = nullptr;
    bool made =
        parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
        EVP_PKEY_fromdata(context.get(), &key, number ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1;
    return KeyPointer(made ? key : nullptr);
}

Result<std::string> shared_secret(const PushKey& own, std::string_view other) {
    auto mine = key_from(own.secret, own.point);
    auto theirs = key_from({}, other);
    if (!mine || !theirs) return internal("a push key does not load");
    KeyContext context(EVP_PKEY_CTX_new(mine.get(), nullptr));
    std::string secret(secret_bytes, '\0');
    std::size_t size = secret.size();
    if (!context || EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), theirs.get()) != 1 ||
        EVP_PKEY_derive(context.get(), bytes_of(secret), &size) != 1 || size != secret.size())
        return internal("no secret could be agreed on for a push message");
    return secret;
}

// HKDF (RFC 5869) for up to one block of output.
std::string derive(std::string_view salt, std::string_view secret, std::string_view info, std::size_t bytes) {
    return hmac_sha256(hmac_sha256(salt, secret), std::string(info) + '\x01').substr(0, bytes);
}

Result<std::string> seal(std::string_view text, std::string_view key, std::string_view nonce) {
    CipherContext context(EVP_CIPHER_CTX_new());
    std::string sealed(text.size() + tag_bytes, '\0');
    int size = 0;
    int rest = 0;
    bool done =
        context && EVP_EncryptInit_ex(context.get(), EVP_aes_128_gcm(), nullptr, bytes_of(key), bytes_of(nonce)) == 1 &&
        EVP_EncryptUpdate(context.get(), bytes_of(sealed), &size, bytes_of(text), static_cast<int>(text.size())) == 1 &&
        EVP_EncryptFinal_ex(context.get(), bytes_of(sealed) + size, &rest) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, bytes_of(sealed) + text.size()) == 1;
    if (!done) return internal("a push message could not be encrypted");
    return sealed;
}

struct VapidClaims {
    std::string aud;
    std::int64_t exp = 0;
    std::string sub;
};
BOOST_DESCRIBE_STRUCT(VapidClaims, (), (aud, exp, sub))

// r and s, 32 bytes each, of an ASN.1 signature.
Result<std::string> raw_signature(std::string_view encoded) {
    const auto* at = bytes_of(encoded);
    Signature signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(encoded.size())));
    std::string raw(2 * secret_bytes, '\0');
    if (!signature || BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes_of(raw), secret_bytes) < 0 ||
        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes_of(raw) + secret_bytes, secret_bytes) < 0)
        return internal("a push token could not be signed");
    return raw;
}

} // namespace

Result<PushKey> make_push_key() {
    KeyPointer key(EVP_EC_gen("P-256"));
    PushKey made{std::string(secret_bytes, '\0'), std::string(point_bytes, '\0')};
    BIGNUM* number = nullptr;
    if (!key || EVP_PKEY_get_bn_param(key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &number) != 1)
        return internal("no push key could be made");
    Number secret(number);
    std::size_t size = 0;
    if (BN_bn2binpad(secret.get(), bytes_of(made.secret), secret_bytes) < 0 ||
        EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY, bytes_of(made.point), made.point.size(),
                                        &size) != 1 ||
        size != point_bytes)
        return internal("no push key could be made");
    return made;
}

Result<PushTarget> read_push_target(std::string_view p256dh, std::string_view auth) {
    auto point = from_base64(p256dh);
    auto secret = from_base64(auth);
    bool whole =
        point && secret && point->size() == point_bytes && point->front() == '\x04' && secret->size() == auth_bytes;
    if (!whole || !key_from({}, *point)) return invalid("push_key", "Validation failed: Key is invalid");
    return PushTarget{std::move(*point), std::move(*secret)};
}

Result<std::string> encrypt_push(std::string_view text, const PushTarget& target, const PushKey& ephemeral,
                                 std::string_view salt) {
    if (text.size() > longest_text || salt.size() != salt_bytes) return internal("a push message is too long");
    auto secret = TRY(shared_secret(ephemeral, target.point));
    auto key_info = fmt::format("WebPush: info{}{}{}", '\0', target.point, ephemeral.point);
    auto input = derive(target.auth, secret, key_info, 32);
    auto key = derive(salt, input, "Content-Encoding: aes128gcm\0"sv, 16);
    auto nonce = derive(salt, input, "Content-Encoding: nonce\0"sv, 12);
    // RFC 8188: salt, record size, key; one record, closed by the delimiter of the last one.
    std::string body(salt);
    body += "\x00\x00\x10\x00"sv;
    body += static_cast<char>(point_bytes);
    body += ephemeral.point;
    body += TRY(seal(std::string(text) + '\x02', key, nonce));
    return body;
}

Result<std::string> encrypt_push_draft(std::string_view text, const PushTarget& target, const PushKey& ephemeral,
                                       std::string_view salt) {
    if (text.size() > longest_text || salt.size() != salt_bytes) return internal("a push message is too long");
    auto secret = TRY(shared_secret(ephemeral, target.point));
    auto input = derive(target.auth, secret, "Content-Encoding: auth\0"sv, 32);
    constexpr auto length = "\0\x41"sv; // of a point
    auto context = fmt::format("P-256{}{}{}{}{}", '\0', length, target.point, length, ephemeral.point);
    auto key = derive(salt, input, fmt::format("Content-Encoding: aesgcm{}{}", '\0', context), 16);
    auto nonce = derive(salt, input, fmt::format("Content-Encoding: nonce{}{}", '\0', context), 12);
    return seal(fmt::format("{}{}", "\0\0"sv, text), key, nonce); // no padding
}

std::string_view push_origin(std::string_view endpoint) {
    constexpr auto scheme = "https://"sv;
    if (!endpoint.starts_with(scheme)) return {};
    auto end = endpoint.find_first_of("/?#", scheme.size());
    auto origin = endpoint.substr(0, end);
    return origin.size() > scheme.size() && origin.find('@') == std::string_view::npos ? origin : std::string_view();
}

Result<std::string> vapid_token(const PushKey& server, std::string_view endpoint, std::string_view subject,
                                Time expires) {
    VapidClaims claims{std::string(push_origin(endpoint)), to_unix_ms(expires) / 1000, std::string(subject)};
    auto signed_part = to_base64url(R"({"typ":"JWT","alg":"ES256"})") + "." + to_base64url(json::write(claims));
    auto key = key_from(server.secret, server.point);
    DigestContext context(EVP_MD_CTX_new());
    std::size_t size = 0;
    const auto* input = bytes_of(signed_part);
    if (!key || !context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, input, signed_part.size()) != 1)
        return internal("a push token could not be signed");
    std::string encoded(size, '\0');
    if (EVP_DigestSign(context.get(), bytes_of(encoded), &size, input, signed_part.size()) != 1)
        return internal("a push token could not be signed");
    encoded.resize(size);
    return signed_part + "." + to_base64url(TRY(raw_signature(encoded)));
}

} // namespace kith::services
