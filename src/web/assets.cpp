#include "web/assets.hpp"

#include "core/crypto.hpp"
#include "core/text.hpp"
#include "web/asset_files.hpp"

#include <memory>

namespace kith::web {
namespace {

constexpr std::string_view robots = "User-agent: *\n"
                                    "Disallow: /api/\n"
                                    "Disallow: /oauth/\n"
                                    "Disallow: /settings\n"
                                    "Disallow: /sign-in\n"
                                    "Disallow: /sign-up\n"
                                    "Disallow: /invite/\n"
                                    "Disallow: /confirm/\n"
                                    "Disallow: /reset/\n"
                                    "Disallow: /welcome/\n";

std::string digest_of(std::string_view bytes) { return to_hex(sha256(bytes)).substr(0, 12); }

const AssetFile& stylesheet() {
    for (const auto& file : asset_files())
        if (file.name == "style.css") return file;
    std::unreachable();
}

void add(http::Router& router, std::string path, std::string type, std::string_view bytes, std::string cache_control) {
    auto body = std::make_shared<const std::string>(bytes);
    auto etag = "\"" + digest_of(bytes) + "\"";
    router.get(std::move(path), http::Run::loop,
               [body, etag, type = std::move(type), cache_control = std::move(cache_control)](http::Request& request) {
                   auto known = http::not_modified(request, etag);
                   http::Response response = known ? std::move(*known) : http::Response();
                   if (!known) {
                       response.content_type = type;
                       response.body = body;
                       response.header("ETag", etag);
                   }
                   response.header("Cache-Control", cache_control);
                   response.header("X-Content-Type-Options", "nosniff");
                   // Web apps of other origins draw these pictures.
                   response.header("Access-Control-Allow-Origin", "*");
                   return response;
               });
}

} // namespace

const std::string& stylesheet_path() {
    static const std::string path = "/assets/style-" + digest_of(stylesheet().bytes) + ".css";
    return path;
}

void mount_assets(http::Router& router) {
    for (const auto& file : asset_files())
        if (file.name.ends_with(".png"))
            add(router, "/assets/" + std::string(file.name), "image/png", file.bytes, "public, max-age=86400");
        else if (file.name.ends_with(".svg"))
            add(router, "/assets/" + std::string(file.name), "image/svg+xml", file.bytes, "public, max-age=86400");
    add(router, stylesheet_path(), "text/css; charset=utf-8", stylesheet().bytes,
        "public, max-age=31536000, immutable");
    add(router, "/robots.txt", "text/plain; charset=utf-8", robots, "public, max-age=86400");
}

} // namespace kith::web
